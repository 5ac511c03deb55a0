"""Do T scores and percentiles stand on the norm they claim?"""

from datetime import date

import numpy as np
import pytest
from scipy.stats import gamma
from scipy.stats import norm as normal

from scoring.errors import BadTable, Code, Undefined
from scoring.norms import Norm, norm, percentiles, standing, stanines, stens, t_scores, z_scores

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


def test_stens_have_mean_five_and_a_half_and_end_at_one_and_ten():
    # Canfield 1951: sten = 2z + 5.5; M 50, SD 10
    assert stens([50, 55, 60, 35, 20, 90], PUBLISHED).tolist() == [5.5, 6.5, 7.5, 2.5, 1.0, 10.0]
    assert z_scores([50, 65], PUBLISHED).tolist() == [0.0, 1.5]


def test_stanines_hold_4_7_12_17_20_17_12_7_and_4_of_a_hundred():
    # borders at z = ±.25, ±.75, ±1.25, ±1.75 on the normal curve
    at = 50 + 10 * np.array([-3, -1.8, -1.7, -1.3, -1.2, -0.8, -0.7, -0.3, 0, 0.3, 0.7, 0.8, 1.2, 1.3, 1.7, 1.8, 3])
    assert stanines(at, PUBLISHED).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 6, 7, 7, 8, 8, 9, 9]
    skewed = gamma.ppf((np.arange(2000) + 0.5) / 2000, 4)
    bands = np.bincount(stanines(skewed, norm(skewed, "incumbents", DAY)).astype(int), minlength=10)[1:] / 20
    assert bands == pytest.approx([4, 7, 12, 17, 20, 17, 12, 7, 4], abs=1.0)  # whatever the distribution


def test_all_scales_stand_or_fall_together_and_carry_their_range():
    found = standing(60.0, PUBLISHED, reliability=0.84)
    # 60 ± 7.84: z 1 ± .784; sten 7.5 ± 1.568; percentiles 58.6 to 96.3 are stanines 5 to 9
    assert (found.z.value, found.z.low, found.z.high) == pytest.approx((1.0, 0.216, 1.784), abs=5e-4)
    assert (found.sten.value, found.sten.low, found.sten.high) == pytest.approx((7.5, 5.932, 9.068), abs=1e-3)
    assert (found.stanine.value, found.stanine.low, found.stanine.high) == (7, 5, 9)
    few = standing(3.4, norm(np.arange(29.0), "a team", DAY))
    assert {one.status for one in (few.z, few.t, few.sten, few.stanine, few.percentile)} == {"refused"}
    unknown = standing(float("nan"), PUBLISHED)
    assert (unknown.sten.value, unknown.sten.reasons[0].code) == (None, Code.MISSING_TOO_MUCH)


def test_texts_and_impossible_norms_are_no_norm():
    with pytest.raises(BadTable, match="good"):
        norm(["good", "bad"], "applicants", DAY)
    with pytest.raises(BadTable, match="not finite"):
        norm([1.0, np.inf], "applicants", DAY)
    with pytest.raises(ValueError, match="SD 0"):
        Norm("applicants", 100, 3.0, 0.0, DAY)


def test_a_norm_of_very_many_keeps_as_many_scores_as_a_percentile_needs() -> None:
    """Percentiles from 2,000 evenly spaced scores of 100,000 people differ from those from all by less than .05."""
    many = np.random.default_rng(1).gamma(4.0, size=100_000)
    made = norm(many, "everybody", DAY)
    assert (made.n, len(made.scores)) == (100_000, 2_000)
    whole = Norm("everybody", made.n, made.mean, made.sd, DAY, tuple(np.sort(many).tolist()))
    points = [1.0, 2.5, 4.0, 7.0, 11.0]
    assert percentiles(points, made) == pytest.approx(percentiles(points, whole), abs=0.05)
