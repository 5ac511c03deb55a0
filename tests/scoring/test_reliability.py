"""Is alpha exact, with Feldt's interval, and are the errors that follow from it?"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code, Undefined
from scoring.keys import ScoringKey
from scoring.reliability import alpha, alphas, coefficient_alpha, feldt, sed, sem, true_score

SHARED = Path(__file__).parents[3] / "shared"
#: Covariances of x4–x6, 301 pupils (Holzinger & Swineford 1939).
HOLZINGER_SWINEFORD = [
    [1.3551667228846567, 1.1014119575116839, 0.8985007617632546],
    [1.1014119575116839, 1.6653183831672187, 1.0179057889233931],
    [0.8985007617632546, 1.0179057889233931, 1.2003462392860367],
]
REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}


def test_alpha_and_feldt_interval_of_holzinger_and_swineford():
    # R 4.2.2, psych: alpha .882707, Feldt .8577–.9039
    value = float(coefficient_alpha(HOLZINGER_SWINEFORD))
    assert value == pytest.approx(0.882707, abs=5e-7)
    assert feldt(value, 301, 3) == pytest.approx((0.8577, 0.9039), abs=5e-5)


def test_alpha_of_many_covariance_matrices_at_once():
    stacked = np.array([HOLZINGER_SWINEFORD, np.eye(3), np.ones((3, 3))])
    # uncorrelated items give 0, identical ones 1
    assert coefficient_alpha(stacked) == pytest.approx([0.882707, 0.0, 1.0], abs=5e-7)


def test_alpha_leaves_out_people_with_a_gap():
    items = pd.DataFrame({"a": [1, 2, 3, 4, np.nan], "b": [2, 1, 4, 3, 5]})
    # by hand: variances 5/3 each, covariance 1, 2·(1 − (10/3)/(16/3)) = 3/4
    estimate = alpha(items)
    assert (estimate.value, estimate.n) == (pytest.approx(0.75), 4)


def test_alpha_does_not_exist_without_variance_people_or_items():
    for items, code in (
        (np.ones((5, 3)), Code.NO_VARIANCE),
        (np.ones((1, 3)), Code.N_TOO_SMALL),
        (np.arange(5.0)[:, None], Code.UNRELIABLE_MEASURE),
    ):
        with pytest.raises(Undefined) as refusal:
            alpha(items)
        assert refusal.value.code is code


def test_a_scale_without_alpha_is_refused_and_the_others_stand():
    responses = pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 1, 4, 3], "c": [3, 3, 3, 3], "d": [3, 3, 3, 3]})
    found = alphas(responses, [ScoringKey("s", {"a": 1, "b": 1}, 1, 5), ScoringKey("t", {"c": 1, "d": 1}, 1, 5)])
    assert found["s"].value == pytest.approx(0.75)
    assert (found["t"].value, found["t"].reasons[0].code) == (None, Code.NO_VARIANCE)


def test_errors_of_a_score_with_sd_10_and_reliability_84():
    # methods §4.2: SEM 4.00, SED 5.657; Kelley's estimate of 60 at mean 50 is 58.4 ± 10·√(.84·.16)
    assert sem(10, 0.84) == pytest.approx(4.00)
    assert sed(sem(10, 0.84)) == pytest.approx(5.657, abs=5e-4)
    assert true_score(60, 50, 10, 0.84) == pytest.approx((58.4, 3.666), abs=5e-4)
    with pytest.raises(ValueError, match=r"reliability of 1\.2"):
        sem(10, 1.2)


@pytest.mark.skipif(not SHARED.exists(), reason="../shared holds the bfi data; Holzinger & Swineford prove the formula")
@pytest.mark.parametrize("scale", "ACENO")
def test_alpha_of_the_bfi_matches_psych(scale):
    bfi = pd.read_csv(SHARED / "data/bfi.csv", index_col=0)
    golden = json.loads((SHARED / "golden/alpha_omega_bfi.json").read_text())[scale]
    items = {f"{scale}{number}": -1 if f"{scale}{number}" in REVERSED else 1 for number in range(1, 6)}
    found = alphas(bfi, [ScoringKey(scale, items, 1, 6)])[scale]
    assert found.n == golden["n_complete"]
    assert [found.low, found.value, found.high] == pytest.approx(list(golden["feldt_complete"].values()), abs=1e-9)
