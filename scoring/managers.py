"""Whose reps grow while they are under them, and whose reps do well?"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from scoring.averages import row_means
from scoring.errors import Code
from scoring.performers import Performers
from scoring.performers.results import Flags, Floats
from scoring.performers.shrinkage import Shrinkage, effective_periods, shrunk
from scoring.policy import Judgement, judgement, minimum
from scoring.results import Caveat
from scoring.tiers import DRAWS, TOP, UNRELIABLE, label, places

#: Months under a manager from which a rep counts (methods §2.9: two quarters).
UNDER_MONTHS = 6
REPS = int(minimum("manager", "reps").refuse)


@dataclass(frozen=True, slots=True)
class Spell:
    """One rep under one manager.

    Attributes
    ----------
    level : float
        Mean adjusted result while under the manager.
    first, error : float
        Mean of the rep's earlier results and its error variance; NaN where there are too few.
    later : float
        Mean of the results that came after those.
    earlier : str
        ``before`` the manager came, or ``first_half`` of the time under the manager.
    growth : float
        ``later`` less what the earlier results predict once luck is allowed for.
    """

    rep: str
    manager: str
    level: float
    first: float
    error: float
    later: float
    earlier: str
    growth: float = math.nan


@dataclass(frozen=True, slots=True)
class Managers:
    """J managers with reps enough, in order of id.

    Attributes
    ----------
    ids : tuple of str
    spells : tuple of Spell
        Of everybody, also of managers with too few reps.
    growth, level : Shrinkage
        Rows are managers, the "periods" of a row its reps: empirical Bayes means (methods §2.9).
    growth_top, growth_bottom, level_top : float, J
        Chances of the top and the bottom fifth of managers; NaN where ranking is refused.
    labels : tuple of str or None
        Tiers by growth, which does not reward a manager for having been given good reps.
    hires, ramp : int, float, J
        Reps hired inside the window under the manager, and the median of months until they reached the middle of their
        peers; NaN where not half of them has.
    left : int or None, J
        Reps who have gone; None where that is not known. Whether it is regretted, the tables do not say.
    few : dict of str to int
        Managers left out, with the number of their reps that count.
    judgement : Judgement
    """

    ids: tuple[str, ...]
    spells: tuple[Spell, ...]
    growth: Shrinkage
    level: Shrinkage
    growth_top: Floats
    growth_bottom: Floats
    level_top: Floats
    labels: tuple[str | None, ...]
    hires: tuple[int, ...]
    ramp: Floats
    left: tuple[int | None, ...]
    few: dict[str, int]
    judgement: Judgement


def managers(
    cohorts: Sequence[Performers], led: pd.DataFrame, left: Collection[str] | None = None, seed: int = 7
) -> Managers:  # fmt: skip
    """Managers by the growth of their reps and, beside it, by their level (methods §2.9).

    Parameters
    ----------
    cohorts : sequence of Performers
        One a role; results are compared within it.
    led : DataFrame
        ``person_id``, ``manager_id``, ``start``, ``end``; a missing date is open. Who was given to whom by design is
        in no table, which is why growth comes first: a level rewards whoever was given good reps.
    left : ids of people, optional
        Who has gone; None where the company's tables do not say.
    seed : int

    Returns
    -------
    Managers
        Estimates stand from one manager on; ranks need eight of them.
    """
    spells = _grown([spell for one in cohorts for spell in _spells(one, led)])
    counted = pd.Series([spell.manager for spell in spells], dtype=object).value_counts()
    ids = tuple(sorted(str(name) for name, n in counted.items() if n >= REPS))
    few = {str(name): int(n) for name, n in sorted(counted.items()) if n < REPS}
    growth, level = (_shrunk(spells, ids, key) for key in ("growth", "level"))
    verdict = _verdict(growth, len(ids))
    ranked = len(ids) >= minimum("managers", "managers").refuse
    nothing = np.full(len(ids), np.nan)
    top, bottom = _chances(growth, seed) if verdict.status != "refused" else (nothing, nothing)
    level_top = _chances(level, seed)[0] if ranked and level.between > 0 else nothing
    labels = tuple(None if math.isnan(p) else label(p, q) for p, q in zip(top, bottom, strict=True))
    early = [_first_good(one) for one in cohorts]
    hires = [_hires(name, led, early) for name in ids]
    return Managers(
        ids, spells, growth, level, top, bottom, level_top, labels, tuple(len(one) for one in hires),
        np.array([_median(one) for one in hires]), tuple(_gone(name, led, left) for name in ids), few, verdict,
    )  # fmt: skip


def _spells(one: Performers, led: pd.DataFrame) -> list[Spell]:
    scores, ids = one.adjusted_scores, pd.Index(one.grid.people["person_id"])
    middle = (one.grid.starts + (one.grid.ends - one.grid.starts) / 2).to_numpy()
    months = max(1, round((one.grid.ends[0] - one.grid.starts[0]).days / 30.4)) if len(middle) else 1
    need = max(1, math.ceil(UNDER_MONTHS / months))
    table = led[led["person_id"].isin(ids)]
    starts, ends = (pd.to_datetime(table[key]).to_numpy("datetime64[ns]") for key in ("start", "end"))
    found = []
    for rep, manager, start, end in zip(table["person_id"], table["manager_id"], starts, ends, strict=True):
        own = scores[int(np.flatnonzero(ids == rep)[0])]
        # comparing with a day that is not known is false
        started, over = middle < start, middle > end
        known = ~np.isnan(own)
        under, before = known & ~started & ~over, known & started
        if under.sum() < need:
            continue
        first, error, later, earlier = _sides(one, own, under, before, need)
        found.append(Spell(str(rep), str(manager), float(own[under].mean()), first, error, later, earlier))
    return found


def _sides(one: Performers, own: Floats, under: Flags, before: Flags, need: int) -> tuple[float, float, float, str]:
    """Means of the earlier and the later results, with the error variance of the earlier."""
    earlier = "before"
    if before.sum() < need:
        earlier, when = "first_half", np.flatnonzero(under)
        before = np.zeros_like(under)
        before[when[: len(when) // 2]] = True
        under = under & ~before
    n = int(before.sum())
    if n < need or under.sum() < need or not one.adjusted.within > 0:
        return math.nan, math.nan, math.nan, earlier
    error = one.adjusted.within / float(effective_periods(np.array([float(n)]), one.adjusted.phi)[0])
    return float(own[before].mean()), error, float(own[under].mean()), earlier


def _grown(spells: Sequence[Spell]) -> tuple[Spell, ...]:
    """Growth: later results less m + rel·(earlier − m), so that luck leaving is no growth and no decline.

    m is the mean of the same manager's reps, itself shrunk towards that of everybody: towards the mean of all, reps of
    a good team would be expected to fall, and their staying would pass for growth.
    """
    usable = [spell for spell in spells if not math.isnan(spell.first)]
    if not usable:
        return tuple(spells)
    names = sorted({spell.manager for spell in usable})
    groups = _shrunk(usable, names, "first")
    error = float(np.mean([spell.error for spell in usable]))
    lasting = max(0.0, groups.within - error) if math.isfinite(groups.within) else 0.0
    middle = dict(zip(names, groups.posterior, strict=True))
    found = []
    for spell in spells:
        if math.isnan(spell.first):
            found.append(spell)
            continue
        m, reliability = middle[spell.manager], lasting / (lasting + spell.error)
        found.append(replace(spell, growth=float(spell.later - m - reliability * (spell.first - m))))
    return tuple(found)


def _shrunk(spells: Sequence[Spell], ids: Sequence[str], key: str) -> Shrinkage:
    rows = [[getattr(spell, key) for spell in spells if spell.manager == name] for name in ids]
    table = np.full((len(ids), max((len(row) for row in rows), default=1)), np.nan)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return shrunk(table, 0.0)  # reps are no time series


def _verdict(growth: Shrinkage, n: int) -> Judgement:
    enough = judgement("managers", managers=n)
    if enough.status == "refused":
        return enough
    known = growth.periods > 0
    reliability = float(np.median(growth.reliability[known])) if known.any() else 0.0
    if not growth.between > 0 or reliability < UNRELIABLE:
        reason = Caveat(Code.UNRELIABLE_CRITERION, {"r": reliability, "need": UNRELIABLE})
        return Judgement("refused", (reason, *enough.reasons), enough.needed)
    return enough


def _chances(found: Shrinkage, seed: int) -> tuple[Floats, Floats]:
    """Shares of draws in which a manager is in the top and in the bottom fifth."""
    rng = np.random.Generator(np.random.PCG64(seed))
    known = found.periods > 0
    drawn = found.posterior[known] + np.sqrt(variance(found)[known]) * rng.standard_normal((DRAWS, int(known.sum())))
    ranks = (-drawn).argsort(axis=1).argsort(axis=1)
    fifth = places(TOP, int(known.sum()))
    shares = np.full((2, len(known)), np.nan)
    shares[0, known], shares[1, known] = (ranks < fifth).mean(0), (ranks >= known.sum() - fifth).mean(0)
    return shares[0], shares[1]


def variance(found: Shrinkage) -> Floats:
    """Of the posterior means, with the uncertainty of their centre."""
    rel = found.reliability
    return np.asarray(found.between * (1 - rel) + (1 - rel) ** 2 * found.center_variance)


def _first_good(one: Performers) -> dict[str, float]:
    """Months from the start in the role until a rep hired inside the window first reached the middle of the peers.

    Infinite for whoever has not yet; peers are those past their ramp in the same period.
    """
    grid, weights = one.grid, one.composite.weights
    x = np.where(grid.targets > 0, grid.values / np.where(grid.targets > 0, grid.targets, 1.0), grid.values)
    sign = np.where(grid.metrics["direction"].to_numpy() == "lower", -1.0, 1.0)
    settled = np.where(grid.eligible[:, :, None], x, np.nan)
    # above or below the middle, measure by measure: no spread is needed
    middle = np.array([[_middle(settled[:, t, m]) for m in range(x.shape[2])] for t in range(x.shape[1])])
    above = np.where(np.isnan(x), np.nan, np.sign((x - middle) * sign)) * np.where(weights > 0, weights, np.nan)
    flat = above.reshape(-1, above.shape[2])
    good = (row_means(flat) >= 0).reshape(x.shape[:2]) & ~np.isnan(above).all(2)
    found = {}
    began = pd.to_datetime(grid.people["role_start_date"].fillna(grid.people["hire_date"]))
    for i, (person, day) in enumerate(zip(grid.people["person_id"], began, strict=True)):
        if len(grid.starts) and pd.notna(day) and day >= grid.starts[0]:
            reached = grid.ends[good[i]]
            found[str(person)] = float((reached[0] - day).days / 30.4375) if len(reached) else math.inf
    return found


def _middle(x: Floats) -> float:
    known = x[~np.isnan(x)]
    return float(np.median(known)) if len(known) else math.nan


def _hires(name: str, led: pd.DataFrame, early: Sequence[dict[str, float]]) -> list[float]:
    own = set(led.loc[led["manager_id"].astype(str) == name, "person_id"].astype(str))
    return [months for one in early for person, months in one.items() if person in own]


def _median(months: Sequence[float]) -> float:
    value = float(np.median(months)) if months else math.nan
    return value if math.isfinite(value) else math.nan


def _gone(name: str, led: pd.DataFrame, left: Collection[str] | None) -> int | None:
    if left is None:
        return None
    own = set(led.loc[led["manager_id"].astype(str) == name, "person_id"].astype(str))
    return len(own & set(left))
