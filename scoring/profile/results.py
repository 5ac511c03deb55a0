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
class Contrast:
    """Reference top and middle, and what their comparison can show.

    Attributes
    ----------
    detectable_d, detectable_r : float or None
        Smallest difference (SD) and correlation found in 80 of 100 studies of this size.
    power_medium, power_large : float
        Share of such studies that would find a difference of .5 and of .8 SD.
    """

    top: int
    middle: int
    detectable_d: float | None
    power_medium: float
    power_large: float
    detectable_r: float | None


@dataclass(frozen=True, slots=True)
class Increment:
    """What the composite adds, out of fold.

    Attributes
    ----------
    over : str
        ``"best_scale"`` or ``"existing"``.
    scales : tuple of str
        What it is compared with; the best scale is chosen anew in each training part, the one named is that of all.
    base, full : Estimate
        r without and with the composite.
    delta_r, delta_r2 : Estimate
        Their difference, and that of their squares.
    """

    over: str
    scales: tuple[str, ...]
    base: Estimate
    full: Estimate
    delta_r: Estimate
    delta_r2: Estimate


@dataclass(frozen=True, slots=True)
class Correction:
    """r_cv corrected for what the data leave out; ``u`` is the ratio of standard deviations used."""

    correction: str
    u: float | None
    r: Estimate


@dataclass(frozen=True, slots=True)
class Picture:
    """How well likeness to the top's mean predicts; nobody is placed by it."""

    picture: str
    r_cv: Estimate


@dataclass(frozen=True, slots=True)
class Variant:
    """r_cv under another choice of whom to count."""

    variant: str
    people: int
    r_cv: Estimate


@dataclass(frozen=True, slots=True)
class HireLike:
    """The best 4 % of the reference top.

    Attributes
    ----------
    people, above_average, in_top_fifth : int
        How many they are, and how many lie above the average and in the top fifth of the composite.
    shrunken : tuple of float or None
        Per scale of the profile, their mean drawn towards that of the reference top.
    """

    people: int
    above_average: int
    in_top_fifth: int
    shrunken: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Logistic:
    """P(top fifth | z) = 1/(1 + e^−(intercept + slope·z)), with the covariance of both."""

    intercept: float
    slope: float
    intercept_variance: float
    covariance: float
    slope_variance: float


@dataclass(frozen=True, slots=True)
class Fifth:
    """People of one fifth of the prediction (1 lowest): chance stated and share observed in the top fifth."""

    fifth: int
    expected: float
    observed: Estimate


@dataclass(frozen=True, slots=True)
class Chances:
    """How right stated chances are out of fold.

    Attributes
    ----------
    logistic : Logistic or None
        The curve in use; None where the normal expectancy is.
    brier, brier_base : float
        Mean squared error of the stated chances, and of one chance for all.
    slope : Estimate
        Calibration slope, 1 where they are right.
    """

    logistic: Logistic | None
    brier: float
    brier_base: float
    slope: Estimate
    fifths: tuple[Fifth, ...]


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
    caveats : tuple of Caveat
        What holds of the data whatever the gate says.
    contrast … chances
        Further evidence; None or empty where the data cannot give it.
    correlations : tuple of tuple of float
        Of the scales with each other among the incumbents, as they are scored.
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
    caveats: tuple[Caveat, ...] = ()
    contrast: Contrast | None = None
    increments: tuple[Increment, ...] = ()
    corrections: tuple[Correction, ...] = ()
    sensitivity: tuple[Variant, ...] = ()
    pictures: tuple[Picture, ...] = ()
    hire_like: HireLike | None = None
    chances: Chances | None = None
    correlations: tuple[tuple[float, ...], ...] = ()

    @property
    def open(self) -> bool:
        """Whether every check of the gate is passed."""
        return all(check.passed for check in self.gate)
