"""Does confirmatory factor analysis give what lavaan gives, find the truth, and refuse what it cannot know?"""

import json

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import approx_fprime
from scipy.stats import chi2 as chi2_distribution

from scoring.factors.cfa import cfa
from scoring.factors.cfa_estimation import Likelihood, sample
from scoring.factors.cfa_model import elements, specification
from scoring.factors.cfa_start import parameters, start
from scoring.factors.cfa_tables import standardized
from tests.reference import SHARED, beside
from tests.scoring.factors.measured import HOLZINGER_SWINEFORD, LOADINGS, PHI, SIGMA, THREE, people, with_covariances

needs_shared = beside("Holzinger and Swineford's published fit and known worlds prove the rest")
FIVE = {scale: [f"{scale}{number}" for number in range(1, 6)] for scale in "ACENO"}
INDICES = {
    "chi2": "chisq", "df": "df", "p": "pvalue", "cfi": "cfi", "tli": "tli", "rmsea": "rmsea", "srmr": "srmr",
    "rmsea_low": "rmsea.ci.lower", "rmsea_high": "rmsea.ci.upper", "aic": "aic", "bic": "bic",
    "log_likelihood": "logl", "baseline_chi2": "baseline.chisq", "baseline_df": "baseline.df",
}  # fmt: skip


@pytest.fixture(scope="module")
def bfi() -> pd.DataFrame:
    return pd.read_csv(SHARED / "data/bfi.csv", index_col=0)


@pytest.fixture(scope="module")
def golden() -> dict:
    return json.loads((SHARED / "golden/cfa_bfi.json").read_text())


def test_holzinger_and_swineford_as_in_the_manual_of_lavaan():
    found = cfa(with_covariances(HOLZINGER_SWINEFORD, 301), THREE)
    # methods §4.3, and lavaan's manual for loadings, factor correlations, log likelihood and AIC
    assert (found.status, found.n, found.df, found.converged) == ("ok", 301, 24, True)
    assert found.chi2 == pytest.approx(85.306, abs=2e-3)
    assert (found.cfi, found.tli, found.rmsea, found.srmr) == pytest.approx((0.931, 0.896, 0.092, 0.065), abs=5e-4)
    assert found.log_likelihood == pytest.approx(-3737.745, abs=2e-3)
    assert (found.aic, found.bic) == pytest.approx((7517.490, 7595.339), abs=3e-3)
    assert found.loadings.max(axis=1).tolist() == pytest.approx(
        [0.772, 0.424, 0.581, 0.852, 0.855, 0.838, 0.570, 0.723, 0.665], abs=6e-4
    )
    assert found.phi.to_numpy()[np.tril_indices(3, -1)] == pytest.approx([0.459, 0.471, 0.283], abs=6e-4)


def test_modification_indices_are_those_of_lavaans_manual():
    table = cfa(with_covariances(HOLZINGER_SWINEFORD, 301), THREE).modification_indices
    # lavaan's manual: visual =~ x9 36.411, x7 ~~ x8 34.145, visual =~ x7 18.631, x8 ~~ x9 14.946
    assert table[["lhs", "op", "rhs"]].head(4).to_numpy().tolist() == [
        ["visual", "=~", "x9"], ["x7", "~~", "x8"], ["visual", "=~", "x7"], ["x8", "~~", "x9"],
    ]  # fmt: skip
    assert table["mi"].head(4).tolist() == pytest.approx([36.411, 34.145, 18.631, 14.946], abs=3e-3)
    assert table["epc"].iloc[1] == pytest.approx(0.536, abs=6e-4)
    assert table["sepc"].iloc[1] == pytest.approx(0.859, abs=6e-4)


