"""Does the mixed model give the estimates it has in closed form, and agree with the steps where the truth is known?"""

from dataclasses import replace

import numpy as np
import pytest

from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.performers.circumstance import circumstance
from scoring.performers.mixed import mixed
from tests.scoring.worlds import RAMP_MONTHS, make, tables

TEAMS, SIZE, PERIODS = 12, 6, 8


def balanced(seed=2, x=None):
    rng = np.random.default_rng(seed)
    team = np.repeat(np.arange(TEAMS), SIZE)
    scores = (
        rng.normal(0, 0.6, TEAMS)[team][:, None]
        + rng.normal(0, 0.8, TEAMS * SIZE)[:, None]
        + rng.normal(0, 0.5, PERIODS)
        + rng.normal(0, 1.0, (TEAMS * SIZE, PERIODS))
    )
    none = circumstance(scores.mean(1), (), team, np.ones(len(team)))
    return scores, none if x is None else replace(none, x=x), team


def test_balanced_data_give_the_estimates_of_the_analysis_of_variance():
    # REML equals the ANOVA estimators in balanced nested data when none is negative (Searle et al. 1992, §4.8):
    # MS_e = σ²e, MS_people = σ²e + 8σ²v, MS_teams = σ²e + 8σ²v + 48σ²u
    scores, none, team = balanced()
    people, teams = scores.mean(1), scores.reshape(TEAMS, SIZE, PERIODS).mean((1, 2))
    left = scores - people[:, None] - scores.mean(0) + scores.mean()
    error = (left**2).sum() / ((TEAMS * SIZE - 1) * (PERIODS - 1))
    between = PERIODS * ((people - teams[team]) ** 2).sum() / (TEAMS * (SIZE - 1))
    groups = PERIODS * SIZE * teams.var(ddof=1)
    found = mixed(scores, none, team)
    assert found.periods == pytest.approx(error, rel=1e-4)
    assert found.people == pytest.approx((between - error) / PERIODS, rel=1e-3)
    assert found.teams == pytest.approx((groups - between) / (PERIODS * SIZE), rel=1e-3)


def test_gaps_and_a_covariate_give_the_prediction_of_the_whole_covariance_matrix():
    # Henderson's BLUP with the dense V of everyone, at the variances the model found
    rng = np.random.default_rng(5)
    x = rng.normal(size=(TEAMS * SIZE, 1))
    x -= x.mean(0)
    scores, given, team = balanced(4, x)
    scores += 0.7 * x
    scores[:20, :3] = np.nan
    scores[5] = np.nan
    found = mixed(scores, given, team)
    who, when = np.nonzero(~np.isnan(scores))
    X = np.column_stack([when[:, None] == np.arange(PERIODS), x[who]]).astype(float)
    same, near = who[:, None] == who, team[who][:, None] == team[who]
    G = found.teams * near + found.people * same
    V, y = G + found.periods * np.eye(len(who)), scores[who, when]
    inverse = np.linalg.inv(V)
    beta = np.linalg.solve(X.T @ inverse @ X, X.T @ inverse @ y)
    predicted = G @ inverse @ (y - X @ beta)
    assert found.gamma[0] == pytest.approx(beta[-1], rel=1e-6)
    assert found.scores[who] == pytest.approx(predicted, rel=1e-6)
    assert np.isnan(found.scores[5])
    assert found.gamma[0] == pytest.approx(0.7, abs=0.35)


def test_few_people_or_short_windows_are_left_to_the_steps():
    scores, none, team = balanced()
    assert mixed(scores[:, :7], none, team) is None
    assert mixed(scores[:59], replace(none, x=none.x[:59]), team[:59]) is None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_methods_agree_on_a_company_of_known_truth(seed):
    world = make(seed)
    found = performers(performance(**tables(world)), Rules(RAMP_MONTHS))
    rated = ~np.isnan(found.adjusted.posterior)
    a, b = found.adjusted.posterior[rated], found.mixed.scores[rated]
    assert np.corrcoef(a, b)[0, 1] > 0.99
    assert np.corrcoef(b, world.earned[rated])[0, 1] == pytest.approx(
        np.corrcoef(a, world.earned[rated])[0, 1], abs=0.01
    )
