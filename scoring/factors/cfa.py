"""Does a measurement model that was written down beforehand account for how the items go together?"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.factors.cfa_estimation import Likelihood, Sample, Solution, fit, sample, saturated
from scoring.factors.cfa_model import Elements, Matrices, Pairs, Specification, elements, specification
from scoring.factors.cfa_start import parameters, refuse_unidentified, start
from scoring.factors.cfa_tables import modification_indices, names, omega, parameter_table, standardized, units
from scoring.factors.fit_indices import fit_indices, srmr
from scoring.refusals import refusing
from scoring.responses import Answers, answers, complete
from scoring.results import Result

Floats = npt.NDArray[np.float64]
Estimator = Literal["ML", "FIML"]
METHOD = "Confirmatory factor analysis, maximum likelihood (Jöreskog 1969)"
#: Smallest eigenvalue of the correlations, and smallest share of an item that is its own, still told from none.
NOTHING = 1e-8


@dataclass(frozen=True, kw_only=True, eq=False)
class Cfa(Result):
    """A fitted measurement model.

    Attributes
    ----------
    chi2, df, p
        Test of exact fit, n times the discrepancy.
    cfi, tli, rmsea, rmsea_low, rmsea_high, p_close, srmr
        Fit (Hu & Bentler 1999 for guides); the interval of RMSEA is 90 %, p_close tests RMSEA ≤ .05.
    baseline_chi2, baseline_df
        Of the model without any relation.
    log_likelihood, aic, bic
    loadings : (items, factors)
        Completely standardized; 0 where the model has none. Each factor points where its loadings sum to more than 0.
    phi : (factors, factors)
        Correlations of the factors.
    r_squared, residual_variances : (items,)
        Share explained by the factors; residual variances in the items' units.
    unstandardized, standardized
        Tables lhs, op, rhs, estimate, se, z, p, low, high; ``=~`` loads on, ``~~`` covaries with, ``~1`` intercept.
    omega : (factors,)
        Reliability of the sum of each factor's items.
    modification_indices
        lhs, op, rhs, mi, epc, sepc, largest first; empty with gaps in the answers.
    """

    estimator: str = ""
    chi2: float = float("nan")
    df: int = 0
    p: float = float("nan")
    cfi: float = float("nan")
    tli: float = float("nan")
    rmsea: float = float("nan")
    rmsea_low: float = float("nan")
    rmsea_high: float = float("nan")
    p_close: float = float("nan")
    srmr: float = float("nan")
    baseline_chi2: float = float("nan")
    baseline_df: int = 0
    log_likelihood: float = float("nan")
    aic: float = float("nan")
    bic: float = float("nan")
    converged: bool = False
    iterations: int = 0
    loadings: pd.DataFrame = field(default_factory=pd.DataFrame)
    phi: pd.DataFrame = field(default_factory=pd.DataFrame)
    r_squared: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    residual_variances: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    omega: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    unstandardized: pd.DataFrame = field(default_factory=pd.DataFrame)
    standardized: pd.DataFrame = field(default_factory=pd.DataFrame)
    modification_indices: pd.DataFrame = field(default_factory=pd.DataFrame)


@refusing(Cfa, METHOD)
def cfa(
    frame: Answers,
    model: Mapping[str, Sequence[Hashable]],
    estimator: Estimator = "ML",
    orthogonal: bool = False,
    covariances: Pairs = (),
) -> Cfa:
    """Confirmatory factor analysis by maximum likelihood, with lavaan's conventions (Rosseel 2012).

    Factors have variance 1, covariances divide by n, standard errors are of the expected information.

    Parameters
    ----------
    frame : (people, items)
        May have further columns.
    model
        Items of each factor, ``{"visual": ["x1", "x2", "x3"], …}``; an item may stand under several.
    estimator : {"ML", "FIML"}
        ML of the people who answered everything, or of all answers there are (full information, Arbuckle 1996), with
        standard errors of the observed information.
    orthogonal : bool
        The factors do not correlate, as in a bifactor model.
    covariances
        Pairs of items whose residuals covary.

    Returns
    -------
    Cfa
        Refused: ``BAD_TABLE`` an item is not in the table; ``N_TOO_SMALL`` not more people than items; ``NO_VARIANCE``;
        ``MISSING_TOO_MUCH`` two items nobody answered both; ``HEYWOOD`` a residual variance, or what tells factors
        apart, not above 0 (``item`` or ``factor``), or an item that repeats others; ``NOT_CONVERGED``, also when the
        model is not identified.

    Raises
    ------
    ValueError
        A model or an estimator that does not exist.
    """
    if estimator not in get_args(Estimator):
        raise ValueError(f"no estimator {estimator!r}: {', '.join(get_args(Estimator))}")
    spec = specification(model, covariances, orthogonal)
    x = items_of(frame, spec, gaps=estimator == "FIML")
    gaps = estimator == "FIML"
    (places,) = structure = elements(spec, means=gaps)
    refuse_unidentified(spec, structure, len(x))
    sd = np.nanstd(x, axis=0)
    z = (x - np.nanmean(x, axis=0)) / sd
    patterns = sample(z)
    unrestricted, mean, S = unrestricted_fit(spec, patterns)
    likelihood = Likelihood([patterns], structure)
    solution = fit(likelihood, parameters(structure, [start(spec, S, mean)]), observed=gaps)
    (now,) = likelihood.matrices(solution.values)
    refuse_improper(spec, solution, now, len(x))
    return _result(spec, places, patterns, solution, sd, (unrestricted, mean, S), x, estimator)


def _result(
    spec: Specification, places: Elements, patterns: Sample, solution: Solution, sd: Floats,
    unrestricted: tuple[float, Floats, Floats], x: Floats, estimator: str,
) -> Cfa:  # fmt: skip
    least, mean, S = unrestricted
    n, p = x.shape
    seen = (~np.isnan(x)).sum(axis=0)
    turn = np.where(places.matrices(solution.values).loadings.sum(axis=0) < 0, -1.0, 1.0)
    # people in standard deviations for the fit, in the items' units for the reader
    unit = units(places, sd, turn)
    values, covariance = solution.values * unit, solution.covariance * np.outer(unit, unit)
    if places.means:
        values[places.nu] += np.nanmean(x, axis=0)
    now = places.matrices(values)
    baseline = float((seen * (np.log(np.nanvar(x / sd, axis=0)) + 1)).sum())
    df = p * (p + 1) // 2 + (p if places.means else 0) - len(values)
    fitted = fit_indices(solution.deviance - least, df, baseline - least, p * (p - 1) // 2, n)
    sizes = float(seen @ (np.log(2 * np.pi) + 2 * np.log(sd)))
    log_likelihood = -(solution.deviance + sizes) / 2
    labels, items, factors = names(spec, places), list(spec.items), list(spec.factors)
    share, jacobian = standardized(places, now)
    implied = np.diag(now.sigma)
    raw = S * np.outer(sd, sd)
    scaled = places.matrices(solution.values)
    means = (mean, scaled.mu) if places.means else (None, None)
    return Cfa(
        n=n, method=METHOD, estimator=estimator, converged=True, iterations=solution.iterations,
        chi2=fitted.chi2, df=df, p=fitted.p, cfi=fitted.cfi, tli=fitted.tli, rmsea=fitted.rmsea,
        rmsea_low=fitted.rmsea_low, rmsea_high=fitted.rmsea_high, p_close=fitted.p_close,
        srmr=srmr(S, scaled.sigma, *means), baseline_chi2=fitted.baseline_chi2, baseline_df=fitted.baseline_df,
        log_likelihood=log_likelihood, aic=2 * len(values) - 2 * log_likelihood,
        bic=np.log(n) * len(values) - 2 * log_likelihood,
        loadings=pd.DataFrame(now.loadings / np.sqrt(implied)[:, None], items, factors),
        phi=pd.DataFrame(now.phi, factors, factors),
        r_squared=pd.Series(1 - np.diag(now.theta) / implied, items, name="r_squared"),
        residual_variances=pd.Series(np.diag(now.theta), items, name="residual_variance"),
        omega=omega(spec, now),
        unstandardized=parameter_table(labels, values, covariance),
        standardized=parameter_table(labels, share, jacobian @ covariance @ jacobian.T),
        modification_indices=(
            pd.DataFrame() if places.means else modification_indices(spec, places, now, covariance, raw, n)
        ),
    )  # fmt: skip


def items_of(frame: Answers, spec: Specification, gaps: bool = False) -> Floats:
    """The model's items in the model's order, complete rows or rows with at least one answer; errors as ``cfa``."""
    table = frame if isinstance(frame, pd.DataFrame) else pd.DataFrame(np.asarray(frame))
    absent = [item for item in spec.items if item not in table.columns]
    if absent:
        raise BadTable(f"answers: no column {absent[0]}")
    p = len(spec.items)
    if len(table) <= p:
        raise Undefined(Code.N_TOO_SMALL, n=len(table), need=p + 1, of="people")
    chosen = table.loc[:, list(spec.items)]
    read = answers(chosen).dropna(how="all") if gaps else complete(chosen)
    n, x = len(read), read.to_numpy()
    if n <= p:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=p + 1, of="people")
    if gaps:
        _refuse_gaps(x, spec)
    return x


def _refuse_gaps(x: Floats, spec: Specification) -> None:
    seen = (~np.isnan(x)).astype(float)
    together = seen.T @ seen
    if together.min() < 2:
        a, b = np.argwhere(together < 2)[0]
        raise Undefined(Code.MISSING_TOO_MUCH, n=len(x), item=str(spec.items[a]), other=str(spec.items[b]))
    same = np.flatnonzero(np.nanmax(x, axis=0) == np.nanmin(x, axis=0))
    if len(same):
        raise Undefined(Code.NO_VARIANCE, n=len(x), item=str(spec.items[same[0]]), items=len(same))


def unrestricted_fit(spec: Specification, patterns: Sample) -> tuple[float, Floats, Floats]:
    """Deviance, means and covariances of items near variance 1 without a model.

    ``HEYWOOD`` when an item repeats others.
    """
    n, p = sum(pattern.n for pattern in patterns), len(spec.items)
    whole = len(patterns) == 1 and len(patterns[0].seen) == p
    if whole:
        mean, S = patterns[0].mean, patterns[0].root @ patterns[0].root.T
        deviance = n * (float(np.linalg.slogdet(S)[1]) + p)
    else:
        deviance, mean, S = saturated(patterns, np.zeros(p), np.eye(p))
    values, vectors = np.linalg.eigh(S)
    if values[0] < NOTHING:
        raise Undefined(Code.HEYWOOD, n=n, item=str(spec.items[int(np.abs(vectors[:, 0]).argmax())]))
    return deviance, mean, S


def refuse_improper(spec: Specification, solution: Solution, now: Matrices, n: int) -> None:
    """``HEYWOOD`` when a residual variance or what tells the factors apart is not above 0 (Heywood 1931).

    A search that did not settle, and runs to no such place, is ``NOT_CONVERGED``.
    """
    own = np.diag(now.theta) / np.diag(now.sigma)
    if own.min() < NOTHING:
        raise Undefined(Code.HEYWOOD, n=n, item=str(spec.items[int(own.argmin())]), residual=float(own.min()))
    scale = np.sqrt(np.diag(now.phi))
    values, vectors = np.linalg.eigh(now.phi / np.outer(scale, scale))
    if values[0] < NOTHING:
        raise Undefined(Code.HEYWOOD, n=n, factor=str(spec.factors[int(np.abs(vectors[:, 0]).argmax())]))
    if not solution.settled:
        raise Undefined(Code.NOT_CONVERGED, n=n, iterations=solution.iterations)
