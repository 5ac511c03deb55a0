"""Is each person where the rankings say, and is it said when people cannot be compared?"""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.stats import multivariate_normal, norm

from scoring.errors import Code
from scoring.forced_choice.scores import score
from tests.scoring.forced_choice.worlds import world
from tests.scoring.hostile import HOSTILE


def test_the_map_of_pairs_is_the_peak_of_the_posterior():
    true = world(6, 2, 2, 3, seed=4)
    found = score(true.ranks, true.statements, true.correlations)
    loading, mean = (true.statements[name].to_numpy() for name in ("loading", "mean"))
    trait = (true.statements["trait"] != true.correlations.index[0]).astype(int).to_numpy()

    def height(theta, ranks):
        utility = mean + loading * theta[trait]
        wins = np.where(ranks[0::2] < ranks[1::2], 1, -1)  # both variances are .5, so they add up to 1
        chance = norm.logcdf(wins * (utility[0::2] - utility[1::2])).sum()
        return -chance - multivariate_normal(np.zeros(2), true.correlations).logpdf(theta)

    for person in range(3):
        peak = minimize(height, np.zeros(2), args=(true.ranks.iloc[person].to_numpy(),), tol=1e-10).x
        assert found.theta.iloc[person].to_numpy() == pytest.approx(peak, abs=1e-4)


def test_the_map_of_triplets_is_the_peak_of_the_posterior():
    true = world(3, 3, 3, 2, seed=5)
    found = score(true.ranks, true.statements, true.correlations)
    loading, mean, uniqueness = (true.statements[name].to_numpy() for name in ("loading", "mean", "uniqueness"))
    trait = np.array([list(true.correlations.index).index(name) for name in true.statements["trait"]])

    def height(theta, ranks):
        total = multivariate_normal(np.zeros(3), true.correlations).logpdf(theta)
        for block in range(3):
            own = 3 * block + np.argsort(ranks[3 * block : 3 * block + 3])  # the most liked first
            turn = np.array([[-1, 1, 0], [0, -1, 1]])
            lead = turn @ (mean + loading * theta[trait])[own]
            total += multivariate_normal(lead, turn @ np.diag(uniqueness[own]) @ turn.T).logcdf(np.zeros(2))
        return -total

    for person in range(2):
        ranks = true.ranks.iloc[person].to_numpy()
        peak = minimize(height, np.zeros(3), args=(ranks,), method="Nelder-Mead", options={"xatol": 1e-6}).x
        assert found.theta.iloc[person].to_numpy() == pytest.approx(peak, abs=1e-3)


@pytest.fixture(scope="module", params=[2, 3, 4])
def known(request):
    true = world(20, request.param, 4, 600, seed=7)
    return true, score(true.ranks, true.statements, true.correlations)


def test_scores_recover_the_truth_with_the_error_they_claim(known):
    true, found = known
    error = found.theta.to_numpy() - true.theta
    # the peak's curvature makes errors up to 8 % too small in blocks of two; 600 people add 3 %
    assert np.sqrt((error**2).mean(axis=0)) == pytest.approx(np.sqrt((found.se**2).mean()).to_numpy(), rel=0.12)
    assert np.abs(error.mean(axis=0)).max() < 0.09  # four errors of a mean of 600
    assert (np.abs(error) < 1.96 * found.se.to_numpy()).mean() == pytest.approx(0.95, abs=0.025)
    squared = [np.corrcoef(true.theta[:, place], found.theta.iloc[:, place])[0, 1] ** 2 for place in range(4)]
    assert found.reliability.to_numpy() == pytest.approx(squared, abs=0.06)


def test_the_level_says_how_well_people_can_be_compared_altogether(known):
    true, found = known
    shared = np.corrcoef(true.theta.mean(axis=1), found.theta.mean(axis=1))[0, 1] ** 2
    assert found.level == pytest.approx(shared, abs=0.06)
    assert (found.status, found.level > 0.70) == ("ok", True)


def test_statements_of_one_key_leave_scores_ipsative_and_that_is_said():
    true = world(20, 3, 5, 400, seed=1, one_way=True)
    found = score(true.ranks, true.statements, true.correlations)
    shared = np.corrcoef(true.theta.mean(axis=1), found.theta.mean(axis=1))[0, 1] ** 2
    assert found.level == pytest.approx(shared, abs=0.08)
    assert found.level < 0.5
    assert (found.status, found.reasons[0].code) == ("caveat", Code.UNRELIABLE_MEASURE)


def test_a_block_not_ranked_in_full_tells_nothing_and_nobody_is_scored_on_none():
    true = world(6, 3, 3, 4, seed=2)
    gaps = true.ranks.astype(float)
    gaps.iloc[0, 0] = np.nan
    gaps.iloc[1] = np.nan
    without = true.statements[true.statements["block"] != 0]
    found = score(gaps, true.statements, true.correlations)
    short = score(true.ranks[without.index], without, true.correlations)
    assert found.theta.iloc[0].to_numpy() == pytest.approx(
        short.theta.iloc[0][found.theta.columns].to_numpy(), abs=1e-6
    )
    assert found.theta.iloc[1].isna().all()
    assert found.n == 3
    assert Code.MISSING_TOO_MUCH in {reason.code for reason in found.reasons}


TRUE = world(4, 2, 2, 30, seed=1)
WRONG = {
    "a rank twice": (TRUE.ranks.replace(2, 1), TRUE.statements, TRUE.correlations),
    "no loading": (TRUE.ranks, TRUE.design, TRUE.correlations),
    "uniqueness of nothing": (TRUE.ranks, TRUE.statements.assign(uniqueness=0.0), TRUE.correlations),
    "loading in words": (TRUE.ranks, TRUE.statements.assign(loading="high"), TRUE.correlations),
    "key of 2": (TRUE.ranks, TRUE.statements.assign(key=2), TRUE.correlations),
    "no trait": (TRUE.ranks, TRUE.statements.drop(columns="trait"), TRUE.correlations),
    "no statement": (TRUE.ranks, TRUE.statements.iloc[:0], TRUE.correlations),
    "a lonely statement": (TRUE.ranks, TRUE.statements.iloc[1:], TRUE.correlations),
    "a statement twice": (TRUE.ranks, pd.concat([TRUE.statements] * 2), TRUE.correlations),
    "no column": (TRUE.ranks.iloc[:, 1:], TRUE.statements, TRUE.correlations),
    "a trait without correlations": (TRUE.ranks, TRUE.statements, TRUE.correlations.iloc[:1, :1]),
    "correlations of one": (TRUE.ranks, TRUE.statements, TRUE.correlations * 0 + 1),
    "no answers": (TRUE.ranks * np.nan, TRUE.statements, TRUE.correlations),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_refused_with_its_reason(name):
    found = score(*WRONG[name])
    assert found.status == "refused"
    assert found.reasons[0].code in (Code.BAD_TABLE, Code.MISSING_TOO_MUCH)
    assert found.theta.empty


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_refused(name):
    table = HOSTILE[name]
    columns = list(dict.fromkeys(table.columns))[:4] if len(set(table.columns)) > 3 else list("abcd")
    statements = pd.DataFrame(
        {"block": [1, 1, 2, 2], "trait": list("xyxy"), "loading": 1.0, "mean": 0.0, "uniqueness": 0.5}, index=columns
    )
    found = score(table, statements, pd.DataFrame(np.eye(2), list("xy"), list("xy")))
    assert found.status == "refused"
    assert found.reasons
