"""Is a fit additive, cautious, blind to who is asking, and silent where it must be?"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit
from scipy.stats import multivariate_normal, norm

from scoring.banding import band_width
from scoring.errors import BadTable, Code
from scoring.fit import Use, compare, expectancy, fit, pairs
from scoring.profile import from_json, to_json
from scoring.reports.fit import report
from scoring.results import Caveat, Report
from tests.scoring.incumbents import RELEVANT, built, draw

ROLE = "service account manager"
USE = Use(ROLE, impact_months=2.0)


def pool(n=40, seed=99, shift=0.0):
    x, _ = draw(n, seed)
    names = [f"scale {k + 1}" for k in range(RELEVANT)]
    return pd.DataFrame(50 + 10 * (x + shift), index=[f"C{i:02d}" for i in range(n)], columns=names)


@pytest.fixture(scope="module")
def profile():
    return built(120)[0]


def test_contributions_sum_to_the_fit(profile):
    for person in fit(profile, pool(), USE, 1).people:
        assert abs(sum(part.value for part in person.contributions) - person.fit.value) < 1e-9


def test_incumbents_have_mean_0_and_sd_1(profile):
    _, scores = built(120)
    values = [person.fit.value for person in fit(profile, scores, USE, 1).people]
    assert (np.mean(values), np.std(values, ddof=1)) == (pytest.approx(0, abs=1e-12), pytest.approx(1))


def test_more_of_a_weighted_scale_never_lowers_fit_standing_or_chance(profile):
    weighted = next(scale.scale for scale in profile.scales if scale.weight)
    ladder = pd.concat([pool(1)] * 9, ignore_index=True).set_axis([f"C{i}" for i in range(9)])
    ladder[weighted] = np.linspace(10, 90, 9)
    found = fit(profile, ladder, USE, 1)
    for key in ("fit", "standing", "chance", "performance"):
        assert (np.diff([getattr(found.person(f"C{i}"), key).value for i in range(9)]) > 0).all()


def test_the_same_answers_give_the_same_fit_whoever_else_is_there(profile):
    twins = pd.concat([pool(12), pool(12).iloc[:1].set_axis(["twin"])])
    found = fit(profile, twins, USE, 1)
    alone = fit(profile, twins.loc[["C00"]], USE, 1)
    first, twin = found.person("C00"), found.person("twin")
    assert replace(twin, person_id="C00", order=first.order) == first
    assert alone.person("C00").chance == first.chance
    assert fit(from_json(to_json(profile)), twins, USE, 1) == found


def test_the_table_of_taylor_and_russell_for_fifths_of_the_predictor():
    # methods §5.3, share in the top fifth by fifth of the predictor: r = .30 and r = .42
    published = {0.30: [0.095, 0.147, 0.189, 0.238, 0.331], 0.42: [0.061, 0.121, 0.177, 0.249, 0.392]}
    for r, shares in published.items():
        cuts = norm.ppf([1e-12, 0.2, 0.4, 0.6, 0.8, 1 - 1e-12])
        grid = [np.linspace(a, b, 401) for a, b in pairwise(cuts)]
        found = [np.trapezoid([expectancy(r, z) * norm.pdf(z) for z in zs], zs) / 0.2 for zs in grid]
        assert found == pytest.approx(shares, abs=6e-4)
        # and the same integral by another road
        below = multivariate_normal.cdf([cuts[1], norm.ppf(0.8)], cov=[[1, r], [r, 1]])
        assert found[0] == pytest.approx((0.2 - below) / 0.2, abs=1e-4)


def test_an_average_applicant_of_a_weaker_pool_is_not_promised_an_average_chance():
    # methods §5.3: 12.8 in 100, not 18.9, from a pool .8 SD below at r = .30
    assert expectancy(0.30, -0.8) == pytest.approx(0.128, abs=5e-4)
    assert expectancy(0.30, 0.0) == pytest.approx(0.189, abs=5e-4)


def test_the_chance_is_cautious_and_its_range_holds_every_r_between_the_percentiles(profile):
    validity = profile.chosen
    for person in fit(profile, pool(), USE, 1).people:
        z, chance = person.fit.value, person.chance
        assert chance.value == pytest.approx(expectancy(validity.r_cautious, z))
        every = [expectancy(r, z) for r in np.linspace(validity.r_low, validity.r_high, 200)]
        assert chance.low == pytest.approx(min(every), abs=1e-4) and chance.high == pytest.approx(max(every), abs=1e-4)
        if z > 1.5:
            assert chance.value < expectancy(validity.r_cv.value, z)


def test_the_prediction_interval_covers_eighty_of_a_hundred_new_people():
    profile, _ = built(400, seed=3)
    x, y = draw(4000, 77)
    names = [scale.scale for scale in profile.scales]
    new = pd.DataFrame(50 + 10 * x, index=[f"N{i:04d}" for i in range(4000)], columns=names)
    found = fit(profile, new, USE, 1)
    inside = [
        person.performance.low < y[int(person.person_id[1:])] < person.performance.high for person in found.people
    ]
    assert np.mean(inside) == pytest.approx(0.80, abs=0.03)


def test_a_band_is_1_96_standard_errors_of_a_difference_wide():
    # Cascio, Outtz, Zedeck & Goldstein 1991; SD 10, reliability .84: 11.09
    assert band_width(10 * (1 - 0.84) ** 0.5) == pytest.approx(11.09, abs=5e-3)


def test_the_error_of_a_fit_comes_from_the_errors_of_its_scales(profile):
    # equal weights w and reliabilities .80: SE = √(k·w²·.20)
    weights = [scale.weight for scale in profile.scales if scale.weight]
    found = fit(profile, pool(), USE, 1)
    assert found.se == pytest.approx(np.sqrt(len(weights) * weights[0] ** 2 * 0.20))
    assert found.band_width == pytest.approx(1.959964 * np.sqrt(2) * found.se)


def test_bands_are_fixed_from_the_top_and_nobody_in_a_band_is_further_than_its_width(profile):
    found = fit(profile, pool(), USE, 1)
    assert [person.order for person in found.people] == list(range(1, 41))
    bands = [person.band for person in found.people]
    assert bands == sorted(bands) and bands[0] == 1 and bands[-1] > 1
    tops = {}
    for band in set(bands):
        values = [person.fit.value for person in found.people if person.band == band]
        assert max(values) - min(values) <= found.band_width
        tops[band] = max(values)
    assert all(tops[b] < tops[b - 1] - found.band_width for b in tops if b > 1)


def test_order_inside_a_band_is_a_lot_fixed_by_the_seed_and_not_the_score(profile):
    def order(seed):
        return [person.person_id for person in fit(profile, pool(), USE, seed).people if person.band == 2]

    found = fit(profile, pool(), USE, 1)
    values = [person.fit.value for person in found.people if person.band == 2]
    assert values != sorted(values, reverse=True)
    assert order(1) == order(1) != order(2)
    assert sorted(order(1)) == sorted(order(2))


def test_pairs_are_compared_on_this_score(profile):
    found = fit(profile, pool(), USE, 1)
    a, b = found.people[0], found.people[-1]
    pair = compare(found, a.person_id, b.person_id)
    difference = a.fit.value - b.fit.value
    assert pair.difference.value == pytest.approx(difference)
    assert pair.chance_above == pytest.approx(norm.cdf(difference / found.sed))
    assert compare(found, b.person_id, a.person_id).chance_above == pytest.approx(1 - pair.chance_above)
    assert compare(found, a.person_id, a.person_id).chance_above == 0.5


def test_a_pool_unlike_the_incumbents_bears_the_mismatch(profile):
    assert fit(profile, pool(), USE, 1).caveats == ()
    shifted = fit(profile, pool(shift=-0.8), USE, 1)
    assert [caveat.code for caveat in shifted.caveats] == [Code.NORM_MISMATCH]
    assert all(Code.NORM_MISMATCH in [r.code for r in person.chance.reasons] for person in shifted.people)


@pytest.mark.parametrize(
    ("use", "code"),
    [
        (Use("team lead", impact_months=2.0), Code.NOT_JOB_RELATED),
        (Use(ROLE, profile_months=25, impact_months=2.0), Code.STALE),
        (Use(ROLE, job_changed=True, impact_months=2.0), Code.STALE),
        (Use(ROLE, decided=30), Code.IMPACT_NOT_CHECKED),
        (Use(ROLE, impact_months=13), Code.IMPACT_NOT_CHECKED),
    ],
)
def test_a_use_the_profile_does_not_allow_gives_no_fit(profile, use, code):
    found = fit(profile, pool(3), use, 1)
    assert not found.open
    assert {person.fit.value for person in found.people} == {None}
    assert found.people[0].fit.reasons[0].code is code


def test_fairness_not_yet_checkable_is_a_caveat_and_development_goes_on(profile):
    for use in (Use(ROLE, decided=29), Use(ROLE, "development", decided=300)):
        found = fit(profile, pool(3), use, 1)
        assert found.open
        assert [caveat.code for caveat in found.caveats] == [Code.IMPACT_NOT_CHECKED]
        assert found.people[0].chance.status == "caveat"


def test_a_closed_profile_gives_scale_scores_and_no_fit():
    found = fit(built(43)[0], pool(3), USE, 1)
    shown = report(found)
    assert shown.sentence.key == "fit.closed"
    assert {cell.value for key in ("fit", "chance", "standing") for cell in shown.table("people").column(key)} == {None}
    parts = shown.table("contributions")
    assert set(parts.column("status")) == {"exploratory"}
    assert set(parts.column("contribution")) == set(parts.column("z_top_low")) == {None}
    assert None not in parts.column("z")


def test_one_person_may_be_without_a_fit_and_the_others_have_theirs(profile):
    scores = pool(5)
    weighted = next(scale.scale for scale in profile.scales if scale.weight)
    scores.loc["C01", weighted] = np.nan
    found = fit(profile, scores, USE, 1, barred={"C02": [Caveat(Code.CARELESS_RESPONSE)]})
    assert found.person("C01").fit.reasons[0].code is Code.MISSING_TOO_MUCH
    assert found.person("C02").fit.reasons[0].code is Code.CARELESS_RESPONSE
    assert [person.order for person in found.people] == [1, 2, 3, None, None]
    assert compare(found, "C00", "C01") is None


def test_the_even_fit_has_the_chance_of_anybody(profile):
    """P(top fifth | z) = .20 where (z.80 − r·z)/√(1−r²) = z.80, so z = z.80·(1 − √(1−r²))/r."""
    found = fit(profile, pool(3), USE, 1)
    assert expectancy(profile.chosen.r_cautious, found.even) == pytest.approx(0.20, abs=1e-12)
    assert fit(profile, pool(3), replace(USE, role="another"), 1).even is None


def test_a_table_without_a_weighted_scale_or_with_a_person_twice_is_refused(profile):
    weighted = next(scale.scale for scale in profile.scales if scale.weight)
    with pytest.raises(BadTable, match=weighted):
        fit(profile, pool(3).drop(columns=weighted), USE, 1)
    with pytest.raises(BadTable, match="C00 is there twice"):
        fit(profile, pd.concat([pool(3), pool(1)]), USE, 1)


def test_the_report_holds_the_list_in_its_order_and_survives_json(profile):
    found = fit(profile, pool(), USE, 1)
    shown = report(found)
    assert shown.sentence.key == "fit.bands" and shown.sentence.values["people"] == 40
    widths = dict(shown.table("bands").rows)
    assert widths["band_width"] == found.band_width and widths["even"] == found.even
    listed = shown.table("people")
    assert listed.column("person_id") == tuple(person.person_id for person in found.people)
    assert "order" not in [column.key for column in listed.columns]
    assert len(shown.table("contributions").rows) == 40 * RELEVANT
    assert Report.from_json(shown.to_json()).to_json() == shown.to_json()
    # the quartiles of the reference top frame the bars
    parts = shown.table("contributions")
    lows, highs = parts.column("top_low"), parts.column("top_high")
    assert all(low <= high for low, high in zip(lows, highs, strict=True))


def test_of_two_ways_to_state_chances_the_logistic_one_needs_sixty_at_the_top_and_rises_with_the_fit():
    many = built(600, seed=3)[0]
    curve = many.chances.logistic
    found = fit(many, pool(200), USE, 1)
    people = sorted(found.people, key=lambda person: person.fit.value)
    chances = [person.chance.value for person in people]
    assert chances == sorted(chances) and "logistic" in people[0].chance.method
    one = people[150]
    assert one.chance.value == pytest.approx(expit(curve.intercept + curve.slope * one.fit.value))
    assert one.chance.low < one.chance.value < one.chance.high
    assert expit(curve.intercept + curve.slope * found.even) == pytest.approx(0.20)


def test_a_matrix_of_up_to_fifty_holds_every_pair(profile):
    found = fit(profile, pool(50), USE, 1)
    fits = {person.person_id: person.fit.value for person in found.people}
    matrix = pairs(fits, found.sed)
    assert matrix.people == tuple(fits)
    for a, b in ((0, 49), (7, 3), (12, 12)):
        one = compare(found, matrix.people[a], matrix.people[b])
        assert (matrix.difference[a][b], matrix.low[a][b], matrix.high[a][b]) == pytest.approx(
            (one.difference.value, one.difference.low, one.difference.high)
        )
        assert matrix.chance_above[a][b] == pytest.approx(one.chance_above)
        assert matrix.apart[a][b] is (not one.difference.low <= 0 <= one.difference.high)
    assert matrix.apart[0][49] and not matrix.apart[12][12]
    with pytest.raises(ValueError, match="51 people"):
        pairs(dict.fromkeys(map(str, range(51)), 0.0), 1.0)
    assert pairs({"a": 1.0, "b": 1.0, "c": 2.0}, 0.0).chance_above[0] == (0.5, 0.5, 0.0)