def test_freeing_the_largest_modification_brings_about_what_it_promised():
    answers = with_covariances(HOLZINGER_SWINEFORD, 301)
    before = cfa(answers, THREE)
    after = cfa(answers, {**THREE, "visual": ["x1", "x2", "x3", "x9"]})
    assert after.df == 23
    assert before.chi2 - after.chi2 == pytest.approx(before.modification_indices["mi"][0], rel=0.1)
    freed = cfa(answers, THREE, covariances=[("x8", "x7")])
    assert freed.df == 23
    assert freed.chi2 < before.chi2 - 25


@needs_shared
@pytest.mark.parametrize(("estimator", "key"), [("ML", "ML"), ("FIML", "FIML_n2800")])
def test_five_factors_of_the_bfi_fit_as_in_lavaan(bfi, golden, estimator, key):
    found = cfa(bfi, FIVE, estimator=estimator)
    ours = [getattr(found, name) for name in INDICES]
    assert ours == pytest.approx([golden[key][name] for name in INDICES.values()], rel=1e-9, abs=1e-6)


@needs_shared
def test_loadings_of_the_bfi_and_their_errors_are_lavaans(bfi, golden):
    found = cfa(bfi, FIVE)
    signs = {"A": -1, "C": 1, "E": -1, "N": 1, "O": 1}
    for table, name, value in ((found.unstandardized, "est", "est"), (found.standardized, "std", "est.std")):
        ours = table.set_index(["lhs", "op", "rhs"])
        free = [row for row in golden[name] if row["se"] > 0]
        assert len(free) == len(ours) == 60
        for row in free:
            sign = signs.get(row["lhs"], 1) * (signs.get(row["rhs"], 1) if row["op"] == "~~" else 1)
            mine = ours.loc[(row["lhs"], row["op"], row["rhs"])]
            assert (mine["estimate"], mine["se"]) == pytest.approx((sign * row[value], row["se"]), abs=2e-5)
    for row in golden["std"][:25]:
        assert found.loadings.loc[row["rhs"], row["lhs"]] == pytest.approx(signs[row["lhs"]] * row["est.std"], abs=1e-5)


@needs_shared
@pytest.mark.parametrize("scale", "ACENO")
def test_omega_of_each_bfi_scale_is_that_of_its_one_factor_model(bfi, scale):
    golden = json.loads((SHARED / "golden/alpha_omega_bfi.json").read_text())[scale]
    items = bfi[FIVE[scale]].dropna()
    found = cfa(items, {scale: FIVE[scale]})
    assert found.omega[scale] == pytest.approx(golden["omega_u_from_ml_cfa_raw"], abs=1e-4)
    raw = found.unstandardized.query("op == '=~'").set_index("rhs")["estimate"]
    assert raw.abs().to_dict() == pytest.approx(golden["cfa_loadings_unstd"], abs=1e-4)
    assert found.residual_variances.to_dict() == pytest.approx(golden["cfa_resid"], abs=1e-3)


def test_answers_that_follow_the_model_exactly_give_it_back():
    found = cfa(with_covariances(SIGMA, 200), THREE)
    assert found.chi2 == pytest.approx(0, abs=1e-8)
    assert found.loadings.to_numpy() == pytest.approx(LOADINGS, abs=1e-6)
    assert found.phi.to_numpy() == pytest.approx(PHI, abs=1e-6)
    assert found.r_squared["x4"] == pytest.approx(0.64, abs=1e-6)
    # visual: (.7+.6+.5)² / ((.7+.6+.5)² + .51 + .64 + .75) = 3.24 / 5.14
    assert found.omega["visual"] == pytest.approx(3.24 / 5.14, abs=1e-6)


def test_each_factor_points_where_most_of_its_items_point():
    answers = with_covariances(SIGMA, 200).assign(x1=lambda x: -x["x1"], x4=lambda x: -x["x4"], x5=lambda x: -x["x5"])
    found = cfa(answers, THREE)
    assert found.loadings.max(axis=1)[["x2", "x3", "x6"]].tolist() == pytest.approx([0.6, 0.5, 0], abs=1e-6)
    assert found.loadings.loc[["x1", "x4", "x5", "x6"]].sum(axis=1).tolist() == pytest.approx([-0.7, 0.8, 0.7, -0.6])
    assert found.phi.loc["visual", "textual"] == pytest.approx(-0.3, abs=1e-6)
    # keyed by the signs, the sum is as reliable as before
    assert found.omega["visual"] == pytest.approx(3.24 / 5.14, abs=1e-6)


