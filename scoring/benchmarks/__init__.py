"""Where lies the bar of each KPI when stars must not bend it, and can people reach it?"""

from dataclasses import dataclass

import numpy as np

from scoring.benchmarks.adherence import Adherence, adherence
from scoring.benchmarks.attainable import Attainable, attainable
from scoring.benchmarks.bars import Bar, bars, influence
from scoring.benchmarks.distortion import Distortion, distortions
from scoring.benchmarks.levels import SET_BY_TOP, Levels, Population, levels, population, recent
from scoring.benchmarks.monitor import Heap, Link, heaping, links, trading, unit_of
from scoring.benchmarks.threshold import Threshold, threshold
from scoring.errors import Code, Undefined
from scoring.performers import Performers
from scoring.performers.results import Flags, Floats
from scoring.tiers import Tiers

__all__ = ["Benchmarks", "Kpi", "Set", "benchmarks", "threshold_of"]


@dataclass(frozen=True, slots=True)
class Set:
    """What somebody decided of a KPI: who sets its bar ("" as the kind says), and the target published by cell."""

    of: str = ""
    targets: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Kpi:
    """All that is known of the benchmark of one KPI.

    Attributes
    ----------
    bars : of the role first, then of each segment
    attainable, adherence : one a bar, in the same order; None where the bar is refused
    star : shift in SD of the bar and of a mean when the 4 % leave, among those who would set it with stars
    links : None for a KPI that is a result itself
    """

    key: str
    kind: str
    attainment: bool
    bars: tuple[Bar, ...]
    attainable: tuple[Attainable | None, ...]
    adherence: tuple[Adherence | None, ...]
    distortions: tuple[Distortion, ...]
    star: tuple[float, float] | None
    links: tuple[Link, ...] | None
    heap: Heap | None
    trades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Benchmarks:
    """Every KPI of one role."""

    found: Tiers
    levels: Levels
    who: Population
    kpis: tuple[Kpi, ...]
    seed: int


def benchmarks(
    found: Tiers,
    seed: int,
    talent: Flags | None = None,
    earned: Flags | None = None,
    rules: dict[str, Set] | None = None,
) -> Benchmarks:
    """The benchmarks of every KPI (methods §13).

    Parameters
    ----------
    found : Tiers
    seed : int
        Of numpy's PCG64; each KPI draws from a stream of its own, so that one more KPI moves none of the others.
    talent : bool, N, optional
        Talent outliers (methods §2.8), in the order of ``found``.
    earned : bool, N, optional
        False for people whose results were screened as circumstance.
    rules : by key of the KPI, optional
    """
    one = found.performers
    given, who = levels(one), population(found, talent, earned)
    kpis = []
    for m, (key, kind) in enumerate(zip(given.metrics["metric_key"], given.metrics["kind"], strict=True)):
        if not np.isnan(given.recent[who.rated, m]).all():
            rng = np.random.Generator(np.random.PCG64([seed, *str(key).encode()]))
            kpis.append(_kpi(one, given, who, m, str(kind or "result"), (rules or {}).get(str(key), Set()), rng))
    return Benchmarks(found, given, who, tuple(kpis), seed)


def _kpi(
    one: Performers, given: Levels, who: Population, m: int, kind: str, rule: Set, rng: np.random.Generator
) -> Kpi:
    row = given.metrics.iloc[m]
    key, direction, target = str(row["metric_key"]), row["direction"], _target(row["target"])
    of = rule.of or ("replicable" if kind in SET_BY_TOP else "eligible")
    found, published = bars(given, who, m, of, rng), dict(rule.targets)
    values = given.values[:, :, m]
    reach: list[Attainable | None] = []
    held: list[Adherence | None] = []
    for bar in found:
        aim = published.get(bar.cell, bar.value.value)
        inside = (given.segment == bar.cell) if bar.cell else np.ones(len(who.rated), dtype=bool)
        if aim is None:
            reach.append(None)
            held.append(None)
            continue
        reach.append(attainable(values, aim, who.rated & ~who.top & inside, direction, target))
        held.append(adherence(values, aim, who.replicable & inside, who.middle & inside, direction, target))
    return Kpi(
        key=key,
        kind=kind,
        attainment=given.attainment[m],
        bars=tuple(found),
        attainable=tuple(reach),
        adherence=tuple(held),
        distortions=tuple(distortions(key, given.recent[:, m], who, rng)),
        star=influence(given.recent[:, m], who.top if of == "replicable" else who.rated, who.exceptional),
        links=_links(one, m) if kind in SET_BY_TOP else None,
        heap=_heap(values, published, target),
        trades=_trades(one, m) if kind in SET_BY_TOP else (),
    )


def _target(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _heap(values: Floats, published: dict[str, float], target: float | None) -> Heap | None:
    aim = published.get("", target)
    return None if aim is None else heaping(values, aim, unit_of(values))


def results(one: Performers) -> Floats:
    """Weighted mean of the standardised KPIs that are results, N × T; NaN in a period without any."""
    metrics, z = one.grid.metrics, one.composite.z
    weight = np.where((metrics["kind"].fillna("result") == "result").to_numpy(), one.composite.weights, 0.0)
    there = ~np.isnan(z) & (weight > 0)
    total = there @ weight
    summed = np.where(there, z, 0.0) @ weight
    return np.asarray(np.divide(summed, total, where=total > 0, out=np.full(total.shape, np.nan)))


def _links(one: Performers, m: int) -> tuple[Link, ...]:
    return tuple(links(one.composite.z[:, :, m], results(one)))


def _trades(one: Performers, m: int) -> tuple[str, ...]:
    """Quality KPIs that fall while this one rises, by their own values turned so that more is better."""
    metrics, values = one.grid.metrics, np.where(one.grid.eligible[:, :, None], one.grid.values, np.nan)
    sign = np.where(metrics["direction"] == "lower", -1.0, 1.0)
    return tuple(
        str(metrics["metric_key"].iloc[q])
        for q in np.flatnonzero((metrics["kind"] == "quality").to_numpy())
        if q != m and trading(sign[m] * values[:, :, m], sign[q] * values[:, :, q])
    )


def threshold_of(found: Tiers, metric: str, seed: int) -> Threshold:
    """Up to which level of one activity results rise, circumstance and team effects taken out (methods §13.5).

    Both are means of the last four periods of each person.

    Raises
    ------
    Undefined
        As ``threshold``; ``NO_VARIANCE`` also for a KPI without results.
    """
    one = found.performers
    given = levels(one)
    places = [m for m, key in enumerate(given.metrics["metric_key"]) if key == metric]
    outcome = recent(results(one)[:, :, None])[:, 0]
    if not places:
        raise Undefined(Code.NO_VARIANCE)
    x = given.recent[:, places[0]]
    known = found.rated & ~np.isnan(x) & ~np.isnan(outcome)
    teams = one.team[known]
    several = len(np.unique(teams)) > 1
    return threshold(
        x[known], outcome[known], seed, teams if several else None, one.circumstance.x[known]
    )  # fmt: skip
