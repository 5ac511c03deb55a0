"""Where is each person on every trait, by their rankings, and can people be compared?"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.forced_choice.blocks import Blocks, blocks, ranks
from scoring.forced_choice.ranking import ranking
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Caveat, Result

Floats = npt.NDArray[np.float64]
METHOD = "MAP of the Thurstonian model, exact block likelihood (Brown & Maydeu-Olivares 2011)"
#: Below this reliability of the mean of all traits, scores tell a person's traits apart but not people (methods §4.2).
LEVEL = 0.70
_PEOPLE = 250  # at once, to bound the memory
_STEPS, _TOLERANCE = 50, 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class ForcedChoiceScores(Result):
    """Scores of people on all traits together.

    Attributes
    ----------
    theta, se : DataFrame
        Index as in the ranks, a column for each trait; NaN for who ranked no block. The standard errors are those of
        the posterior, in which the correlations of the traits help, from its curvature at the peak; in simulation
        they are right for blocks of three and four and up to 8 % too small for twenty blocks of two.
    reliability : Series
        Index trait; empirical, var(θ̂)/(var(θ̂) + mean SE²).
    level : float
        The reliability of the mean of all traits: what is left unknown of how high a person is altogether. Near zero
        the scores are ipsative in all but name; below .70 there is a caveat ``UNRELIABLE_MEASURE``.
    """

    theta: pd.DataFrame = field(default_factory=pd.DataFrame)
    se: pd.DataFrame = field(default_factory=pd.DataFrame)
    reliability: "pd.Series[float]" = field(default_factory=lambda: pd.Series(dtype=float))
    level: float = float("nan")


@refusing(ForcedChoiceScores, METHOD)
def score(table: Answers, statements: pd.DataFrame, correlations: pd.DataFrame) -> ForcedChoiceScores:
    """The most likely traits of each person given their rankings and a multivariate normal population.

    A statement's utility is normal with mean μ + λθ and its uniqueness as variance, and a person ranks the statements
    of a block by utility. The probability of the whole ranking is used, not the product of its pairs, which counts
    blocks of three and four more than once and makes standard errors too small.

    Parameters
    ----------
    table : (people, statements)
        Ranks within blocks, 1 the most like me. Blocks that were not ranked in full are left out.
    statements : DataFrame
        Index statement; columns block, trait, loading, mean and uniqueness, as ``estimate`` gives them.
    correlations : DataFrame
        Trait × trait, of the population.

    Returns
    -------
    ForcedChoiceScores
        Refused with ``BAD_TABLE`` for tables that cannot be read, ``MISSING_TOO_MUCH`` when nobody ranked a block,
        ``NOT_CONVERGED``.
    """
    known = blocks(statements)
    phi = _population(known, correlations)
    values = _parameters(statements)
    given = ranks(table, known)
    x = given.to_numpy()
    theta, covariance = np.full((len(x), len(phi)), np.nan), np.full((len(x), *phi.shape), np.nan)
    told = ~np.isnan(x).all(axis=1)
    if not told.any():
        raise Undefined(Code.MISSING_TOO_MUCH, n=len(x))
    for start in range(0, len(x), _PEOPLE):
        some = start + np.flatnonzero(told[start : start + _PEOPLE])
        if len(some):
            theta[some], covariance[some] = _highest(x[some], known, values, phi)
    se = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
    variance = theta[told].var(axis=0, ddof=1) if told.sum() > 1 else np.full(len(phi), np.nan)
    level = 1 - covariance[told].sum(axis=(1, 2)).mean() / phi.sum()
    result = ForcedChoiceScores(
        n=int(told.sum()), method=METHOD,
        theta=pd.DataFrame(theta, given.index, pd.Index(known.traits)),
        se=pd.DataFrame(se, given.index, pd.Index(known.traits)),
        reliability=pd.Series(variance / (variance + (se[told] ** 2).mean(axis=0)), pd.Index(known.traits)),
        level=float(level),
    )  # fmt: skip
    missing = int((~told).sum())
    doubts = [Caveat(Code.UNRELIABLE_MEASURE, {"of": "level", "reliability": float(level)})] if level < LEVEL else []
    if missing:
        doubts.append(Caveat(Code.MISSING_TOO_MUCH, {"n": missing, "of": "people"}))
    return result.doubted(*doubts)


def _highest(x: Floats, known: Blocks, values: Floats, phi: Floats) -> tuple[Floats, Floats]:
    """Mode and covariance of the posterior by Newton's method; it is concave, so there is one."""
    precision = np.linalg.inv(phi)
    theta = np.zeros((len(x), len(phi)))
    for _ in range(_STEPS):
        slope, curve = _likelihood(theta, x, known, values)
        covariance: Floats = np.asarray(np.linalg.inv(precision - curve), dtype=float)
        step = np.einsum("ptu,pu->pt", covariance, slope - theta @ precision)
        size = np.abs(step).max(axis=1, keepdims=True)
        theta += step / np.maximum(size, 1.0)
        if size.max() < _TOLERANCE:
            return theta, covariance
    raise Undefined(Code.NOT_CONVERGED, n=len(x))


def _likelihood(theta: Floats, x: Floats, known: Blocks, values: Floats) -> tuple[Floats, Floats]:
    """First and second derivatives of the log-likelihood in θ, (people, traits) and (people, traits, traits)."""
    loading, mean, uniqueness = values
    slope = np.zeros(theta.shape)
    curve = np.zeros((*theta.shape, theta.shape[1]))
    for size in sorted({len(places) for places in known.members}):
        members = np.array([places for places in known.members if len(places) == size])
        order = np.argsort(-x[:, members], axis=2, kind="stable")
        order = members[np.arange(len(members))[:, None], order]  # (people, blocks, size), the least liked first
        person, block = np.nonzero(~np.isnan(x[:, members]).any(axis=2))
        own = order[person, block]
        trait = known.trait[own]
        utility = mean[own] + loading[own] * theta[person[:, None], trait]
        _, first, second = ranking(utility, np.sqrt(uniqueness[own]))
        np.add.at(slope, (person[:, None], trait), loading[own] * first)
        outer = loading[own][:, :, None] * loading[own][:, None, :] * second
        np.add.at(curve, (person[:, None, None], trait[:, :, None], trait[:, None, :]), outer)
    return slope, curve


def _parameters(statements: pd.DataFrame) -> Floats:
    """(3, statements) loading, mean and uniqueness."""
    absent = {"loading", "mean", "uniqueness"} - set(statements.columns)
    if absent:
        raise BadTable(f"statements: no column {min(absent)}")
    try:
        values = statements[["loading", "mean", "uniqueness"]].to_numpy(dtype=float).T
    except (TypeError, ValueError) as error:
        raise BadTable(f"statements: {error}") from error
    wrong = ~np.isfinite(values).all(axis=0) | ~(values[2] > 0)
    if wrong.any():
        raise BadTable(f"statements: {statements.index[wrong][0]} has no finite loading, mean and positive uniqueness")
    return np.asarray(values)


def _population(known: Blocks, correlations: Any) -> Floats:
    """(traits, traits) in the order of the blocks."""
    try:
        phi = correlations.loc[list(known.traits), list(known.traits)].to_numpy(dtype=float)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadTable(f"correlations: {error}") from error
    if not np.isfinite(phi).all() or not np.allclose(phi, phi.T) or np.linalg.eigvalsh(phi)[0] <= 1e-8:
        raise BadTable("correlations: not a positive definite matrix")
    return np.asarray(phi)
