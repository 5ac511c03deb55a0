"""What do the answers say about means and covariances when no model holds them together?"""

import numpy as np
import numpy.typing as npt

from scoring.errors import Code, Undefined
from scoring.factors.cfa_estimation import Sample, slope
from scoring.factors.cfa_model import Specification

Floats = npt.NDArray[np.float64]
#: Smallest eigenvalue of the correlations, and smallest share of an item that is its own, still told from none.
NOTHING = 1e-8


def unrestricted_fit(spec: Specification, patterns: Sample) -> tuple[float, Floats, Floats]:
    """Deviance, means and covariances of items near variance 1 without a model.

    ``HEYWOOD`` when an item repeats others.
    """
    n, p = sum(pattern.n for pattern in patterns), len(spec.items)
    whole = len(patterns) == 1 and len(patterns[0].seen) == p
    if whole:
        mean, S = patterns[0].mean, patterns[0].root @ patterns[0].root.T
        deviance = n * (float(np.linalg.slogdet(S)[1]) + p)
    else:
        deviance, mean, S = saturated(patterns, np.zeros(p), np.eye(p))
    values, vectors = np.linalg.eigh(S)
    if values[0] < NOTHING:
        raise Undefined(Code.HEYWOOD, n=n, item=str(spec.items[int(np.abs(vectors[:, 0]).argmax())]))
    return deviance, mean, S


def saturated(patterns: Sample, mean: Floats, covariance: Floats) -> tuple[float, Floats, Floats]:
    """Deviance, means and covariances without a model, from answers with gaps, by expectation–maximisation.

    Raises
    ------
    Undefined
        ``NOT_CONVERGED``.
    """
    n = sum(pattern.n for pattern in patterns)
    deviance, by_sigma, by_mu = slope(patterns, mean, covariance)
    for iteration in range(5000):
        shift = covariance @ by_mu / n
        covariance = covariance - covariance @ by_sigma @ covariance / n - np.outer(shift, shift)
        mean = mean + shift
        before = deviance
        deviance, by_sigma, by_mu = slope(patterns, mean, covariance)
        if before - deviance < 1e-9 * n and iteration > 1:
            return deviance, mean, covariance
    raise Undefined(Code.NOT_CONVERGED, n=n, iterations=5000)
