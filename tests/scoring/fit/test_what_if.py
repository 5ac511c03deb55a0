"""Is the range of a fit whose parts are missing right, and does it stay out of every list?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.fit import Rater, Use, fit, what_if
from tests.scoring.incumbents import RELEVANT, built, draw

USE = Use("service account manager", impact_months=2.0)
NAMES = [f"scale {k + 1}" for k in range(RELEVANT)]


@pytest.fixture(scope="module")
def profile():
    return built(240)[0]


def people(n, seed=9):
    return pd.DataFrame(50 + 10 * draw(n, seed)[0], index=[f"C{i:04d}" for i in range(n)], columns=NAMES)


def test_the_range_covers_what_the_fit_turns_out_to_be_nine_times_in_ten(profile):
    whole = people(1_000)
    later = Rater.of(profile).rate(whole.to_numpy()).fit
    weighted = [place for place, scale in enumerate(profile.scales) if scale.weight]
    lightest = sorted(weighted, key=lambda place: profile.scales[place].weight)
    for lacking in (lightest[:1], lightest[:2]):
        given = whole.copy()
        given.iloc[:, lacking] = np.nan
        ranges = what_if(profile, given, USE)
        inside = [one.fit.low <= fitted <= one.fit.high for one, fitted in zip(ranges, later, strict=True)]
        assert np.mean(inside) == pytest.approx(0.90, abs=0.03)
        assert np.mean([one.fit.value for one in ranges] - later) == pytest.approx(0, abs=0.05)


def test_the_range_of_one_missing_scale_worked_by_hand(profile):
    # two scales, correlation .5, weights 1 and 1: z₂ given z₁ = 1 is .5 ± 1.645·√.75
    plain = replace(profile, scales=profile.scales[:2], correlations=((1.0, 0.5), (0.5, 1.0)))
    plain = replace(plain, scales=tuple(replace(scale, weight=1.0) for scale in plain.scales))
    first = plain.scales[0].all
    one = what_if(plain, pd.DataFrame({"scale 1": [first.mean + first.sd], "scale 2": [np.nan]}, index=["A"]), USE)[0]
    half = 1.6448536 * np.sqrt(0.75)
    assert (one.fit.value, one.fit.low, one.fit.high) == (
        pytest.approx(1.5), pytest.approx(1.5 - half), pytest.approx(1.5 + half)
    )  # fmt: skip
    part = one.missing[0]
    second = plain.scales[1].all
    assert part.low == pytest.approx(second.mean + second.sd * (0.5 - half))
    assert (part.fit_low, part.fit_high) == (one.fit.low, one.fit.high)


def test_it_is_a_caveat_that_names_what_is_missing_and_no_list_knows_of_it(profile):
    given = people(30)
    given.iloc[3, 1] = np.nan
    one = what_if(profile, given, USE)[0]
    assert (one.person_id, one.fit.status, one.fit.reasons[0].code) == ("C0003", "caveat", Code.MISSING_TOO_MUCH)
    assert one.chance.low < one.chance.value < one.chance.high
    listed = fit(profile, given, USE, 1)
    assert listed.person("C0003").fit.value is None and listed.person("C0003").band is None
    others = fit(profile, given.drop(index="C0003"), USE, 1)
    assert [person.person_id for person in listed.people[:-1]] == [person.person_id for person in others.people]


def test_who_lacks_nothing_or_only_what_has_no_weight_has_no_what_if(profile):
    assert what_if(profile, people(3), USE) == ()
    idle = replace(profile, scales=(replace(profile.scales[0], weight=0.0), *profile.scales[1:]))
    given = people(2)
    given.iloc[:, 0] = np.nan
    assert what_if(idle, given, USE) == ()


def test_the_missing_part_that_matters_most_comes_first(profile):
    heavy = replace(
        profile,
        scales=tuple(replace(scale, weight=0.1 * (place + 1)) for place, scale in enumerate(profile.scales)),
    )
    given = people(1)
    given.iloc[0, [1, 3]] = np.nan
    assert [part.scale for part in what_if(heavy, given, USE)[0].missing] == ["scale 4", "scale 2"]


def test_with_most_of_it_missing_or_the_gate_closed_there_is_no_range(profile):
    given = people(1)
    given.iloc[0, :6] = np.nan
    refused = what_if(profile, given, USE)[0]
    assert (refused.fit.value, refused.fit.reasons[0].code, refused.missing) == (None, Code.MISSING_TOO_MUCH, ())
    stale = what_if(profile, given, Use(USE.role, profile_months=25))[0]
    assert (stale.fit.value, stale.fit.reasons[0].code) == (None, Code.STALE)
    assert what_if(replace(profile, correlations=()), given, USE)[0].fit.reasons[0].code is Code.STALE
