"""Are measures standardised against peers and added up as methods §2.1 and §2.2 say?"""

import numpy as np
import pandas as pd
import pytest

from scoring.frames import performance
from scoring.performers.composite import composite
from scoring.performers.peers import standardised
from scoring.performers.preparation import prepared
from scoring.performers.results import grid

QUARTERS = [("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30")]


def built(values, metrics=None, people=None, targets=None):
    """A grid from values[person][quarter][measure]."""
    rows = [
        (f"P{i:02d}", f"m{m}", *QUARTERS[t], value, None if targets is None else targets[i][t][m])
        for i, person in enumerate(values)
        for t, quarter in enumerate(person)
        for m, value in enumerate(quarter)
    ]
    kpis = pd.DataFrame(rows, columns=["person_id", "metric_key", "period_start", "period_end", "value", "target"])
    return grid(performance(kpis, metrics, people), 6)


def test_sixteen_peers_are_standardised_by_median_and_interquartile_range():
    # 1…16: median 8.5, type 7 quartiles 4.75 and 12.25, so 1 is −7.5/(7.5/1.349) = −1.349
    found = standardised(np.arange(1.0, 17)[:, None], (np.zeros((16, 1), int),))
    assert (found.z[0, 0], found.z[15, 0]) == (pytest.approx(-1.349), pytest.approx(1.349))
    assert (found.coarsest, found.smallest, found.flat.any()) == (0, 16, False)
    assert (found.middle[3, 0], found.spread[3, 0]) == (8.5, pytest.approx(7.5 / 1.349))


def test_a_cell_of_fourteen_is_compared_with_the_next_coarser_one():
    x = np.concatenate([np.arange(20.0), np.arange(100.0, 114)])[:, None]
    fine, coarse = np.repeat([0, 1], [20, 14])[:, None], np.zeros((34, 1), int)
    found = standardised(x, (fine, coarse))
    alone = standardised(x[:20], (fine[:20],)).z
    together = standardised(x, (coarse,)).z
    assert found.z[:20] == pytest.approx(alone)
    assert found.z[20:] == pytest.approx(together[20:])
    assert (found.coarsest, found.smallest) == (1, 20)


def test_without_interquartile_range_the_standard_deviation_serves():
    x = np.array([0.0] * 15 + [1.0])[:, None]
    found = standardised(x, (np.zeros((16, 1), int),))
    assert found.z[15, 0] == pytest.approx(1 / np.std(x, ddof=1))
    assert not found.flat.any()


def test_without_any_spread_the_measure_is_dropped_there_and_said_so():
    values = [[[float(i), 7.0]] for i in range(20)]
    metrics = pd.DataFrame({"metric_key": ["m0", "m1"], "weight": [80, 20]})
    found = composite(built(values, metrics))
    assert found.flat == (1,)
    assert np.isnan(found.z[:, :, 1]).all()
    assert found.scores[:, 0] == pytest.approx(found.z[:, 0, 0])


def test_extremes_count_as_three():
    values = [[[float(i)]] for i in range(19)] + [[[1e6]]]
    found = composite(built([[[v - 1e5 for v in q] for q in p] for p in values]))
    assert found.z.max() == 3.0


def test_less_than_seventy_percent_of_the_weight_is_no_result_and_seventy_is():
    rng = np.random.default_rng(5)
    values = rng.normal(size=(20, 1, 3))
    values[0, 0, 1] = np.nan  # .30 missing, .70 left
    values[1, 0, 0] = np.nan  # .40 missing
    metrics = pd.DataFrame({"metric_key": ["m0", "m1", "m2"], "weight": [0.40, 0.30, 0.30]})
    found = composite(built(values.tolist(), metrics))
    assert np.isfinite(found.scores[0, 0])
    assert np.isnan(found.scores[1, 0])
    assert np.isfinite(found.scores[2:]).all()


def test_what_is_missing_is_made_up_for_by_the_rest_of_the_weights():
    rng = np.random.default_rng(6)
    values = rng.normal(size=(30, 2, 3))
    metrics = pd.DataFrame({"metric_key": ["m0", "m1", "m2"], "weight": [0.5, 0.3, 0.2]})
    gap = values.copy()
    gap[0, 0, 2] = np.nan
    found = composite(built(gap.tolist(), metrics))
    R = pd.DataFrame(found.z.reshape(-1, 3)).corr().to_numpy()
    w = np.array([0.5, 0.3, 0.2])
    spread = np.sqrt(w @ R @ w)
    assert found.scores[0, 0] == pytest.approx((0.5 * found.z[0, 0, 0] + 0.3 * found.z[0, 0, 1]) / 0.8 / spread)
    assert found.scores[4, 1] == pytest.approx(found.z[4, 1] @ w / spread)


def test_a_bucket_counts_by_its_weight_and_not_by_its_number_of_measures():
    rng = np.random.default_rng(7)
    values = rng.normal(size=(3000, 1, 4))
    metrics = pd.DataFrame(
        {"metric_key": ["m0", "m1", "m2", "m3"], "weight": [1, 1, 1, 3], "bucket": ["many", "many", "many", "one"]}
    )
    found = composite(built(values.tolist(), metrics))
    assert found.effective.sum() == pytest.approx(1)
    assert found.effective[3] == pytest.approx(0.5, abs=0.05)
    plain = composite(built(values.tolist(), metrics.drop(columns="bucket")))
    assert plain.effective[3] == pytest.approx(0.75, abs=0.05)  # 9/(1+1+1+9) without the standardised bucket


def test_effective_weights_differ_from_nominal_ones_when_measures_go_together():
    rng = np.random.default_rng(8)
    first = rng.normal(size=300)
    values = np.stack([first, first + 0.1 * rng.normal(size=300), rng.normal(size=300)], 1)[:, None]
    metrics = pd.DataFrame({"metric_key": ["m0", "m1", "m2"], "weight": [1, 1, 1]})
    found = composite(built(values.tolist(), metrics))
    # w = 1/3 each, r = 1 between two: cov(z, c) is 2/3, 2/3, 1/3 and var(c) 5/9 before scaling: .4, .4, .2
    assert found.effective == pytest.approx([0.4, 0.4, 0.2], abs=0.04)


def test_without_weights_all_measures_count_the_same():
    found = composite(built(np.random.default_rng(9).normal(size=(20, 1, 4)).tolist()))
    assert found.equal
    assert found.weights.tolist() == [0.25] * 4


def test_lower_is_turned_round_and_a_target_is_best_when_met():
    metrics = pd.DataFrame({"metric_key": ["m0", "m1"], "direction": ["lower", "target"], "target": [None, 10]})
    got = prepared(built([[[3.0, 8.0]], [[-5.0, 13.0]]], metrics)).values
    assert got[:, 0, 0].tolist() == [-3.0, 5.0]
    assert got[:, 0, 1].tolist() == [-2.0, -3.0]


def test_a_quota_turns_a_result_into_attainment():
    got = prepared(built([[[80.0]], [[90.0]]], targets=[[[100.0]], [[60.0]]])).values
    assert got[:, 0, 0].tolist() == [0.8, 1.5]


def test_a_heavy_tail_is_taken_in_by_a_logarithm():
    # min ≥ 0 and skewness above 2: log(1 + x/median), median 2
    x = [1.0] * 9 + [2.0] + [3.0] * 8 + [500.0]
    got = prepared(built([[[v]] for v in x])).values
    assert got[-1, 0, 0] == pytest.approx(np.log(251))
    mild = prepared(built([[[float(v)]] for v in range(19)])).values
    assert mild[-1, 0, 0] == 18.0
