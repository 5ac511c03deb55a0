"""How far do raters agree on categories, beyond what chance alone would give?"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, stdtrit
from scipy.stats import rankdata

from scoring.agreement.tables import Categories, Counts, Floats, counts, wide
from scoring.errors import BadTable, Code, Undefined
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Estimate

Weights = str | npt.NDArray[Any]
#: More different values than this are measures, not categories.
MOST = 500
AC = "Gwet's AC1/AC2, linearised interval (Gwet 2008)"
FLEISS = "Fleiss' kappa, linearised interval (Fleiss 1971; Gwet 2021)"
BRENNAN_PREDIGER = "Brennan–Prediger coefficient, linearised interval (Brennan & Prediger 1981; Gwet 2021)"
COHEN = "Cohen's kappa, interval of Fleiss, Cohen & Everitt 1969"
KENDALL = "Kendall's W, corrected for ties (Kendall & Babington Smith 1939)"


def agreement_weights(values: npt.ArrayLike, weights: Weights = "unweighted") -> Floats:
    """How far each two categories agree, 1 to 0, (categories, categories).

    ``unweighted`` (only the same), ``linear`` 1 − |a − b|/range, ``quadratic`` 1 − (a − b)²/range² on the values of
    the categories (Cohen 1968), ``ordinal`` 1 − C(d + 1, 2)/C(q, 2) at d places apart of q (Gwet 2021), or a matrix.

    Raises
    ------
    ValueError
        For another word, or a matrix that is not square, symmetric, of this size, with ones on its diagonal.
    """
    x = np.asarray(values, dtype=float)
    if not isinstance(weights, str):
        w = np.asarray(weights, dtype=float)
        if w.shape != (len(x), len(x)) or not np.allclose(w, w.T) or not np.allclose(np.diag(w), 1):
            raise ValueError(f"weights of {len(x)} categories: symmetric, {len(x)} by {len(x)}, ones on the diagonal")
        return w
    apart = np.abs(np.subtract.outer(x, x))
    spread = max(float(np.ptp(x)), np.finfo(float).tiny)
    places = np.abs(np.subtract.outer(np.arange(len(x)), np.arange(len(x)))) + 1.0
    kinds: dict[str, Floats] = {
        "unweighted": np.eye(len(x)),
        "linear": 1 - apart / spread,
        "quadratic": 1 - (apart / spread) ** 2,
        "ordinal": 1 - places * (places - 1) / max(len(x) * (len(x) - 1), 1),
    }
    if weights not in kinds:
        raise ValueError(f"weights called {weights}")
    return kinds[weights]


@refusing(Estimate, AC)
def gwet(
    ratings: Answers, weights: Weights = "unweighted", categories: Categories | None = None, level: float = 0.95
) -> Estimate:
    """Gwet's AC1 (unweighted) or AC2: agreement beyond chance that does not collapse when one category is common.

    Parameters
    ----------
    ratings : (units, raters)
        Units in rows, NaN where a rater did not rate; or a long frame ``ratee``, ``rater``, ``rating``. Units with
        one rating tell how common the categories are, those with two or more how far raters agree.
    weights : str or (categories, categories)
        As in ``agreement_weights``.
    categories : sequence, optional
        The categories there were to choose from. Without it, those used, rising: chance depends on their number,
        so name them when one was never used. Words need them.
    level : float
        Coverage of value ± t(n − 1)·SE, at most 1.

    Returns
    -------
    Estimate
        ``n`` counts the units with a rating. Refused ``N_TOO_SMALL`` below two units or when none has two ratings,
        ``NO_VARIANCE`` when is one category only, ``BAD_TABLE`` for what is no table of categories.

    Examples
    --------
    >>> four = [[1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
    ...         [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, 3, None, None]]
    >>> [round(gwet(four, weights).value, 3) for weights in ("unweighted", "quadratic")]
    [0.775, 0.914]
    """

    def chance(share: Floats, w: Floats) -> Floats:
        return np.asarray(w.sum() / (len(w) * (len(w) - 1)) * (1 - share))

    return _many(ratings, weights, categories, level, AC, chance)


@refusing(Estimate, FLEISS)
def fleiss(
    ratings: Answers, weights: Weights = "unweighted", categories: Categories | None = None, level: float = 0.95
) -> Estimate:
    """Fleiss' kappa of two raters or more, who need not be the same for each unit, weighted if wanted.

    Chance is what categories as common as these would give. Parameters, result and refusals as ``gwet``.
    """
    return _many(ratings, weights, categories, level, FLEISS, lambda share, w: w @ share)


@refusing(Estimate, BRENNAN_PREDIGER)
def brennan_prediger(
    ratings: Answers, weights: Weights = "unweighted", categories: Categories | None = None, level: float = 0.95
) -> Estimate:
    """Brennan and Prediger's coefficient: chance is all categories equally likely.

    Parameters, result and refusals as ``gwet``.
    """

    def chance(share: Floats, w: Floats) -> Floats:
        return np.full(len(share), w.mean())

    return _many(ratings, weights, categories, level, BRENNAN_PREDIGER, chance, fixed=True)


@refusing(Estimate, COHEN)
def kappa(
    ratings: Answers,
    second: npt.ArrayLike | None = None,
    weights: Weights = "unweighted",
    categories: Categories | None = None,
    level: float = 0.95,
) -> Estimate:
    """Cohen's kappa of two raters, weighted if wanted (Cohen 1960, 1968).

    Parameters
    ----------
    ratings : (units, 2), or the first rater's ratings
    second : (units,), optional
        The second rater's. Units that only one of them rated are left out.
    weights, categories, level
        As ``gwet``; the interval is value ± z·SE (Fleiss, Cohen & Everitt 1969), at most 1.

    Returns
    -------
    Estimate
        Refused ``N_TOO_SMALL`` below two units rated by both, ``NO_VARIANCE`` when both used one category only,
        ``BAD_TABLE`` for what is no table of two raters; ``fleiss`` and ``gwet`` take more.

    Examples
    --------
    >>> first, second = [1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    >>> round(kappa(first, second).value, 2)
    0.4
    """
    if not 0 < level < 1:
        raise ValueError(f"a level of {level}")
    if second is not None:
        first = np.asarray(ratings, dtype=object).ravel()
        other = np.asarray(second, dtype=object).ravel()
        if len(first) != len(other):
            raise BadTable(f"ratings: {len(first)} of the first rater, {len(other)} of the second")
        ratings = np.column_stack([first, other])
    frame = wide(ratings, categories)
    if frame.shape[1] != 2:
        raise BadTable(f"ratings: {frame.shape[1]} raters; Cohen's kappa is of two")
    x = frame[frame.notna().all(axis=1)].to_numpy()
    found = _categories(counts(x if len(x) else frame, _places(categories), least=2))
    w = agreement_weights(found.values, weights)
    q, n = len(found.values), len(x)
    code = np.searchsorted(found.values, x)
    share = np.bincount(code[:, 0] * q + code[:, 1], minlength=q * q).reshape(q, q) / n
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    agreed, chance = float((w * share).sum()), float(rows @ w @ columns)
    if chance >= 1:
        raise Undefined(Code.NO_VARIANCE, n=n)
    value = (agreed - chance) / (1 - chance)
    marginal = (w @ columns)[:, None] + (w.T @ rows)[None, :]
    spread = (share * (w - marginal * (1 - value)) ** 2).sum() - (value - chance * (1 - value)) ** 2
    half = float(ndtri((1 + level) / 2) * np.sqrt(max(spread, 0) / n) / (1 - chance))
    return Estimate(value, n, COHEN, value - half, min(value + half, 1.0), level)


@refusing(Estimate, KENDALL)
def kendall_w(ratings: Answers) -> Estimate:
    """Kendall's coefficient of concordance: do raters put units in the same order?

    Parameters
    ----------
    ratings : (units, raters)
        As ``gwet``; units with a missing rating are left out.

    Returns
    -------
    Estimate
        Without an interval. Refused ``N_TOO_SMALL`` below two complete units or two raters, ``NO_VARIANCE`` when
        every rater rates all units the same.
    """
    frame = wide(ratings)
    x = frame[frame.notna().all(axis=1)].to_numpy()
    n, m = x.shape
    if min(n, m) < 2:
        few = (n, "units") if n < 2 else (m, "raters")
        raise Undefined(Code.N_TOO_SMALL, n=few[0], need=2, of=few[1])
    ranks = rankdata(x, axis=0)
    # 12·Σ(R − R̄)²/(m²(n³ − n) − mΣ(t³ − t)), with the denominator from the spread of each rater's ranks
    most = m * ((ranks - (n + 1) / 2) ** 2).sum()
    if most == 0:
        raise Undefined(Code.NO_VARIANCE, n=n)
    return Estimate(float(((ranks.sum(axis=1) - m * (n + 1) / 2) ** 2).sum() / most), n, KENDALL)


def _many(
    ratings: Answers,
    weights: Weights,
    categories: Categories | None,
    level: float,
    method: str,
    chance: Callable[[Floats, Floats], Floats],
    fixed: bool = False,
) -> Estimate:
    """(p_a − p_e)/(1 − p_e), where p_e is the mean of ``chance`` over the ratings, with Gwet's linearised error.

    ``chance`` gives each category's part from the shares of all; ``fixed`` when it does not depend on them.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level of {level}")
    found = _categories(counts(ratings, categories))
    table = found.table if isinstance(found.table, np.ndarray) else found.table.toarray()
    w = agreement_weights(found.values, weights)
    m, n = found.raters, len(found.raters)
    several = m >= 2
    if not several.any():
        raise Undefined(Code.N_TOO_SMALL, n=0, need=1, of="units")
    agreed = np.where(several, (table * (table @ w - 1)).sum(axis=1) / np.maximum(m * (m - 1), 1), 0.0)
    shares = table / m[:, None]
    share = shares.mean(axis=0)
    each = shares @ chance(share, w)
    expected, observed = float(each.mean()), float(agreed.sum() / several.sum())
    if expected >= 1 - 1e-12:
        raise Undefined(Code.NO_VARIANCE, n=n)
    value = (observed - expected) / (1 - expected)
    # what each unit adds, once the units with one rating are allowed for (Gwet 2021)
    influence = n / several.sum() * (agreed - expected * several) / (1 - expected)
    if not fixed:
        influence = influence - 2 * (1 - value) * (each - expected) / (1 - expected)
    half = float(stdtrit(n - 1, (1 + level) / 2) * np.sqrt(((influence - value) ** 2).sum() / (n * (n - 1))))
    return Estimate(value, n, method, value - half, min(value + half, 1.0), level)


def _categories(found: Counts) -> Counts:
    if len(found.values) > MOST:
        raise BadTable(f"ratings: {len(found.values)} different values are no categories")
    if len(found.values) < 2:
        raise Undefined(Code.NO_VARIANCE, n=len(found.raters))
    return found


def _places(categories: Categories | None) -> Categories | None:
    """Categories as the numbers that ``wide`` makes of them."""
    if categories is None or not any(isinstance(category, str) for category in categories):
        return categories
    return [float(place) for place in range(len(categories))]
