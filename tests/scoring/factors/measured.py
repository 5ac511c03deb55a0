"""Answers with known covariances or a known measurement model."""

import numpy as np
import pandas as pd

#: Covariances (divisor n) of x1–x9, 301 pupils (Holzinger & Swineford 1939).
HOLZINGER_SWINEFORD = np.array([
    [1.358370, 0.407371, 0.579899, 0.504835, 0.440616, 0.454808, 0.084765, 0.263838, 0.458339],
    [0.407371, 1.381784, 0.451064, 0.208923, 0.211091, 0.247545, -0.096751, 0.109659, 0.244009],
    [0.579899, 0.451064, 1.274865, 0.208170, 0.112296, 0.244109, 0.088342, 0.212323, 0.373853],
    [0.504835, 0.208923, 0.208170, 1.350665, 1.097753, 0.895516, 0.219743, 0.125593, 0.243363],
    [0.440616, 0.211091, 0.112296, 1.097753, 1.659786, 1.014524, 0.143000, 0.180605, 0.295241],
    [0.454808, 0.247545, 0.244109, 0.895516, 1.014524, 1.196358, 0.144078, 0.165431, 0.235997],
    [0.084765, -0.096751, 0.088342, 0.219743, 0.143000, 0.144078, 1.183139, 0.535245, 0.373297],
    [0.263838, 0.109659, 0.212323, 0.125593, 0.180605, 0.165431, 0.535245, 1.021983, 0.457317],
    [0.458339, 0.244009, 0.373853, 0.243363, 0.295241, 0.235997, 0.373297, 0.457317, 1.015004],
])  # fmt: skip
THREE = {"visual": ["x1", "x2", "x3"], "textual": ["x4", "x5", "x6"], "speed": ["x7", "x8", "x9"]}
LOADINGS = np.zeros((9, 3))
LOADINGS[:3, 0], LOADINGS[3:6, 1], LOADINGS[6:, 2] = (0.7, 0.6, 0.5), (0.8, 0.7, 0.6), (0.6, 0.7, 0.5)
PHI = np.array([[1, 0.3, 0.4], [0.3, 1, 0.2], [0.4, 0.2, 1]])
SIGMA = LOADINGS @ PHI @ LOADINGS.T
SIGMA[np.diag_indices(9)] = 1.0


def with_covariances(S: np.ndarray, n: int) -> pd.DataFrame:
    """n people whose items x1, x2 … have exactly these covariances (divisor n) and mean 0."""
    noise = np.random.default_rng(1).standard_normal((n, len(S)))
    orthogonal = np.linalg.qr(noise - noise.mean(axis=0))[0]
    x = np.sqrt(n) * orthogonal @ np.linalg.cholesky(S).T
    return pd.DataFrame(x, columns=[f"x{place + 1}" for place in range(len(S))])


def people(n: int, seed: int, means: np.ndarray | float = 0.0, sigma: np.ndarray = SIGMA) -> pd.DataFrame:
    """n people drawn from the three-factor model above, or from another Σ and μ."""
    x = np.random.default_rng(seed).standard_normal((n, len(sigma))) @ np.linalg.cholesky(sigma).T + means
    return pd.DataFrame(x, columns=[f"x{place + 1}" for place in range(len(sigma))])
