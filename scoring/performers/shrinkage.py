"""How far can a person's average be trusted, and where does it lie once luck is allowed for?"""

from dataclasses import dataclass

import numpy as np

from scoring.performers.arrays import Codes, Floats

#: Fewer periods give no usable autocorrelation; this one kept four-quarter worlds calibrated (methods §2.3).
PERIODS_FOR_PHI = 8
ASSUMED_PHI = 0.25


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Empirical Bayes estimates (Efron & Morris 1975); people without a period have NaN.

    Attributes
    ----------
    periods, effective : float, N
        Eligible periods, and what they are worth after autocorrelation.
    means, reliability, posterior : float, N
    center, center_variance : float
        μ and 1/Σω.
    between, within : float
        σ²_b between people (0 when nothing is left of it) and σ²_w between periods (NaN on one period each).
    phi : float
        Lag-1 autocorrelation; ``phi_pairs`` is 0 when it is assumed.
    """

    periods: Floats
    effective: Floats
    means: Floats
    reliability: Floats
    posterior: Floats
    center: float
    center_variance: float
    between: float
    within: float
    phi: float
    phi_pairs: int


def autocorrelation(scores: Floats, series: Codes | None = None) -> tuple[float, int]:
    """φ̂ = r₁ + (1 + 4r₁)/T̄ within 0 to .8, and the pairs it rests on; .25 and 0 when the median T is below 8.

    Parameters
    ----------
    scores : float, N × T
        NaN where not eligible; a gap breaks a pair.
    series : int, N × T, optional
        Periods of different series are no pair, and each series has its own level.
    """
    counts = (~np.isnan(scores)).sum(1)
    rated = counts > 0
    if not rated.any() or np.median(counts[rated]) < PERIODS_FOR_PHI:
        return ASSUMED_PHI, 0
    apart = np.zeros(scores.shape, dtype=np.intp) if series is None else series
    unit = apart + (apart.max(initial=0) + 1) * np.arange(len(scores))[:, None]
    known = ~np.isnan(scores)
    length = np.bincount(unit[known])
    off = np.full(scores.shape, np.nan)
    off[known] = scores[known] - (np.bincount(unit[known], scores[known]) / np.maximum(length, 1))[unit[known]]
    before, after = off[:, :-1], off[:, 1:]
    both = ~np.isnan(before * after) & (apart[:, :-1] == apart[:, 1:])
    spread = (before[both] ** 2 + after[both] ** 2).sum() / 2
    if not spread > 0:
        return ASSUMED_PHI, 0
    r = (before[both] * after[both]).sum() / spread
    # Kendall's first-order bias of r₁ around an estimated mean
    return float(np.clip(r + (1 + 4 * r) / length[length > 0].mean(), 0.0, 0.8)), int(both.sum())


def effective_periods(n: Floats, phi: float) -> Floats:
    """n / (1 + 2 Σ_{k<n} (1 − k/n) φ^k), the number of independent periods n autocorrelated ones are worth."""
    n = np.asarray(n, dtype=float)
    k = np.arange(1, max(int(n.max(initial=0)), 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(k < n[..., None], (1 - k / n[..., None]) * phi**k, 0.0)
    return np.asarray(n / (1 + 2 * terms.sum(-1)))


def shrunk(scores: Floats, phi: float, pairs: int = 0) -> Shrinkage:
    """The posterior mean of everyone who has a period (methods §2.3).

    Parameters
    ----------
    scores : float, N × T
        Composites after adjustment, NaN where not eligible.
    phi, pairs
        As ``autocorrelation`` gives them.
    """
    n = (~np.isnan(scores)).sum(1).astype(float)
    average, n_eff = means(scores), effective_periods(n, phi)
    rated = n > 0
    free = (n - np.divide(n, n_eff, where=rated, out=np.zeros_like(n)))[rated].sum()
    within = float(np.nansum((scores - average[:, None]) ** 2) / free) if free > 0 else np.nan
    error = np.divide(within, n_eff, where=rated, out=np.full_like(n, np.nan))
    between = 0.0
    if rated.sum() > 1 and np.isfinite(within):
        between = max(0.0, float(average[rated].var(ddof=1) - error[rated].mean()))
    total = between + error[rated]
    usable = bool(rated.any() and np.isfinite(within) and (total > 0).all())
    weights = 1 / total if usable else np.ones(int(rated.sum()))
    center = float(weights @ average[rated] / weights.sum()) if rated.any() else np.nan
    reliability = np.full_like(n, np.nan)
    reliability[rated] = between / total if usable else 0.0
    return Shrinkage(
        n, n_eff, average, reliability, center + reliability * (average - center), center,
        float(1 / weights.sum()) if usable else 0.0, between, within, phi, pairs,
    )  # fmt: skip


def trends(scores: Floats, phi: float, series: Codes | None = None) -> tuple[Floats, Floats]:
    """Least-squares slope of each person on time, per period, and its standard error times √(n/n_eff).

    Parameters
    ----------
    scores : float, N × T
    phi : float
    series : int, N × T, optional
        Only the last series in which a person has results is a course.

    Returns
    -------
    slope, error : float, N
        NaN with fewer than three periods.
    """
    if series is not None:
        last = np.where(np.isnan(scores), -1, series).max(1, initial=-1)
        scores = np.where(series == last[:, None], scores, np.nan)
    there = ~np.isnan(scores)
    n = there.sum(1).astype(float)
    enough = n > 2
    time = np.where(there, np.arange(scores.shape[1]), 0.0)
    off = np.where(there, time - np.divide(time.sum(1), n, where=enough, out=np.zeros_like(n))[:, None], 0.0)
    result = np.where(there, scores - means(scores)[:, None], 0.0)
    spread = (off**2).sum(1)
    slope = np.divide((off * result).sum(1), spread, where=enough, out=np.full_like(n, np.nan))
    left = ((result - slope[:, None] * off) ** 2).sum(1)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(left / (n - 2) / spread * n / effective_periods(n, phi))
    return slope, np.where(enough, error, np.nan)


def means(scores: Floats) -> Floats:
    """Of the periods that count, N; NaN without any."""
    n = (~np.isnan(scores)).sum(1)
    return np.asarray(np.divide(np.nansum(scores, 1), n, where=n > 0, out=np.full(len(scores), np.nan)))
