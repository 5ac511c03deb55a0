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
#: Teams × deals held at once, to bound the memory.
_CHUNK = 500_000


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
    """Effects of every cohort and period since its start, … × g × after; NaN where nobody is left to compare with.

    Parameters
    ----------
    found : Changes
    starts : int, … × teams
        Who started when, which need not be the truth.
    weights : float, … × teams, optional
        0 leaves a team out.
    """
    w = np.ones(starts.shape) if weights is None else weights
    effect = np.full((*starts.shape[:-1], *found.values.shape[1:]), np.nan)
    for place, start in enumerate(found.cohorts):
        for since in range(found.values.shape[2]):
            value = found.values[:, place, since]
            known = np.isfinite(value)
            own, waiting = (w * (side & known) for side in (starts == start, starts > start + since))
            effect[..., place, since] = _mean(own, value, known) - _mean(waiting, value, known)
    return effect


def _mean(weights: Floats, value: Floats, known: Flags) -> Floats:
    total = weights.sum(axis=-1)
    return np.asarray(
        np.divide(weights @ np.where(known, value, 0.0), total, where=total > 0, out=np.full(total.shape, np.nan))
    )


def overall(found: Changes, starts: Ints, weights: Floats | None = None) -> Floats:
    """Mean effect of a treated team: of each cohort over its periods, weighted by its teams; NaN without any cell."""
    effect = cells(found, starts, weights)
    w = np.ones(starts.shape) if weights is None else weights
    size = np.stack([(w * (starts == start)).sum(axis=-1) for start in found.cohorts], axis=-1)
    periods = np.isfinite(effect).sum(axis=-1)
    share = np.where(periods > 0, size, 0.0) / np.maximum(periods, 1)
    total = (share * periods).sum(axis=-1)
    summed = (share * np.nansum(effect, axis=-1)).sum(axis=-1)
    return np.asarray(np.divide(summed, total, where=total > 0, out=np.full(total.shape, np.nan)))


def staggered(one: Panel, before: int, after: int, people: int, level: float = 0.95) -> tuple[Estimate, Changes]:
    """The effect over all cohorts; refused where no cohort has teams to be compared with.

    The standard error is that of the jackknife over teams with G less the number of cohorts degrees of freedom, one
    group of teams that never started counting as another.
    """
    found = changes(one, before, after)
    value = float(overall(found, one.start))
    if not np.isfinite(value):
        raise Undefined(Code.NO_DESIGN)
    usable: Flags = np.asarray(np.isfinite(found.values).any(axis=(1, 2)))
    teams = np.flatnonzero(usable)
    without = np.where(usable, 1.0, 0.0) - np.eye(len(usable))[teams]
    rest = overall(found, np.tile(one.start, (len(teams), 1)), without)
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
    seen, far, done = abs(float(overall(found, starts))), 0, 0
    part = max(_CHUNK // len(starts), 1)
    while done < deals:
        size = min(part, deals - done)
        dealt = rng.permuted(np.tile(starts, (size, 1)), axis=1)
        far += int((np.abs(overall(found, dealt)) >= seen - 1e-12).sum())
        done += size
    return (1 + far) / (1 + deals)


def fewest(one: Panel, found: Changes) -> int:
    """Teams on the smaller side: all treated that can be compared, or the fewest still waiting when a cohort starts."""
    known = np.isfinite(found.values[:, :, 0])
    own = [int((known[:, place] & (one.start == start)).sum()) for place, start in enumerate(found.cohorts)]
    waiting = [int((known[:, place] & (one.start > start)).sum()) for place, start in enumerate(found.cohorts)]
    compared = [(a, b) for a, b in zip(own, waiting, strict=True) if a and b]
    return min(sum(a for a, _b in compared), min(b for _a, b in compared)) if compared else 0


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
