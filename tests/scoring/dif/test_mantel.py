"""Does Mantel–Haenszel give the published numbers, find the unfair item and leave fair ones alone?"""

import json

import numpy as np
import pandas as pd
import pytest

from scoring.dif import mantel, mantel_haenszel
from scoring.dif.odds import common_odds
from scoring.errors import Code
from tests.reference import SHARED, beside
from tests.scoring.dif.worlds import graded, rasch
from tests.scoring.hostile import HOSTILE

#: Bickel, Hammel & O'Connell 1975: men admitted and rejected, women admitted and rejected, six departments.
BERKELEY = np.array(
    [
        [[512, 313], [89, 19]],
        [[353, 207], [17, 8]],
        [[120, 205], [202, 391]],
        [[138, 279], [131, 244]],
        [[53, 138], [94, 299]],
        [[22, 351], [24, 317]],
    ]
)
needs_shared = beside("Berkeley and simulation prove the formulas")


def verbal():
    data = pd.read_csv(SHARED / "data/difR_verbal.csv")
    golden = json.loads((SHARED / "golden/dif_verbal.json").read_text())
    return data.iloc[:, :24], data["Gender"], golden


def methods_world(seed):
    """400 against 200 people, one of 16 items .70 harder, impact .5 (methods §4.10)."""
    return rasch(seed, 400, 200, impact=0.5, shift=0.70, slopes=(0.8, 1.8))


def test_admissions_to_berkeley():
    # R 4.2.2 mantelhaen.test(UCBAdmissions): OR .90469683, chi-square 1.42695 (p .2323), without correction 1.52461
    found = common_odds(BERKELEY)
    assert (found.ratio, found.chi2, found.p) == pytest.approx((0.90469683, 1.42695, 0.2323), abs=4e-5)
    assert common_odds(BERKELEY, correction=False).chi2 == pytest.approx(1.52461, abs=5e-6)
    # R's interval of the odds ratio, .7719 to 1.0603, is the same error on the log scale
    low, high = found.ratio * np.exp(np.array([-1, 1]) * 1.959964 * found.error)
    assert (low, high) == pytest.approx((0.7719074, 1.0603298), abs=1e-6)


def test_a_department_of_one_sex_says_nothing():
    alone = np.concatenate([BERKELEY, [[[40, 2], [0, 0]]]])
    assert common_odds(alone) == common_odds(BERKELEY)


def test_half_a_case_is_no_evidence():
    # A 1, E(A) 1: the published chi-square of (0 - 1/2)²/V would reject equality of two equal groups
    found = common_odds([[[1, 1], [1, 1]]])
    assert (found.chi2, found.p) == (pytest.approx(0.25 / (1 / 3)), 1.0)


@needs_shared
@pytest.mark.parametrize(("purify", "key"), [(False, "MH"), (True, "MH_pur")])
def test_verbal_aggression_as_in_difr(purify, key):
    responses, gender, golden = verbal()
    found = mantel_haenszel(responses, gender, reference=0, purify=purify)
    assert found.items["chi2"].to_numpy() == pytest.approx(golden[key]["stat"], abs=1e-9)
    assert found.items["alpha_mh"].to_numpy() == pytest.approx(golden[key]["alphaMH"], abs=1e-9)
    assert [place + 1 for place in np.flatnonzero(found.items["flagged"])] == golden[key]["flag"]
    if not purify:
        assert found.items["delta_mh"].to_numpy() == pytest.approx(golden[key]["deltaMH"], abs=1e-9)
        assert (found.items["se_delta"] / 2.35).to_numpy() ** 2 == pytest.approx(golden[key]["varLambda"], abs=1e-9)
        assert found.items["std_p_dif"].to_numpy() == pytest.approx(golden["std"]["pdif"], abs=1e-9)
    else:
        assert found.removed == tuple(responses.columns[np.array(golden[key]["flag"]) - 1])


