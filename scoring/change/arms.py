"""What happened to treated teams and to the others, each by itself?"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from scoring.change.panel import Floats, Panel
from scoring.change.results import Arm
from scoring.errors import Code, Undefined
from scoring.intervals import fisher
from scoring.policy import judged
from scoring.results import Caveat, Estimate

MEAN = "mean of team means, t interval over teams"
REGRESSION = "regression to the mean, (1 − r) × distance from the other teams, r over these (Barnett et al. 2005)"


@dataclass(frozen=True, slots=True)
class Gains:
    """Means before and after and their difference, of each person and of each team; NaN where unknown.

    Only people known both before and after make up a team's means, so that who came or left moves nothing.
    """

    people: Floats
    teams: Floats
    before: Floats
    after: Floats


def gains(one: Panel, before: int, after: int) -> Gains:
    """From the windows around each team's own start; of teams never treated around the first start of all."""
    first = int(one.start[one.treated].min())
    begins = np.where(one.treated, one.start, first)
    ahead, behind = np.full(len(one.member), np.nan), np.full(len(one.member), np.nan)
    for start in np.unique(begins):
        inside = begins[one.member] == start
        ahead[inside] = one.window(int(start) - before, int(start))[inside]
        behind[inside] = one.window(int(start), min(int(start) + after, len(one.periods)))[inside]
    gained = behind - ahead
    both = np.isfinite(gained)
    ahead, behind = np.where(both, ahead, np.nan), np.where(both, behind, np.nan)
    return Gains(gained, one.of_teams(gained), one.of_teams(ahead), one.of_teams(behind))


def arm(one: Panel, gained: Gains, treated: bool) -> Arm | None:
    """One side; None where nobody of it is known before and after."""
    inside = (one.treated == treated) & np.isfinite(gained.teams)
    people = int((np.isfinite(gained.people) & inside[one.member]).sum())
    if not people:
        return None
    shown = [_mean(values[inside], people) for values in (gained.before, gained.after, gained.teams)]
    return Arm(int(inside.sum()), people, *shown)


def _mean(values: Floats, people: int) -> Estimate:
    teams, value = len(values), float(values.mean())
    if teams < 2:
        found = Estimate(value, people, MEAN, n_eff=float(teams))
    else:
        half = float(student.ppf(0.975, teams - 1) * values.std(ddof=1) / np.sqrt(teams))
        found = Estimate(value, people, MEAN, value - half, value + half, n_eff=float(teams))
    return judged(found, "slice", people=people)


def regression(one: Panel, gained: Gains) -> Estimate:
    """Difference in change that teams picked for low results would show without any effect.

    (1 − r)·(x̄_others − x̄_picked), where r correlates the means of the other teams before and after. Refused
    ``CLUSTERS_TOO_FEW`` below four other teams.
    """
    others = ~one.treated & np.isfinite(gained.teams)
    picked = one.treated & np.isfinite(gained.teams)
    x, y, people = gained.before[others], gained.after[others], int(np.isfinite(gained.people).sum())
    teams = len(x)
    if not picked.any() or teams < 4 or not (np.ptp(x) > 0 and np.ptp(y) > 0):
        reason = Caveat(Code.CLUSTERS_TOO_FEW, {"n": teams, "need": 4, "of": "teams"})
        return Estimate.refusal(reason, method=REGRESSION, n=people)
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))
    distance = float(x.mean() - gained.before[picked].mean())
    try:
        bounds = fisher(r, teams)
    except Undefined:
        bounds = (r, r)
    low, high = sorted((1 - bound) * distance for bound in bounds)
    return Estimate((1 - r) * distance, people, REGRESSION, low, high, n_eff=float(teams))
