"""Does a measurement model that was written down beforehand account for how the items go together?"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.factors.cfa_estimation import Likelihood, Solution, fit, sample
from scoring.factors.cfa_model import Elements, Matrices, Pairs, Specification, elements, specification
from scoring.factors.cfa_ordinal import LeastSquares, correlations, standardized_matrices
from scoring.factors.cfa_result import Cfa
from scoring.factors.cfa_robust import robust
from scoring.factors.cfa_saturated import NOTHING, unrestricted_fit
from scoring.factors.cfa_start import parameters, refuse_unidentified, start
from scoring.factors.cfa_tables import modification_indices, names, omega, parameter_table, standardized, units
from scoring.factors.fit_indices import FitIndices, fit_indices, srmr
from scoring.refusals import refusing
from scoring.responses import Answers, answers, complete, tabled

Floats = npt.NDArray[np.float64]
Estimator = Literal["ML", "MLR", "FIML", "DWLS"]
METHOD = "Confirmatory factor analysis, maximum likelihood (Jöreskog 1969)"
ORDINAL = (
    "Confirmatory factor analysis, diagonally weighted least squares of polychoric correlations (Muthén et al. 1997)"
)


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
    estimator : {"ML", "MLR", "FIML", "DWLS"}
        ML of the people who answered everything, or of all answers there are (full information, Arbuckle 1996), with
        standard errors of the observed information. MLR is ML with standard errors and a scaled χ² that hold for
        answers that are not normal. Or, for ordered categories, least squares of their polychoric
        correlations with robust standard errors (lavaan's WLSMV): loadings, omega and all else then speak of what
        lies beneath the categories.
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
    gaps = estimator == "FIML"
    x = items_of(frame, spec, gaps)
    if estimator == "DWLS":
        return _ordinal(spec, x)
    (places,) = structure = elements(spec, means=gaps)
    refuse_unidentified(spec, structure, len(x))
    sd = np.nanstd(x, axis=0)
    z = (x - np.nanmean(x, axis=0)) / sd
    patterns = sample(z)
    unrestricted, mean, S = unrestricted_fit(spec, patterns)
    likelihood = Likelihood([patterns], structure)
    curved = estimator in ("FIML", "MLR")
    solution = fit(likelihood, parameters(structure, [start(spec, S, mean)]), observed=curved)
    (now,) = likelihood.matrices(solution.values)
    refuse_improper(spec, solution, now, len(x))
    return _result(spec, places, solution, (unrestricted, mean, S), x, estimator)


def _result(
    spec: Specification, places: Elements, solution: Solution, unrestricted: tuple[float, Floats, Floats], x: Floats,
    estimator: str,
) -> Cfa:  # fmt: skip
    least, mean, S = unrestricted
    n, p = x.shape
    seen, centre, sd = (~np.isnan(x)).sum(axis=0), np.nanmean(x, axis=0), np.nanstd(x, axis=0)
    scaled, covariance = places.matrices(solution.values), solution.covariance
    free, pairs = len(solution.values), p * (p - 1) // 2
    df = p * (p + 1) // 2 + (p if places.means else 0) - free
    baseline = float((seen * (np.log(np.nanvar(x / sd, axis=0)) + 1)).sum())
    fitted = fit_indices(solution.deviance - least, df, baseline - least, pairs, n)
    further: dict[str, Any] = {}
    if estimator == "MLR":
        found = robust((x - centre) / sd, S, places, scaled, covariance, df)
        covariance, further = found.covariance, corrected(fitted, found.scaling, found.baseline_scaling, n)
    # standard deviations for the fit, the items' units for the reader
    unit = units(places, sd, _turn(scaled))
    values, covariance = solution.values * unit, covariance * np.outer(unit, unit)
    if places.means:
        values[places.nu] += centre
    now = places.matrices(values)
    log_likelihood = -(solution.deviance + float(seen @ (np.log(2 * np.pi) + 2 * np.log(sd)))) / 2
    labels = names(spec, places)
    share, jacobian = standardized(places, now)
    if not places.means:
        further["modification_indices"] = modification_indices(spec, places, now, S * np.outer(sd, sd), n)
    return Cfa(
        n=n, method=METHOD, estimator=estimator, converged=True, iterations=solution.iterations,
        **_indices(fitted), srmr=srmr(S, scaled.sigma, *((mean, scaled.mu) if places.means else ())),
        log_likelihood=log_likelihood, aic=2 * free - 2 * log_likelihood,
        bic=float(np.log(n)) * free - 2 * log_likelihood,
        **_described(spec, now),
        unstandardized=parameter_table(labels, values, covariance),
        standardized=parameter_table(labels, share, jacobian @ covariance @ jacobian.T), **further,
    )  # fmt: skip


def _ordinal(spec: Specification, x: Floats) -> Cfa:
    n, p = x.shape
    (places,) = structure = elements(spec, standard=True)
    refuse_unidentified(spec, elements(spec), n)
    seen = correlations(pd.DataFrame(x, columns=pd.Index(spec.items, dtype=object)))
    squares = LeastSquares(seen, places)
    solution = fit(squares, parameters(structure, [start(spec, seen.matrix)]))
    refuse_improper(spec, solution, standardized_matrices(places.matrices(solution.values)), n)
    unit = units(places, np.ones(p), _turn(places.matrices(solution.values)))
    values = solution.values * unit
    covariance = squares.sandwich(solution.values, solution.covariance) * np.outer(unit, unit)
    now = standardized_matrices(places.matrices(values))
    df, pairs = p * (p - 1) // 2 - len(values), p * (p - 1) // 2
    baseline = float(squares.n * squares.weights @ squares.target**2)
    fitted = fit_indices(solution.deviance, df, baseline, pairs, n - 1)
    adjusted = squares.scaled(solution.deviance, df, solution.values), squares.scaled(baseline, pairs)
    table = parameter_table(names(spec, places), values, covariance)
    return Cfa(
        n=n, method=ORDINAL, estimator="DWLS", converged=True, iterations=solution.iterations,
        **_indices(fitted), **_scaled(fit_indices(adjusted[0], df, adjusted[1], pairs, n - 1)),
        srmr=srmr(seen.matrix, now.sigma), **_described(spec, now), unstandardized=table, standardized=table,
    )  # fmt: skip


def _turn(now: Matrices) -> Floats:
    """±1 for each factor, so that its loadings sum to more than 0."""
    return np.where(now.loadings.sum(axis=0) < 0, -1.0, 1.0)


def _described(spec: Specification, now: Matrices) -> dict[str, Any]:
    """The fields of a Cfa that say what the model's matrices are."""
    items, factors = list(spec.items), list(spec.factors)
    implied, own = np.diag(now.sigma), np.diag(now.theta)
    return {
        "loadings": pd.DataFrame(now.loadings / np.sqrt(implied)[:, None], items, factors),
        "phi": pd.DataFrame(now.phi, factors, factors),
        "r_squared": pd.Series(1 - own / implied, items, name="r_squared"),
        "residual_variances": pd.Series(own, items, name="residual_variance"),
        "omega": omega(spec, now),
    }


