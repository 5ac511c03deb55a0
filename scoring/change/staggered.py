"""What did teams gain that started at different times, each compared with teams that had not started yet?"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from scoring.averages import row_means
from scoring.change.panel import NEVER, Flags, Floats, Ints, Panel
from scoring.change.results import Cohort
from scoring.errors import Code, Undefined
from scoring.results import Caveat, Estimate

METHOD = "group-time effects against teams not yet treated (Callaway & Sant'Anna 2021), jackknife over teams"
DEALS = 4999


@dataclass(frozen=True, slots=True)
class Changes:
    """What every team's people changed by, had it started with each cohort.

    Attributes
    ----------
    cohorts : int, g
        First treated periods that occur, earliest first.
    values : float, teams × g × after
        Change from the mean of the periods just before that start to each period from it on; NaN where unknown.
    """

    cohorts: Ints
    values: Floats


def changes(one: Panel, before: int, after: int) -> Changes:
    """From the mean over the ``before`` periods just before each start to each of the ``after`` periods from it on."""
    cohorts = np.unique(one.start[one.treated])
    found = np.full((len(one.teams), len(cohorts), after), np.nan)
    for place, start in enumerate(cohorts):
        base = row_means(one.values[:, max(int(start) - before, 0) : int(start)])
        last = min(int(start) + after, len(one.periods))
        found[:, place, : last - int(start)] = one.of_teams(one.values[:, int(start) : last] - base[:, None])
    return Changes(cohorts, found)


def cells(found: Changes, starts: Ints, weights: Floats | None = None) -> Floats:
    """Effects of every cohort and period since its start, g × after; NaN where nobody is left to compare with.

    Parameters
    ----------
    found : Changes
    starts : int, teams
        Who started when, which need not be the truth.
    weights : float, teams, optional
        0 leaves a team out.
    """
    w = np.ones(len(starts)) if weights is None else weights
    cohorts, after = len(found.cohorts), found.values.shape[2]
    effect = np.full((cohorts, after), np.nan)
    for place, start in enumerate(found.cohorts):
        for since in range(after):
            value = found.values[:, place, since]
            known = np.isfinite(value) & (w > 0)
            own, waiting = known & (starts == start), known & (starts > start + since)
            if own.any() and waiting.any():
                effect[place, since] = np.average(value[own], weights=w[own]) - np.average(
                    value[waiting], weights=w[waiting]
                )
    return effect


def overall(found: Changes, starts: Ints, weights: Floats | None = None) -> float:
    """Mean effect of a treated team: of each cohort over its periods, weighted by its teams; NaN without any cell."""
    effect = cells(found, starts, weights)
    w = np.ones(len(starts)) if weights is None else weights
    size = np.array([w[starts == start].sum() for start in found.cohorts])
    per_cohort = row_means(effect)
    usable = np.isfinite(per_cohort) & (size > 0)
    return float(np.average(per_cohort[usable], weights=size[usable])) if usable.any() else float("nan")


def staggered(one: Panel, before: int, after: int, people: int, level: float = 0.95) -> tuple[Estimate, Changes]:
    """The effect over all cohorts; refused where no cohort has teams to be compared with.

    The standard error is that of the jackknife over teams with G less the number of cohorts degrees of freedom, one
    group of teams that never started counting as another.
    """
    found = changes(one, before, after)
    value = overall(found, one.start)
    if not np.isfinite(value):
        raise Undefined(Code.NO_DESIGN)
    usable = np.isfinite(found.values).any(axis=(1, 2))
    teams = np.flatnonzero(usable)
    left = []
    for team in teams:
        weights = usable.astype(float)
        weights[team] = 0.0
        left.append(overall(found, one.start, weights))
    rest = np.array(left)
    rest = rest[np.isfinite(rest)]
    groups = len(found.cohorts) + bool((one.start[usable] == NEVER).any())
    count, free = len(rest), len(teams) - groups
    if count < 3 or free < 1:
        reason = Caveat(Code.CLUSTERS_TOO_FEW, {"n": len(teams), "need": groups + 1, "of": "teams"})
        return Estimate.refusal(reason, method=METHOD, n=people), found
    error = float(np.sqrt((count - 1) / count * ((rest - rest.mean()) ** 2).sum()))
    if not error > 0:
        return Estimate.refusal(Caveat(Code.NO_VARIANCE), method=METHOD, n=people), found
    half = float(student.ppf((1 + level) / 2, free)) * error
    return Estimate(value, people, METHOD, value - half, value + half, level, n_eff=float(len(teams))), found


def chance(found: Changes, starts: Ints, seed: int, deals: int = DEALS) -> float:
    """Two-sided p when the starts are dealt anew to the teams: randomisation inference of the sharp hypothesis."""
    rng = np.random.Generator(np.random.PCG64(seed))
    seen = abs(overall(found, starts))
    far = sum(abs(overall(found, rng.permutation(starts))) >= seen - 1e-12 for _ in range(deals))
    return (1 + far) / (1 + deals)


def cohorts(one: Panel, found: Changes, people: int) -> tuple[Cohort, ...]:
    """Every cohort and period as a row, with a Welch interval over teams."""
    rows = []
    for place, start in enumerate(found.cohorts):
        for since in range(found.values.shape[2]):
            when = int(start) + since
            value = found.values[:, place, since]
            known = np.isfinite(value)
            own, waiting = known & (one.start == start), known & (one.start > when)
            if own.any() and waiting.any():
                effect = welch(value, own, waiting, people)
                rows.append(Cohort(one.periods[int(start)], one.periods[when], int(own.sum()), effect))
    return tuple(rows)


def welch(values: Floats, first: Flags, second: Flags, n: int, level: float = 0.95) -> Estimate:
    """Difference of two means with unequal variances (Welch 1947); without an interval below two teams on a side."""
    a, b = values[first], values[second]
    gap, method = float(a.mean() - b.mean()), "difference of team means, Welch 1947"
    teams = float(len(a) + len(b))
    if min(len(a), len(b)) < 2:
        reason = Caveat(Code.CLUSTERS_TOO_FEW, {"n": min(len(a), len(b)), "need": 2, "of": "teams"})
        return Estimate(gap, n, method, n_eff=teams).doubted(reason)
    parts = np.array([a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)])
    if not parts.sum() > 0:
        return Estimate.refusal(Caveat(Code.NO_VARIANCE), method=method, n=n)
    free = parts.sum() ** 2 / (parts**2 / (np.array([len(a), len(b)]) - 1)).sum()
    half = float(student.ppf((1 + level) / 2, free) * np.sqrt(parts.sum()))
    return Estimate(gap, n, method, gap - half, gap + half, level, n_eff=teams)
