"""Incumbents with known truth: 12 scales correlated .2, population validities of methods §5.1, nothing else at work."""

import numpy as np
import pandas as pd

from scoring.profile import CandidateScale, Profile, profile
from scoring.results import Estimate

VALIDITIES = np.array([0.28, 0.25, 0.22, 0.20, 0.18, 0.15, 0.10, 0.05, 0.0, 0.0, 0.0, 0.0])
CORRELATIONS = np.full((12, 12), 0.2) + 0.8 * np.eye(12)
#: The scales a job analysis would have named.
RELEVANT = 8
SCALE_RELIABILITY = Estimate(0.80, 400, "alpha", 0.77, 0.83)
CRITERION_RELIABILITY = Estimate(0.75, 240, "reliability of a person mean", 0.68, 0.81)


def draw(n: int, seed: int, noise: bool = False, scales: int = RELEVANT) -> tuple[np.ndarray, np.ndarray]:
    """Scale z scores (n, scales) and a criterion (n,); as ``noise`` the criterion has nothing to do with them."""
    g = np.random.default_rng(seed)
    x = g.normal(size=(n, 12)) @ np.linalg.cholesky(CORRELATIONS).T
    beta = np.linalg.solve(CORRELATIONS, VALIDITIES)
    error = g.normal(size=n)
    y = error if noise else x @ beta + np.sqrt(1 - VALIDITIES @ beta) * error
    return x[:, :scales], y


def tables(x: np.ndarray, y: np.ndarray, teams: int | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two tables ``profile`` reads; scales are given as T scores, the reference top is the top fifth."""
    ids = [f"P{number:04d}" for number in range(len(y))]
    lower, upper = np.quantile(y, [0.2, 0.8])
    incumbents = pd.DataFrame(
        {
            "person_id": ids,
            "team": [f"T{number % teams:02d}" for number in range(len(y))] if teams else None,
            "criterion": y,
            "group": np.where(y >= upper, "top", np.where(y < lower, "other", "middle")),
        }
    )
    return incumbents, pd.DataFrame(50 + 10 * x, index=ids, columns=[f"scale {k + 1}" for k in range(x.shape[1])])


def built(n: int, seed: int = 1, **how: object) -> tuple[Profile, pd.DataFrame]:
    """A profile of ``n`` incumbents and their scores."""
    incumbents, scores = tables(*draw(n, seed, **how))  # type: ignore[arg-type]
    scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]
    return profile(incumbents, scores, scales, CRITERION_RELIABILITY, "service account manager"), scores


def population_validity(weights: np.ndarray) -> float:
    """Correlation of a composite with the criterion in everyone: w'ρ/√(w'Rw)."""
    k = len(weights)
    size = np.sqrt(weights @ CORRELATIONS[:k, :k] @ weights)
    return float(weights @ VALIDITIES[:k] / size) if size else 0.0
