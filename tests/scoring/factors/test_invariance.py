"""Is measurement found the same where it is, and different where one thing differs?"""

import warnings

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.factors.invariance import invariance
from tests.reference import SHARED, beside
from tests.scoring.factors.measured import LOADINGS, PHI, THREE, people
from tests.scoring.hostile import HOSTILE

ALL = ("configural", "metric", "scalar", "strict")


def two_groups(n: int, seed: int, loadings=LOADINGS, intercepts=0.0, residuals=1.0, shift=0.5) -> pd.DataFrame:
    """Two groups of n; the second's factors are higher by ``shift`` and have variances 1.44, its items as given."""
    theta = 1 - np.diag(LOADINGS @ PHI @ LOADINGS.T)
    second = loadings @ (1.44 * PHI) @ loadings.T + np.diag(theta * residuals)
    means = intercepts + loadings @ np.full(3, shift)
    both = pd.concat([people(n, seed), people(n, seed + 1000, means, second)], ignore_index=True)
    return both.assign(group=["a"] * n + ["b"] * n)


@beside("worlds with known differences between groups prove the rest")
def test_the_two_schools_differ_in_intercepts():
    pupils = pd.read_csv(SHARED / "data/HolzingerSwineford1939.csv")
    found = invariance(pupils, THREE, "school")
    # methods §4.10 and lavaan's manual
    assert found.levels["chi2"].tolist() == pytest.approx([115.851, 124.044, 164.103], abs=1e-3)
    assert found.levels["df"].tolist() == [48, 54, 60]
    assert found.levels["cfi"].tolist() == pytest.approx([0.923, 0.921, 0.882], abs=6e-4)
    assert found.levels["rmsea"].tolist() == pytest.approx([0.097, 0.093, 0.107], abs=6e-4)
    assert found.levels["srmr"].tolist() == pytest.approx([0.068, 0.072, 0.082], abs=6e-4)
    assert found.levels["aic"].tolist() == pytest.approx([7484.395, 7480.587, 7508.647], abs=2e-3)
    assert found.levels["delta_p"].tolist()[1] == pytest.approx(0.224, abs=6e-4)
    assert found.levels["accepted"].tolist() == [True, True, False]
    assert (found.held, found.n, found.groups.to_dict()) == ("metric", 301, {"Grant-White": 145, "Pasteur": 156})
    assert found.latent_means.empty


def test_the_same_measurement_holds_at_every_level_and_gives_the_difference_of_the_means():
    found = invariance(two_groups(1500, 1), THREE, "group", levels=ALL)
    assert found.held == "strict"
    assert found.levels["df"].tolist() == [48, 54, 60, 69]
    assert found.latent_means["group"].tolist() == ["b"] * 3
    assert found.latent_means["mean"].tolist() == pytest.approx([0.5] * 3, abs=0.13)
    assert (found.latent_means["p"] < 1e-6).all()


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({"loadings": LOADINGS * np.array([1, 0.4, 1, 1, 0.5, 1, 1, 1, 0.4])[:, None]}, "configural"),
        ({"intercepts": np.array([0, 0.6, 0, 0, -0.6, 0, 0, 0, 0])}, "metric"),
        ({"residuals": np.array([1, 1, 2.2, 1, 0.4, 1, 1, 1, 2])}, "scalar"),
    ],
)
def test_the_first_thing_that_differs_is_where_invariance_ends(change, held):
    found = invariance(two_groups(1500, 2, **change), THREE, "group", levels=ALL)
    assert found.held == held
    assert found.levels["accepted"].tolist() == [level in ALL[: ALL.index(held) + 1] for level in ALL]
    assert found.latent_means.empty == (held in ("configural", "metric"))


def test_either_change_is_enough_to_end_it():
    # where the model fits badly anyway (x1 and x7 share something of their own) other intercepts hardly move RMSEA
    both = two_groups(1500, 2, intercepts=np.array([0, 0.3, 0, 0, -0.3, 0, 0, 0, 0]))
    own = np.random.default_rng(9).standard_normal((3000, 1))
    both[["x1", "x7"]] += 0.8 * own
    scalar = invariance(both, THREE, "group").levels.loc["scalar"]
    assert scalar["delta_rmsea"] < 0.015
    assert scalar["delta_cfi"] < -0.010
    assert not scalar["accepted"]
    # where it fits well RMSEA moves before CFI does
    fine = invariance(two_groups(1500, 2, intercepts=np.array([0, 0.15, 0, 0, -0.15, 0, 0, 0, 0])), THREE, "group")
    scalar = fine.levels.loc["scalar"]
    assert (scalar["delta_cfi"] > -0.010, scalar["delta_rmsea"] > 0.015, scalar["accepted"]) == (True, True, False)


