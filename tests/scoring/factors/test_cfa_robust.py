"""Do the estimators for answers that are not normal give what lavaan gives, and hold where plain χ² does not?"""

import json

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.factors.cfa import cfa
from scoring.factors.cfa_ordinal import correlations
from tests.reference import SHARED, beside
from tests.scoring.factors.measured import LOADINGS, PHI, THREE, people

needs_shared = beside("worlds with known truth prove the rest")
FIVE = {scale: [f"{scale}{number}" for number in range(1, 6)] for scale in "ACENO"}
#: Category boundaries of x1 … x9: two, three and five categories, some skewed.
BOUNDARIES = [
    [0.0],
    [0.5],
    [-0.4],
    [-0.5, 0.5],
    [0.2, 1.0],
    [-1, 0.3],
    [-1, -0.3, 0.3, 1],
    [0, 0.5, 1, 1.5],
    [-1.5, -1, 0, 1],
]


def categories(n: int, seed: int) -> pd.DataFrame:
    answers = people(n, seed)
    return pd.DataFrame({
        name: np.searchsorted(edges, answers[name]) + 1 for name, edges in zip(answers, BOUNDARIES, strict=True)
    })  # fmt: skip


def heavy_tailed(n: int, seed: int) -> pd.DataFrame:
    """The three-factor model with every person's answers stretched by one factor: kurtosis, the same covariances."""
    stretch = np.sqrt(4 / np.random.default_rng(seed + 5000).chisquare(6, n))
    return people(n, seed) * stretch[:, None]


@needs_shared
@pytest.mark.parametrize(
    ("estimator", "key", "names"),
    [
        ("MLR", "MLR", ["chi2_scaled", "cfi_scaled", "tli_scaled", "rmsea_scaled"]),
        ("MLR", "MLR", ["cfi_robust", "tli_robust", "rmsea_robust", "chi2", "cfi", "srmr", "aic"]),
        ("DWLS", "WLSMV", ["chi2", "df", "cfi", "tli", "rmsea", "srmr"]),
        ("DWLS", "WLSMV", ["chi2_scaled", "cfi_scaled", "tli_scaled", "rmsea_scaled"]),
    ],
)
def test_fit_of_the_bfi_is_lavaans(estimator, key, names):
    golden = json.loads((SHARED / "golden/cfa_bfi.json").read_text())[key]
    found = cfa(pd.read_csv(SHARED / "data/bfi.csv", index_col=0), FIVE, estimator=estimator)
    theirs = [golden[name.replace("chi2", "chisq").replace("_", ".")] for name in names]
    assert [getattr(found, name) for name in names] == pytest.approx(theirs, rel=1e-6)


def test_heavy_tails_deceive_plain_chi2_and_not_the_scaled_one():
    found = [cfa(heavy_tailed(500, seed), THREE, estimator="MLR") for seed in range(30)]
    plain, scaled = np.mean([f.chi2 for f in found]), np.mean([f.chi2_scaled for f in found])
    # 24 degrees; kurtosis of a t with 6 degrees doubles the variance of covariances
    assert plain > 34
    assert scaled == pytest.approx(24, abs=4)
    errors = np.mean([f.unstandardized["se"][:9] for f in found], axis=0)
    spread = np.std([f.unstandardized["estimate"][:9] for f in found], axis=0, ddof=1)
    assert (errors / spread).mean() == pytest.approx(1, abs=0.15)
    naive = np.mean([cfa(heavy_tailed(500, seed), THREE).unstandardized["se"][:9] for seed in range(5)], axis=0)
    assert (naive / spread).mean() < 0.88


def test_normal_answers_need_no_correction():
    found = cfa(people(5000, 1), THREE, estimator="MLR")
    assert found.chi2_scaled == pytest.approx(found.chi2, rel=0.05)
    assert found.cfi_robust == pytest.approx(found.cfi, abs=1e-3)


def test_what_lies_beneath_two_three_and_five_categories_is_found_again():
    found = cfa(categories(20_000, 1), THREE, estimator="DWLS")
    assert found.loadings.to_numpy() == pytest.approx(LOADINGS, abs=0.025)
    assert found.phi.to_numpy() == pytest.approx(PHI, abs=0.035)
    # of the same answers, ML sees only what coarse categories leave
    assert cfa(categories(20_000, 1), THREE).loadings.loc["x2", "visual"] < 0.52


def test_chi2_and_errors_of_least_squares_hold_in_forty_samples():
    found = [cfa(categories(800, seed), THREE, estimator="DWLS") for seed in range(40)]
    found = [f for f in found if f.status == "ok"]
    assert len(found) >= 38
    assert np.mean([f.chi2_scaled for f in found]) == pytest.approx(24, abs=4)
    table = np.array([f.standardized[["estimate", "se"]][:12].to_numpy() for f in found])
    assert (table[:, :, 1].mean(axis=0) / table[:, :, 0].std(axis=0, ddof=1)).mean() == pytest.approx(1, abs=0.12)
    truth = np.concatenate([LOADINGS[LOADINGS > 0], PHI[np.tril_indices(3, -1)]])
    covered = np.abs(table[:, :, 0] - truth) < 1.96 * table[:, :, 1]
    assert covered.mean() == pytest.approx(0.95, abs=0.035)


def test_variance_of_a_polychoric_correlation_is_that_of_leaving_out_each_person():
    traits = people(5000, 3, sigma=np.array([[1, 0.8], [0.8, 1]]))
    answers = pd.DataFrame({"a": traits["x1"] > 0.8, "b": np.searchsorted([-0.5, 0.5, 1.5], traits["x2"])}, dtype=float)
    found = correlations(answers)
    n, whole = found.n, found.matrix[0, 1]
    moved = []
    for row, count in answers.value_counts().items():
        fewer = answers.drop(answers.index[(answers["a"] == row[0]) & (answers["b"] == row[1])][0])
        moved.append((count, (n - 1) * (whole - correlations(fewer).matrix[0, 1])))
    counts, moves = np.transpose(moved)
    assert whole == pytest.approx(0.8, abs=0.05)
    assert found.gamma[0, 0] == pytest.approx(counts @ moves**2 / n, rel=0.01)
    # people in the same cells of two pairs move both: how correlations vary together
    four = correlations(categories(3000, 3)[["x2", "x5", "x7", "x8"]]).gamma
    assert np.linalg.eigvalsh(four)[0] > 0


def test_without_degrees_of_freedom_loadings_stand_without_a_test():
    for estimator in ("MLR", "DWLS"):
        found = cfa(categories(500, 2), {"textual": ["x4", "x5", "x6"]}, estimator=estimator)
        assert (found.status, found.df) == ("ok", 0)
        assert found.chi2 == pytest.approx(0, abs=1e-6)
        assert (found.loadings["textual"] > 0.4).all()


def test_categories_that_repeat_each_other_or_are_too_many_are_refused():
    answers = categories(300, 1)
    copied = cfa(answers.assign(x8=answers["x7"]), THREE, estimator="DWLS")
    assert (copied.status, copied.reasons[0].code) == ("refused", Code.HEYWOOD)
    assert copied.reasons[0].values["item"] == "x8"
    fine = cfa(people(300, 1), THREE, estimator="DWLS")
    assert (fine.status, fine.reasons[0].code) == ("refused", Code.BAD_TABLE)
