"""How much of a scale's score is what its items share, and how much of that is one thing?"""

from dataclasses import dataclass, field
from itertools import count

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import Code, Undefined
from scoring.factors import SchmidLeiman
from scoring.refusals import counting, refusing
from scoring.reliability.covariances import correlations, scale
from scoring.reliability.cronbach import alpha
from scoring.reliability.hierarchy import HIERARCHICAL, bifactor, hierarchical
from scoring.reliability.influence import interval, of_least_squares, of_likelihood
from scoring.reliability.one_factor import Method, OneFactor, copies, one_factor
from scoring.responses import Answers
from scoring.results import UNKNOWN, Caveat, Estimate, Result

Floats = npt.NDArray[np.float64]
TOTAL = "McDonald's omega total, interval from influences (McDonald 1999)"
#: A matrix of so many items is decomposed in a second or two.
MOST_ITEMS = 500
#: A group factor with fewer items, or a general factor above fewer groups, is fragile.
LEAST = 3


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
    general = Estimate.refusal(Caveat(Code.N_TOO_SMALL, {"n": 1, "need": 3, "of": "factors"}), method=HIERARCHICAL)
    if n_factors == 1:
        with counting(n):
            found = one_factor(r, frame.columns, method)
        loadings = pd.DataFrame({"g": found.loading, "uniqueness": found.uniqueness}, index=frame.columns)
        total = _likelihood(x, found, level) if method == "ml" else _least_squares(x, r, found.uniqueness, 1, level)
    else:
        with counting(n):
            copies(r, frame.columns, inverse=True)
        bifactors = bifactor(r, frame.columns, n, n_factors)
        total = _least_squares(x, r, bifactors.uniquenesses.to_numpy(), n_factors, level)
        loadings = pd.concat([bifactors.general.rename("g"), bifactors.group], axis=1)
        loadings["uniqueness"] = bifactors.uniquenesses
        general = hierarchical(x, r, bifactors, level, resamples, seed)
        general = general.doubted(*_fragile(bifactors))
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


def _likelihood(x: Floats, found: OneFactor, level: float) -> Estimate:
    sd = x.std(axis=0)
    general, rest = float(found.loading @ sd) ** 2, float(found.uniqueness @ sd**2)
    value = general / (general + rest)
    low, high = interval(value, of_likelihood(x, found), level)
    return Estimate(value, len(x), TOTAL, low, high, level)


def _least_squares(x: Floats, r: Floats, uniqueness: Floats, n_factors: int, level: float) -> Estimate:
    value = float(1 - uniqueness.sum() / r.sum())
    k = len(uniqueness)
    identified = next(items for items in count(n_factors + 1) if (items - n_factors) ** 2 >= items + n_factors)
    if k < identified:  # fewer correlations than loadings: many solutions fit alike
        doubt = Caveat(Code.N_TOO_SMALL, {"n": k, "need": identified, "of": "items"})
        return Estimate(value, len(x), TOTAL, level=level).doubted(doubt)
    low, high = interval(value, of_least_squares(x, uniqueness, n_factors), level)
    return Estimate(value, len(x), TOTAL, low, high, level)


def _fragile(found: SchmidLeiman) -> list[Caveat]:
    """What makes a general factor hard to tell: few items behind a group, few groups."""
    m = len(found.second_order)
    smallest = int(np.bincount(np.abs(found.group.to_numpy()).argmax(axis=1), minlength=m).min())
    seen = {"items": smallest, "factors": m}
    return [Caveat(Code.N_TOO_SMALL, {"n": n, "need": LEAST, "of": of}) for of, n in seen.items() if n < LEAST]