def test_units_and_order_of_the_items_change_nothing_that_is_standardized():
    answers = people(150, 3)
    first = cfa(answers, THREE)
    second = cfa(answers[::-1] * 1e6 + 1e7, {name: THREE[name][::-1] for name in reversed(THREE)})
    assert second.chi2 == pytest.approx(first.chi2, abs=1e-6)
    pd.testing.assert_frame_equal(second.loadings.loc[first.loadings.index, first.loadings.columns], first.loadings)
    assert second.residual_variances["x1"] == pytest.approx(first.residual_variances["x1"] * 1e12)


def test_a_bifactor_model_with_cross_loadings_is_found_again():
    L = np.zeros((9, 4))
    L[:, 0] = (0.6, 0.5, 0.7, 0.4, 0.6, 0.5, 0.7, 0.6, 0.5)
    L[:3, 1], L[3:6, 2], L[6:, 3] = (0.3, 0.5, 0.4), (0.6, 0.4, 0.5), (0.3, 0.6, 0.4)
    sigma = L @ L.T
    sigma[np.diag_indices(9)] = 1.0
    found = cfa(with_covariances(sigma, 300), {"general": [f"x{i}" for i in range(1, 10)], **THREE}, orthogonal=True)
    assert found.df == 45 - 27
    assert found.loadings.to_numpy() == pytest.approx(L, abs=1e-5)
    assert found.phi.to_numpy().tolist() == np.eye(4).tolist()


@pytest.mark.parametrize("gaps", [False, True])
def test_slope_and_curvature_of_the_likelihood_are_those_of_finite_differences(gaps):
    answers = people(60, 2)[["x1", "x2", "x3", "x4", "x5", "x6"]].to_numpy(copy=True)
    if gaps:
        answers[np.random.default_rng(3).random(answers.shape) < 0.2] = np.nan
    spec = specification({"a": [0, 1, 2, 3], "b": [3, 4, 5]}, covariances=[(0, 4)])
    structure = elements(spec, means=gaps)
    likelihood = Likelihood([sample(answers)], structure)
    at = parameters(structure, [start(spec, np.eye(6) + 0.3, np.full(6, 0.1))])
    _, gradient = likelihood.deviance(at)
    assert gradient == pytest.approx(approx_fprime(at, lambda v: likelihood.deviance(v)[0] / 2, 1e-6), abs=2e-3)
    bent = np.array([approx_fprime(at, lambda v, k=k: likelihood.deviance(v)[1][k], 1e-6) for k in range(len(at))])
    assert likelihood.observed(at) == pytest.approx(bent, abs=5e-3)


def test_the_slope_of_groups_that_share_loadings_and_intercepts_is_that_of_finite_differences():
    samples = [sample(people(60, seed)[["x1", "x2", "x3", "x4", "x5"]].to_numpy()) for seed in (1, 2)]
    spec = specification({"a": [0, 1, 2], "b": [2, 3, 4]})
    structure = elements(spec, groups=2, means=True, equal=frozenset({"loadings", "nu"}))
    likelihood = Likelihood(samples, structure)
    at = parameters(structure, [start(spec, np.eye(5) + 0.3, np.full(5, 0.1))] * 2)
    at = at + 0.1 * np.random.default_rng(1).random(len(at))
    _, gradient = likelihood.deviance(at)
    assert gradient == pytest.approx(approx_fprime(at, lambda v: likelihood.deviance(v)[0] / 2, 1e-6), abs=2e-3)
    # shared by both: loadings 6, intercepts 5; residuals 5 each; correlation 1 and then covariances 3; means 2
    assert len(at) == 6 + 5 + 10 + 4 + 2


