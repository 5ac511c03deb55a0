"""Were treated teams and the others already moving apart before?"""

import numpy as np
from scipy.stats import f as f_distribution
from scipy.stats import t as student

from scoring.change.panel import Flags, Floats, Panel
from scoring.change.results import Lead
from scoring.errors import Code
from scoring.results import Caveat, Estimate

SLOPES = "difference of team slopes before the start, pooled t"
LEAD = "difference of team means from their own level before the start, pooled t"
#: Slopes that differ by more, in SD a period, and beyond chance: the groups were moving apart (methods §3.10).
APART, ALPHA = 0.05, 0.05


def two_means(values: Floats, treated: Flags, method: str, n: int, level: float = 0.95) -> Estimate:
    """Difference of the means of two groups of teams with pooled variance, t with G − 2 degrees.

    Refused ``CLUSTERS_TOO_FEW`` below three teams or with none on a side, ``NO_VARIANCE`` when no team differs from
    the others of its side.
    """
    known = np.isfinite(values)
    first, second = values[known & treated], values[known & ~treated]
    a, b = len(first), len(second)
    if not (a and b) or a + b < 3:
        reason = Caveat(Code.CLUSTERS_TOO_FEW, {"n": min(a, b), "need": 2, "of": "teams"})
        return Estimate.refusal(reason, method=method, n=n)
    free = a + b - 2
    pooled = ((first - first.mean()) ** 2).sum() + ((second - second.mean()) ** 2).sum()
    if not pooled > 0:
        return Estimate.refusal(Caveat(Code.NO_VARIANCE), method=method, n=n)
    half = float(student.ppf((1 + level) / 2, free) * np.sqrt(pooled / free * (1 / a + 1 / b)))
    value = float(first.mean() - second.mean())
    return Estimate(value, n, method, value - half, value + half, level, n_eff=float(a + b))


def departures(one: Panel, start: int, before: int) -> Floats:
    """Team means, teams × periods, of people's distance from their own mean over the periods just before."""
    own = one.window(start - before, start)
    return one.of_teams(one.values - own[:, None])


def leads(one: Panel, start: int, before: int, after: int) -> tuple[Lead, ...]:
    """Treated less comparison teams in every period of both windows, against their own level before."""
    moved, people = departures(one, start, before), int(np.isfinite(one.values).any(axis=1).sum())
    found = []
    for period in range(max(start - before, 0), min(start + after, len(one.periods))):
        found.append(Lead(period - start, two_means(moved[:, period], one.treated, LEAD, people)))
    return tuple(found)


def slopes(one: Panel, start: int) -> Estimate:
    """Difference of the teams' least squares slopes over all periods before, in SD a period."""
    moved = departures(one, start, start)[:, :start]
    known = np.isfinite(moved)
    count = known.sum(axis=1)
    time = np.where(known, np.arange(start), 0.0)
    centred = np.where(known, time - (time.sum(axis=1) / np.maximum(count, 1))[:, None], 0.0)
    squares = (centred**2).sum(axis=1)
    slope = np.divide(
        (centred * np.nan_to_num(moved)).sum(axis=1), squares, where=squares > 0, out=np.full(len(moved), np.nan)
    )
    people = int(np.isfinite(one.values[:, :start]).any(axis=1).sum())
    return two_means(slope, one.treated, SLOPES, people)


def joint_p(one: Panel, start: int, before: int) -> float | None:
    """p of Hotelling's T² that treated and other teams differ by the same in every period before; None without room.

    The periods before are k values a team, of which k − 1 differences are free (Roth 2022 on what such a test can
    and cannot show).
    """
    first = max(start - before, 0)
    moved = departures(one, start, before)[:, first:start]
    usable = np.isfinite(moved).all(axis=1)
    x, treated = moved[usable][:, 1:], one.treated[usable]
    a, b, p = int(treated.sum()), int((~treated).sum()), x.shape[1]
    if not (p and a and b) or a + b - p - 1 < 1:
        return None
    gap = x[treated].mean(axis=0) - x[~treated].mean(axis=0)
    within = np.concatenate([x[treated] - x[treated].mean(axis=0), x[~treated] - x[~treated].mean(axis=0)])
    pooled = within.T @ within / (a + b - 2)
    if np.linalg.matrix_rank(pooled, hermitian=True) < p:
        return None
    squared = float(gap @ np.linalg.solve(pooled, gap)) / (1 / a + 1 / b)
    free = a + b - p - 1
    return float(f_distribution.sf(squared * free / (p * (a + b - 2)), p, free))


def differ(trend: Estimate, p: float | None) -> bool | None:
    """Whether they moved apart: the joint test rejects, or the slopes differ beyond chance by more than .05 SD.

    None where neither can be told. A slope that differs by more than .05 within chance is no finding: with twelve and
    twelve teams and four quarters that happens to every third pair of groups that move alike.
    """
    if trend.value is None and p is None:
        return None
    clear = trend.low is not None and trend.high is not None and (trend.low > 0 or trend.high < 0)
    return bool((p is not None and p < ALPHA) or (clear and abs(trend.value or 0.0) > APART))
