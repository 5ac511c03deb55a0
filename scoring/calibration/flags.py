"""Which habits of rating is each rater told of, from where on, and on how many people?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from scoring.calibration.ratios import Ranges
from scoring.errors import Code, Scalar
from scoring.policy import judged
from scoring.results import Caveat, Estimate

Floats = npt.NDArray[np.float64]
Verdict = Literal["flagged", "clear", "unknown"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A habit of rating: the statistic that shows it, and the threshold from which it is told.

    Attributes
    ----------
    key : str
        Also its analysis in ``scoring.policy``, which holds the least number of people.
    statistic : str
        Field-standard name and source.
    side : {"above", "below", "beyond"}
        ``beyond`` on either side of zero.
    threshold : float
        Of the statistic; of drift, in standard errors.
    unit : str
    """

    key: str
    statistic: str
    side: Literal["above", "below", "beyond"]
    threshold: float
    unit: str = ""

    @property
    def told_from(self) -> float | None:
        """The threshold in units of the statistic; None where it is in standard errors."""
        return None if self.key == "drift" else self.threshold


#: methods §6.7; no other module holds a threshold. The rates of detection and of false alarm they give are in
#: tests/scoring/calibration/test_rates.py.
PATTERNS = (
    Pattern("severity", "fair average less that of the panel, many-facet Rasch model, Linacre 1989", "beyond", 0.30,
            "points"),
    Pattern("halo", "variance ratio: spread within people, observed to expected", "below", 0.60),
    Pattern("equal_ratings", "people with the same rating on all criteria, observed to expected", "above", 3.0),
    Pattern("central_tendency", "slope of the ratings on what the model expects", "below", 0.75),
    Pattern("inconsistency", "infit mean square, Wright & Masters 1982", "above", 1.40),
    Pattern("predictability", "infit mean square, Wright & Masters 1982", "below", 0.60),
    Pattern("drift", "change of the residual a month", "beyond", 2.5, "points_month"),
)  # fmt: skip
BY_KEY = {pattern.key: pattern for pattern in PATTERNS}
#: Central tendency also needs the middle to be used so much more often than expected, and no scatter beyond this infit.
MIDDLE_SHARE, CENTRAL_INFIT = 0.05, 1.20
#: Scatter is inconsistency only where the ratings also follow differences less than expected; a slope of 1 or more with
#: a high infit is use of the whole scale. Without this, one ordinary rater in 200 was flagged, with it none.
SCATTER_SLOPE = 1.0
#: Chance of so many equal scorecards (Poisson) above which three times the expectation may be luck: of 200 ordinary
#: raters six were flagged without this, none with it.
EQUAL_BY_LUCK = 0.01


@dataclass(frozen=True, slots=True)
class Flag:
    """What is known of one habit of one rater; ``unknown`` is no acquittal.

    Attributes
    ----------
    rater : object
        As in the ratings.
    pattern : Pattern
    verdict : {"flagged", "clear", "unknown"}
    estimate : Estimate
        Refused where the verdict is unknown, with what would be needed.
    beside : Mapping
        Further numbers of the rule: ``middle`` (share above expectation), ``infit``, ``slope``, ``luck`` (chance of so
        many equal scorecards), ``t``.
    """

    rater: Scalar
    pattern: Pattern
    verdict: Verdict
    estimate: Estimate
    beside: Mapping[str, float] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The habit in a word: which side, where there are two."""
        if self.pattern.key == "severity":
            return "harder" if (self.estimate.value or 0.0) < 0 else "kinder"
        return self.pattern.key


def estimate(found: Ranges, place: int, pattern: Pattern, level: float) -> Estimate:
    """A rater's number as an Estimate; refused where it does not exist."""
    n = int(found.n[place])
    value, low, high = (float(one[place]) for one in (found.value, found.low, found.high))
    if not np.isfinite(value):
        return Estimate.refusal(Caveat(Code.NO_VARIANCE, {"n": n}), method=pattern.statistic, n=n)
    if not (np.isfinite(low) and np.isfinite(high)):
        return Estimate(value, n, pattern.statistic, unit=pattern.unit)
    return Estimate(value, n, pattern.statistic, low, high, level, unit=pattern.unit)


def flag(
    rater: Scalar, key: str, shown: Estimate, counts: Mapping[str, float], hit: bool, beside: Mapping[str, float]
) -> Flag:
    """The verdict the policy allows: unknown below its least numbers, whatever the statistic says."""
    pattern, shown = BY_KEY[key], judged(shown, key, **counts)
    verdict: Verdict = "unknown" if shown.value is None else "flagged" if hit else "clear"
    return Flag(rater, pattern, verdict, shown, beside)


def beyond(found: Ranges, pattern: Pattern) -> npt.NDArray[np.bool_]:
    """(raters,): on the far side of the threshold."""
    with np.errstate(invalid="ignore"):
        if pattern.side == "above":
            return np.asarray(found.value > pattern.threshold)
        return np.asarray(found.value < pattern.threshold)
