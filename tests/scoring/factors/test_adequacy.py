"""Do sampling adequacy and the test of sphericity agree with hand and reference?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.factors import bartlett, kmo
from tests.scoring.factors.published import HARMAN, bfi, golden, matrix, named, needs_bfi

HALF = named(matrix([[0.5], [0.5, 0.5]]), 101)


def test_kmo_of_three_items_that_all_correlate_a_half():
    # by hand: partial correlations are .5/(1 + .5) = 1/3, so .25/(.25 + 1/9) = 9/13
    found = kmo(HALF)
    assert found.overall == pytest.approx(9 / 13)
    assert found.items.to_numpy() == pytest.approx([9 / 13] * 3)


def test_bartlett_of_three_items_that_all_correlate_a_half():
    # by hand: |R| = (1 − .5)²·(1 + 2·.5) = .5, so (100 − 11/6)·ln 2 on 3 degrees of freedom
    found = bartlett(HALF)
    assert (found.chi2, found.df) == (pytest.approx((100 - 11 / 6) * np.log(2)), 3)
    assert found.p == pytest.approx(1.1e-14, rel=0.1)


def test_kmo_falls_when_pairs_share_what_the_rest_does_not():
    # two pairs, correlated within and not between: the partial correlations are the correlations
    pairs = named(np.kron(np.eye(2), [[1, 0.6], [0.6, 1]]), 100)
    assert kmo(pairs).overall == pytest.approx(0.5)
    assert kmo(HARMAN).overall > 0.8


def test_items_without_any_correlation_are_not_adequate():
    assert kmo(named(np.eye(4), 100)).overall == 0
    found = bartlett(named(np.eye(4), 100))
    assert (found.chi2, found.p) == (pytest.approx(0), pytest.approx(1))


def test_the_determinant_of_many_items_is_not_lost_below_the_smallest_number():
    # 400 items at .9: |R| is about 10^-397, below the smallest double; its logarithm is not
    R = np.full((400, 400), 0.9) + 0.1 * np.eye(400)
    expected = -(500 - (800 + 5) / 6) * (399 * np.log(0.1) + np.log(1 + 399 * 0.9))
    assert np.linalg.det(R) == 0
    assert bartlett(named(R, 501)).chi2 == pytest.approx(expected, rel=1e-9)


def test_independent_answers_seldom_look_related():
    rng = np.random.default_rng(4)
    small = [bartlett(rng.standard_normal((60, 5))).p < 0.05 for _ in range(400)]
    # 20 of 400 expected, standard deviation 4.4
    assert 7 <= sum(small) <= 33


def test_a_total_among_its_items_is_refused_by_name():
    frame = pd.DataFrame(np.random.default_rng(1).standard_normal((50, 3)), columns=list("abc"))
    for test in (kmo, bartlett):
        found = test(frame.assign(total=frame.sum(axis=1)))
        assert (found.status, found.reasons[0].code) == ("refused", Code.HEYWOOD)
        assert found.reasons[0].values["item"] == "total"


@needs_bfi
def test_adequacy_of_the_bfi_matches_psych():
    reference, found, sphericity = golden("efa_bfi"), kmo(bfi()), bartlett(bfi())
    assert found.overall == pytest.approx(reference["KMO"], abs=1e-9)
    assert found.items.to_dict() == pytest.approx(reference["KMO_items"], abs=1e-9)
    assert sphericity.chi2 == pytest.approx(reference["bartlett"]["chisq"], abs=1e-6)
    assert (sphericity.df, sphericity.p, sphericity.n) == (300, 0, 2436)
