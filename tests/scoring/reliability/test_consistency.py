"""Are the customary coefficients of consistency those of R's psych?"""

import numpy as np
import pytest

from scoring.errors import Code
from scoring.reliability import internal_consistency
from tests.scoring.hostile import HOSTILE
from tests.scoring.reliability import bfi
from tests.scoring.reliability.exact import one_factor, people


def test_parallel_items_of_correlation_a_half_worked_by_hand():
    # k = 4, r = .5: alpha = standardized = 2/2.5 = .8; R² = 3r²/(1 + 2r) = .375, λ6 = 1 − 4·.625/10 = .75
    found = internal_consistency(people(one_factor([0.5**0.5] * 4)))
    assert found.alpha.value == pytest.approx(0.8)
    assert (found.standardized, found.lambda6) == pytest.approx((0.8, 0.75))
    assert (found.average_r, found.median_r, found.signal_noise) == pytest.approx((0.5, 0.5, 4.0))


def test_items_of_unequal_spread_keep_the_standardized_alpha_and_change_the_raw_one():
    found = internal_consistency(people(one_factor([0.5**0.5] * 4, sds=np.array([1, 1, 1, 5]))))
    assert found.standardized == pytest.approx(0.8)
    assert found.alpha.value == pytest.approx(4 / 3 * (1 - 28 / (28 + 3 + 15)))


def test_the_standard_error_is_that_of_repeated_samples():
    g = np.random.default_rng(2)
    seen, said = [], []
    for _ in range(400):
        x = 0.7 * g.normal(size=(150, 1)) + 0.7 * g.normal(size=(150, 4))
        found = internal_consistency(x)
        seen.append(found.alpha.value)
        said.append(found.standard_error)
    assert np.mean(said) == pytest.approx(np.std(seen), rel=0.12)


def test_a_copied_item_leaves_guttmans_lambda_open():
    items = people(one_factor([0.7, 0.6, 0.8]))
    found = internal_consistency(items.assign(q4=items["q1"]))
    assert np.isnan(found.lambda6) and found.status == "ok"


@bfi.needs_bfi
@pytest.mark.parametrize("missing", ["complete", "pairwise"])
@pytest.mark.parametrize("letter", bfi.SCALES)
def test_all_that_psych_prints_of_a_bfi_scale(letter, missing):
    golden = bfi.golden(letter)[f"total_{missing}"]
    found = internal_consistency(bfi.scale(letter), missing)
    ours = {
        "raw_alpha": found.alpha.value, "std.alpha": found.standardized, "G6(smc)": found.lambda6,
        "average_r": found.average_r, "S/N": found.signal_noise, "ase": found.standard_error, "mean": found.mean,
        "sd": found.sd, "median_r": found.median_r,
    }  # fmt: skip
    assert ours == pytest.approx(golden, abs=1e-8)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("error")
def test_hostile_tables_give_a_reason_or_finite_coefficients(name):
    found = internal_consistency(HOSTILE[name])
    if found.status == "refused":
        assert found.reasons and found.alpha.status == "refused" and np.isnan(found.standardized)
    else:
        assert name in {"two identical columns", "more items than people", "booleans"}
        assert np.isfinite([found.alpha.value, found.average_r, found.median_r, found.standard_error]).all()


def test_more_items_than_a_matrix_should_hold_are_refused():
    assert internal_consistency(HOSTILE["10,000 columns"]).reasons[0].code is Code.BAD_TABLE
