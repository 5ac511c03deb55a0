"""At which level does each person work on each KPI, in the KPI's own unit, and who sets a benchmark?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.performers import Performers
from scoring.performers.results import Flags, Floats
from scoring.reference import incumbents
from scoring.tiers import EXCEPTIONAL, Tiers, places

#: Periods that say where somebody stands now (methods §13.4), and the fewest of them.
RECENT, FEWEST = 4, 2
#: Kinds of KPI whose bar the replicable top sets; of the others everyone eligible does (methods §13.1).
SET_BY_TOP = frozenset({"activity", "efficiency", "behaviour"})
#: Chance of the top fifth from which a person who is not in the reference group may belong to it in a draw.
BORDERLINE = 0.20

Texts = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Levels:
    """Values by N people, T periods and M KPIs; NaN where a person was not eligible.

    Attributes
    ----------
    values : float, N × T × M
        Attainment (value over quota) where there are quotas, a share of the denominator where there is one, else as
        measured; never turned round or transformed.
    attainment : bool, M
        Whether there are quotas.
    metrics : DataFrame, M rows
    recent : float, N × M
        Mean of the last four periods of the window, NaN with fewer than two.
    segment : text, N
        The last known; "" where there is none.
    potential : float, N
        Mean territory potential of the eligible periods, NaN where unknown or measured too late.
    """

    values: Floats
    metrics: pd.DataFrame
    recent: Floats
    segment: Texts
    potential: Floats
    attainment: tuple[bool, ...] = ()


def levels(one: Performers) -> Levels:
    """The levels of everyone in a performer analysis."""
    grid = one.grid
    values = np.where(grid.eligible[:, :, None], grid.values, np.nan)
    places = {str(key): m for m, key in enumerate(grid.metrics["metric_key"])}
    quotas = []
    for m, (direction, below) in enumerate(zip(grid.metrics["direction"], grid.metrics["denominator"], strict=True)):
        quota = grid.targets[:, :, m]
        quotas.append(direction != "target" and not below and not bool(np.isnan(quota).all()))
        by = quota if quotas[-1] else grid.values[:, :, places[below]] if below in places else None
        if by is not None:
            with np.errstate(divide="ignore", invalid="ignore"):
                values[:, :, m] = np.where(by > 0, values[:, :, m] / by, np.nan)
    land = grid.territory
    return Levels(values, grid.metrics, recent(values), _last(land.segment), _means(land.potential), tuple(quotas))


def recent(values: Floats) -> Floats:
    """Means of the last four periods of the window, N × M; NaN with fewer than two."""
    window = values[:, -RECENT:, :]
    known = ~np.isnan(window)
    n = known.sum(1)
    total = np.where(known, window, 0.0).sum(1)
    return np.asarray(np.divide(total, n, where=n >= FEWEST, out=np.full(n.shape, np.nan)))


def _last(segment: Texts) -> Texts:
    out = np.full(len(segment), "", dtype=object)
    for column in segment.T:
        given = pd.notna(column)
        out[given] = column[given]
    return out


def _means(x: Floats) -> Floats:
    known = ~np.isnan(x)
    n = known.sum(1)
    return np.asarray(np.divide(np.where(known, x, 0).sum(1), n, where=n > 0, out=np.full(len(x), np.nan)))


@dataclass(frozen=True, slots=True)
class Population:
    """Who stands where, N each.

    Attributes
    ----------
    rated, top, replicable, middle, exceptional : bool
        ``top`` is high, sustained and ethical; ``replicable`` those of them who are no talent outliers;
        ``exceptional`` the 4 % of the highest adjusted rank.
    member : float
        Chance of belonging to the replicable top: each person's chance of the top fifth (methods §2.5), for the
        replicable top and for those of whom the data cannot tell; zero for everybody else.
    split : bool
        Whether talent outliers were told apart at all.
    """

    rated: Flags
    top: Flags
    replicable: Flags
    middle: Flags
    exceptional: Flags
    talent: Flags
    member: Floats
    split: bool


def population(found: Tiers, talent: Flags | None, earned: Flags | None = None) -> Population:
    """The groups of methods §2.6, §2.8 and §13.1.

    Parameters
    ----------
    found : Tiers
    talent : bool, N, optional
        Results not explained by the practices measured; None where nobody could be told apart.
    earned : bool, N, optional
        False for people whose results two screeners did not find earned: they set no bar.
    """
    n = len(found.labels)
    group = np.full(n, "", dtype=object)
    placed = incumbents(found)
    group[found.rated] = placed["group"].to_numpy()
    held = np.zeros(n, dtype=bool)
    held[found.rated] = placed["held"].to_numpy()
    ok = np.ones(n, dtype=bool) if earned is None else earned
    out = np.zeros(n, dtype=bool) if talent is None else talent
    top = (group == "top") & ok
    chance = np.zeros(n) if found.chances is None else np.nan_to_num(found.chances.top)
    perhaps = (chance >= BORDERLINE) & (chance < 0.5) & ~held & ~out & ok
    replicable = top & ~out
    return Population(
        rated=found.rated,
        top=top,
        replicable=replicable,
        middle=group == "middle",
        exceptional=np.nan_to_num(found.adjusted_rank, nan=np.inf) <= places(EXCEPTIONAL, int(found.rated.sum())),
        talent=out,
        member=np.where(replicable | perhaps, chance, 0.0),
        split=talent is not None,
    )


def reached(values: Floats, bar: float, direction: str | None, target: float | None = None) -> Flags:
    """Whether values are at least as good as the bar; NaN is not."""
    if direction == "lower":
        return np.asarray(values <= bar)
    if direction == "target" and target is not None:
        return np.asarray(np.abs(values - target) <= abs(bar - target))
    return np.asarray(values >= bar)


def spread(values: Floats) -> float:
    """IQR/1.349, the SD where that is zero: a star must not make the distortion by that star look small."""
    known = values[~np.isnan(values)]
    if len(known) < 2:
        return 0.0
    low, high = np.quantile(known, [0.25, 0.75])
    return float((high - low) / 1.349) or float(known.std(ddof=1))
