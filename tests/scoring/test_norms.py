"""Do T scores and percentiles stand on the norm they claim?"""

from datetime import date

import numpy as np
import pytest
from scipy.stats import norm as normal

from scoring.errors import Code, Undefined
from scoring.norms import Norm, norm, percentiles, standing, t_scores

DAY = date(2026, 3, 1)
PUBLISHED = Norm("applicants, 2026", 500, 50.0, 10.0, DAY)


def test_a_t_score_is_50_at_the_mean_and_10_a_standard_deviation():
    assert t_scores([50, 60, 35], PUBLISHED).tolist() == [50.0, 60.0, 35.0]


def test_without_peoples_scores_the_percentile_comes_from_the_normal_curve():
    assert percentiles([50, 60, 40], PUBLISHED) == pytest.approx([50.0, 84.1345, 15.8655], abs=1e-4)


def test_from_200_people_on_the_percentile_follows_their_distribution_not_the_normal_curve():
    skewed = -np.log(1 - (np.arange(400) + 0.5) / 400)  # quantiles of the exponential distribution, mean 1
    own = norm(skewed, "incumbents", DAY)
    at = np.array([0.5, 1.0, 2.0])
    truth = 100 * (1 - np.exp(-at))  # 39.3, 63.2, 86.5
    curve = 100 * normal.cdf((at - own.mean) / own.sd)  # 30.6, 50.0, 84.3
    assert np.abs(percentiles(at, own) - truth).max() < 4
    assert np.abs(curve - truth).max() > 12


def test_a_higher_score_never_has_a_lower_percentile():
    own = norm(np.repeat([1.0, 2.0, 3.0, 4.0, 5.0], 60), "incumbents", DAY)
    assert (np.diff(percentiles(np.linspace(0, 6, 200), own)) > 0).all()


def test_without_a_norm_only_the_raw_score_stands():
    for none in (None, norm(np.arange(29.0), "a team", DAY)):
        alone = standing(3.4, none)
        assert (alone.raw, alone.t.value, alone.percentile.value) == (3.4, None, None)
        assert alone.percentile.reasons[0].code is Code.N_TOO_SMALL
        assert alone.percentile.needed == {"people": 30}


def test_a_small_norm_an_old_norm_and_a_good_one():
    small = standing(3.0, norm(np.linspace(1, 5, 120), "applicants", DAY))
    assert small.percentile.value == pytest.approx(50)
    assert [reason.code for reason in small.percentile.reasons] == [Code.N_TOO_SMALL]
    large = norm(np.linspace(1, 5, 300), "applicants", DAY)
    assert standing(3.0, large, today=date(2027, 3, 1)).percentile.status == "ok"
    old = standing(3.0, large, today=date(2031, 6, 1))
    assert [reason.code for reason in old.t.reasons] == [Code.STALE]


def test_the_interval_of_a_t_score_is_its_measurement_error():
    # SD 10, reliability .84: SEM 4.00 (methods §4.2), so 60 ± 7.84
    t = standing(60.0, PUBLISHED, reliability=0.84).t
    assert (t.low, t.high) == (pytest.approx(52.16, abs=5e-3), pytest.approx(67.84, abs=5e-3))


def test_people_who_all_score_the_same_are_no_norm():
    with pytest.raises(Undefined) as refusal:
        norm(np.ones(50), "applicants", DAY)
    assert refusal.value.code is Code.NO_VARIANCE
