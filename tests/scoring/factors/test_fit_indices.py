"""Are CFI, TLI, RMSEA with its interval and SRMR what lavaan gives, and sane at the edges?"""

import math

import numpy as np
import pytest
from scipy.stats import ncx2

from scoring.factors.fit_indices import fit_indices, noncentrality, srmr


def test_three_factors_of_holzinger_and_swineford_fit_as_lavaan_says():
    # lavaan's manual: χ² 85.306, df 24, baseline 918.852, df 36; .931 .896, RMSEA .092 (.071–.114), close fit p .001
    found = fit_indices(85.306, 24, 918.852, 36, n=301)
    assert found.cfi == pytest.approx(0.931, abs=5e-4)
    assert found.tli == pytest.approx(0.896, abs=5e-4)
    assert (found.rmsea, found.rmsea_low, found.rmsea_high) == pytest.approx((0.092, 0.071, 0.114), abs=5e-4)
    assert found.p_close == pytest.approx(0.001, abs=5e-4)


def test_rmsea_of_several_groups_is_larger_by_the_root_of_their_number():
    # lavaan, two schools: χ² 115.851, df 48, RMSEA .097 (.075–.120)
    found = fit_indices(115.851, 48, 957.769, 72, n=301, groups=2)
    assert (found.rmsea, found.rmsea_low, found.rmsea_high) == pytest.approx((0.097, 0.075, 0.120), abs=5e-4)


def test_a_model_that_fits_better_than_chance_has_rmsea_0_and_cfi_1():
    found = fit_indices(10.0, 24, 918.852, 36, n=301)
    assert (found.rmsea, found.rmsea_low, found.cfi) == (0.0, 0.0, 1.0)
    assert found.tli > 1
    assert found.p_close > 0.99


def test_without_degrees_of_freedom_nothing_is_tested():
    found = fit_indices(1e-9, 0, 300.0, 3, n=100)
    assert math.isnan(found.p)
    assert (found.rmsea, found.rmsea_high, found.tli) == (0.0, 0.0, 1.0)


@pytest.mark.parametrize(("chi2", "df"), [(30.0, 24), (85.306, 24), (4165.467, 265), (11_000.0, 24), (250_000.0, 500)])
def test_the_interval_of_noncentrality_leaves_five_percent_on_either_side(chi2, df):
    low, high = noncentrality(chi2, df)
    assert ncx2.cdf(chi2, df, high) == pytest.approx(0.05, abs=1e-6)
    # 30 on 24 degrees is no surprise even when the model is true
    assert low == 0 if chi2 == 30 else ncx2.sf(chi2, df, low) == pytest.approx(0.05, abs=1e-6)


def test_srmr_by_hand():
    # covariance .5 against 0 among two items of variance 1: √(.25/3); a mean off by .5 as well: √(.5/5)
    S = np.array([[1, 0.5], [0.5, 1]])
    assert srmr(S, np.eye(2)) == pytest.approx(math.sqrt(0.25 / 3))
    assert srmr(S, np.eye(2), np.array([0.5, 0]), np.zeros(2)) == pytest.approx(math.sqrt(0.5 / 5))
    assert srmr(4 * S, 4 * np.eye(2)) == pytest.approx(math.sqrt(0.25 / 3))
