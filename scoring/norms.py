"""Where does a scale score stand among people of a named population?"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
from scipy.stats import norm as normal

from scoring.errors import Code, Undefined
from scoring.policy import judged, judgement
from scoring.reliability import sem
from scoring.responses import answers
from scoring.results import Caveat, Estimate

Floats = npt.NDArray[np.float64]
#: From this many people on, their own distribution is used (methods §4.2).
EMPIRICAL = 200
#: A page that shows a standing reads them all: these draw the distribution as well as a million.
MOST_KEPT = 2_000
YEARS = 5
Z95 = 1.959963984540054
#: Percentiles between the nine bands of stanines.
STANINES = np.cumsum([4, 7, 12, 17, 20, 17, 12, 7])


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
        The people's scores, in order; of more than ``MOST_KEPT`` so many evenly spaced ones, which moves no percentile
        by more than a fortieth of a point. Empty in a norm known only by its mean and SD.
    """

    population: str
    n: int
    mean: float
    sd: float
    collected: date
    scores: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not (math.isfinite(self.mean) and 0 < self.sd < math.inf):
            raise ValueError(f"norm {self.population}: mean {self.mean}, SD {self.sd}")


@dataclass(frozen=True, slots=True)
class Standing:
    """A raw score and where it stands, on every customary scale; all but the raw score are refused without a norm.

    Attributes
    ----------
    z, t, sten : Estimate
        Linear: mean 0, 50, 5.5 and SD 1, 10, 2; stens from 1 to 10.
    stanine, percentile : Estimate
        By the share of people below: nine bands of 4, 7, 12, 17, 20, 17, 12, 7 and 4 %, and 0 to 100.
    """

    raw: float
    t: Estimate
    percentile: Estimate
    z: Estimate
    sten: Estimate
    stanine: Estimate


def norm(scores: npt.ArrayLike, population: str, collected: date) -> Norm:
    """A norm from people's scale scores; missing ones are left out.

    Raises
    ------
    BadTable
        When a score is no finite number.
    Undefined
        ``N_TOO_SMALL`` below two people, ``NO_VARIANCE`` when all score the same.
    """
    x = answers(np.asarray(scores).reshape(-1, 1), "scores").to_numpy()[:, 0]
    x = np.sort(x[~np.isnan(x)])
    if len(x) < 2:
        raise Undefined(Code.N_TOO_SMALL, n=len(x), need=2, of="people")
    if x[0] == x[-1]:
        raise Undefined(Code.NO_VARIANCE, n=len(x))
    sd = float(x.std(ddof=1))
    kept = x if len(x) <= MOST_KEPT else x[((np.arange(MOST_KEPT) + 0.5) / MOST_KEPT * len(x)).astype(int)]
    return Norm(population, len(x), float(x.mean()), sd, collected, tuple(kept.tolist()))


def z_scores(x: npt.ArrayLike, norm: Norm) -> Floats:
    """z = (x − M)/SD."""
    return np.asarray((np.asarray(x, dtype=float) - norm.mean) / norm.sd)


def t_scores(x: npt.ArrayLike, norm: Norm) -> Floats:
    """T = 50 + 10·(x − M)/SD.

    Examples
    --------
    >>> float(t_scores(62.0, Norm("published", 500, 50.0, 12.0, date(2025, 1, 1))))
    60.0
    """
    return np.asarray(50 + 10 * z_scores(x, norm))


def stens(x: npt.ArrayLike, norm: Norm) -> Floats:
    """Standard tens, 2z + 5.5 from 1 to 10 (Canfield 1951)."""
    return np.asarray(np.clip(2 * z_scores(x, norm) + 5.5, 1, 10))


def stanines(x: npt.ArrayLike, norm: Norm) -> Floats:
    """Standard nines, 1 to 9: the band of 4, 7, 12, 17, 20, 17, 12, 7 and 4 % a score falls into; NaN for NaN."""
    share = percentiles(x, norm)
    return np.asarray(np.where(np.isnan(share), np.nan, 1 + np.searchsorted(STANINES, share, side="right")))


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
    """Standard scores and percentile, each with the interval of the measurement error where a reliability is known.

    Without a norm, or with one of fewer than 30 people, all are refused and only the raw score stands; without a raw
    score too (``MISSING_TOO_MUCH``). Caveats: ``N_TOO_SMALL`` below 200 people, ``STALE`` when the norm is older than
    five years at ``today``.
    """
    smoothed = norm is not None and len(norm.scores) >= EMPIRICAL
    curve = "smoothed norm, Gaussian kernel (Holland & Thayer 1989)" if smoothed else "normal curve"
    if norm is None or not math.isfinite(raw):
        none = judgement("norm", people=0)
        bare = Estimate(None, 0, "", status="refused", reasons=none.reasons, needed=none.needed)
        if norm is not None:
            bare = Estimate.refusal(Caveat(Code.MISSING_TOO_MUCH), method="", n=norm.n)
        return Standing(raw, **{name: replace(bare, method=method or curve) for name, (_, method) in SCALES.items()})
    half = None if reliability is None else Z95 * sem(norm.sd, reliability)
    old = today is not None and (today - norm.collected).days > YEARS * 365.25
    aged = (Caveat(Code.STALE, {"collected": norm.collected.isoformat()}),) if old else ()

    def stands(name: str) -> Estimate:
        scores, method = SCALES[name]
        low, high = (None, None) if half is None else (float(scores(raw - half, norm)), float(scores(raw + half, norm)))
        found = Estimate(float(scores(raw, norm)), norm.n, method or curve, low, high, unit=UNITS.get(name, name))
        return judged(found, "norm", people=norm.n).doubted(*aged)

    return Standing(raw, **{name: stands(name) for name in SCALES})


#: Name of each scale in a Standing: its function, and its method where that does not depend on the norm.
SCALES: dict[str, tuple[Callable[[npt.ArrayLike, Norm], Floats], str]] = {
    "t": (t_scores, "T = 50 + 10(x − M)/SD"),
    "percentile": (percentiles, ""),
    "z": (z_scores, "z = (x − M)/SD"),
    "sten": (stens, "sten = 5.5 + 2(x − M)/SD (Canfield 1951)"),
    "stanine": (stanines, ""),
}
UNITS = {"t": "T"}
