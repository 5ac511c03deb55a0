"""How far would stars bend a benchmark, and in which direction?"""

from dataclasses import dataclass

import numpy as np

from scoring.benchmarks.bars import DRAWS, LEVEL
from scoring.benchmarks.levels import Population, spread
from scoring.performers.results import Flags, Floats
from scoring.policy import judged
from scoring.results import Estimate

#: Beyond this many SD a benchmark is bent (methods §13.3).
BENT = 0.20
STATISTICS = ("mean", "median", "p75")
METHOD = "(with − without)/spread, percentile bootstrap of persons"
_CELLS = 400_000


@dataclass(frozen=True, slots=True)
class Distortion:
    """One statistic of one group with everybody and without the stars, in the KPI's unit, and the shift in SD."""

    metric: str
    group: str
    statistic: str
    without: str
    with_all: float
    without_them: float
    left: int
    shift: Estimate

    @property
    def bent(self) -> bool:
        """Whether the benchmark moves by more than a fifth of a standard deviation."""
        return self.shift.value is not None and abs(self.shift.value) > BENT

    @property
    def surely(self) -> bool:
        """Whether it is bent, and by more than chance: the interval leaves zero out."""
        low, high = self.shift.low, self.shift.high
        return self.bent and low is not None and high is not None and not low <= 0 <= high


def distortions(metric: str, level: Floats, who: Population, rng: np.random.Generator) -> list[Distortion]:
    """Mean, median and upper quartile of everyone and of the top, with and without the 4 % and the talent outliers.

    Parameters
    ----------
    level : float, N
    who : Population
    """
    known, sd = who.rated & ~np.isnan(level), spread(level[who.rated])
    found = []
    for group, inside in (("all", known), ("top", known & who.top)):
        for without, stars in (("exceptional", who.exceptional), ("talent", who.talent)):
            if sd > 0 and (inside & stars).any() and (inside & ~stars).any():
                found += _shifts(metric, group, without, level[inside], stars[inside], sd, rng)
    return found


def _shifts(
    metric: str, group: str, without: str, x: Floats, stars: Flags, sd: float, rng: np.random.Generator
) -> list[Distortion]:
    every, rest = _statistics(x[None], np.ones((1, len(x)), bool))[0], _statistics(x[None], ~stars[None])[0]
    rows, drawn = max(1, _CELLS // len(x)), []
    for start in range(0, DRAWS, rows):
        pick = rng.integers(0, len(x), (min(rows, DRAWS - start), len(x)))
        some = x[pick]
        drawn.append(_statistics(some, np.ones_like(pick, bool)) - _statistics(some, ~stars[pick]))
    low, high = np.nanquantile(np.concatenate(drawn) / sd, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return [
        Distortion(
            metric, group, name, without, float(every[i]), float(rest[i]), int((~stars).sum()),
            judged(
                Estimate(float((every[i] - rest[i]) / sd), len(x), METHOD, float(low[i]), float(high[i]), LEVEL),
                "benchmark", setters=int((~stars).sum()),
            ),
        )
        for i, name in enumerate(STATISTICS)
    ]  # fmt: skip


def _statistics(x: Floats, keep: Flags) -> Floats:
    """Mean, median and 75th percentile (type 7) of the kept cells of each row; NaN where none is kept."""
    n = keep.sum(1)
    ranked = np.sort(np.where(keep, x, np.inf), axis=1)
    rows = np.arange(len(x))

    def quantile(q: float) -> Floats:
        at = q * np.maximum(n - 1, 0)
        low, high = np.floor(at).astype(int), np.ceil(at).astype(int)
        first, second = ranked[rows, low], ranked[rows, high]
        with np.errstate(invalid="ignore"):
            return np.asarray(first + np.where(high > low, (at - low) * (second - first), 0.0))

    mean = np.divide(np.where(keep, x, 0.0).sum(1), n, where=n > 0, out=np.full(len(x), np.nan))
    out = np.column_stack([mean, quantile(0.5), quantile(0.75)])
    out[n == 0] = np.nan
    return np.asarray(out)
