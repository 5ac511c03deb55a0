"""Published correlations, structures known in full, and the reference numbers beside the checkout."""

import json
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd

from scoring.factors import Correlation
from tests.reference import SHARED, beside
from tests.scoring.factors.measured import HOLZINGER_SWINEFORD, LOADINGS, PHI, SIGMA

needs_bfi = beside("Harman's correlations and known structures prove the rest")
_LOWER = [
    [0.846],
    [0.805, 0.881],
    [0.859, 0.826, 0.801],
    [0.473, 0.376, 0.380, 0.436],
    [0.398, 0.326, 0.319, 0.329, 0.762],
    [0.301, 0.277, 0.237, 0.327, 0.730, 0.583],
    [0.382, 0.415, 0.345, 0.365, 0.629, 0.577, 0.539],
]
_BODY = ["height", "arm span", "forearm", "lower leg", "weight", "bitrochanteric", "chest girth", "chest width"]


def matrix(lower: list[list[float]]) -> np.ndarray:
    """The symmetric matrix with ones in the diagonal and these rows below it."""
    R = np.eye(len(lower) + 1)
    for place, row in enumerate(lower, 1):
        R[place, :place] = R[:place, place] = row
    return R


def named(R: np.ndarray, n: int) -> Correlation:
    """The matrix as that of n people."""
    names = [f"x{place + 1}" for place in range(len(R))]
    return Correlation(pd.DataFrame(R, names, names), n)


#: Eight measures of 305 girls (Mullen 1939, in Harman 1976; R's Harman23.cor).
HARMAN = Correlation(pd.DataFrame(matrix(_LOWER), _BODY, _BODY), 305)
_SD = np.sqrt(np.diag(HOLZINGER_SWINEFORD))
#: x1–x9 of 301 pupils (Holzinger & Swineford 1939).
PUPILS = named(HOLZINGER_SWINEFORD / np.outer(_SD, _SD), 301)
#: Nine items of three correlated factors, each item on one, without any error of sampling.
KNOWN = named(SIGMA, 1000)
KNOWN_LOADINGS, KNOWN_PHI = LOADINGS, PHI


def golden(name: str) -> dict[str, Any]:
    """Reference numbers of R's psych."""
    return json.loads((SHARED / f"golden/{name}.json").read_text())


def bfi(complete: bool = True) -> pd.DataFrame:
    """25 personality items of 2,800 people, 2,436 of them complete (R's psych)."""
    items = pd.read_csv(SHARED / "data/bfi.csv", index_col=0).iloc[:, :25]
    return items.dropna() if complete else items


def squared(rows: list[dict[str, Any]]) -> np.ndarray:
    """The numbers of a table written as rows with a name."""
    return pd.DataFrame(rows).set_index("name").to_numpy(dtype=float)


def aligned(L: np.ndarray, phi: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Λ and Φ with columns in the order and with the signs that come nearest to the target."""

    def turned(order: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
        sign = np.where((L[:, order] * target).sum(axis=0) < 0, -1.0, 1.0)
        return L[:, order] * sign, phi[np.ix_(order, order)] * np.outer(sign, sign)

    return min(map(turned, permutations(range(L.shape[1]))), key=lambda pair: np.abs(pair[0] - target).max())
