"""Do two halves of a scale say the same of a person?"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from scoring.errors import Code, Undefined
from scoring.intervals import fisher
from scoring.refusals import refusing
from scoring.reliability.covariances import scale
from scoring.responses import Answers
from scoring.results import UNKNOWN, Estimate, Result

Floats = npt.NDArray[np.float64]
METHOD = "split halves, Spearman-Brown and Guttman's lambda 4 (Spearman 1910; Brown 1910; Guttman 1945)"
Split = Literal["odd_even", "all", "random"]
#: So many splits are tried one by one; 16 items have 6,435.
MOST_SPLITS = 10_000
#: Splits are drawn a part at a time: this many items of them.
CELLS = 2_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class SplitHalf(Result):
    """What halves of a scale say of the whole.

    Attributes
    ----------
    r : float
        Correlation of the halves, of the mean split where there are several.
    spearman_brown : Estimate
        Reliability of the whole, 2r/(1 + r); of several splits the mean. The interval is Fisher's of r carried over; it
        exists for one split only.
    lambda4 : float
        Flanagan–Rulon, equal to Guttman's λ4 of the split, 4·cov/Var(X); of several splits the mean.
    lowest, highest : float
        λ4 of the worst and of the best split seen; the worst of all is Revelle's beta, the best the greatest λ4.
    splits : int
        How many were tried.
    """

    r: float = float("nan")
    spearman_brown: Estimate = UNKNOWN
    lambda4: float = float("nan")
    lowest: float = float("nan")
    highest: float = float("nan")
    splits: int = 0


@refusing(SplitHalf, METHOD)
def split_half(
    items: Answers, method: Split = "odd_even", standardize: bool = False, splits: int = 5000, seed: int = 0,
    level: float = 0.95,
) -> SplitHalf:  # fmt: skip
    """Split-half reliability of items that point the same way, from complete answers.

    Parameters
    ----------
    items : (people, items)
    method : {"odd_even", "all", "random"}
        Every second item; every split into halves (random ones beyond 10,000 of them); random halves. An odd number of
        items leaves the halves one item apart.
    standardize : bool
        Halves of z scores, as R's psych::splitHalf.
    splits, seed : int
        How many random splits, and where they start.

    Returns
    -------
    SplitHalf
        Refused as ``UNRELIABLE_MEASURE`` below two items, ``N_TOO_SMALL`` below two people, ``NO_VARIANCE`` when a half
        or the whole does not vary.
    """
    if method not in ("odd_even", "all", "random") or splits < 1:
        raise ValueError(f"halves: odd_even, all or random, not {splits} {method}")
    frame = scale(items)
    x = frame.to_numpy()
    n, k = x.shape
    z = x - x.mean(axis=0)
    if standardize:
        sd = z.std(axis=0, ddof=1)
        if not sd.all():
            raise Undefined(Code.NO_VARIANCE, n=n, item=str(frame.columns[int(np.argmin(sd))]))
        z = z / sd
    whole = float((z.sum(axis=1) ** 2).sum() / (n - 1))
    tried = [_moments(z, first) for first in _halves(k, method, splits, seed)]
    a, both = np.concatenate(tried, axis=1)
    b = whole - 2 * both + a
    usable = (a > 1e-12 * whole) & (b > 1e-12 * whole)
    if whole <= 1e-12 * (z**2).sum() or not usable.any():
        raise Undefined(Code.NO_VARIANCE, n=n)
    cov = (both - a)[usable]
    r = np.clip(cov / np.sqrt(a[usable] * b[usable]), -1, 1)
    stepped = np.divide(2 * r, 1 + r, out=np.full(r.shape, -np.inf), where=r > -1)
    lambda4 = 4 * cov / whole
    brown = float(stepped.mean())
    if not math.isfinite(brown):
        raise Undefined(Code.UNRELIABLE_MEASURE, n=n, r=-1.0, need=0)
    low, high = None, None
    if len(r) == 1 and n > 3:
        low, high = (2 * bound / (1 + bound) for bound in fisher(float(r[0]), n, level))
    return SplitHalf(
        n=n,
        method=METHOD,
        r=float(r.mean()),
        spearman_brown=Estimate(brown, n, METHOD, low, high, level),
        lambda4=float(lambda4.mean()),
        lowest=float(lambda4.min()),
        highest=float(lambda4.max()),
        splits=len(r),
    )


def _halves(k: int, method: Split, splits: int, seed: int) -> Iterator[Floats]:
    """Some splits at a time, a row each: 1 for the items of the first half."""
    half = k // 2
    if method == "odd_even":
        yield np.asarray((np.arange(k) % 2 == 0)[None, :], dtype=float)
    elif method == "all" and math.comb(k, half) <= MOST_SPLITS * (2 - k % 2):
        # of two halves of equal size only the one with the first item is listed
        listed = combinations(range(k), half) if k % 2 else ((0, *rest) for rest in combinations(range(1, k), half - 1))
        chosen = np.array(list(listed))
        found = np.zeros((len(chosen), k))
        np.put_along_axis(found, chosen, 1.0, axis=1)
        yield found
    else:
        rng = np.random.default_rng(seed)
        at_once = max(1, CELLS // k)
        for start in range(0, splits, at_once):
            yield np.array([rng.permutation(k) < half for _ in range(min(at_once, splits - start))], dtype=float)


def _moments(z: Floats, first: Floats) -> Floats:
    """Variance of the first half and its covariance with the whole, (2, splits)."""
    with_total = first @ (z.sum(axis=1) @ z)
    squares = ((first @ (z.T @ z)) * first).sum(axis=1) if z.shape[0] > z.shape[1] else ((z @ first.T) ** 2).sum(axis=0)
    return np.asarray([squares, with_total]) / (len(z) - 1)
