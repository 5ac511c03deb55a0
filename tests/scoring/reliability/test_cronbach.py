"""Is alpha exact, with Feldt's interval, whatever the table?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.keys import ScoringKey
from scoring.reliability import alpha, alphas, coefficient_alpha, feldt
from tests.scoring.hostile import HOSTILE
from tests.scoring.reliability import bfi
from tests.scoring.reliability.exact import HOLZINGER_SWINEFORD, one_factor, people


def test_alpha_and_feldt_interval_of_holzinger_and_swineford():
    # R 4.2.2, psych: alpha .882707, Feldt .8577–.9039
    value = float(coefficient_alpha(HOLZINGER_SWINEFORD))
    assert value == pytest.approx(0.882707, abs=5e-7)
    assert feldt(value, 301, 3) == pytest.approx((0.8577, 0.9039), abs=5e-5)
    found = alpha(people(HOLZINGER_SWINEFORD))
    assert (found.value, found.low, found.high) == pytest.approx((0.882707, 0.8577, 0.9039), abs=5e-5)
    assert (found.n, found.status) == (301, "ok")


def test_alpha_of_many_covariance_matrices_at_once():
    stacked = np.array([HOLZINGER_SWINEFORD, np.eye(3), np.ones((3, 3))])
    # uncorrelated items give 0, identical ones 1
    assert coefficient_alpha(stacked) == pytest.approx([0.882707, 0.0, 1.0], abs=5e-7)


def test_alpha_leaves_out_people_with_a_gap():
    items = pd.DataFrame({"a": [1, 2, 3, 4, np.nan], "b": [2, 1, 4, 3, 5]})
    # by hand: variances 5/3 each, covariance 1, 2·(1 − (10/3)/(16/3)) = 3/4
    estimate = alpha(items)
    assert (estimate.value, estimate.n) == (pytest.approx(0.75), 4)


def test_alpha_keeps_its_digits_far_from_zero_and_finds_constants_whose_mean_is_rounded():
    x = people(HOLZINGER_SWINEFORD).to_numpy().round(2) * 100
    assert alpha(x + 1e9).value == pytest.approx(alpha(x).value, abs=1e-12)
    # ten tenths are not one: the mean of a constant .1 may be another number than .1
    found = alpha(np.column_stack([x, np.full(len(x), 0.1)]))
    assert (found.reasons[0].code, found.reasons[0].values["item"]) == (Code.NO_VARIANCE, "3")
    assert alpha(np.full((49, 4), 0.1)).reasons[0].code is Code.NO_VARIANCE


def test_pairwise_alpha_takes_each_covariance_from_the_people_who_answered_both():
    items = pd.DataFrame({"a": [1, 2, 3, 4, np.nan], "b": [2, 1, 4, 3, 5], "c": [1, 1, 2, 4, 5]}, dtype=float)
    c = items.cov().to_numpy()  # pandas leaves out pairs with a gap
    found = alpha(items, missing="pairwise")
    assert found.value == pytest.approx(float(coefficient_alpha(c)), abs=1e-12)
    assert (found.n, found.n_eff) == (5, 4)
    with pytest.raises(ValueError, match="complete or pairwise"):
        alpha(items, missing="listwise")  # type: ignore[arg-type]


def test_pairwise_alpha_does_not_exist_when_nobody_answered_two_items_together():
    apart = pd.DataFrame({"a": [1, 2, 3, np.nan], "b": [2, 3, 3, 1], "c": [np.nan, np.nan, 1, 4]})
    assert alpha(apart, missing="pairwise").reasons[0].code is Code.MISSING_TOO_MUCH


@pytest.mark.parametrize(
    ("items", "code"),
    [
        (np.ones((5, 3)), Code.NO_VARIANCE),
        ([[1, 5], [2, 4], [3, 3], [4, 2]], Code.NO_VARIANCE),
        (np.ones((1, 3)), Code.N_TOO_SMALL),
        (np.arange(5.0)[:, None], Code.UNRELIABLE_MEASURE),
        ([["good", "bad"]], Code.BAD_TABLE),
    ],
)
def test_alpha_does_not_exist_without_variance_people_or_items(items, code):
    found = alpha(items)
    assert (found.value, found.status, found.reasons[0].code) == (None, "refused", code)


def test_an_item_that_runs_against_the_others_is_named():
    right = people(one_factor([0.7, 0.6, 0.8, 0.7]))
    wrong = right.assign(q3=-right["q3"])
    assert alpha(right).status == "ok"
    found = alpha(wrong)
    assert [(reason.code, reason.values["item"]) for reason in found.reasons] == [(Code.KEYED_WRONG, "q3")]
    assert found.value < 0 < 0.79 < alpha(right).value


def test_an_item_everyone_answers_alike_is_named():
    items = people(one_factor([0.7, 0.6, 0.8])).assign(q4=3.0)
    found = alpha(items)
    assert [(reason.code, reason.values["item"]) for reason in found.reasons] == [(Code.NO_VARIANCE, "q4")]


def test_ten_thousand_items_need_no_matrix_of_all_pairs():
    g = np.random.default_rng(1)
    wide = g.normal(size=(60, 1)) * 0.3 + g.normal(size=(60, 10_000))
    gaps = np.where(g.random((60, 3_000)) < 0.02, np.nan, wide[:, :3_000])
    # r̄ = .09/1.09, alpha by Spearman-Brown .9990
    assert alpha(wide).value == pytest.approx(0.999, abs=2e-3)
    assert alpha(gaps, missing="pairwise").value == pytest.approx(0.997, abs=3e-3)


def test_a_scale_without_alpha_is_refused_and_the_others_stand():
    responses = pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 1, 4, 3], "c": [3, 3, 3, 3], "d": [3, 3, 3, 3]})
    found = alphas(responses, [ScoringKey("s", {"a": 1, "b": 1}, 1, 5), ScoringKey("t", {"c": 1, "d": 1}, 1, 5)])
    assert found["s"].value == pytest.approx(0.75)
    assert (found["t"].value, found["t"].reasons[0].code) == (None, Code.NO_VARIANCE)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("missing", ["complete", "pairwise"])
@pytest.mark.filterwarnings("error")
def test_hostile_tables_give_a_reason_or_a_finite_alpha(name, missing):
    found = alpha(HOSTILE[name], missing=missing)
    defined = {"a constant column", "two identical columns", "more items than people", "10,000 columns", "booleans"}
    assert (found.status != "refused") == (name in defined)
    assert found.reasons or (found.value is not None and np.isfinite([found.value, found.low, found.high]).all())


def covered(seeds, people=60, loading=0.7, level=0.95):
    """Share of samples whose Feldt interval holds the true alpha of five parallel items."""
    truth = 5 * loading**2 / (1 + 4 * loading**2)
    hits = 0
    for seed in seeds:
        g = np.random.default_rng(seed)
        x = loading * g.normal(size=(people, 1)) + np.sqrt(1 - loading**2) * g.normal(size=(people, 5))
        found = alpha(x, level)
        hits += found.low <= truth <= found.high
    return hits / len(seeds)


def test_feldts_interval_covers_as_often_as_it_says():
    # 300 samples: .95 ± 3·√(.95·.05/300); a 60 % interval must cover less
    assert covered(range(300)) == pytest.approx(0.95, abs=0.038)
    assert covered(range(300), level=0.6) == pytest.approx(0.60, abs=0.085)


@bfi.needs_bfi
@pytest.mark.parametrize("letter", bfi.SCALES)
def test_alpha_of_the_bfi_matches_psych(letter):
    golden = bfi.golden(letter)
    found = alpha(bfi.scale(letter))
    assert found.n == golden["n_complete"]
    assert [found.low, found.value, found.high] == pytest.approx(list(golden["feldt_complete"].values()), abs=1e-9)
    pairwise = alpha(bfi.scale(letter), missing="pairwise")
    assert pairwise.value == pytest.approx(golden["total_pairwise"]["raw_alpha"], abs=1e-9)
    assert pairwise.n == golden["n_pairwise"]
