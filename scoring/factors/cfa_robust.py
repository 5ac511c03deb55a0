"""How far are χ² and standard errors off when the answers are not normal?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.factors.cfa_model import Elements, Matrices, count, directions

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Robust:
    """Sampling covariances of the parameters, and what χ² of model and baseline are to be divided by."""

    covariance: Floats
    scaling: float
    baseline_scaling: float


def robust(z: Floats, S: Floats, places: Elements, now: Matrices, covariance: Floats, df: int) -> Robust:
    """Sandwich covariances (Huber 1967; White 1982) and scaling factors of Yuan & Bentler (2000), as in lavaan's MLR.

    The factor is what scores of the saturated model vary too much, less what the model's own vary, a degree of freedom;
    of complete answers the first is Mardia's kurtosis.

    Parameters
    ----------
    z : (people, items)
        Centred answers.
    S : (items, items)
        Their covariances.
    covariance : (parameters, parameters)
        Inverse of the observed information.
    """
    n, p = z.shape
    distance = ((z @ np.linalg.inv(S)) * z).sum(axis=1)
    saturated = float((distance**2).mean() - p) / 2
    d = directions(places, now)
    A = np.linalg.inv(now.sigma)
    scores = np.empty((n, count([places])))
    scores[:, d.at] = (z @ A @ d.u) * (z @ A @ d.v) - (d.u * (A @ d.v)).sum(axis=0)
    filling = scores.T @ scores
    own = float((filling * covariance).sum())
    alone = float(((z**2 / np.diag(S)) ** 2).mean(axis=0).sum() - p) / 2
    pairs = p * (p - 1) // 2
    return Robust(
        covariance @ filling @ covariance,
        (saturated - own) / df if df else 1.0,
        (saturated - alone) / pairs if pairs else 1.0,
    )
