"""What does an intervention, or the course of one measure, give back?"""

from dataclasses import dataclass, field
from enum import StrEnum

from scoring.levers.results import Causal
from scoring.results import UNKNOWN, Caveat, Estimate


class Design(StrEnum):
    """How teams came to be treated, strongest evidence first (methods §3.10)."""

    RANDOMISED = "randomised"
    STEPPED_WEDGE = "stepped_wedge"
    COMPARISON_TEAMS = "comparison_teams"
    MATCHED_CONTROL = "matched_control"
    BEFORE_AFTER = "before_after"


class Why(StrEnum):
    """The one reason for a causal status, as the rule finds it from the top."""

    NO_COMPARISON = "no_comparison"
    TOO_FEW_TEAMS = "too_few_teams"
    TRENDS_DIFFER = "trends_differ"
    TRENDS_UNKNOWN = "trends_unknown"
    LEVER_NOT_MEASURED = "lever_not_measured"
    LEVER_NOT_MOVED = "lever_not_moved"
    EFFECT_FOUND = "effect_found"
    EFFECT_OPPOSITE = "effect_opposite"
    EFFECT_EXCLUDED = "effect_excluded"
    NOT_PLANNED = "not_planned"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Lead:
    """Treated minus comparison teams in one period, against the mean of the periods before; ``at`` is −1 just before
    the start, 0 in the first period after."""

    at: int
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Arm:
    """Teams that were treated, or not: how many teams and people, and their mean result before and after."""

    teams: int
    people: int
    before: Estimate
    after: Estimate
    change: Estimate


@dataclass(frozen=True, slots=True)
class Cohort:
    """Teams that started in the same period, against teams not yet started (Callaway & Sant'Anna 2021)."""

    start: str
    period: str
    teams: int
    effect: Estimate


@dataclass(frozen=True, slots=True)
class Intervention:
    """Difference in differences of one intervention, in standard deviations of people's mean results before.

    Attributes
    ----------
    design : Design
    effect : Estimate
        Change of the treated less change of the others; refused ``NO_DESIGN`` without others.
    p : float or None
        By exact randomisation below twelve teams and for staggered starts, else pooled t with G − 2 degrees.
    welch : Estimate
        The same with unequal variances.
    treated, comparison : Arm or None
    leads : tuple of Lead
        Periods before and after, for the drawing.
    trend : Estimate
        Difference of slopes before, SD a period.
    trends_p : float or None
        Joint test that both moved alike before.
    moved : Estimate
        The same difference in differences of the lever itself, in its SD.
    regression : Estimate or None
        Part of the effect expected without any when teams were picked for low results; None when they were not.
    cohorts : tuple of Cohort
    causal : Causal
    why : Why
    caveats : tuple of Caveat
    """

    design: Design
    effect: Estimate = UNKNOWN
    p: float | None = None
    welch: Estimate = UNKNOWN
    treated: Arm | None = None
    comparison: Arm | None = None
    leads: tuple[Lead, ...] = ()
    trend: Estimate = UNKNOWN
    trends_p: float | None = None
    moved: Estimate = UNKNOWN
    regression: Estimate | None = None
    cohorts: tuple[Cohort, ...] = ()
    causal: Causal = Causal.ASSOCIATION_ONLY
    why: Why = Why.NO_COMPARISON
    caveats: tuple[Caveat, ...] = field(default=())
