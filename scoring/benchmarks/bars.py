"""Where lies the benchmark of a KPI in a segment, and how sure is that?"""

from dataclasses import dataclass

import numpy as np

from scoring.benchmarks.levels import Levels, Population, spread
from scoring.benchmarks.lines import median_line
from scoring.errors import Code, Undefined
from scoring.performers.results import Flags, Floats
from scoring.policy import judged, minimum
from scoring.results import Caveat, Estimate

DRAWS = 2000
LEVEL = 0.95
METHOD = "Median of the replicable top without talent outliers; bootstrap of persons and of membership"
METHOD_ALL = "Median of everyone eligible; bootstrap of persons"
_CELLS = 400_000  # numbers sorted at once, to bound the memory
#: Potential is taken out where its effect is larger than its own error (methods §2.4, e), with so many people.
FEWEST_FOR_SLOPE = 20


@dataclass(frozen=True, slots=True)
class Everyone:
    """What all eligible people of a cell do, in the KPI's unit."""

    n: int
    mean: float
    p25: float
    median: float
    p75: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The benchmark of one KPI in one cell.

    Attributes
    ----------
    cell : str
        A segment; "" for the whole role.
    pooled : bool
        Whether the segment had too few and the bar of the role stands in.
    potential_out : bool
        Whether the bar is the one at this cell's usual potential.
    withstands : int
        How many of those it rests on could go to infinity without taking it along: ⌈n/2⌉ − 1 (Donoho & Huber 1983).
    """

    metric: str
    cell: str
    of: str
    value: Estimate
    everyone: Everyone | None
    pooled: bool = False
    potential_out: bool = False
    withstands: int = 0


@dataclass(frozen=True, slots=True)
class Slope:
    """What one unit of potential is worth in a KPI; zero where that is less than its own error."""

    value: float = 0.0
    se: float = 0.0

    @property
    def used(self) -> bool:
        return self.value != 0.0


def slope(x: Floats, y: Floats) -> Slope:
    """The effect of potential on a level across everyone, by median regression, which stars do not move."""
    known = ~np.isnan(x) & ~np.isnan(y)
    if known.sum() < FEWEST_FOR_SLOPE:
        return Slope()
    try:
        line = median_line(x[known], y[known])
    except Undefined:
        return Slope()
    return Slope(line.slope, line.se) if abs(line.slope) >= line.se > 0 else Slope()


def bars(given: Levels, who: Population, m: int, of: str, rng: np.random.Generator) -> list[Bar]:
    """The bar of the role and of each of its segments (methods §13.2).

    Parameters
    ----------
    given : Levels
    who : Population
    m : int
        Place of the KPI.
    of : {"replicable", "eligible"}
        Who sets it.
    rng
    """
    level, key = given.recent[:, m], str(given.metrics["metric_key"].iloc[m])
    effect = slope(given.potential, np.where(who.rated, level, np.nan))
    whole = _bar(key, "", level, np.ones(len(level), dtype=bool), given, who, of, effect, rng)
    found = [whole]
    for name in sorted({str(one) for one in given.segment[who.rated & ~np.isnan(level)]} - {""}):
        inside = given.segment == name
        n = int((_setters(who, of) & inside & ~np.isnan(level)).sum())
        if n >= minimum("benchmark", "setters").full:
            found.append(_bar(key, name, level, inside, given, who, of, effect, rng))
        else:
            found.append(_pooled(whole, name, n, level, inside, who))
    return found


def _setters(who: Population, of: str) -> Flags:
    return who.replicable if of == "replicable" else who.rated


def _pooled(whole: Bar, cell: str, n: int, level: Floats, inside: Flags, who: Population) -> Bar:
    reason = Caveat(
        Code.GROUPS_TOO_SMALL, {"n": n, "need": minimum("benchmark", "setters").full, "of": "setters", "pooled": True}
    )
    value = whole.value.doubted(reason)
    return Bar(
        whole.metric, cell, whole.of, value, _everyone(level[inside & who.rated]), True, whole.potential_out,
        whole.withstands,
    )  # fmt: skip


def _bar(
    key: str, cell: str, level: Floats, inside: Flags, given: Levels, who: Population, of: str, effect: Slope,
    rng: np.random.Generator,
) -> Bar:  # fmt: skip
    known = inside & ~np.isnan(level)
    usual = given.potential[known & who.rated & ~np.isnan(given.potential)]
    use = effect if effect.used and len(usual) else Slope()
    off = np.nan_to_num(given.potential - np.median(usual)) if use.used else np.zeros(len(level))
    setters = _setters(who, of) & known
    n = int(setters.sum())
    method = METHOD if of == "replicable" else METHOD_ALL
    if not n:
        reason = Caveat(Code.N_TOO_SMALL, {"n": 0, "need": minimum("benchmark", "setters").refuse, "of": "setters"})
        value = Estimate.refusal(reason, method=method)
        return Bar(key, cell, of, value, _everyone(level[inside & who.rated]))
    member = who.member if of == "replicable" else who.rated.astype(float)
    point = float(np.median((level - use.value * off)[setters]))
    low, high = interval(level, off, np.where(known, member, 0.0), use, rng)
    # the borderline people of the draws lie lower than those surely on top: the interval must not leave its value
    value = judged(
        Estimate(point, n, method, min(low, point), max(high, point), LEVEL, float(member[known].sum())),
        "benchmark", setters=n,
    )  # fmt: skip
    return Bar(
        key, cell, of, value, _everyone(level[inside & who.rated]), False, use.used, -(-n // 2) - 1,
    )  # fmt: skip


def interval(
    level: Floats, off: Floats, member: Floats, effect: Slope, rng: np.random.Generator, draws: int = DRAWS
) -> tuple[float, float]:
    """Percentiles of the median over resampled persons, drawn membership and drawn slopes.

    Parameters
    ----------
    level, off, member : float, N
        Level, distance from the usual potential, chance of being one of those who set the bar.
    """
    at = np.flatnonzero(member > 0)
    x, d, p = level[at], off[at], member[at]
    rows = max(1, _CELLS // len(at))
    medians = []
    for start in range(0, draws, rows):
        count = min(rows, draws - start)
        weight = rng.multinomial(len(at), np.full(len(at), 1 / len(at)), count)
        weight = weight * (rng.random((count, len(at))) < p)
        shift = effect.value + effect.se * rng.standard_normal((count, 1)) if effect.used else np.zeros((count, 1))
        medians.append(_medians(x - shift * d, weight))
    found = np.concatenate(medians)
    low, high = np.nanquantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _medians(x: Floats, weight: np.typing.NDArray[np.int64]) -> Floats:
    """Median of each row whose cells are there so many times; NaN where none is."""
    order = np.argsort(x, axis=1)
    ranked = np.take_along_axis(x, order, 1)
    reached = np.cumsum(np.take_along_axis(weight, order, 1), axis=1)
    half = reached[:, -1:] / 2
    lower, upper = (reached >= half).argmax(1), (reached > half).argmax(1)
    rows = np.arange(len(x))
    return np.where(half[:, 0] > 0, (ranked[rows, lower] + ranked[rows, upper]) / 2, np.nan)


def _everyone(values: Floats) -> Everyone | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, middle, high = np.quantile(known, [0.25, 0.5, 0.75])
    return Everyone(len(known), float(known.mean()), float(low), float(middle), float(high))


def influence(values: Floats, setters: Flags, stars: Flags) -> tuple[float, float] | None:
    """How far the bar, and how far a mean of the same people, move in SD when the stars leave; None without spread."""
    known, sd = ~np.isnan(values), spread(values)
    there, left = setters & known, setters & known & ~stars
    if not sd > 0 or not there.any() or not left.any():
        return None
    return (
        float((np.median(values[there]) - np.median(values[left])) / sd),
        float((values[there].mean() - values[left].mean()) / sd),
    )
