"""What does an analysis of conditions of teams give back?"""

from dataclasses import dataclass
from enum import StrEnum

from scoring.levers.results import Verdict
from scoring.results import UNKNOWN, Caveat, Estimate


class Source(StrEnum):
    """Whether those who rated a condition can have rated the results too."""

    APART = "apart"
    SAW_RESULTS = "saw_results"
    RATED_RESULTS = "rated_results"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is the same for everyone in a team.

    Attributes
    ----------
    code, label : str
    options : int or None
        Points of the answer scale where people perceived it; None for a fact, such as which plan a team is paid by.
    direction : {1, -1}
    source : Source
    exploratory : bool
        Registered after the results were opened.
    """

    code: str
    label: str = ""
    options: int | None = 5
    direction: int = 1
    source: Source = Source.APART
    exploratory: bool = False


@dataclass(frozen=True, slots=True)
class Aggregation:
    """May answers of people stand for their team?

    Attributes
    ----------
    teams, people : int
    agreement : Estimate
        Median over teams of r*WG(J) (Lindell, Brandt & Whitney 1999).
    icc1 : Estimate
        Share of differences that lies between teams; ``p`` is its F test.
    icc2 : Estimate
        Reliability of a team's mean.
    passes : bool
        Agreement ≥ .70, p < .05 and ICC(2) ≥ .60.
    """

    teams: int
    people: int
    agreement: Estimate = UNKNOWN
    icc1: Estimate = UNKNOWN
    p: float | None = None
    icc2: Estimate = UNKNOWN
    passes: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One condition.

    Attributes
    ----------
    condition : Condition
    aggregation : Aggregation or None
        None for a fact.
    alone, joint : Estimate
        γ01 of the two-level model, in SD of people's results for one SD of the condition, or for yes against no.
    p, q : float or None
        Of the model the verdict rests on, q after Benjamini & Hochberg.
    verdict : Verdict
        Never replicated: there is no second company.
    teams_needed : int or None
        Teams for 80 % power at the smallest effect worth acting on.
    """

    condition: Condition
    aggregation: Aggregation | None = None
    alone: Estimate = UNKNOWN
    joint: Estimate = UNKNOWN
    p: float | None = None
    q: float | None = None
    verdict: Verdict = Verdict.NOT_TESTABLE
    teams_needed: int | None = None

    @property
    def decided_on(self) -> str:
        """``joint`` or, where all together could not be tested, ``by_itself``; "" where nothing was decided."""
        if self.verdict in {Verdict.NOT_TESTABLE, Verdict.EXPLORATORY}:
            return ""
        return "by_itself" if self.joint.value is None else "joint"


@dataclass(frozen=True, slots=True)
class Crossing:
    """Does a lever go with results more where a condition is better? Exploratory always."""

    lever: str
    condition: str
    effect: Estimate
    p: float | None


@dataclass(frozen=True, slots=True)
class Conditions:
    """All conditions of one job; ``icc`` is the share of differences in results that lies between teams."""

    found: tuple[Found, ...]
    crossings: tuple[Crossing, ...]
    people: int
    teams: int
    icc: Estimate = UNKNOWN
    caveats: tuple[Caveat, ...] = ()