def test_groups_fitted_apart_add_up():
    # without anything equal the model is the sum of two: χ² and degrees of the groups alone
    both = two_groups(300, 3)
    together = invariance(both, THREE, both["group"], levels=("configural",)).levels.loc["configural"]
    doubled = invariance(pd.concat([both, both]), THREE, ["a"] * 600 + ["b"] * 600, levels=("configural",)).levels
    assert together["chi2"] > 0
    assert doubled.loc["configural", "df"] == together["df"] == 48
    # the same people twice: nothing can differ, so that every level costs nothing
    same = invariance(pd.concat([both, both]), THREE, ["a"] * 600 + ["b"] * 600, levels=ALL)
    assert same.levels["chi2"].tolist() == pytest.approx([same.levels["chi2"].iloc[0]] * 4, abs=1e-6)
    assert same.latent_means["mean"].tolist() == pytest.approx([0] * 3, abs=1e-7)


def test_gaps_are_no_obstacle_with_full_information():
    both = two_groups(800, 4)
    holes = both.copy()
    holes[list(both.columns[:9])] = both.iloc[:, :9].mask(np.random.default_rng(4).random((1600, 9)) < 0.08)
    whole = invariance(both, THREE, "group")
    found = invariance(holes, THREE, "group", estimator="FIML")
    assert (found.n, found.held) == (1600, "scalar")
    assert found.latent_means["mean"].tolist() == pytest.approx(whole.latent_means["mean"].tolist(), abs=0.06)
    assert invariance(both, THREE, "group", estimator="FIML").levels["chi2"].tolist() == pytest.approx(
        whole.levels["chi2"].tolist(), abs=1e-6
    )


def test_chi2_of_the_levels_behaves_in_twenty_worlds():
    found = [invariance(two_groups(400, seed), THREE, "group").levels for seed in range(20)]
    differences = np.array([levels["delta_chi2"].iloc[1:] for levels in found])
    # 6 degrees each: means of 20 have standard error √(12/20) = .77
    assert differences.mean(axis=0) == pytest.approx(6, abs=2.4)
    assert np.mean([levels["chi2"].iloc[0] for levels in found]) == pytest.approx(48, abs=7)


def test_groups_that_cannot_be_compared_are_refused_with_the_reason():
    both = two_groups(60, 5)
    few = both.assign(group=["a"] * 115 + ["b"] * 5)
    cases = [
        (both, "team", Code.BAD_TABLE),
        (both.assign(group="a"), "group", Code.GROUPS_TOO_SMALL),
        (few, "group", Code.GROUPS_TOO_SMALL),
        (both.assign(group=both["group"].where(both.index > 3)), "group", Code.BAD_TABLE),
        (both, ["a", "b"], Code.BAD_TABLE),
        (both, pd.Series(both["group"].tolist(), index=range(5, 125)), Code.BAD_TABLE),
        (both.assign(x1=both["x1"].where(both["group"] == "a", 2.0)), "group", Code.NO_VARIANCE),
        (both.assign(x1=both["x1"].where(both["group"] == "a")), "group", Code.GROUPS_TOO_SMALL),
    ]
    for table, group, code in cases:
        found = invariance(table, THREE, group)
        assert (found.status, found.reasons[0].code) == ("refused", code)
        assert found.levels.empty
    assert invariance(few, THREE, "group").reasons[0].values == {"n": 5, "need": 10, "of": "people", "group": "b"}
    with pytest.raises(ValueError, match="in this order"):
        invariance(both, THREE, "group", levels=("scalar", "metric"))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_refused(name):
    table = HOSTILE[name]
    columns = list(dict.fromkeys(table.columns)) or ["a", "b", "c"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = invariance(table, {"f": columns}, [place % 2 for place in range(len(table))])
    assert found.status == "refused" or np.isfinite(found.levels["chi2"]).all()
    assert (found.status == "refused") or name == "booleans"
