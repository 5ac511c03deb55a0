"""Do the statistics behind the flags say what they are said to say?"""

import numpy as np
import pandas as pd
import pytest

from assess.demo.panels import CENTRAL
from scoring.calibration import PATTERNS, calibration, fair_averages
from scoring.calibration.drift import drift
from scoring.calibration.habits import habits
from scoring.calibration.observed import Observed
from scoring.calibration.ratios import ratio, slope
from scoring.calibration.reading import kindness, observed
from scoring.errors import Code
from scoring.policy import MINIMUMS
from scoring.severity import Severity
from tests.scoring.calibration.worlds import found, rated


def flags(table: pd.DataFrame, when: pd.Series | None, rater: object) -> dict[str, tuple[str, float | None]]:
    return {key: (one.verdict, one.estimate.value) for key, one in calibration(table, when).of(rater).items()}


def cards(month: np.ndarray, residual: np.ndarray, raters: int) -> Observed:
    """One rating a scorecard at variance 1: everybody rates everybody."""
    people = len(month)
    rater, ratee = (one.ravel().astype(np.intp) for one in np.indices((raters, people)))
    ones = np.ones(raters * people)
    return Observed(
        pd.Index(range(raters)), rater, ratee,
        3 + residual.ravel(), 3 * ones, ones, np.arange(1.0, 6), np.full((raters * people, 5), 0.2),
        np.tile(month, raters),
    )  # fmt: skip


def test_a_ratio_has_the_interval_of_a_ratio_of_means():
    """Cochran 1977, eq. 6.12, by hand: means 2 and 4, residuals −1, 0, 1."""
    shown = ratio(np.array([1.0, 2, 3]), np.array([4.0, 4, 4]), np.zeros(3, dtype=np.intp), 1, 0.95)
    assert shown.value[0] == 0.5
    assert shown.se[0] == pytest.approx(np.sqrt(2 * 3 / 2) / 12)
    assert shown.high[0] - 0.5 == pytest.approx(4.3027 * shown.se[0], rel=1e-4)


def test_a_slope_is_that_of_least_squares_and_one_card_alone_has_no_interval():
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(2, 30))
    card = np.arange(30) // 3
    shown = slope(x, y, card, np.zeros(30, dtype=np.intp), 1, 0.95)
    assert shown.value[0] == pytest.approx(np.polyfit(x, y, 1)[0])
    assert np.isnan(slope(x, y, np.zeros(30, dtype=np.intp), np.zeros(30, dtype=np.intp), 1, 0.95).se[0])


def test_a_change_is_multiplied_by_what_the_ratees_measures_take_up():
    """Of three raters one climbs by .09 a month; of it the mean of three keeps a third."""
    month = np.arange(24) / 2
    own = np.zeros((3, 24))
    own[0] = 0.09 * (month - month.mean())
    left = own - own.mean(axis=0)
    noise = np.random.default_rng(4).normal(0, 1e-6, left.shape)
    shown = drift(cards(month, left + noise, 3))
    assert shown.points.value == pytest.approx([0.09, -0.045, -0.045], abs=1e-4)


def test_who_rates_alone_says_nothing_of_change():
    month = np.arange(24) / 2
    shown = drift(cards(month, np.zeros((1, 24)), 1))
    assert (shown.ratees[0], shown.months[0]) == (0, 0)


def test_expected_ratings_and_chances_agree():
    seen = observed(found(7).severity, None)
    assert np.abs(seen.chances @ seen.values - seen.expected).max() < 1e-3
    variance = seen.chances @ seen.values**2 - (seen.chances @ seen.values) ** 2
    assert np.corrcoef(variance, seen.variance)[0, 1] > 0.99
    assert seen.chances.sum(axis=1) == pytest.approx(1)


def test_without_dates_drift_is_unknown_and_not_clear():
    verdicts = flags(rated(7)[0], None, 4)
    assert verdicts["drift"] == ("unknown", None)
    assert verdicts["halo"][0] == "clear"


def test_two_months_are_too_few_to_speak_of_drift():
    table, when = rated(7)
    early = when < when.min() + pd.Timedelta(days=60)
    one = calibration(table[early], when[early]).of(4)["drift"]
    assert one.verdict == "unknown"
    assert {reason.values["of"] for reason in one.estimate.reasons} >= {"months"}


def test_on_one_criterion_halo_is_refused_in_words_and_strictness_is_not():
    table, when = rated(7)
    alone = table["criterion"] == 2
    known = calibration(table[alone], when[alone]).of(0)
    assert known["halo"].verdict == known["equal_ratings"].verdict == "unknown"
    assert {(reason.code, reason.values.get("of")) for reason in known["halo"].estimate.reasons} & {
        (Code.N_TOO_SMALL, "criteria"), (Code.NO_VARIANCE, None)
    }  # fmt: skip
    assert known["severity"].verdict == "flagged"


