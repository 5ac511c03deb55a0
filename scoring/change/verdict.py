"""What does an intervention make of the causal status of its lever?"""

from dataclasses import dataclass

from scoring.change.results import Design, Why
from scoring.errors import Code
from scoring.levers.results import Causal
from scoring.results import Estimate

#: Smallest effect worth acting on, in SD (methods §3.8).
DELTA = 0.15
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """All the rule looks at.

    Attributes
    ----------
    effect : Estimate
        With its 95 % interval.
    ceiling : float or None
        Upper bound of the 90 % interval of the effect.
    p : float or None
    moved : Estimate
        Of the lever itself, turned so that more is what the intervention wanted.
    apart : bool or None
        Whether the groups moved apart before; None where that cannot be told.
    planned : bool
        Whether it was written down before it began, when nobody could know who would gain.
    regression : float
        Part of the effect that regression to the mean gives; 0 where teams were not picked for low results.
    expected : float or None
        Effect the association promises for one SD of the lever.
    """

    design: Design
    effect: Estimate
    ceiling: float | None
    p: float | None
    moved: Estimate
    apart: bool | None
    planned: bool = False
    regression: float = 0.0
    expected: float | None = None
    delta: float = DELTA


def status(seen: Evidence) -> tuple[Causal, Why]:
    """The causal status, by the first line that applies.

    1. Without comparison teams nothing changes, nor with fewer teams than policy asks for.
    2. The lever itself must have been measured, and have moved beyond chance: else it was not tested.
    3. Where teams were not dealt by lot, treated and other teams must have moved alike before.
    4. What was written down after it began decides nothing: teams, start and design may be chosen by what came of it.
    5. Confirmed: p < .05, the effect above zero, and its interval above what regression to the mean gives.
    6. Refuted: p < .05 and below zero; or the 90 % interval lies below the smallest effect worth acting on, or below
       half of what the association promised for as much as the lever moved, whichever is larger.
    7. Else nothing is decided.
    """
    named = Causal.ASSOCIATION_ONLY
    lot = seen.design in {Design.RANDOMISED, Design.STEPPED_WEDGE}
    if seen.design is Design.BEFORE_AFTER:
        return named, Why.NO_COMPARISON
    if seen.effect.value is None or seen.p is None:
        few = any(reason.code in {Code.CLUSTERS_TOO_FEW, Code.NO_VARIANCE} for reason in seen.effect.reasons)
        return named, Why.TOO_FEW_TEAMS if few else Why.NO_COMPARISON
    if seen.moved.value is None:
        return named, Why.LEVER_NOT_MEASURED
    if seen.moved.low is None or seen.moved.low <= 0:
        return named, Why.LEVER_NOT_MOVED
    if not lot and seen.apart is not False:
        return named, Why.TRENDS_DIFFER if seen.apart else Why.TRENDS_UNKNOWN
    if not seen.planned:
        return named, Why.NOT_PLANNED
    if seen.p < ALPHA and seen.effect.value < 0:
        return Causal.REFUTED, Why.EFFECT_OPPOSITE
    if seen.p < ALPHA and seen.effect.low is not None and seen.effect.low > max(0.0, seen.regression):
        return Causal.CONFIRMED, Why.EFFECT_FOUND
    promised = (seen.expected or 0.0) * seen.moved.value / 2
    if seen.ceiling is not None and seen.ceiling < max(seen.delta, promised):
        return Causal.REFUTED, Why.EFFECT_EXCLUDED
    return named, Why.CANNOT_TELL
