"""What does a study of levers give back: a verdict on each hypothesis with everything it rests on?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from scoring.errors import LeftOut
from scoring.levers.inputs import Registered
from scoring.results import Caveat, Estimate


class Verdict(StrEnum):
    """The seven verdicts of methods §3.8, and the label of what was not registered in time or has no values."""

    NOT_TESTABLE = "not_testable"
    CONFOUNDED = "confounded"
    SUPPORTED_REPLICATED = "supported_replicated"
    SUPPORTED_PROVISIONAL = "supported_provisional"
    CONTRADICTED = "contradicted"
    NOT_SUPPORTED = "not_supported"
    INCONCLUSIVE = "inconclusive"
    EXPLORATORY = "exploratory"


SUPPORTED = frozenset({Verdict.SUPPORTED_REPLICATED, Verdict.SUPPORTED_PROVISIONAL})


class Causal(StrEnum):
    """What may be said of cause, apart from the verdict (methods §3.8)."""

    ASSOCIATION_ONLY = "association_only"
    REVERSE_CAUSE_PLAUSIBLE = "reverse_cause_plausible"
    CONFIRMED = "confirmed_by_intervention"
    REFUTED = "refuted_by_intervention"


class Model(StrEnum):
    """Which regression an effect is from (methods §3.2).

    ``raw`` is the result before circumstance is taken out, with nothing else in the model; ``alone`` has circumstance
    and teams; ``joint`` has the other levers of the family and tier as well; ``untalented`` is joint without levers
    that go with being a talent outlier; ``discovery`` and ``holdout`` are joint in the teams not kept back and in those
    that were.
    """

    RAW = "raw"
    ALONE = "alone"
    JOINT = "joint"
    UNTALENTED = "untalented"
    DISCOVERY = "discovery"
    HOLDOUT = "holdout"


@dataclass(frozen=True, slots=True)
class Effect:
    """Standard deviations of the result for one standard deviation of the lever, in the lever's own direction.

    Attributes
    ----------
    b : Estimate
        Its 95 % interval; a refusal where the model does not exist.
    p : float or None
        Two-sided; one-sided in the expected direction in the hold-out.
    q : float or None
        After Benjamini & Hochberg 1995 within the family and tier; None where the lever is not part of that family.
    low90, high90 : float or None
        90 % interval, for the test of equivalence.
    """

    b: Estimate
    p: float | None = None
    q: float | None = None
    low90: float | None = None
    high90: float | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One hypothesis and what became of it.

    Attributes
    ----------
    reasons : tuple of Caveat
        Why this verdict and not a better one.
    effects : Mapping of Model to Effect
    corrected : Estimate or None
        The joint effect divided by √reliability: what it would be were the measure free of error.
    talent_linked : Estimate or None
        How many SD more of it talent outliers do than others with equal results; None where there are too few.
    merged_with : tuple of str
        Codes of levers that are the same measure in other words; they were judged as one, and share every number.
    people : int
        With a value and a result.
    needed : int or None
        People that would show an effect of δ with 80 % power, where the verdict is inconclusive.
    replication_power : float or None
        Chance that teams kept back confirm the effect seen in the others, were it true.
    decided_on : Model or None
        The model whose effect decided the verdict; None where nothing was decided.
    """

    lever: Registered
    verdict: Verdict
    causal: Causal
    usable: bool
    reasons: tuple[Caveat, ...] = ()
    effects: Mapping[Model, Effect] = field(default_factory=dict)
    corrected: Estimate | None = None
    talent_linked: Estimate | None = None
    is_talent_linked: bool = False
    merged_with: tuple[str, ...] = ()
    people: int = 0
    needed: int | None = None
    replication_power: float | None = None
    decided_on: Model | None = None


@dataclass(frozen=True, slots=True)
class Rates:
    """Of what is done or not done, or done from ``done_from`` on: shares of top and middle that do it, and the reverse.

    Attributes
    ----------
    top, middle, difference : Estimate
    reverse, reverse_without : Estimate
        Share of those who do it, and of those who do not, who are on top.
    """

    top: Estimate
    middle: Estimate
    difference: Estimate
    reverse: Estimate
    reverse_without: Estimate
    done_from: float


@dataclass(frozen=True, slots=True)
class Groups:
    """The display of top beside middle (methods §3.2a).

    Attributes
    ----------
    top, middle, outliers : float or None
        Means of the replicable top, the middle and the talent outliers; None where a group is too small to show.
    g, delta : Estimate
        Hedges' g and Cliff's δ of replicable top against middle.
    outliers_g : Estimate
        Hedges' g of outliers against middle.
    overlap : float or None
        Share of the two distributions that lies on one another, 0 to 1.
    rates : Rates or None
        Only where it is known from when on it counts as done.
    """

    lever: Registered
    n_top: int
    n_middle: int
    n_outliers: int
    top: float | None
    middle: float | None
    outliers: float | None
    g: Estimate
    delta: Estimate
    outliers_g: Estimate
    overlap: float | None
    rates: Rates | None


@dataclass(frozen=True, slots=True)
class Target:
    """Medians of replicable top and middle in the lever's own unit; None where a group is too small to show."""

    lever: Registered
    top_median: float | None
    middle_median: float | None
    sd: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Together:
    """Levers that people have above the middle of all at once; a look, not a test (requirement S1-16).

    Attributes
    ----------
    levers : tuple of str
        Two codes or three.
    r : Estimate or None
        Correlation, of pairs only.
    top, middle : float
        Share of each group that is above the middle in all of them.
    if_unrelated : float
        What ``top`` would be if they had nothing to do with each other inside the top.
    difference : Estimate
    """

    levers: tuple[str, ...]
    r: Estimate | None
    top: float
    middle: float
    if_unrelated: float
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Importance:
    """Shapley shares of the R² of one family and tier (Lindeman, Merenda & Gold 1980).

    Attributes
    ----------
    codes : tuple of str
        Of the lever, or of levers judged as one.
    share : Estimate
        Of R², so that shares of a family and tier add up to the R² of all its levers.
    dominates : tuple of str
        First codes of levers it completely dominates in 95 of 100 resamples (Azen & Budescu 2003).
    kept : int or None
        Times out of 100 half-samples the elastic net kept it.
    largest : Estimate or None
        Of its family and tier: what the fifth of the levers with the largest shares carries of what all explain.
    """

    family: str
    tier: str
    codes: tuple[str, ...]
    share: Estimate
    dominates: tuple[str, ...] = ()
    kept: int | None = None
    largest: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Holdout:
    """Teams kept back: how many, and of whom; ``power`` is the chance that they confirm an effect of δ."""

    teams: int
    people: int
    power: float | None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Everything a study of levers says.

    Attributes
    ----------
    levers : tuple of Judged
        In the order they were registered.
    left_out : Mapping of LeftOut to int
        How many people take no part in the regressions, and why.
    """

    levers: tuple[Judged, ...]
    groups: tuple[Groups, ...]
    targets: tuple[Target, ...]
    pairs: tuple[Together, ...]
    patterns: tuple[Together, ...]
    importance: tuple[Importance, ...]
    holdout: Holdout
    people: int
    teams: int
    delta: float
    q: float
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)
    caveats: tuple[Caveat, ...] = ()
