"""Do the items measure the same thing, in the same units and from the same zero, in every group?"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2 as chi2_distribution

from scoring.errors import BadTable, Code, Undefined
from scoring.factors.cfa import Estimator, items_of, refuse_improper
from scoring.factors.cfa_estimation import Likelihood, Sample, Solution, fit, sample
from scoring.factors.cfa_model import Elements, Matrices, Pairs, Specification, count, elements, specification
from scoring.factors.cfa_saturated import unrestricted_fit
from scoring.factors.cfa_start import parameters, refuse_unidentified, start
from scoring.factors.cfa_tables import parameter_table
from scoring.factors.fit_indices import fit_indices, srmr
from scoring.refusals import refusing
from scoring.responses import Answers, Group, grouping, tabled
from scoring.results import Result

Floats = npt.NDArray[np.float64]
Level = Literal["configural", "metric", "scalar", "strict"]
METHOD = "Measurement invariance, multiple-group factor analysis (Jöreskog 1971; Meredith 1993)"
EQUAL: dict[str, frozenset[str]] = {
    "configural": frozenset(),
    "metric": frozenset({"loadings"}),
    "scalar": frozenset({"loadings", "nu"}),
    "strict": frozenset({"loadings", "nu", "theta"}),
}
#: Least change of CFI (Cheung & Rensvold 2002) and largest of RMSEA (Chen 2007) that a level may cost.
LEAST_DELTA_CFI = -0.010
LARGEST_DELTA_RMSEA = 0.015


@dataclass(frozen=True, kw_only=True, eq=False)
class Invariance(Result):
    """How far measurement is the same across groups.

    Attributes
    ----------
    levels : index level
        chi2, df, p, cfi, tli, rmsea, rmsea_low, rmsea_high, srmr, aic, bic, against the level before delta_chi2,
        delta_df, delta_p, delta_cfi, delta_rmsea, and accepted: it and all before it cost little enough. The first
        level has nothing to be compared with and is accepted: read its fit.
    held : str
        The last level accepted.
    groups : (groups,)
        People in each.
    latent_means
        Columns group, factor, mean, se, z, p, low, high: means of the factors in standard deviations of the first
        group, whose means are 0; empty unless intercepts are the same.
    """

    levels: pd.DataFrame = field(default_factory=pd.DataFrame)
    held: str = ""
    groups: pd.Series = field(default_factory=lambda: pd.Series(dtype=int))
    latent_means: pd.DataFrame = field(default_factory=pd.DataFrame)


@refusing(Invariance, METHOD)
def invariance(
    frame: Answers,
    model: Mapping[str, Sequence[Hashable]],
    group: Hashable | Group,
    levels: Sequence[Level] = ("configural", "metric", "scalar"),
    estimator: Estimator = "ML",
    covariances: Pairs = (),
) -> Invariance:
    """The same model in every group, with more and more of it held equal.

    Parameters
    ----------
    frame, model, estimator, covariances
        As ``cfa``; means are part of the model.
    group
        A column of the frame, or one label for each of its rows.
    levels
        Some of configural (same pattern), metric (same loadings), scalar (same intercepts), strict (same residuals),
        in this order.

    Returns
    -------
    Invariance
        Refused as ``cfa``, and: ``BAD_TABLE`` a row without a group; ``GROUPS_TOO_SMALL`` one group, or a group of
        not more people than items.

    Raises
    ------
    ValueError
        Unknown levels, or in another order.
    """
    order = [level for level in get_args(Level) if level in levels]
    if not order or list(levels) != order or estimator not in ("ML", "FIML"):
        raise ValueError(f"levels are {', '.join(get_args(Level))}, in this order; estimators ML and FIML")
    spec = specification(model, covariances)
    table = tabled(frame)
    parts = _parts(table, spec, _labels(table, group), estimator)
    return _Study(spec, parts).result(order)


def _labels(table: pd.DataFrame, group: Hashable | Group) -> pd.Series:
    """One label a row, or BadTable."""
    if isinstance(group, str) or (isinstance(group, Hashable) and not isinstance(group, pd.Series | tuple)):
        if group not in table.columns:
            raise BadTable(f"answers: no column {group}")
        labels = table[group]
        if isinstance(labels, pd.DataFrame):
            raise BadTable(f"answers: column {group} is there twice")
    else:
        labels = grouping(table, group)
    empty = np.flatnonzero((labels.isna() | (labels == "")).to_numpy(dtype=bool))
    if len(empty):
        raise BadTable(f"group, row {empty[0] + 1}: empty")
    return labels


def _parts(table: pd.DataFrame, spec: Specification, labels: pd.Series, estimator: Estimator) -> dict[str, Floats]:
    """The answers of each group, in the order of the labels."""
    found, need = {}, len(spec.items) + 1
    if table.empty:
        raise Undefined(Code.N_TOO_SMALL, n=0, need=need, of="people")
    sizes = labels.map(str).value_counts().sort_index()
    if len(sizes) < 2:
        raise Undefined(Code.GROUPS_TOO_SMALL, n=len(sizes), need=2, of="groups")
    if sizes.min() < need:
        raise Undefined(
            Code.GROUPS_TOO_SMALL, n=int(sizes.min()), need=need, of="people", group=str(sizes.idxmin())
        )  # fmt: skip
    for label in sizes.index:
        try:
            found[str(label)] = items_of(table[(labels.map(str) == label).to_numpy()], spec, gaps=estimator == "FIML")
        except Undefined as undefined:
            code = Code.GROUPS_TOO_SMALL if undefined.code is Code.N_TOO_SMALL else undefined.code
            raise Undefined(code, **{**undefined.values, "group": str(label)}) from undefined
    return found


class _Study:
    """The groups' answers in common units, and what they allow without a model."""

    def __init__(self, spec: Specification, parts: dict[str, Floats]) -> None:
        self.spec = spec
        self.sizes = pd.Series({label: len(x) for label, x in parts.items()}, name="n")
        pooled = np.vstack(list(parts.values()))
        centre, self.sd = np.nanmean(pooled, axis=0), np.nanstd(pooled, axis=0)
        standard = [(x - centre) / self.sd for x in parts.values()]
        self.samples: list[Sample] = [sample(z) for z in standard]
        refuse_unidentified(spec, elements(spec), len(pooled))
        self.free = [unrestricted_fit(spec, patterns) for patterns in self.samples]
        self.least = sum(deviance for deviance, _, _ in self.free)
        self.baseline = sum(
            float(((~np.isnan(z)).sum(axis=0) * (np.log(np.nanvar(z, axis=0)) + 1)).sum()) for z in standard
        )
        self.constant = float((~np.isnan(pooled)).sum(axis=0) @ (np.log(2 * np.pi) + 2 * np.log(self.sd)))

    def result(self, order: Sequence[str]) -> Invariance:
        """Level after level, each from where the one before came to rest."""
        rows: dict[str, dict[str, float]] = {}
        means, held = pd.DataFrame(), ""
        before: dict[str, float] = {}
        now: list[Matrices] | None = None
        for level in order:
            structure = elements(self.spec, len(self.samples), means=True, equal=EQUAL[level])
            solution, now = self._fitted(structure, now)
            row = self._row(structure, solution, now)
            compared = ("chi2", "df", "cfi", "rmsea")
            change = {f"delta_{key}": row[key] - before[key] if before else np.nan for key in compared}
            change["delta_p"] = float(chi2_distribution.sf(change["delta_chi2"], change["delta_df"]))
            accepted = not before or (
                list(rows)[-1] == held
                and change["delta_cfi"] >= LEAST_DELTA_CFI
                and change["delta_rmsea"] <= LARGEST_DELTA_RMSEA
            )
            if accepted:
                held = level
                means = self._latent_means(structure, solution, now) if "nu" in EQUAL[level] else means
            rows[level] = {**row, **change, "accepted": accepted}
            before = row
        table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("level").astype({"df": int})
        return Invariance(
            n=int(self.sizes.sum()), method=METHOD, levels=table, held=held, groups=self.sizes, latent_means=means
        )

    def _fitted(
        self, structure: Sequence[Elements], before: Sequence[Matrices] | None
    ) -> tuple[Solution, list[Matrices]]:
        likelihood = Likelihood(self.samples, structure)
        begin = before or [start(self.spec, S, mean) for _, mean, S in self.free]
        solution = fit(likelihood, parameters(structure, begin))
        now = likelihood.matrices(solution.values)
        for matrices in now:
            refuse_improper(self.spec, solution, matrices, int(self.sizes.sum()))
        return solution, now

    def _row(self, structure: Sequence[Elements], solution: Solution, now: Sequence[Matrices]) -> dict[str, float]:
        n, p, groups, free = int(self.sizes.sum()), len(self.spec.items), len(now), count(structure)
        df = groups * (p * (p + 1) // 2 + p) - free
        found = fit_indices(
            solution.deviance - self.least, df, self.baseline - self.least, groups * p * (p - 1) // 2, n, groups
        )
        shares = self.sizes.to_numpy() / n
        residuals = [srmr(S, m.sigma, mean, m.mu) for (_, mean, S), m in zip(self.free, now, strict=True)]
        deviance = solution.deviance + self.constant
        return {
            "chi2": found.chi2, "df": df, "p": found.p, "cfi": found.cfi, "tli": found.tli, "rmsea": found.rmsea,
            "rmsea_low": found.rmsea_low, "rmsea_high": found.rmsea_high, "srmr": float(shares @ residuals),
            "aic": deviance + 2 * free, "bic": deviance + np.log(n) * free,
        }  # fmt: skip

    def _latent_means(self, structure: Sequence[Elements], solution: Solution, now: Sequence[Matrices]) -> pd.DataFrame:
        turn = np.where(now[0].loadings.sum(axis=0) < 0, -1.0, 1.0)
        labels = [(label, "", factor) for label in self.sizes.index[1:] for factor in self.spec.factors]
        at = np.concatenate([group.alpha for group in structure[1:]])
        turns = np.tile(turn, len(structure) - 1)
        covariance = solution.covariance[np.ix_(at, at)] * np.outer(turns, turns)
        table = parameter_table(labels, solution.values[at] * turns, covariance)
        return table.rename(columns={"lhs": "group", "rhs": "factor", "estimate": "mean"}).drop(columns="op")
