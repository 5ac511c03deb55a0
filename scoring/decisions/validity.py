"""How well should a combination of several kinds of evidence predict?"""

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from scoring.errors import Code, Undefined
from scoring.intervals import fisher
from scoring.policy import minimum
from scoring.results import Caveat, Estimate

#: What two kinds of evidence are taken to have in common where too few applicants have both.
ASSUMED_CORRELATION = 0.20
METHOD = "r_c = w'v / √(w'Rw)"


def composite_validity(weights: Mapping[str, float], validities: Mapping[str, float], r: pd.DataFrame) -> float:
    """Correlation with the result of a weighted sum of standard scores: w'v/√(w'Rw) (methods §7.3).

    Parameters
    ----------
    weights, validities : Mapping of str to float
        By component; a component without a validity counts as predicting nothing.
    r : DataFrame
        Correlations of the components, rows and columns named by them.

    Raises
    ------
    Undefined
        NO_VARIANCE where the weighted sum has none, as with no weight at all.

    Examples
    --------
    >>> even = pd.DataFrame(np.full((2, 2), 0.2) + np.eye(2) * 0.8, ["a", "b"], ["a", "b"])
    >>> round(composite_validity({"a": 1, "b": 1}, {"a": 0.42, "b": 0.33}, even), 4)
    0.4841
    """
    here = [one for one, weight in weights.items() if weight]
    w = np.array([weights[one] for one in here])
    v = np.array([validities.get(one, 0.0) for one in here])
    variance = float(w @ r.loc[here, here].to_numpy(float) @ w) if here else 0.0
    if variance <= 0:
        raise Undefined(Code.NO_VARIANCE)
    return float(w @ v) / math.sqrt(variance)


def assumed_correlations(scores: pd.DataFrame) -> tuple[pd.DataFrame, dict[tuple[str, str], int]]:
    """Correlations of components among applicants, ``ASSUMED_CORRELATION`` where too few have both.

    Returns
    -------
    DataFrame, dict
        The matrix, and how many have both of each pair; pairs below the least n of a correlation are assumed. A matrix
        that pairs of different people have made impossible is brought back to a possible one by its eigenvalues.
    """
    names = list(scores.columns)
    r = pd.DataFrame(np.eye(len(names)), names, names)
    pairs: dict[tuple[str, str], int] = {}
    least = minimum("lever_correlation", "people").refuse
    for at, first in enumerate(names):
        for second in names[at + 1 :]:
            both = scores[[first, second]].dropna()
            pairs[first, second] = len(both)
            usable = len(both) >= least and bool((both.std() > 0).all())
            value = float(np.corrcoef(both.to_numpy(float).T)[0, 1]) if usable else ASSUMED_CORRELATION
            r.loc[first, second] = r.loc[second, first] = value
    values, vectors = np.linalg.eigh(r.to_numpy(float))
    if values.min() < 0:
        mended = vectors @ np.diag(np.clip(values, 0, None)) @ vectors.T
        scale = np.sqrt(np.diag(mended))
        r = pd.DataFrame(mended / np.outer(scale, scale), names, names)
    return r, pairs


def expected_validity(
    weights: Mapping[str, float],
    validities: Mapping[str, Estimate],
    r: pd.DataFrame,
    people: int,
) -> Estimate:
    """``composite_validity`` as an Estimate: from what literature or a profile says, never from these applicants.

    Its bounds take every validity at its lower and at its upper bound; one from literature has none and stays.
    """
    doubts = (Caveat(Code.NOT_CROSS_VALIDATED),)

    def at(bound: str) -> float:
        known = {one: getattr(e, bound) if getattr(e, bound) is not None else e.value for one, e in validities.items()}
        return composite_validity(weights, {one: value for one, value in known.items() if value is not None}, r)

    try:
        value, low, high = at("value"), at("low"), at("high")
    except Undefined as refusal:
        return Estimate.refusal(Caveat(refusal.code, refusal.values), method=METHOD, n=people)
    return Estimate(value, people, METHOD, min(low, value), max(high, value)).doubted(*doubts)


def from_study(r: float, n: int, source: str) -> Estimate:
    """A validity somebody measured, with its interval by Fisher's z."""
    low, high = fisher(r, n)
    return Estimate(r, n, source, low, high)