@pytest.mark.parametrize("key", [pattern.key for pattern in PATTERNS])
def test_every_pattern_has_its_least_numbers_in_the_policy(key):
    assert {row.of for row in MINIMUMS if row.analysis == key}


def test_with_few_people_every_verdict_is_unknown():
    table, when = rated(7)
    few = table["ratee"] < 20
    shown = calibration(table[few], when[few])
    by_rater = table[few].groupby("rater")["ratee"].nunique()
    for one in shown.flags:
        if by_rater[one.rater] < 10:
            assert (one.verdict, one.estimate.value) == ("unknown", None)


def test_the_order_of_rows_changes_nothing():
    table, when = rated(7)
    order = np.random.default_rng(1).permutation(len(table))
    shuffled = calibration(table.iloc[order].reset_index(drop=True), when.iloc[order].reset_index(drop=True))
    for one, other in zip(found(7).flags, shuffled.flags, strict=True):
        assert (one.rater, one.code, one.verdict) == (other.rater, other.code, other.verdict)
        assert one.estimate.value == pytest.approx(other.estimate.value, rel=1e-6, abs=1e-8)


def test_fair_averages_put_the_ratees_of_kind_panels_lower():
    shown = fair_averages(found(7))
    kind = found(7).severity.raters["severity"]
    table = rated(7)[0]
    met = table.groupby("ratee")["rater"].agg(lambda raters: kind.loc[raters.unique()].mean())
    raw = table.groupby("ratee")["rating"].mean()
    moved = pd.Series({ratee: one.value for ratee, one in shown.items()}) - raw
    assert len(shown) == 200
    assert np.corrcoef(moved, met)[0, 1] > 0.8
    assert all(one.low < one.value < one.high for one in shown.values())


def test_as_many_dates_as_ratings_are_needed():
    table, when = rated(7)
    with pytest.raises(ValueError, match="10 dates for 3000 ratings"):
        calibration(table, when.iloc[:10])


def test_what_is_no_date_is_a_bad_table():
    table, when = rated(7)
    words = when.astype(object).where(when.index > 0, "some day")
    shown = calibration(table, words)
    assert (shown.status, shown.reasons[0].code) == ("refused", Code.BAD_TABLE)


def test_the_spread_expected_is_chance_within_topics_and_the_difference_between_them():
    """By hand: ratings 1, 3, 5 spread by 4; expectations 2, 3, 4 by 1, and each rating by .5."""
    three = np.zeros(3, dtype=np.intp)
    seen = Observed(
        pd.Index(["a"]), three, three, np.array([1.0, 3, 5]), np.array([2.0, 3, 4]), np.full(3, 0.5),
        np.arange(1.0, 6), np.full((3, 5), 0.2), np.full(3, np.nan),
    )  # fmt: skip
    shown = habits(seen)
    assert shown.variance_ratio.value[0] == pytest.approx(4 / 1.5)
    assert shown.infit.value[0] == pytest.approx(2 / 1.5)  # (1 + 0 + 1)/(3 · .5)
    assert shown.slope.value[0] == 2
    assert shown.middle[0] == pytest.approx(1 / 3 - 0.2)
    assert shown.equal.value[0] == 0


def test_who_hardly_uses_the_middle_does_not_stay_in_it():
    table, when = rated(7)
    rng = np.random.default_rng(1)
    threes = (table["rater"] == CENTRAL) & (table["rating"] == 3) & (rng.random(len(table)) < 0.4)
    moved = table.assign(rating=table["rating"] + threes * rng.choice([-1, 1], len(table)))
    known = calibration(moved, when).of(CENTRAL)["central_tendency"]
    assert known.estimate.value < 0.75 and known.beside["infit"] < 1.2
    assert (known.verdict, known.beside["middle"] < 0.05) == ("clear", True)


def test_a_difference_that_may_be_chance_is_not_told():
    table = rated(1)[0]
    few = table[(table["criterion"] == 0) & (table["ratee"] < 150)]
    known = [one for one in calibration(few).flags if one.pattern.key == "severity"]
    told = {one.rater: one.estimate for one in known if one.estimate.value is not None}
    large = {rater for rater, one in told.items() if abs(one.value) >= 0.3}
    sure = {rater for rater, one in told.items() if one.low > 0 or one.high < 0}
    assert large - sure
    assert {one.rater for one in known if one.verdict == "flagged"} == large & sure


def test_the_only_one_with_a_fair_average_is_compared_with_nobody():
    raters = pd.DataFrame(
        {"fair_average": [3.0, 3.4, 2.0, np.nan], "fair_low": [2.9, 3.3, 1.9, np.nan],
         "fair_high": [3.1, 3.5, 2.1, np.nan], "fair_se": 0.05, "subset": [1, 1, 2, 2], "n": [10, 30, 10, 10],
         "ratees": 5}
    )  # fmt: skip
    found = kindness(Severity(raters=raters))
    assert found.value == pytest.approx([-0.3, 0.1, np.nan, np.nan], nan_ok=True)
