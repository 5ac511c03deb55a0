"""Do the best people hold themselves to a target, and how much may one rely on it?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring.benchmarks.attainable import NOT_STRETCHING, UNATTAINABLE, steady
from scoring.errors import Code
from scoring.intervals import newcombe, wilson
from scoring.performers.results import Flags, Floats
from scoring.policy import judged
from scoring.results import Caveat, Estimate

#: Endorsements a target needs (methods §13.8, S4-12): people asked, and the part of them that says yes.
CONSULTED, ENDORSED = 3, 2 / 3
#: Part of the replicable top that meets the target in at least half of its periods.
MET = 0.50
METHOD = (
    "share that met the target in half of the last four periods; interval Wilson 1927, of a difference Newcombe 1998"
)

Letter = Literal["A", "B", "C", "D"]
CHECKS = ("endorsed", "met", "documented", "linked", "within_reach")


@dataclass(frozen=True, slots=True)
class Adherence:
    """Shares that meet a target among the replicable top and the middle, and top minus middle."""

    top: Estimate
    middle: Estimate
    difference: Estimate

    @property
    def flag(self) -> str:
        """``disregarded`` by the best beyond chance, ``perhaps`` where they only do it less often, or ""."""
        value, high = self.difference.value, self.difference.high
        if value is None or value >= 0:
            return ""
        return "disregarded" if high is not None and high < 0 else "perhaps"


def adherence(
    values: Floats, bar: float, top: Flags, middle: Flags, direction: str | None, target: float | None = None
) -> Adherence:
    """Who meets the target, by tier (methods §13.7).

    Parameters
    ----------
    values : float, N × T
    bar : float
    top, middle : bool, N
    """
    met = steady(values, bar, direction, target)
    known = ~np.isnan(met)
    (k1, n1), (k2, n2) = ((int(met[known & who].sum()), int((known & who).sum())) for who in (top, middle))
    one, two = _share(k1, n1), _share(k2, n2)
    if one.status == "refused" or two.status == "refused":
        reason = Caveat(Code.GROUPS_TOO_SMALL, {"n": min(n1, n2), "need": 5, "of": "people"})
        return Adherence(one, two, Estimate.refusal(reason, method=METHOD, n=n1 + n2))
    low, high = newcombe(k1, n1, k2, n2)
    return Adherence(one, two, Estimate(k1 / n1 - k2 / n2, n1 + n2, METHOD, low, high))


def _share(k: int, n: int) -> Estimate:
    found = Estimate(k / n, n, METHOD, *wilson(k, n)) if n else Estimate(0.0, 0, METHOD)
    return judged(found, "attainable", people=n)


@dataclass(frozen=True, slots=True)
class Grade:
    """How much a target may be relied on: A to D by the checks that hold."""

    letter: Letter
    held: tuple[str, ...]


def grade(
    asked: int, endorsed: int, met: float | None, documented: bool, linked: bool, within_reach: float | None
) -> Grade:
    """Five points: 5 A, 4 B, 3 C, else D (methods §13.8).

    Parameters
    ----------
    asked, endorsed : int
        Replicable top performers who answered, and who said yes.
    met : float, optional
        Part of the replicable top that meets the target in at least half of its periods.
    documented : bool
        Whether a scalable method is written down.
    linked : bool
        Whether the interval of the link between activity and results lies above zero; True for a result itself.
    within_reach : float, optional
        Part of the others for whom the target lies within their own best.

    Examples
    --------
    >>> grade(3, 2, 0.6, True, False, 0.5).letter
    'B'
    """
    holds = (
        asked >= CONSULTED and endorsed >= ENDORSED * asked - 1e-9,
        met is not None and met >= MET,
        documented,
        linked,
        within_reach is not None and UNATTAINABLE <= within_reach <= NOT_STRETCHING,
    )
    held = tuple(name for name, ok in zip(CHECKS, holds, strict=True) if ok)
    letters: dict[int, Letter] = {5: "A", 4: "B", 3: "C"}
    return Grade(letters.get(len(held), "D"), held)