def test_an_item_seven_tenths_harder_is_found():
    # methods §4.10 over 100 seeds: mean delta -2.17, its error .61
    found = [mantel_haenszel(*methods_world(seed), 0, purify="two-stage").items.loc[6] for seed in range(20)]
    delta, error = (np.mean([one[column] for one in found]) for column in ("delta_mh", "se_delta"))
    assert delta == pytest.approx(-2.17, abs=0.4)
    assert error == pytest.approx(0.61, abs=0.05)
    assert {one["favours"] for one in found} == {"0"}


@pytest.mark.slow
def test_the_simulation_of_the_methods():
    # methods §4.10: delta -2.17 (SE .61), class C 61 %, B 29 %, A 10 %; false non-A 3.9 %
    found = [mantel_haenszel(*methods_world(seed), 0, purify="two-stage").items for seed in range(100)]
    unfair = pd.DataFrame([items.loc[6] for items in found])
    assert unfair["delta_mh"].mean() == pytest.approx(-2.17, abs=0.01)
    assert unfair["se_delta"].mean() == pytest.approx(0.61, abs=0.005)
    assert unfair["ets_class"].value_counts().to_dict() == {"C": 61, "B": 29, "A": 10}
    assert np.mean([(items.drop(index=6)["ets_class"] != "A").mean() for items in found]) == pytest.approx(
        0.039, abs=1e-3
    )


def fair_items_flagged(seeds):
    """Share of fair items flagged when people are matched on the total with the item, and on the rest without it."""
    whole, rest = [], []
    for seed in seeds:
        x, group = rasch(seed)
        whole.append(mantel_haenszel(x, group).items["flagged"].mean())
        for item in range(x.shape[1]):
            tables = np.zeros((x.shape[1], 2, 2))
            np.add.at(tables, (x.sum(axis=1) - x[:, item], group, 1 - x[:, item]), 1)
            rest.append(common_odds(tables).p < 0.05)
    return np.mean(whole), np.mean(rest)


def test_fair_items_are_flagged_at_the_rate_promised_and_a_rest_score_would_flag_many():
    # groups a standard deviation apart: matching on the rest score confounds the item with its measurement error
    whole, rest = fair_items_flagged(range(12))
    assert whole < 0.09
    assert rest > 0.2


@pytest.mark.slow
def test_fair_items_over_many_seeds():
    whole, rest = fair_items_flagged(range(100))
    assert 0.025 < whole < 0.055
    assert rest > 0.3


def test_purification_frees_fair_items_from_what_unfair_ones_did_to_the_total():
    g = np.random.default_rng(5)
    x, group = rasch(5, 700, 700, impact=0.0)
    unfair = [1, 4, 8, 11]
    for item in unfair:
        x[(group == 1) & (g.random(len(x)) < 0.35), item] = 0
    plain, pure = mantel_haenszel(x, group), mantel_haenszel(x, group, purify=True)
    assert plain.items.drop(index=unfair)["flagged"].sum() > 5
    assert pure.items.drop(index=unfair)["flagged"].sum() <= 2
    assert set(map(str, unfair)) <= set(pure.removed)
    assert pure.rounds >= 2
    # where every item is flagged at first nothing is left to match on, and the first answer stands with a caveat
    lost = mantel_haenszel(*rasch(5, 400, 400, shift=0.5), purify=True, significance=0.999999)
    assert (lost.status, lost.reasons[0].code, lost.removed) == ("caveat", Code.NOT_CONVERGED, ())
    given = mantel_haenszel(x, group, anchors=[item for item in range(16) if item not in unfair])
    assert given.items.drop(index=unfair)["flagged"].sum() <= 2


