"""Are loadings, factor correlations and fit those of the field's programs, and of structures known in full?"""

import numpy as np
import pytest
from factor_analyzer import FactorAnalyzer

from scoring.errors import Code
from scoring.factors import Correlation, efa, schmid_leiman
from scoring.factors.extraction import METHODS, extract
from scoring.factors.rotation import ROTATIONS
from tests.scoring.factors.measured import people, with_covariances
from tests.scoring.factors.published import (
    HARMAN,
    KNOWN,
    KNOWN_LOADINGS,
    KNOWN_PHI,
    PUPILS,
    aligned,
    bfi,
    golden,
    named,
    needs_bfi,
    squared,
)


def test_two_factors_of_harmans_eight_measures_by_maximum_likelihood():
    # R's help page of factanal: Harman23.cor, 2 factors, varimax
    found = efa(HARMAN, 2, "varimax", "ml")
    assert found.status == "ok"
    assert found.uniquenesses.to_numpy() == pytest.approx(
        [0.170, 0.107, 0.166, 0.199, 0.089, 0.364, 0.416, 0.537], abs=6e-4
    )
    assert found.loadings["F1"].to_numpy() == pytest.approx(
        [0.865, 0.927, 0.895, 0.859, 0.233, 0.194, 0.134, 0.278], abs=6e-4
    )
    assert found.loadings["F2"].to_numpy() == pytest.approx(
        [0.287, 0.181, 0.179, 0.252, 0.925, 0.774, 0.752, 0.621], abs=6e-4
    )
    assert (found.chi2, found.df, found.p) == (pytest.approx(75.74, abs=5e-3), 13, pytest.approx(6.94e-11, rel=1e-3))
    assert efa(HARMAN, 1, method="ml").chi2 == pytest.approx(611.44, abs=5e-3)


def test_three_factors_of_holzinger_and_swineford():
    # R's factanal on x1–x9: 22.38 on 12 degrees of freedom, p = .0335
    found = efa(PUPILS, 3, method="ml")
    assert (found.chi2, found.df, found.p) == (pytest.approx(22.38, abs=5e-3), 12, pytest.approx(0.0335, abs=1e-4))
    # verbal tests on one factor, speed on another
    assert (found.loadings["F1"][["x4", "x5", "x6"]] > 0.8).all()
    assert (found.loadings["F3"][["x7", "x8"]] > 0.7).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("rotation", ["oblimin", "geomin"])
def test_a_structure_known_in_full_comes_back(method, rotation):
    found = efa(KNOWN, 3, rotation, method)
    loadings, phi = aligned(found.loadings.to_numpy(), found.phi.to_numpy(), KNOWN_LOADINGS)
    # geomin's small constant leaves a trace; quartimin's minimum is the structure itself
    close = 1e-4 if rotation == "oblimin" else 0.02
    assert loadings == pytest.approx(KNOWN_LOADINGS, abs=close)
    assert phi == pytest.approx(KNOWN_PHI, abs=5 * close)
    assert found.chi2 == pytest.approx(0, abs=1e-3)
    assert (found.rmsea, found.cfi) == (0, 1)


def test_loadings_of_a_sample_are_near_those_of_its_population():
    found = efa(people(5000, seed=3), 3)
    loadings, phi = aligned(found.loadings.to_numpy(), found.phi.to_numpy(), KNOWN_LOADINGS)
    assert loadings == pytest.approx(KNOWN_LOADINGS, abs=0.06)
    assert phi == pytest.approx(KNOWN_PHI, abs=0.08)
    assert found.p > 0.01