def _indices(fitted: FitIndices) -> dict[str, Any]:
    """The fields of a Cfa that are fit indices."""
    return {name.name: getattr(fitted, name.name) for name in fields(fitted)}


def _scaled(fitted: FitIndices) -> dict[str, Any]:
    return {f"{name}_scaled": getattr(fitted, name) for name in ("chi2", "p", "cfi", "tli", "rmsea")}


def corrected(fitted: FitIndices, scaling: float, baseline_scaling: float, n: int) -> dict[str, Any]:
    """The fields of a Cfa with χ² scaled, and CFI, TLI and RMSEA of the population, as if the answers were normal
    (Brosseau-Liard, Savalei & Li 2012; Brosseau-Liard & Savalei 2014)."""
    if min(scaling, baseline_scaling) <= 0:  # a handful of people can vary less than their own fit took up
        return {}
    df, baseline_df = fitted.df, fitted.baseline_df
    scaled = fit_indices(fitted.chi2 / scaling, df, fitted.baseline_chi2 / baseline_scaling, baseline_df, n)
    # what χ² is above its expectation is kept, its expectation is scaled
    freed = fit_indices(
        fitted.chi2 - (scaling - 1) * df,
        df,
        fitted.baseline_chi2 - (baseline_scaling - 1) * baseline_df,
        baseline_df,
        n,
    )
    return {**_scaled(scaled), "cfi_robust": freed.cfi, "tli_robust": freed.tli, "rmsea_robust": freed.rmsea}


def items_of(frame: Answers, spec: Specification, gaps: bool = False) -> Floats:
    """The model's items in the model's order, complete rows or rows with at least one answer; errors as ``cfa``."""
    table = tabled(frame)
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
