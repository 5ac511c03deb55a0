"""Does a rater become kinder or harder over the months?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.calibration.observed import Observed
from scoring.calibration.ratios import Ranges, ranges

Floats = npt.NDArray[np.float64]
#: Average length of a month in days.
MONTH = 30.4375


@dataclass(frozen=True, slots=True, eq=False)
class Drift:
    """A straight line through each rater's residuals.

    Attributes
    ----------
    points : Ranges
        Rating points a month, of what is the rater's own: multiplied by 1/(1 − share), since a ratee's measure takes
        up the share of a rater's change that the rater has in it, 1/R with R raters (methods §6.7).
    t : (raters,)
        Slope to its standard error.
    months : (raters,)
        From the first rating to the last.
    ratees : (raters,)
        With a date and a second rater; the others say nothing of change.
    """

    points: Ranges
    t: Floats
    months: Floats
    ratees: npt.NDArray[np.intp]


def drift(seen: Observed, level: float = 0.95) -> Drift:
    """The regression of each ratee's weighted mean residual on months, a rater at a time."""
    size = len(seen.raters)
    weight = seen.by_card(seen.variance)
    share = weight / np.bincount(seen.card_ratee, weight)[seen.card_ratee]
    month = seen.by_card(seen.month) / seen.size
    kept = np.isfinite(month) & (share < 1 - 1e-9) & (weight > 0)
    of, x, w = seen.card_rater[kept], month[kept], weight[kept]
    y = seen.by_card(seen.residual)[kept] / w  # logits, to first order
    n = np.bincount(of, minlength=size)
    months = _span(of, x, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        x = x - (np.bincount(of, x, size) / n)[of]
        y = y - (np.bincount(of, y, size) / n)[of]
        squares = np.bincount(of, x * x, size)
        value = np.where(squares > 1e-9, np.bincount(of, x * y, size) / squares, np.nan)
        rest = np.bincount(of, (y - value[of] * x) ** 2, size)
        se = np.sqrt(rest / (n - 2) / squares)
        own = 1 / (1 - np.bincount(of, share[kept], size) / n)
        per_logit = np.bincount(of, w, size) / np.bincount(of, seen.size[kept], size)
        scale: Floats = np.where(n > 0, own * per_logit, np.nan)
        return Drift(ranges(value * scale, se * scale, n, 2, level), value / se, months, n)


def courses(seen: Observed) -> pd.DataFrame:
    """``rater``, ``month`` (whole months since the first rating), ``points`` (mean residual), ``n`` (ratees)."""
    month = np.floor(seen.by_card(seen.month) / seen.size)
    kept = np.isfinite(month)
    table = pd.DataFrame(
        {
            "rater": seen.raters[seen.card_rater[kept]],
            "month": month[kept].astype(int),
            "points": (seen.by_card(seen.residual) / seen.size)[kept],
        }
    )
    found = table.groupby(["rater", "month"], sort=True)["points"].agg(["mean", "size"]).reset_index()
    return found.rename(columns={"mean": "points", "size": "n"})


def _span(of: npt.NDArray[np.intp], month: Floats, size: int) -> Floats:
    low, high = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(low, of, month)
    np.maximum.at(high, of, month)
    span: Floats = np.maximum(high - low, 0.0)
    return span
