"""What is known of a profile: its scales, what it predicts, and which checks it passed."""

from dataclasses import dataclass

from scoring.results import Caveat, Estimate


@dataclass(frozen=True, slots=True)
class CandidateScale:
    """A scale that may enter a profile, as the job analysis left it.

    Attributes
    ----------
    scale : str
        Name of its column among the scores.
    direction : {1, -1, 0}
        Whether more is expected to be better, fixed before any data were seen; 0 where nobody said so, and then the
        scale is described only.
    reliability : Estimate
        Such as alpha; from the incumbents or a comparable group.
    barred : tuple of Caveat
        Why it may be described but not used to predict: NOT_JOB_RELATED, DIF_PRESENT, LICENCE_FORBIDS, OFF_LABEL_USE.
    """

    scale: str
    direction: int
    reliability: Estimate
    barred: tuple[Caveat, ...] = ()

    def __post_init__(self) -> None:
        if self.direction not in (1, -1, 0):
            raise ValueError(f"scale {self.scale}: direction {self.direction} is none of 1, -1 and 0")


@dataclass(frozen=True, slots=True)
class Spread:
    """How a scale lies in one group: quartiles by linear interpolation; None where the group is too small for it."""

    n: int
    mean: float | None
    sd: float | None
    lower_quartile: float | None
    upper_quartile: float | None


@dataclass(frozen=True, slots=True)
class ProfileScale:
    """A scale in the profile.

    Attributes
    ----------
    weight : float
        z_fit = Σ weight·(x − mean)/sd over scales, mean and sd those of ``all``; the sign holds the direction;
        0 when the scale does not enter.
    top, middle, all : Spread
        Reference top, middle and every incumbent.
    g : Estimate
        Hedges' g of top against middle.
    r : Estimate
        Correlation with the criterion in the sample the profile was built on.
    reasons : tuple of Caveat
        Why the weight is 0, if a rule made it so.
    """

    scale: str
    direction: int
    weight: float
    reliability: Estimate
    top: Spread
    middle: Spread
    all: Spread
    g: Estimate
    r: Estimate
    reasons: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True)
class Validity:
    """What one way of weighting predicts.

    Attributes
    ----------
    model : str
        ``"unit"`` or ``"ridge"``.
    r_in_sample : float
        In the people it was built on; too good by construction.
    r_cv : Estimate
        In people it was not built on, with the interval of resampled teams.
    r_low, r_cautious, r_high : float
        5th, 25th and 95th percentile of the resampled r_cv.
    corrected_low : float
        Lower bound of r_cv with the variance of overlapping training parts (Nadeau & Bengio 2003).
    """

    model: str
    r_in_sample: float
    r_cv: Estimate
    r_low: float
    r_cautious: float
    r_high: float
    corrected_low: float


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of the gate (methods §5.8): what was found, what is needed, and whether that is met."""

    code: str
    value: float | None
    need: float | None
    passed: bool
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What sets top producers of a role apart on scales, and whether it predicts.

    Attributes
    ----------
    validities : tuple of Validity
        One a model tried; empty where too few people or teams allow none.
    chosen : Validity or None
        The one in use.
    gate : tuple of Check
        The profile is open, and may speak of fit, when all are passed.
    """

    role: str
    people: int
    teams: int
    scales: tuple[ProfileScale, ...]
    validities: tuple[Validity, ...]
    chosen: Validity | None
    criterion_reliability: Estimate
    gate: tuple[Check, ...]
    seed: int

    @property
    def open(self) -> bool:
        """Whether every check of the gate is passed."""
        return all(check.passed for check in self.gate)
