"""Are polychoric correlations the most likely ones, and those of the field's programs?"""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import multivariate_normal, norm

from scoring.errors import Code
from scoring.factors import correlation, polychoric
from scoring.factors.bivariate import cumulative, density
from tests.scoring.factors.measured import SIGMA
from tests.scoring.factors.published import bfi, golden, needs_bfi, squared

#: Lambs of 227 Merino ewes (none, one, two) in 1953 by 1952 (Tallis 1962).
EWES = np.array([[58, 52, 1], [26, 58, 3], [8, 12, 9]])


def answers(table: np.ndarray) -> pd.DataFrame:
    rows = [(a, b) for (a, b), count in np.ndenumerate(table) for _ in range(count)]
    return pd.DataFrame(rows, columns=["x", "y"])


def test_the_normal_probability_of_a_quadrant_is_sheppards():
    # Sheppard 1899: 1/4 + asin(ρ)/2π
    rho = np.array([-0.999, -0.95, -0.5, 0, 0.3, 0.9, 0.99, 0.999])
    assert cumulative(0.0, 0.0, rho) == pytest.approx(0.25 + np.arcsin(rho) / (2 * np.pi), abs=1e-12)


@pytest.mark.parametrize("rho", [-0.97, -0.4, 0.2, 0.8, 0.99])
def test_the_normal_probability_is_that_of_one_dimensional_integration(rho):
    h, k = np.array([-2.0, -0.4, 0.1, 1.5, 2.5]), np.array([1.0, -0.4, 0.12, 1.4, -1.0])
    # P = ∫ φ(x)·Φ((k − ρx)/√(1 − ρ²)) dx up to h, by a fine trapezoid
    x = np.linspace(-9, h, 200_001)
    inside = norm.pdf(x) * norm.cdf((k - rho * x) / np.sqrt(1 - rho**2))
    assert cumulative(h, k, rho) == pytest.approx(np.trapezoid(inside, x, axis=0), abs=2e-9)
    assert density(h, k, rho) == pytest.approx(
        multivariate_normal([0, 0], [[1, rho], [rho, 1]]).pdf(np.column_stack([h, k]))
    )


def test_a_table_of_another_programs_manual():
    # Polychoric page of Ruby's statsample: two-step r = .1683, thresholds .4307, 1.2408 and from −.1924
    found = polychoric(answers(np.array([[52, 58, 8], [18, 15, 7], [5, 11, 3]])))
    assert found.correlations.loc["x", "y"] == pytest.approx(0.1683, abs=5e-5)
    assert found.thresholds.loc["x"].to_numpy() == pytest.approx([0.4307, 1.2408], abs=5e-5)
    assert found.thresholds.loc["y", 1] == pytest.approx(-0.1924, abs=5e-5)


def test_thresholds_of_the_ewes_come_from_the_margins():
    found = polychoric(answers(EWES))
    assert found.thresholds.loc["x"].to_numpy() == pytest.approx(norm.ppf([111 / 227, 198 / 227]))
    assert found.thresholds.loc["y"].to_numpy() == pytest.approx(norm.ppf([92 / 227, 214 / 227]))


def test_no_other_correlation_makes_the_table_more_likely():
    found = polychoric(answers(EWES))
    rows, columns = ([-9, *found.thresholds.loc[name], 9] for name in ("x", "y"))

    def unlikely(rho: float) -> float:
        normal = multivariate_normal([0, 0], [[1, rho], [rho, 1]])
        corners = np.array([[normal.cdf([h, k]) for k in columns] for h in rows])
        return -(EWES * np.log(np.diff(np.diff(corners, axis=0), axis=1))).sum()

    best = minimize_scalar(unlikely, bounds=(0, 0.9), method="bounded", options={"xatol": 1e-9}).x
    assert found.correlations.loc["x", "y"] == pytest.approx(best, abs=2e-6)


def test_tetrachoric_of_even_margins_is_a_sine():
    # Sheppard 1899: ρ = sin(2π(p11 − 1/4)); 40 10 / 10 40 gives sin(54°)
    found = polychoric(answers(np.array([[40, 10], [10, 40]])))
    assert found.correlations.loc["x", "y"] == pytest.approx(np.sin(np.radians(54)), abs=1e-9)


