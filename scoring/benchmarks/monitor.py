"""Does doing more of an activity still go with better results, or is it done only because it is asked for?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, t

from scoring.benchmarks.levels import RECENT
from scoring.errors import Code
from scoring.performers.results import Codes, Flags, Floats
from scoring.policy import judged
from scoring.results import Caveat, Estimate

LEVEL = 0.95
#: Windows in a row whose interval holds zero before that is said (methods §13.6).
IN_A_ROW = 2
HEAPED = 0.01
METHOD = "Regression of first differences within persons, period means out, clustered by person (CR1)"


@dataclass(frozen=True, slots=True)
class Link:
    """The association of change with change in one window that ends with period ``end`` (a place)."""

    end: int
    slope: Estimate


def links(x: Floats, y: Floats, window: int = RECENT) -> list[Link]:
    """Rolling windows of first differences, oldest first (methods §13.6).

    Parameters
    ----------
    x, y : float, N × T
        The activity and the results in units of peers' spread; NaN where not eligible.
    window : int
        Differences a window holds.
    """
    dx, dy = np.diff(x, axis=1), np.diff(y, axis=1)
    return [
        Link(end, _slope(dx[:, end - window : end], dy[:, end - window : end]))
        for end in range(window, dx.shape[1] + 1)
    ]  # fmt: skip


def asked_only(found: Sequence[Link]) -> bool:
    """Whether the last windows all hold zero; False while there are too few of them or they are refused."""
    last = [one.slope for one in found[-IN_A_ROW:]]
    return len(last) == IN_A_ROW and all(
        one.low is not None and one.high is not None and one.low <= 0 <= one.high for one in last
    )


def _slope(dx: Floats, dy: Floats) -> Estimate:
    both = ~np.isnan(dx) & ~np.isnan(dy)
    who, when = (np.asarray(place, dtype=np.intp) for place in np.nonzero(both))
    people = len(np.unique(who))
    blank = Estimate(0.0, people, METHOD, level=LEVEL, n_eff=float(len(who)))
    if people < 3:
        return judged(blank, "monitor", people=people)
    a, b = (_centred(part[both], when) for part in (dx, dy))
    sxx = float((a**2).sum())
    if not sxx > 1e-12:
        return blank.refused(Caveat(Code.NO_VARIANCE))
    slope = float(a @ b) / sxx
    scores = np.bincount(who, a * (b - slope * a))
    factor = people / (people - 1) * (len(a) - 1) / max(len(a) - 1 - len(np.unique(when)), 1)
    half = float(np.sqrt(factor * (scores**2).sum()) / sxx * t.ppf((1 + LEVEL) / 2, people - 1))
    found = Estimate(slope, people, METHOD, slope - half, slope + half, LEVEL, float(len(a)))
    return judged(found, "monitor", people=people)


def _centred(x: Floats, when: Codes) -> Floats:
    """What is left of each value once the mean of its period is out: a season moves everybody."""
    size = np.bincount(when)
    return np.asarray(x - (np.bincount(when, x) / np.maximum(size, 1))[when])


@dataclass(frozen=True, slots=True)
class Heap:
    """How many results lie exactly on the target and one unit beside it, and the chance of so many if nobody aimed."""

    on: int
    beside: int
    p: float

    @property
    def suspicious(self) -> bool:
        return self.p < HEAPED


def heaping(values: Floats, target: float, unit: float = 1.0) -> Heap:
    """Exact binomial test of the count on the target against its two neighbours (methods §13.6).

    Examples
    --------
    >>> heaping(np.array([4, 5, 5, 5, 5, 5, 5, 5, 5, 6.0]), 5).suspicious
    True
    """
    steps = np.round((values[~np.isnan(values)] - target) / unit)
    on, beside = int((steps == 0).sum()), int((np.abs(steps) == 1).sum())
    if not on:
        return Heap(0, beside, 1.0)
    return Heap(on, beside, float(binomtest(on, on + beside, 1 / 3, alternative="greater").pvalue))


def unit_of(values: Floats) -> float:
    """The step a KPI is counted in: one where all values are whole, else a hundredth of its spread."""
    known = values[~np.isnan(values)]
    if not len(known) or np.all(known == np.round(known)):
        return 1.0
    return float(np.ptp(known) / 100) or 1.0


def trading(activity: Floats, quality: Floats) -> bool:
    """Whether the activity rises while a quality measure falls in the last four periods, both beyond chance.

    Parameters
    ----------
    activity, quality : float, N × T
        Turned so that more is better.
    """
    more, worse = _trend(activity[:, -RECENT:]), _trend(quality[:, -RECENT:])
    return more is not None and worse is not None and more[0] > 0 and worse[1] < 0


def _trend(x: Floats) -> tuple[float, float] | None:
    """Interval of the mean of people's own slopes on time."""
    full: Flags = np.asarray(~np.isnan(x).any(1))
    if full.sum() < 5 or x.shape[1] < 3:
        return None
    time = np.arange(x.shape[1]) - (x.shape[1] - 1) / 2
    slopes = x[full] @ time / (time**2).sum()
    error = slopes.std(ddof=1) / np.sqrt(len(slopes)) * t.ppf((1 + LEVEL) / 2, len(slopes) - 1)
    return float(slopes.mean() - error), float(slopes.mean() + error)
