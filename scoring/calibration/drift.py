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
        Rating points a month. Residuals are divided by 1 − share, since a ratee's measure takes up the share of a
        rater's change that the rater has in it: R/(R − 1) with R raters (methods §6.7).
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
    """The regression of each ratee's mean residual on months, a rater at a time, weighted by information."""
    size = len(seen.raters)
    weight = seen.by_card(seen.variance)
    left = 1 - weight / np.bincount(seen.card_ratee, weight)[seen.card_ratee]
    month = seen.by_card(seen.month) / seen.size
    kept = np.isfinite(month) & (left > 1e-9) & (weight > 0)
    of, x, w = seen.card_rater[kept], month[kept], (weight * left)[kept]
    y = seen.by_card(seen.residual)[kept] / w  # logits, to first order
    n = np.bincount(of, minlength=size)
    whole = np.bincount(of, w, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        months = _span(of, x, size)
        x = x - (np.bincount(of, w * x, size) / whole)[of]
        y = y - (np.bincount(of, w * y, size) / whole)[of]
        squares = np.bincount(of, w * x * x, size)
        value = np.where(squares > 1e-9, np.bincount(of, w * x * y, size) / squares, np.nan)
        se = np.sqrt(np.bincount(of, w * (y - value[of] * x) ** 2, size) / (n - 2) / squares)
        per_logit = np.bincount(of, weight[kept], size) / np.bincount(of, seen.size[kept], size)
        return Drift(ranges(value * per_logit, se * per_logit, n, 2, level), value / se, months, n)


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
