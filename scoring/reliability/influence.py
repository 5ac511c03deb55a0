"""How surely is omega known? From what each person adds to it, whatever the distribution of the answers."""

import numpy as np
import numpy.typing as npt
from scipy.stats import norm as normal

from scoring.reliability.one_factor import OneFactor

Floats = npt.NDArray[np.float64]


def interval(value: float, influence: Floats, level: float) -> tuple[float, float]:
    """Interval of a reliability from each person's influence on it, symmetric in ln(1 − ω) so that it stays below 1.

    The variance of the influences over n is that of the estimate without assuming a distribution (infinitesimal
    jackknife, Jaeckel 1972; for reliability Maydeu-Olivares, Coffman & Hartmann 2007).
    """
    n = len(influence)
    half = float(normal.ppf((1 + level) / 2) * influence.std(ddof=1) / np.sqrt(n) / (1 - value))
    return 1 - (1 - value) * float(np.exp(half)), 1 - (1 - value) * float(np.exp(-half))


def of_likelihood(x: Floats, found: OneFactor) -> Floats:
    """Each person's influence on (Σλ)²/((Σλ)² + Σψ) of the maximum likelihood solution on covariances.

    At the solution the gradient of F(u, S) = ln|Σ| + tr SΣ⁻¹ is zero, so with H its Hessian in u = (λ, ψ) and w the
    gradient of ω, dω = tr(W dS) with W = Σ⁻¹Σ̇Σ⁻¹ and Σ̇ the derivative of Σ in the direction H⁻¹w.
    """
    sd = x.std(axis=0)
    z = x - x.mean(axis=0)
    s = z.T @ z / len(z)
    loading, uniqueness = found.loading * sd, found.uniqueness * sd**2
    direction = np.linalg.solve(_hessian(s, loading, uniqueness), _omega_gradient(loading, uniqueness))
    a, b = np.split(direction, 2)
    v = np.linalg.inv(np.outer(loading, loading) + np.diag(uniqueness))
    w = v @ (np.outer(a, loading) + np.outer(loading, a) + np.diag(b)) @ v
    return np.asarray(((z @ w) * z).sum(axis=1) - (w * s).sum())


def of_least_squares(x: Floats, uniqueness: Floats, n_factors: int) -> Floats:
    """Each person's influence on 1 − Σψ/Σr of the minres solution on correlations.

    At the solution the diagonal of G(R − Ψ), G keeping the part the factors leave, is zero. The derivative of G in a
    direction D is V(K∘V'DV)V' with K_mn = (g_m − g_n)/(l_m − l_n), g the kept eigenvalues (Daleckii & Krein 1965).
    """
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    r = z.T @ z / len(z)
    total = r.sum()
    value, v = np.linalg.eigh(r - np.diag(uniqueness))
    factor = np.arange(len(r)) >= len(r) - n_factors
    apart = np.where(factor[:, None] == factor, 1.0, value[:, None] - value)
    left = np.where(factor, 0.0, value)
    kernel = np.where(factor[:, None] == factor, ~factor[:, None], (left[:, None] - left) / apart)
    # H_ij = Σ_mn K_mn v_im v_in v_jm v_jn
    spread, axes = np.linalg.eigh(kernel)
    hessian = sum(
        weight * ((v * axis) @ v.T) ** 2 for weight, axis in zip(spread, axes.T, strict=True) if abs(weight) > 1e-14
    )
    a = np.linalg.solve(np.asarray(hessian), np.full(len(r), -1 / total))
    w = v @ (kernel * (v.T @ (a[:, None] * v))) @ v.T + uniqueness.sum() / total**2
    return of_correlations(z, r, w)


def of_correlations(z: Floats, r: Floats, w: Floats) -> Floats:
    """Each person's influence on a function of correlations with derivative w_ij in r_ij and in r_ji.

    A person with z scores z_i and z_j moves r_ij by z_iz_j − r_ij(z_i² + z_j²)/2 (Devlin et al. 1975).
    """
    w = w - np.diag(np.diag(w))
    return np.asarray(((z @ w) * z).sum(axis=1) - z**2 @ (w * r).sum(axis=1))


def _omega_gradient(loading: Floats, uniqueness: Floats) -> Floats:
    general, rest = loading.sum(), uniqueness.sum()
    scale = (general**2 + rest) ** 2
    k = len(loading)
    return np.concatenate([np.full(k, 2 * general * rest / scale), np.full(k, -(general**2) / scale)])


def _hessian(s: Floats, loading: Floats, uniqueness: Floats) -> Floats:
    """Second derivatives of ln|Σ| + tr SΣ⁻¹ in (λ, ψ), with Σ = λλ' + Ψ, V = Σ⁻¹ and M = VSV."""
    v = np.linalg.inv(np.outer(loading, loading) + np.diag(uniqueness))
    m = v @ s @ v
    vl, ml = v @ loading, m @ loading
    lvl, lml = loading @ vl, loading @ ml
    cross = np.outer(vl, ml)
    within = cross + cross.T + v * lml + m * lvl
    top = 2 * within - 2 * (np.outer(vl, vl) + v * lvl) + 2 * (v - m)
    side = 2 * (v * ml + m * vl - v * vl)
    return np.block([[top, side], [side.T, v * (2 * m - v)]])