@pytest.mark.parametrize("rotation", ROTATIONS)
@pytest.mark.parametrize("table", [HARMAN, PUPILS], ids=["measures", "pupils"])
def test_every_rotation_is_another_view_of_the_same_solution(table, rotation):
    # Φ must be reordered and turned with Λ: only then is ΛΦΛ' + Ψ the same whatever the rotation
    found, plain = efa(table, 2, rotation), efa(table, 2, "none")
    L, phi = found.loadings.to_numpy(), found.phi.to_numpy()
    implied = L @ phi @ L.T + np.diag(found.uniquenesses)
    assert implied == pytest.approx(table.R - plain.residuals.to_numpy(), abs=1e-9)
    assert found.residuals.to_numpy() == pytest.approx(table.R - implied, abs=1e-9)
    assert found.structure.to_numpy() == pytest.approx(L @ phi)
    assert found.communalities.to_numpy() == pytest.approx(np.diag(L @ phi @ L.T), abs=1e-9)
    assert np.diag(phi) == pytest.approx(1)
    assert (found.loadings.sum() > 0).all()
    explained = found.variance.loc["ss_loadings"]
    assert explained.is_monotonic_decreasing
    assert explained.sum() == pytest.approx(found.communalities.sum())
    assert found.variance.loc["cumulative"].iloc[-1] == pytest.approx(found.communalities.mean())


def test_communalities_count_the_correlation_of_factors():
    # an item on two factors correlated .5 shares .5² + .5² + 2·.5·.5·.5 = .75, not .5
    found = efa(PUPILS, 3)
    without = (found.loadings**2).sum(axis=1)
    assert (found.communalities - without).abs().max() > 0.05
    assert found.communalities.to_numpy() == pytest.approx(efa(PUPILS, 3, "none").communalities.to_numpy(), abs=1e-9)


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_extraction_reaches_the_optimum_factor_analyzer_reaches(method):
    # an independent program: numerical derivatives there, analytic ones here
    for table, factors in ((HARMAN, 2), (PUPILS, 3), (KNOWN, 2)):
        theirs = FactorAnalyzer(factors, rotation=None, method=method)._fit_factor_analysis(table.R.copy())
        ours, _ = extract(table.R, factors, method)
        assert np.abs(ours) == pytest.approx(np.abs(theirs), abs=2e-4)


def test_principal_axes_end_where_least_squares_ends():
    # Harman & Jones 1966: the fixed point of iterated principal axes is the minres solution
    ends = [efa(HARMAN, 2, method=method).uniquenesses.to_numpy() for method in ("pa", "minres")]
    assert ends[0] == pytest.approx(ends[1], abs=1e-4)


def test_answers_and_their_correlations_give_the_same():
    frame = with_covariances(PUPILS.R, 301)
    assert efa(frame, 2).loadings.to_numpy() == pytest.approx(efa(PUPILS, 2).loadings.to_numpy(), abs=1e-9)
    assert efa(frame, 2).chi2 == pytest.approx(efa(PUPILS, 2).chi2)


def test_the_sum_of_squared_residuals_is_least_at_minres_and_the_likelihood_at_ml():
    minres, ml = efa(PUPILS, 2), efa(PUPILS, 2, method="ml")
    assert minres.rms < ml.rms
    assert ml.chi2 < minres.chi2


def test_a_heywood_case_is_refused_with_the_items_name():
    # one item is the factor itself: r12 = r13 = .8 and r23 = .5 < .64 ask for a loading above 1
    R = np.array([[1, 0.8, 0.8, 0.4], [0.8, 1, 0.5, 0.3], [0.8, 0.5, 1, 0.3], [0.4, 0.3, 0.3, 1]])
    for method in METHODS:
        found = efa(named(R, 200), 1, method=method)
        assert (found.status, found.reasons[0].code, found.n) == ("refused", Code.HEYWOOD, 200)
        assert found.reasons[0].values["item"] == "x1"
        assert schmid_leiman(named(R, 200), 2, method=method).n == 200
        assert found.loadings.empty
        assert np.isnan(found.chi2)


def test_an_item_that_follows_from_others_is_refused():
    frame = people(200, seed=1)
    total = efa(frame.assign(total=frame.sum(axis=1)), 2)
    copy = efa(frame.assign(again=frame["x2"]), 2)
    assert [found.reasons[0].code for found in (total, copy)] == [Code.HEYWOOD] * 2
    assert total.reasons[0].values["item"] == "total"
    assert copy.reasons[0].values["item"] in ("x2", "again")


def test_more_factors_than_the_items_allow_are_refused_and_told_how_many_items_it_takes():
    # Lawley & Maxwell 1971: three factors need six items, two need five
    five = named(np.eye(5) * 0.6 + 0.4, 100)
    assert efa(five, 2).df == 1
    found = efa(five, 3)
    assert (found.reasons[0].code, found.reasons[0].values["of"]) == (Code.N_TOO_SMALL, "items")
    assert (found.reasons[0].values["n"], found.reasons[0].values["need"]) == (5, 6)


