"""How much of a scale's score is what its items share, and how much of that is one thing?"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import Code, Undefined
from scoring.refusals import refusing
from scoring.reliability.covariances import correlations, scale
from scoring.reliability.cronbach import alpha
from scoring.reliability.hierarchy import Hierarchy, bootstrap, hierarchy
from scoring.reliability.influence import interval, of_least_squares, of_likelihood
from scoring.reliability.one_factor import Method, one_factor
from scoring.responses import Answers
from scoring.results import UNKNOWN, Caveat, Estimate, Result

Floats = npt.NDArray[np.float64]
TOTAL = "McDonald's omega total, interval from influences (McDonald 1999)"
HIERARCHICAL = "omega hierarchical, Schmid-Leiman of an oblimin solution (Schmid & Leiman 1957; Zinbarg et al. 2005)"
#: A matrix of so many items is decomposed in a second or two.
MOST_ITEMS = 500
#: A group factor with fewer items, or a general factor above fewer groups, is fragile.
LEAST_ITEMS = LEAST_FACTORS = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Omega(Result):
    """Reliability of a sum of items from a factor model.

    Attributes
    ----------
    total : Estimate
        Share of the sum's variance that is due to all common factors.
    hierarchical : Estimate
        Share due to the one general factor; refused where the model has no group factors.
    alpha : Estimate
        Cronbach's alpha of the same people.
    loadings : DataFrame
        Index item; ``g``, then a column a group factor, and ``uniqueness``; of standardized items.
    """

    total: Estimate = UNKNOWN
    hierarchical: Estimate = UNKNOWN
    alpha: Estimate = UNKNOWN
    loadings: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def value(self) -> float | None:
        """Omega total."""
        return self.total.value

    @property
    def low(self) -> float | None:
        """Its lower bound."""
        return self.total.low

    @property
    def high(self) -> float | None:
        """Its upper bound."""
        return self.total.high


@refusing(Omega, TOTAL)
def omega(
    items: Answers, n_factors: int = 1, method: Method | None = None, level: float = 0.95, resamples: int = 200,
    seed: int = 0,
) -> Omega:  # fmt: skip
    """Omega of items that point the same way, from complete answers.

    Parameters
    ----------
    items : (people, items)
    n_factors : int
        1 for omega total of a scale of one factor; with 3 or more the bifactor solution gives omega hierarchical too.
        Two factors do not say how strongly the general one stands behind each: they are taken to share it equally.
    method : {"ml", "minres"}, optional
        One factor of the covariances by maximum likelihood, (Σλ)²/((Σλ)² + Σψ), the default for one factor; or of the
        correlations by least squares, 1 − Σψ/Σr, as R's psych, the only one for several.
    level : float
        Coverage of the intervals, symmetric in ln(1 − ω). Omega total's rests on people's influences.
    resamples, seed : int
        Omega hierarchical's rests on the standard error of so many bootstrap samples; with 0 it has no interval.

    Returns
    -------
    Omega
        Refused as ``UNRELIABLE_MEASURE`` with fewer than three items, ``N_TOO_SMALL`` with too few people for the
        model, ``NO_VARIANCE`` naming the item, ``HEYWOOD`` naming the one whose uniqueness vanishes, ``NOT_CONVERGED``.
        Caveats: ``KEYED_WRONG``, and ``N_TOO_SMALL`` of items where fewer than three stand behind a group factor or the
        factors ask for more than the correlations say.

    Examples
    --------
    >>> pupils = np.random.default_rng(4).normal(size=(500, 1)) * [0.8, 0.7, 0.6, 0.7]
    >>> pupils += np.random.default_rng(5).normal(size=(500, 4)) * np.sqrt(1 - np.array([0.8, 0.7, 0.6, 0.7]) ** 2)
    >>> abs(omega(pupils).value - 0.795) < 0.03  # 2.8²/(2.8² + 2.02)
    True
    """
    method = method or ("ml" if n_factors == 1 else "minres")
    if n_factors < 1 or method not in ("ml", "minres") or not 0 < level < 1:
        raise ValueError(f"{n_factors} factors by {method} at a level of {level}")
    if n_factors > 1 and method == "ml":
        raise ValueError("several factors are taken by minres")
    frame = scale(items, least=3)
    x = frame.to_numpy()
    n, k = x.shape
    if n <= k and (method == "ml" or n_factors > 1):
        raise Undefined(Code.N_TOO_SMALL, n=n, need=k + 1, of="people")
    if k > MOST_ITEMS:
        raise Undefined(Code.BAD_TABLE, n=n, message=f"{k} items, at most {MOST_ITEMS}")
    r = correlations(x, frame.columns)
    if method == "ml":
        total, loadings = _likelihood(x, r, frame.columns, level)
        general = _one()
    else:
        found = hierarchy(r, frame.columns, n_factors)
        total, loadings = _least_squares(x, r, found, level), found.frame(frame.columns)
        general = _general(x, r, found, level, resamples, seed) if n_factors > 1 else _one()
    against = loadings.index[loadings["g"] < 0] if "g" in loadings else loadings.index[:0]
    doubts = (Caveat(Code.KEYED_WRONG, {"item": str(against[0]), "items": len(against)}),) if len(against) else ()
    return Omega(
        n=n,
        method=TOTAL,
        total=total.doubted(*doubts),
        hierarchical=general.doubted(*doubts),
        alpha=alpha(frame, level),
        loadings=loadings,
    ).doubted(*total.reasons, *doubts)


def _one() -> Estimate:
    return Estimate.refusal(Caveat(Code.N_TOO_SMALL, {"n": 1, "need": 3, "of": "factors"}), method=HIERARCHICAL)


def _likelihood(x: Floats, r: Floats, names: pd.Index, level: float) -> tuple[Estimate, pd.DataFrame]:
    found = one_factor(r, names)
    sd = x.std(axis=0)
    general, rest = float(found.loading @ sd) ** 2, float(found.uniqueness @ sd**2)
    value = general / (general + rest)
    low, high = interval(value, of_likelihood(x, found), level)
    table = pd.DataFrame({"g": found.loading, "uniqueness": found.uniqueness}, index=names)
    return Estimate(value, len(x), TOTAL, low, high, level), table


def _least_squares(x: Floats, r: Floats, found: Hierarchy, level: float) -> Estimate:
    value = found.total(r)
    k, m = found.primary.shape
    if found.freedom < 0:
        least = next(items for items in range(k, k + 2 * m + 2) if (items - m) ** 2 >= items + m)
        doubt = Caveat(Code.N_TOO_SMALL, {"n": k, "need": least, "of": "items"})
        return Estimate(value, len(x), TOTAL, level=level).doubted(doubt)
    low, high = interval(value, of_least_squares(x, found.uniqueness, m), level)
    return Estimate(value, len(x), TOTAL, low, high, level)


def _general(x: Floats, r: Floats, found: Hierarchy, level: float, resamples: int, seed: int) -> Estimate:
    if found.improper is not None:
        return Estimate.refusal(found.improper, method=HIERARCHICAL, n=len(x))
    value = found.general(r)
    low, high = bootstrap(x, found, value, level, resamples, seed) if resamples else (None, None)
    estimate = Estimate(value, len(x), HIERARCHICAL, low, high, level)
    m = found.primary.shape[1]
    smallest = int(np.bincount(np.abs(found.primary).argmax(axis=1), minlength=m).min())
    doubts = []
    if smallest < LEAST_ITEMS:
        doubts.append(Caveat(Code.N_TOO_SMALL, {"n": smallest, "need": LEAST_ITEMS, "of": "items"}))
    if m < LEAST_FACTORS:
        doubts.append(Caveat(Code.N_TOO_SMALL, {"n": m, "need": LEAST_FACTORS, "of": "factors"}))
    return estimate.doubted(*doubts)
