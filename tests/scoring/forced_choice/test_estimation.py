"""Does estimation find the parameters that lie behind the choices?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.forced_choice.estimation import estimate
from scoring.forced_choice.scores import score
from tests.scoring.forced_choice.worlds import world
from tests.scoring.hostile import HOSTILE

COLUMNS = ("loading", "mean", "uniqueness")


def deviations(true, found):
    """Errors of all free parameters over their standard errors, and the errors themselves by column."""
    error, ratio = {}, []
    for column in COLUMNS:
        se = found.statements[f"se_{column}"]
        away = (found.statements[column] - true.statements[column])[se.notna()]
        error[column] = away * np.sign(true.statements[column]) if column == "loading" else away
        ratio.append((away / se[se.notna()]).to_numpy())
    above = np.triu_indices(len(true.correlations), 1)
    error["correlation"] = (found.correlations - true.correlations).to_numpy()[above]
    ratio.append(error["correlation"] / found.se_correlations.to_numpy()[above])
    return error, np.concatenate(ratio)


@pytest.mark.parametrize(("blocks", "size", "traits"), [(30, 2, 3), (20, 3, 5), (12, 4, 4)])
def test_known_truth_is_recovered_without_bias_and_within_its_errors(blocks, size, traits):
    true = world(blocks, size, traits, 2000, seed=11)
    found = estimate(true.ranks, true.design)
    assert (found.status, found.n) == ("ok", 2000)
    error, ratio = deviations(true, found)
    assert abs(error["loading"].mean()) < 0.05
    assert abs(error["mean"].mean()) < 0.05
    assert np.abs(error["correlation"]).max() < 0.12
    assert (np.abs(ratio) < 1.96).mean() == pytest.approx(0.95, abs=0.05)
    assert np.sqrt((ratio**2).mean()) == pytest.approx(1, abs=0.25)
    assert found.srmr < 0.05


def test_scores_by_estimated_parameters_are_as_good_as_by_the_true_ones():
    true = world(20, 3, 4, 1500, seed=2)
    found = estimate(true.ranks, true.design)
    some = true.ranks.iloc[:300]
    by_truth = score(some, true.statements, true.correlations)
    by_estimate = score(some, found.statements, found.correlations)
    for place, name in enumerate(true.correlations):
        shared = [np.corrcoef(true.theta[:300, place], one.theta[name])[0, 1] for one in (by_truth, by_estimate)]
        assert shared[1] > shared[0] - 0.01
        assert shared[0] > 0.85


def test_the_sign_of_a_trait_is_that_of_its_keys():
    true = world(20, 3, 4, 1000, seed=3)
    turned = true.design.assign(key=np.where(true.design["trait"] == "t0", -1, 1) * true.design["key"])
    straight, other = estimate(true.ranks, true.design), estimate(true.ranks, turned)
    sign = np.where(true.design["trait"] == "t0", -1, 1)
    assert other.statements["loading"].to_numpy() == pytest.approx(sign * straight.statements["loading"], abs=1e-3)
    assert other.correlations.loc["t0", "t1"] == pytest.approx(-straight.correlations.loc["t0", "t1"], abs=1e-3)


def test_statements_of_one_key_are_estimated_with_a_caveat():
    true = world(20, 3, 5, 800, seed=1, one_way=True)
    found = estimate(true.ranks, true.design)
    assert found.status in ("caveat", "refused")
    assert found.reasons[0].code in (Code.UNRELIABLE_MEASURE, Code.HEYWOOD)


def test_two_traits_in_pairs_are_undetermined():
    # Brown & Maydeu-Olivares 2011: two traits in blocks of two need further constraints
    true = world(12, 2, 2, 800, seed=1)
    found = estimate(true.ranks, true.design)
    assert (found.status, found.reasons[0].code in (Code.NOT_CONVERGED, Code.HEYWOOD)) == ("refused", True)


def test_what_has_no_estimate_is_refused_with_its_reason():
    true = world(8, 3, 3, 300, seed=1)
    alike = true.ranks.copy()
    alike[["s0_0", "s0_1", "s0_2"]] = [1, 2, 3]
    one = true.design.assign(trait="t")
    few = true.ranks.iloc[:40]
    for table, design, code in (
        (alike, true.design, Code.NO_VARIANCE),
        (true.ranks, one, Code.N_TOO_SMALL),
        (few, true.design, Code.N_TOO_SMALL),
        (true.ranks * 0 + 1, true.design, Code.BAD_TABLE),
        (true.ranks, true.design.drop(columns="block"), Code.BAD_TABLE),
    ):
        found = estimate(table, design)
        assert (found.status, found.reasons[0].code) == ("refused", code)
        assert found.statements.empty


def test_random_rankings_give_no_trait_to_trust():
    rng = np.random.default_rng(1)
    design = world(8, 3, 3, 2, seed=1).design
    ranks = np.hstack([rng.random((400, 3)).argsort(axis=1) + 1 for _ in range(8)])
    found = estimate(pd.DataFrame(ranks, columns=design.index), design)
    if found.status != "refused":
        free = found.statements
        assert (np.abs(free["loading"]) < 4 * free["se_loading"]).mean() > 0.9


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_refused(name):
    table = HOSTILE[name]
    columns = list(dict.fromkeys(table.columns))[:4] if len(set(table.columns)) > 3 else list("abcd")
    design = pd.DataFrame({"block": [1, 1, 2, 2], "trait": list("xyxy")}, index=columns)
    found = estimate(table, design)
    assert (found.status, bool(found.reasons)) == ("refused", True)


@pytest.mark.slow
@pytest.mark.parametrize(("blocks", "size", "traits", "people"), [(20, 3, 5, 600), (30, 2, 3, 1000), (15, 4, 5, 1000)])
def test_intervals_of_95_percent_hold_the_truth_in_95_percent(blocks, size, traits, people):
    ratios, biases = [], []
    for seed in range(20):
        true = world(blocks, size, traits, people, seed)
        error, ratio = deviations(true, estimate(true.ranks, true.design))
        ratios.append(ratio)
        biases.append([error["loading"].mean(), error["mean"].mean(), error["correlation"].mean()])
    assert (np.abs(np.concatenate(ratios)) < 1.96).mean() == pytest.approx(0.95, abs=0.015)
    assert np.abs(np.mean(biases, axis=0)).max() < 0.04