@pytest.mark.parametrize(
    ("right", "wrong", "kind", "why"),
    [
        (6, 4, "A", "odds of 2.25, delta -1.91, from 20 people: not significant"),
        (60, 40, "B", "the same, (1.906 - 1)/.679 = 1.33 errors above 1"),
        (240, 160, "C", "the same, (1.906 - 1)/.339 = 2.67 errors above 1"),
        (5_500, 4_500, "A", "delta -.94, significant but small"),
    ],
)
def test_classes_of_ets(right, wrong, kind, why):
    # of two items, people with a total of 1 have one right: the reference group the first, the focal group the second
    of_both = [[1, 0]] * right + [[0, 1]] * wrong + [[0, 1]] * right + [[1, 0]] * wrong
    found = mantel_haenszel(of_both, np.repeat(["r", "f"], right + wrong), reference="r").items
    assert found["ets_class"].tolist() == [kind, kind], why
    assert found["favours"].tolist() == ["r", "f"]
    error = 2.35 * np.sqrt(2 / right + 2 / wrong)
    assert found.loc[0, ["delta_mh", "se_delta"]].tolist() == pytest.approx([-4.7 * np.log(right / wrong), error])


def test_mantel_without_correction_is_mantel_haenszel_on_two_answers():
    # Mantel 1963 reduces to the test of 1959, and the mean difference to the standardized difference of proportions
    x, group = methods_world(3)
    two, many = mantel_haenszel(x, group, correction=False).items, mantel(x, group).items
    assert many["chi2"].to_numpy() == pytest.approx(two["chi2"].to_numpy())
    assert many["smd"].to_numpy() == pytest.approx(two["std_p_dif"].to_numpy())


def test_mantel_on_three_answers_worked_by_hand():
    # item "a" in the stratum of total 2: reference 0, 1, 2 and focal 0, 0, 1; means 1 and 1/3; V = 9·(6·6 − 16)/(36·5)
    table = pd.DataFrame({"a": [0, 1, 2, 0, 0, 1], "b": [2, 1, 0, 2, 2, 1]})
    found = mantel(table, list("rrrfff"), reference="r").items.loc["a"]
    assert found["smd"] == pytest.approx(-2 / 3)
    assert found["chi2"] == pytest.approx((1 - 2) ** 2 / 1.0)
    assert (found["se_smd"], found["favours"]) == (pytest.approx(2 / 3), "r")


def test_rating_items_fair_and_unfair():
    flagged = [mantel(*graded(seed, impact=0.5)).items["flagged"].mean() for seed in range(40)]
    assert np.mean(flagged) < 0.08
    unfair = [mantel(*graded(seed, 1_000, shift=0.8), reference=0).items.loc[2] for seed in range(10)]
    assert all(one["effect_class"] in "BC" and one["smd"] < 0 and one["favours"] == "0" for one in unfair)


def test_interval_of_delta_holds_the_truth_19_times_in_20():
    # a Rasch item .5 harder: the common odds ratio is e^.5, delta -2.35·.5, when the total is sufficient
    held = []
    for seed in range(80):
        row = mantel_haenszel(*rasch(seed, 400, 400, items=30, impact=0.3, shift=0.5), reference=0).items.loc[6]
        held.append(row["delta_low"] < -2.35 * 0.5 < row["delta_high"])
    assert 0.90 < np.mean(held) <= 0.99


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("estimator", [mantel_haenszel, mantel])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_give_a_reason_or_finite_numbers(name, estimator):
    found = estimator(HOSTILE[name], np.arange(len(HOSTILE[name])) % 2)
    undefined = {"empty", "no rows", "one row", "one column", "all NaN", "None objects", "strings", "inf", "constants"}
    if name in undefined | {"duplicate names", "dates", "10,000 columns"}:
        assert (found.status, len(found.reasons), found.items.size) == ("refused", 1, 0)
    elif found.status != "refused":
        assert np.isfinite(found.items["chi2"].dropna()).all()
        assert found.items["chi2"].notna().any()


def test_ratings_given_to_the_test_for_right_and_wrong_are_refused():
    found = mantel_haenszel(*graded(1))
    assert (found.status, found.reasons[0].code) == ("refused", Code.BAD_TABLE)
    assert "mantel or ordinal_logistic" in found.reasons[0].values["message"]