@pytest.mark.parametrize("options", [{"n_factors": 0}, {"n_factors": 1.5}, {"n_factors": True}])
def test_a_number_of_factors_that_is_none_is_the_callers_fault(options):
    with pytest.raises(ValueError, match="factors"):
        efa(PUPILS, **options)


@pytest.mark.parametrize("wrong", [{"rotation": "oblique"}, {"method": "uls"}])
def test_unknown_options_are_the_callers_fault(wrong):
    with pytest.raises(ValueError, match=r"oblique|uls"):
        efa(PUPILS, 2, **wrong)
    with pytest.raises(ValueError, match="spearman"):
        efa(people(50, 1), 2, kind="spearman")
    with pytest.raises(ValueError, match="median"):
        efa(people(50, 1), 2, missing="median")


def test_what_is_no_correlation_matrix_is_refused():
    bad = PUPILS.matrix.copy()
    bad.iloc[0, 1] = 0.9
    assert efa(Correlation(bad, 301), 2).reasons[0].code == Code.BAD_TABLE
    assert efa(Correlation(PUPILS.matrix, 9), 2).reasons[0].code == Code.N_TOO_SMALL


def test_answers_missing_by_pairs_use_everyone_and_count_the_fewest():
    frame = people(400, seed=5)
    frame.iloc[:100, 0] = np.nan
    frame.iloc[300:, 1] = np.nan
    assert efa(frame, 3).n == 200
    found = efa(frame, 3, missing="pairwise")
    assert (found.status, found.n) == ("ok", 200)
    assert found.loadings.to_numpy() != pytest.approx(efa(frame, 3).loadings.to_numpy(), abs=1e-3)


def test_a_matrix_no_answers_could_give_is_moved_and_said():
    # r12 = r13 = .9 and r23 = −.9 cannot hold in one group of people; by pairs from three groups they can
    rng = np.random.default_rng(2)
    frame = people(90, seed=2).iloc[:, :5] * 1.0
    for first, (a, b, sign) in enumerate(((0, 1, 1), (0, 2, 1), (1, 2, -1))):
        rows = slice(30 * first, 30 * first + 30)
        frame.iloc[rows, b] = sign * frame.iloc[rows, a] + 0.3 * rng.standard_normal(30)
        frame.iloc[rows, 3 - a - b] = np.nan
    found = efa(frame, 1, missing="pairwise")
    assert found.reasons[0].code == Code.HEYWOOD


@needs_bfi
@pytest.mark.parametrize("solution", ["minres_none", "minres_varimax", "minres_oblimin", "minres_promax", "ml_oblimin"])
def test_five_factors_of_the_bfi_match_psych(solution):
    method, rotation = solution.split("_")
    reference, found = golden("efa_bfi")[solution], efa(bfi(), 5, rotation, method)
    target = squared(reference["loadings"])
    loadings, phi = aligned(found.loadings.to_numpy(), found.phi.to_numpy(), target)
    # the brief allows .005; these agree to a ten-thousandth
    assert loadings == pytest.approx(target, abs=1e-4)
    if reference["Phi"]:
        assert phi == pytest.approx(squared(reference["Phi"]), abs=1e-4)
    assert found.communalities.to_dict() == pytest.approx(reference["communality"], abs=1e-4)
    assert (found.n, found.df) == (2436, reference["dof"])
    assert found.chi2 == pytest.approx(reference["STATISTIC"], abs=1e-3)
    assert found.bic == pytest.approx(reference["BIC"], abs=1e-3)
    assert found.rms == pytest.approx(reference["rms"], abs=1e-6)
    # psych divides by n − 1 in one place where lavaan, and this, divide by n
    assert found.tli == pytest.approx(reference["TLI"], abs=1e-3)
    bounds = [reference["RMSEA"][key] for key in ("RMSEA", "lower", "upper")]
    assert [found.rmsea, found.rmsea_low, found.rmsea_high] == pytest.approx(bounds, abs=1e-4)