def test_errors_of_standardized_values_follow_their_slopes():
    spec = specification({"a": [0, 1, 2, 3], "b": [3, 4, 5]}, covariances=[(0, 4)])
    (places,) = elements(spec, means=True)
    at = parameters([places], [start(spec, np.eye(6) + 0.3, np.full(6, 0.1))])
    at = at + 0.3 * np.random.default_rng(1).random(len(at))
    _, slopes = standardized(places, places.matrices(at))
    for row, found in enumerate(slopes):
        moved = approx_fprime(at, lambda v, row=row: standardized(places, places.matrices(v))[0][row], 1e-7)
        assert found == pytest.approx(moved, abs=1e-5)


def test_gaps_cost_little_when_all_answers_are_used():
    answers = people(600, 5)
    whole = cfa(answers, THREE)
    # no gap: full information is the same analysis
    same = cfa(answers, THREE, estimator="FIML")
    assert same.chi2 == pytest.approx(whole.chi2, abs=1e-6)
    # gaps where x4 is high: complete rows mislead, all answers do not
    holes = answers.mask(answers["x4"] > 0.5, np.nan).assign(x4=answers["x4"], x5=answers["x5"], x1=answers["x1"])
    found = cfa(holes, THREE, estimator="FIML")
    assert found.n == 600
    assert found.loadings.to_numpy() == pytest.approx(LOADINGS, abs=0.13)
    assert found.standardized["se"].mean() > whole.standardized["se"].mean()
    # the mean of those who answered x6 is far off its true 0, the intercept is not
    intercept = found.unstandardized.query("op == '~1' and lhs == 'x6'")
    assert abs(intercept["estimate"].item()) < 2 * intercept["se"].item()
    assert holes["x6"].mean() < -0.15
    assert cfa(holes, THREE).n == int((answers["x4"] <= 0.5).sum())


def _coverage(seeds: range, n: int, estimator: str) -> tuple[np.ndarray, np.ndarray]:
    chi2, covered = [], []
    truth = np.concatenate([LOADINGS[LOADINGS > 0], PHI[np.tril_indices(3, -1)]])
    for seed in seeds:
        answers = people(n, seed)
        if estimator == "FIML":
            answers = answers.mask(np.random.default_rng(seed).random(answers.shape) < 0.1)
        found = cfa(answers, THREE, estimator=estimator)
        table = found.standardized.query("op == '=~' or (op == '~~' and lhs in @THREE)")
        table = table.assign(factor=[lhs not in THREE for lhs in table["rhs"]]).sort_values("factor", ascending=False)
        chi2.append(found.chi2)
        covered.append((table["low"].to_numpy() < truth) & (truth < table["high"].to_numpy()))
    return np.array(chi2), np.array(covered)


def test_chi2_and_intervals_behave_in_thirty_samples():
    chi2, covered = _coverage(range(30), 600, "ML")
    # a mean of 30 χ² with 24 degrees has standard error √(48/30) = 1.26
    assert chi2.mean() == pytest.approx(24, abs=4)
    assert covered.mean() == pytest.approx(0.95, abs=0.035)


@pytest.mark.slow
@pytest.mark.parametrize(("estimator", "samples"), [("ML", 400), ("FIML", 150)])
def test_chi2_rejects_one_true_model_in_twenty_and_intervals_cover(estimator, samples):
    chi2, covered = _coverage(range(samples), 800, estimator)
    assert chi2.mean() == pytest.approx(24, abs=1.6)
    assert (chi2 > chi2_distribution.isf(0.05, 24)).mean() == pytest.approx(0.05, abs=0.03)
    # each of twelve intervals within four standard errors of a share of so many samples
    assert covered.mean(axis=0) == pytest.approx(0.95, abs=4 * (0.95 * 0.05 / samples) ** 0.5)
    assert covered.mean() == pytest.approx(0.95, abs=0.01)
