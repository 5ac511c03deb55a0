"""Where does a scale score stand among people of a named population?"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
from scipy.stats import norm as normal

from scoring.errors import Code, Undefined
from scoring.policy import judged, judgement
from scoring.reliability import sem
from scoring.results import Caveat, Estimate

Floats = npt.NDArray[np.float64]
#: From this many people on, their own distribution is used (methods §4.2).
EMPIRICAL = 200
YEARS = 5
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Norm:
    """What a scale looks like in one named population (methods §4.9).

    Attributes
    ----------
    population : str
        Who they are, such as ``"applicants, account manager, 2026"``; norms by race, sex or age are unlawful in
        selection (US Civil Rights Act 1991, §106) and have no place here.
    n : int
    mean, sd : float
        In the scale's own units.
    collected : date
    scores : tuple of float
        The people's scores, in order; empty in a norm known only by its mean and SD.
    """

    population: str
    n: int
    mean: float
    sd: float
    collected: date
    scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A raw score, its T score and its percentile; the last two are refused where no norm supports them."""

    raw: float
    t: Estimate
    percentile: Estimate


def norm(scores: npt.ArrayLike, population: str, collected: date) -> Norm:
    """A norm from people's scale scores; missing ones are left out.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` below two people, ``NO_VARIANCE`` when all score the same.
    """
    x = np.asarray(scores, dtype=float)
    x = np.sort(x[~np.isnan(x)])
    if len(x) < 2:
        raise Undefined(Code.N_TOO_SMALL, n=len(x), need=2)
    sd = float(x.std(ddof=1))
    if sd == 0:
        raise Undefined(Code.NO_VARIANCE)
    return Norm(population, len(x), float(x.mean()), sd, collected, tuple(x.tolist()))


def t_scores(x: npt.ArrayLike, norm: Norm) -> Floats:
    """T = 50 + 10·(x − M)/SD.

    Examples
    --------
    >>> float(t_scores(62.0, Norm("published", 500, 50.0, 12.0, date(2025, 1, 1))))
    60.0
    """
    return np.asarray(50 + 10 * (np.asarray(x, dtype=float) - norm.mean) / norm.sd)


def percentiles(x: npt.ArrayLike, norm: Norm) -> Floats:
    """Percentile, 0–100: smoothed from 200 people or more, otherwise from the normal curve.

    Smoothing spreads every score as a small normal curve, shrunk to keep mean and variance
    (Gaussian kernel continuization, Holland & Thayer 1989); bandwidth for a distribution function ∝ n^(−1/3).
    """
    points = np.asarray(x, dtype=float)
    if len(norm.scores) < EMPIRICAL:
        return np.asarray(100 * normal.cdf((points - norm.mean) / norm.sd))
    width = 1.59 * norm.sd * norm.n ** (-1 / 3)
    shrink = norm.sd / np.hypot(norm.sd, width)
    centres = norm.mean + shrink * (np.asarray(norm.scores) - norm.mean)
    spread = shrink * width
    return np.asarray(100 * normal.cdf((points[..., None] - centres) / spread).mean(axis=-1))


def standing(raw: float, norm: Norm | None, reliability: float | None = None, today: date | None = None) -> Standing:
    """T score and percentile with the interval of the measurement error, where a norm and a reliability are known.

    Without a norm, or with one of fewer than 30 people, both are refused and only the raw score stands. Caveats:
    ``N_TOO_SMALL`` below 200 people, ``STALE`` when the norm is older than five years at ``today``.
    """
    t_method, p_method = "T = 50 + 10(x − M)/SD", "normal curve"
    if norm is None:
        none = judgement("norm", people=0)
        bare = Estimate(None, 0, t_method, status="refused", reasons=none.reasons, needed=none.needed)
        return Standing(raw, bare, replace(bare, method=p_method))
    if len(norm.scores) >= EMPIRICAL:
        p_method = "smoothed norm, Gaussian kernel (Holland & Thayer 1989)"
    half = None if reliability is None else Z95 * sem(norm.sd, reliability)
    points = (raw, None if half is None else raw - half, None if half is None else raw + half)
    t, t_low, t_high = (None if x is None else float(t_scores(x, norm)) for x in points)
    p, p_low, p_high = (None if x is None else float(percentiles(x, norm)) for x in points)
    old = today is not None and (today - norm.collected).days > YEARS * 365.25
    aged = (Caveat(Code.STALE, {"collected": norm.collected.isoformat()}),) if old else ()
    scores = (
        Estimate(t, norm.n, t_method, t_low, t_high, unit="T"),
        Estimate(p, norm.n, p_method, p_low, p_high, unit="percentile"),
    )
    return Standing(raw, *(judged(score, "norm", people=norm.n).doubted(*aged) for score in scores))