def test_an_empty_corner_does_not_make_a_correlation_of_one():
    empty = np.array([[40, 10], [0, 40]])
    corrected, bare = (polychoric(answers(empty), correct).correlations.loc["x", "y"] for correct in (0.5, 0))
    assert corrected < 0.99
    assert bare == pytest.approx(0.9999, abs=1e-4)
    with pytest.raises(ValueError, match=r"-1 people"):
        polychoric(answers(empty), correct=-1)


def test_traits_cut_into_categories_keep_their_correlations():
    # Pearson's of the same answers are a quarter too small
    rng = np.random.default_rng(6)
    traits = rng.standard_normal((4000, 9)) @ np.linalg.cholesky(SIGMA).T
    cuts = [[0.3], [-0.5, 0.8], [-1, 0, 1]] * 3
    frame = pd.DataFrame({place: np.digitize(traits[:, place], cut) for place, cut in enumerate(cuts)})
    found = polychoric(frame)
    away = found.correlations.to_numpy() - SIGMA
    error = found.se.to_numpy() + np.eye(9)
    apart = ~np.eye(9, dtype=bool)
    assert np.abs(away).max() < 0.08
    # standard errors that take thresholds as known are nearly those of the estimates
    assert np.sqrt(((away / error)[apart] ** 2).mean()) == pytest.approx(1, abs=0.3)
    assert np.abs(frame.corr().to_numpy() - SIGMA)[apart].mean() > 3 * np.abs(away)[apart].mean()


def test_labels_of_categories_do_not_matter_and_their_order_does():
    frame = answers(EWES)
    r = polychoric(frame).correlations.loc["x", "y"]
    assert polychoric(frame.assign(x=frame["x"] * 7.5 - 3)).correlations.loc["x", "y"] == pytest.approx(r, abs=1e-12)
    assert polychoric(frame.assign(x=-frame["x"])).correlations.loc["x", "y"] == pytest.approx(-r, abs=1e-8)


def test_everyone_who_answered_both_counts_and_thresholds_rest_on_all():
    frame = pd.concat([answers(EWES), pd.DataFrame({"x": [0.0] * 50, "y": [np.nan] * 50})], ignore_index=True)
    found = polychoric(frame)
    assert found.n == 227
    assert found.thresholds.loc["x", 1] == pytest.approx(norm.ppf(161 / 277))
    assert found.thresholds.loc["y", 1] == pytest.approx(norm.ppf(92 / 227))


def test_a_measure_with_many_values_is_refused_by_name():
    frame = answers(EWES).assign(z=np.arange(227) % 11)
    found = polychoric(frame)
    assert (found.status, found.reasons[0].code) == ("refused", Code.BAD_TABLE)
    assert "z has 11 different values" in str(found.reasons[0].values["message"])


def test_items_nobody_answered_together_are_refused():
    frame = pd.DataFrame({"a": [1, 2, 1, 2] * 3, "b": [1, 1, 2, 2] * 3, "c": [2, 1, 1, 2] * 3}, dtype=float)
    frame.loc[:5, "a"] = np.nan
    frame.loc[6:, "b"] = np.nan
    found = polychoric(frame)
    assert found.reasons[0].code == Code.MISSING_TOO_MUCH
    assert (found.reasons[0].values["item"], found.reasons[0].values["other"]) == ("a", "b")


def test_correlations_that_cannot_hold_together_are_said_and_moved_before_factors_are_sought():
    # 14 people, five dichotomous items: pair by pair the estimates contradict one another
    frame = pd.DataFrame(np.random.default_rng(0).random((14, 5)) < 0.5)
    found = polychoric(frame.astype(float))
    assert np.linalg.eigvalsh(found.correlations)[0] < 0
    assert found.reasons[0].code == Code.HEYWOOD
    moved = correlation(frame.astype(float), "polychoric")
    assert np.linalg.eigvalsh(moved.R)[0] > 0
    assert np.diag(moved.R) == pytest.approx(1)
    assert moved.caveats[0].code == Code.HEYWOOD
    assert np.abs(moved.R - found.correlations.to_numpy()).max() < 0.3


@needs_bfi
def test_300_pairs_of_the_bfi_match_psych():
    reference, found = golden("polychoric_bfi"), polychoric(bfi())
    # the brief allows .01; these agree to five digits
    assert found.correlations.to_numpy() == pytest.approx(squared(reference["rho"]), abs=5e-5)
    assert found.thresholds.to_numpy() == pytest.approx(squared(reference["tau"]), abs=1e-8)
    assert found.status == "ok"
