"""Do the logistic regressions find what kind of unfairness an item has, and nothing where there is none?"""

import numpy as np
import pytest
from scipy.optimize import minimize

from scoring.dif import logistic, ordinal_logistic
from scoring.dif.proportional import fit
from scoring.errors import Code
from tests.scoring.dif.test_mantel import needs_shared, verbal
from tests.scoring.dif.worlds import graded, rasch
from tests.scoring.hostile import HOSTILE


@needs_shared
def test_verbal_aggression_as_in_difr():
    responses, gender, golden = verbal()
    items = logistic(responses, gender, reference=0).items
    for column, key in (("chi2", "both"), ("chi2_uniform", "udif"), ("chi2_nonuniform", "nudif")):
        assert items[column].to_numpy() == pytest.approx(golden[f"logistic_{key}"]["stat"], abs=1e-7)
    assert items["r2_change"].to_numpy() == pytest.approx(golden["logistic_both"]["dR2"], abs=1e-9)
    assert items["r2_uniform"].to_numpy() == pytest.approx(golden["logistic_udif"]["dR2"], abs=1e-9)
    assert [place + 1 for place in np.flatnonzero(items["flagged"])] == golden["logistic_both"]["flag"]


def person_by_person(y, x):
    """Log-likelihood of a proportional-odds model from single people, thresholds as sums of exponentials."""
    answers = np.unique(y)

    def loss(parameters):
        cut = np.cumsum(np.r_[parameters[0], np.exp(parameters[1 : len(answers) - 1])])
        below = 1 / (1 + np.exp(-(cut[None, :] - (x @ parameters[len(answers) - 1 :])[:, None])))
        shares = np.diff(np.c_[np.zeros(len(y)), below, np.ones(len(y))], axis=1)
        return -np.log(shares[np.arange(len(y)), np.searchsorted(answers, y)]).sum()

    start = np.r_[-2.0, np.zeros(len(answers) - 2 + x.shape[1])]
    found = minimize(loss, start, method="BFGS", options={"gtol": 1e-7})
    h = 1e-3 * np.eye(len(start))
    second = [[loss(found.x + a + b) - loss(found.x + a - b) - loss(found.x - a + b) + loss(found.x - a - b) for a in h]
              for b in h]  # fmt: skip
    return found, np.linalg.inv(np.array(second) / 4e-6)


def test_ordinal_model_is_that_of_another_formulation():
    ratings, group = graded(4, 300, shift=0.6)
    total = ratings.sum(axis=1)
    level = (total - total.mean()) / total.std()
    items = ordinal_logistic(ratings, group, reference=0).items
    for item in (0, 2):
        y = ratings[:, item]
        models = [person_by_person(y, np.column_stack(columns)) for columns in (
            [level], [level, group], [level, group, level * group],
        )]  # fmt: skip
        alone, uniform, crossed = (-model.fun for model, _ in models)
        assert items.loc[item, "chi2_uniform"] == pytest.approx(2 * (uniform - alone), abs=1e-5)
        assert items.loc[item, "chi2_nonuniform"] == pytest.approx(2 * (crossed - uniform), abs=1e-5)
        assert items.loc[item, "log_odds"] == pytest.approx(models[1][0].x[-1], abs=1e-4)
        assert items.loc[item, "se_log_odds"] == pytest.approx(np.sqrt(models[1][1][-1, -1]), rel=1e-4)


def test_error_of_a_coefficient_worked_by_hand():
    # two cells, 30 of 40 and 10 of 40: log odds ratio ln 9, error √(1/30 + 1/10 + 1/10 + 1/30)
    found = fit(np.array([[[10.0, 30], [30, 10]]]), np.array([[1.0], [0]]))
    assert found.parameters[0, -1] == pytest.approx(np.log(9))
    assert found.errors[0, -1] == pytest.approx(np.sqrt(2 / 30 + 2 / 10), rel=1e-6)


def test_both_regressions_agree_on_two_answers():
    x, group = rasch(2, shift=0.7)
    one, other = logistic(x, group).items, ordinal_logistic(x, group).items
    assert one.equals(other)


def test_kind_and_size_of_unfairness():
    uniform = logistic(*rasch(1, 1_500, 1_500, impact=0.3, shift=1.0), reference=0).items.loc[6]
    assert (uniform["kind"], uniform["favours"], uniform["effect_class"] in "BC") == ("uniform", "0", True)
    assert uniform["low"] < -1.0 * 0.9 < uniform["high"]
    crossing = logistic(*rasch(1, 1_500, 1_500, impact=0.0, steepness=0.2, slopes=(1.5, 1.5)), reference=0).items.loc[6]
    assert crossing["kind"] == "non-uniform"
    ratings = ordinal_logistic(*graded(3, 1_500, shift=1.0), reference=0).items.loc[2]
    assert (ratings["kind"], ratings["favours"], ratings["flagged"]) == ("uniform", "0", True)


def test_fair_items_are_flagged_at_the_rate_promised():
    two = [logistic(*rasch(seed, 300, 300, impact=0.5)).items["flagged"].mean() for seed in range(20)]
    five = [ordinal_logistic(*graded(seed, impact=0.5)).items["flagged"].mean() for seed in range(20)]
    assert np.mean(two) < 0.09
    assert np.mean(five) < 0.09


@pytest.mark.slow
def test_fair_items_over_many_seeds():
    two = [logistic(*rasch(seed, 300, 300, impact=0.5)).items["flagged"].mean() for seed in range(100)]
    five = [ordinal_logistic(*graded(seed, impact=0.5)).items["flagged"].mean() for seed in range(100)]
    assert 0.03 < np.mean(two) < 0.07
    assert 0.03 < np.mean(five) < 0.08


def test_groups_that_do_not_overlap_have_a_test_but_no_coefficient():
    x, group = rasch(7, 60, 60, items=10)
    x[:, 0] = group
    row = logistic(x, group, reference=0).items.loc[0]
    assert row["p"] < 1e-6
    assert np.isnan(row[["log_odds", "low", "high"]].astype(float)).all()
    assert row["favours"] == "1"


@pytest.mark.parametrize("estimator", [logistic, ordinal_logistic])
@pytest.mark.parametrize("purify", [True, "two-stage"])
def test_more_items_than_can_be_purified_are_refused_before_any_is_fitted(estimator, purify):
    answers, group = np.random.default_rng(1).integers(0, 2, (12, 501)), np.arange(12) % 2
    found = estimator(answers, group, purify=purify)
    assert (found.status, found.reasons[0].code, found.n) == ("refused", Code.BAD_TABLE, 12)
    assert found.reasons[0].values["message"] == "501 items, at most 500 purified"
    assert estimator(answers, group).status != "refused"
    assert estimator(answers[:, :500], group, purify="two-stage").status != "refused"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("estimator", [logistic, ordinal_logistic])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_give_a_reason_or_finite_numbers(name, estimator):
    table = HOSTILE[name].iloc[:, :1_500]
    found = estimator(table, np.arange(len(table)) % 2)
    undefined = {"empty", "no rows", "one row", "one column", "all NaN", "None objects", "strings", "inf", "constants"}
    if name in undefined | {"duplicate names", "dates"}:
        assert (found.status, len(found.reasons), found.items.size) == ("refused", 1, 0)
    elif found.status != "refused":
        assert np.isfinite(found.items["chi2"].dropna()).all()
        assert found.items["r2_change"].dropna().between(-1e-9, 1).all()
