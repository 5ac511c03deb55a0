"""Is circumstance taken out within teams, and only where that is honest?"""

import numpy as np
import pandas as pd
import pytest

from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.performers.circumstance import Covariate, circumstance
from tests.scoring.worlds import RAMP_MONTHS, make, tables


def company(seed=1, n=120):
    rng = np.random.default_rng(seed)
    team = np.repeat(np.arange(n // 10), 10)
    potential, share = rng.normal(size=n) + 0.5 * team, rng.gamma(1, 0.2, n)
    means = 0.4 * potential + 0.8 * share + 2.0 * team + rng.normal(0, 0.5, n)
    return team, Covariate("potential", potential), Covariate("inherited_share", share), means


@pytest.mark.parametrize("weights", [np.ones(120), np.tile([1.0, 2, 3, 6], 30)])
def test_effects_equal_least_squares_with_a_dummy_for_every_team(weights):
    team, potential, share, means = company()
    found = circumstance(means, (potential, share), team, weights)
    design = np.column_stack([potential.x, share.x, np.eye(12)[team]])
    root = np.sqrt(weights)[:, None]
    beta, squares, *_ = np.linalg.lstsq(root * design, root[:, 0] * means, rcond=None)
    covariance = np.linalg.inv((root * design).T @ (root * design)) * squares[0] / (120 - 14)
    assert found.gamma == pytest.approx(beta[:2])
    assert found.covariance == pytest.approx(covariance[:2, :2])
    assert found.free == 106


def test_weights_serve_only_where_periods_differ_more_than_twofold():
    team, potential, share, means = company()
    even = circumstance(means, (potential, share), team, np.ones(120)).gamma
    nearly = circumstance(means, (potential, share), team, np.tile([3.0, 6.0], 60)).gamma
    assert nearly == pytest.approx(even, abs=1e-12)


def test_a_good_team_is_not_adjusted_away():
    team, potential, share, means = company()
    found = circumstance(means, (potential, share), team, np.ones(120))
    better = circumstance(means + 5.0 * (team == 3), (potential, share), team, np.ones(120))
    assert better.given == pytest.approx(found.given)


def test_what_circumstance_gave_averages_to_nothing():
    team, potential, share, means = company()
    assert circumstance(means, (potential, share), team, np.ones(120)).given.mean() == pytest.approx(0, abs=1e-12)


def test_an_effect_of_the_wrong_sign_is_dropped_and_said_so():
    team, potential, share, means = company()
    poor = Covariate("tenure", -means + np.random.default_rng(2).normal(0, 0.1, 120))
    found = circumstance(means, (potential, share, poor), team, np.ones(120))
    assert {effect.key: effect.fate for effect in found.effects}["tenure"] == "wrong_sign"
    assert "tenure" not in found.keys


def test_an_effect_smaller_than_its_error_is_dropped():
    team, potential, share, means = company()
    fates = set()
    for seed in range(20):
        luck = Covariate("tenure", np.random.default_rng(seed).normal(size=120))
        found = circumstance(means, (potential, share, luck), team, np.ones(120))
        effect = next(one for one in found.effects if one.key == "tenure")
        fates.add(effect.fate)
        assert (effect.fate == "used") == (effect.gamma / effect.se >= 1)
    assert {"weak", "wrong_sign"} <= fates


def test_what_is_the_same_for_a_whole_team_cannot_be_told_from_the_team():
    team, potential, _, means = company()
    found = circumstance(means, (potential, Covariate("tenure", team.astype(float))), team, np.ones(120))
    assert [(one.key, one.fate) for one in found.effects] == [("potential", "used"), ("tenure", "constant")]


def test_few_people_afford_only_potential_and_inherited_share():
    team, potential, share, means = company(n=30)
    inherited = Covariate("inherited", (share.x > 0.2).astype(float))
    tenure = Covariate("tenure", np.random.default_rng(3).normal(size=30))
    found = circumstance(means, (potential, inherited, share, tenure), team, np.ones(30))
    fates = {effect.key: effect.fate for effect in found.effects}
    assert fates["inherited"] == fates["tenure"] == "too_few_people"


def test_a_tenth_missing_gets_the_mean_and_a_flag_and_more_forbids_adjustment():
    team, potential, share, means = company()
    holes = potential.x.copy()
    holes[:12] = np.nan
    tenth = circumstance(means, (Covariate("potential", holes), share), team, np.ones(120))
    assert tenth.refused == ()
    assert "potential" in tenth.keys
    holes[12] = np.nan
    more = circumstance(means, (Covariate("potential", holes), share), team, np.ones(120))
    assert more.refused == ("potential",)
    assert not more.given.any()


def test_potential_measured_after_the_start_is_blocked():
    files = tables(make(3))
    open_ = performers(performance(**files), Rules(RAMP_MONTHS))
    files["territories"]["measured"] = "2025-06-30"
    blocked = performers(performance(**files), Rules(RAMP_MONTHS))
    assert "potential" in open_.circumstance.keys
    # the column is there but says nothing that is dated before the assignment
    assert blocked.grid.territory.blocked == 240
    assert "potential" not in blocked.circumstance.keys


def test_potential_without_a_date_is_used_and_counted():
    files = tables(make(3))
    files["territories"] = files["territories"].drop(columns="measured")
    found = performers(performance(**files), Rules(RAMP_MONTHS))
    assert found.grid.territory.undated == 240
    assert "potential" in found.circumstance.keys


def test_segments_richer_by_nature_do_not_make_their_people_lucky():
    files = tables(make(3))
    plain = performers(performance(**files), Rules(RAMP_MONTHS))
    segment = files["people"]["segment"].to_numpy()
    files["territories"]["potential"] += np.where(segment == "Enterprise", 1000.0, 0.0)
    richer = performers(performance(**files), Rules(RAMP_MONTHS))
    assert richer.circumstance.given == pytest.approx(plain.circumstance.given)


def test_two_territories_at_once_add_up():
    files = tables(make(3))
    half = files["territories"].assign(potential=files["territories"]["potential"] / 2)
    second = half.assign(territory_id="second " + half["territory_id"], prior_run_rate=0.0)
    files["territories"] = pd.concat([half, second])
    more = files["assignments"].assign(territory_id="second " + files["assignments"]["territory_id"])
    both = performance(
        **files | {"assignments": pd.concat([files["assignments"], more.assign(inherited_book_value=0)])}
    )
    expected = performers(performance(**tables(make(3))), Rules(RAMP_MONTHS))
    assert performers(both, Rules(RAMP_MONTHS)).circumstance.given == pytest.approx(expected.circumstance.given)
