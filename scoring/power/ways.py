"""What would help a study that is too small?"""

import math
from dataclasses import dataclass, replace
from typing import Any

from scoring.errors import Scalar
from scoring.power.designs import Correlation, Design, TwoGroups, least_n
from scoring.power.profile_gate import ProfileGate
from scoring.power.standing import MOST_PERIODS, reliability


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to change: its code, what it would give, and whether that is enough by itself."""

    code: str
    values: dict[str, Scalar]
    enough: bool


def ways(
    design: Design, effect: float, n: int, power: float = 0.8, periods: int | None = None, icc: float | None = None
) -> tuple[Way, ...]:
    """Pooling, a longer window, fewer hypotheses, or people's own words instead of numbers; none if n is enough.

    Parameters
    ----------
    design : Design
    effect : float
        The smallest effect worth finding.
    n : int
        Cases there are.
    periods, icc : int and float or None
        The window the design's reliability comes from, and the share of one period's differences that lasts.
    """
    if n >= design.fewest and design.power(effect, n) >= power:
        return ()
    found = [_pooling(design, effect, n, power)]
    if periods is not None and icc is not None and isinstance(design, Correlation | TwoGroups | ProfileGate):
        found.append(_longer(design, effect, n, power, periods, icc))
    if (hypotheses := getattr(design, "hypotheses", 1)) > 1:
        found.append(_fewer(design, effect, n, power, hypotheses))
    return (*found, Way("qualitative", {}, True))


def _pooling(design: Design, effect: float, n: int, power: float) -> Way:
    need = least_n(design, effect, power)
    if need is None:
        return Way("pool_never", {}, False)
    return Way("pool", {"need": need, "more": need - n, "times": math.ceil(need / max(n, 1))}, True)


def _longer(
    design: Correlation | TwoGroups | ProfileGate, effect: float, n: int, power: float, periods: int, icc: float
) -> Way:
    for wanted in range(periods + 1, MOST_PERIODS + 1):
        better = replace(design, reliability=reliability(wanted, icc))
        if n >= design.fewest and better.power(effect, n) >= power:
            return Way("longer", {"periods": wanted, "reliability": better.reliability}, True)
    best = replace(design, reliability=reliability(2 * periods, icc))
    values: dict[str, Scalar] = {"periods": 2 * periods, "chance": 100 * best.power(effect, n)}
    return Way("longer_not_enough", values, False)


def _fewer(design: Any, effect: float, n: int, power: float, hypotheses: int) -> Way:
    for fewer in range(hypotheses - 1, 0, -1):
        if replace(design, hypotheses=fewer).power(effect, n) >= power:
            return Way("fewer", {"hypotheses": fewer}, True)
    alone = replace(design, hypotheses=1)
    return Way("fewer_not_enough", {"chance": 100 * alone.power(effect, n)}, False)
