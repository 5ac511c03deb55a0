"""How hard and how telling is each item, judged by the answers alone?"""

from dataclasses import dataclass, field, replace
from typing import get_args

import numpy as np
import pandas as pd

from scoring.errors import Code, Scalar, Undefined
from scoring.irt.bank import Bank, Calibrated, checked, opened
from scoring.irt.coding import Coded, coded, unused
from scoring.irt.design import Design
from scoring.irt.estimation import SAMPLE, Fit, Likelihood, maximum
from scoring.irt.expectation import grid
from scoring.irt.models import Model
from scoring.irt.precision import Precision, Scale, precision, scale
from scoring.irt.preparation import Order, named, points, prepared
from scoring.irt.priors import LogNormal
from scoring.irt.starts import starts
from scoring.policy import minimum
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Caveat, Result

METHOD = "marginal maximum likelihood, Bock & Aitkin 1981"
NAMES: dict[Model, str] = {
    "1PL": "one-parameter logistic model, Rasch 1960",
    "2PL": "two-parameter logistic model, Birnbaum 1968",
    "GRM": "graded response model, Samejima 1969",
    "PCM": "partial credit model, Masters 1982",
    "GPCM": "generalized partial credit model, Muraki 1992",
}
#: Below this SD the items have nothing in common.
LEAST_SPREAD = 0.01


@dataclass(frozen=True, kw_only=True, eq=False)
class Calibration(Result):
    """Item parameters with their errors.

    Attributes
    ----------
    items : DataFrame
        Index ``item``; columns slope, threshold_1 …, se_slope, se_threshold_1 …. NaN beyond an item's own steps, and
        in the errors of what was not estimated here (the slope of a PCM, fixed items of a bank without them).
    log_likelihood : float
        At the estimates, without the prior.
    converged : bool
    iterations : int
        Times all answers, or a sample of them, were gone through.
    gradient : float
        Largest absolute derivative of the log-likelihood (with the prior, if there is one) by slopes and intercepts.
    parameters : int
        How many were estimated.
    aic, bic : float
    mean, sd : float
        Of the trait in these people; estimated with fixed items, and the sd in a PCM, else 0 and 1.
    covariance : DataFrame
        Of the estimates: index and columns (item, "slope" | "intercept_1" …) and ("", "sd" | "mean"), where
        intercept = −slope · threshold. Empty without errors, or where there are too many items.
    bank : Bank
    category_counts : DataFrame
        Index item, columns category 0, 1 …: how often each was used.
    """

    items: pd.DataFrame = field(default_factory=pd.DataFrame)
    log_likelihood: float = float("nan")
    converged: bool = False
    iterations: int = 0
    gradient: float = float("nan")
    parameters: int = 0
    aic: float = float("nan")
    bic: float = float("nan")
    mean: float = float("nan")
    sd: float = float("nan")
    covariance: pd.DataFrame = field(default_factory=pd.DataFrame)
    bank: Bank | None = None
    category_counts: pd.DataFrame = field(default_factory=pd.DataFrame)


@refusing(Calibration, METHOD)
def calibrate(
    responses: Answers,
    model: str,
    *,
    prior: LogNormal | None = None,
    collapse: int | None = None,
    fixed: Bank | Calibrated | None = None,
    se: bool = True,
    nodes: int = 61,
) -> Calibration:
    """Item parameters by marginal maximum likelihood.

    Parameters
    ----------
    responses : DataFrame or 2-D array
        People in rows, items in columns; any numbers as answers, in their order; missing answers NaN, taken as missing
        at random. Items of an array are named by their numbers, from 0.
    model : "1PL", "2PL", "GRM", "PCM" or "GPCM", in upper or lower case
        The trait is normal with mean 0 and SD 1; in a PCM slopes are 1 and the SD is free.
    prior : LogNormal, optional
        Of free slopes.
    collapse : int, optional
        Joins categories used less often to the rarer of their neighbours.
    fixed : Bank or Calibration, optional
        Items of it keep their parameters; mean and SD of the trait are free, and new items come out on the scale of the
        bank (fixed parameter calibration with updated prior, Kim 2006). Where the bank names none by number, the first
        columns of an array are its items, in its order.
    se : bool
        Standard errors from the observed information (Louis 1982).
    nodes : int
        Points of the trait from −6 to 6, at least; long tests get more, as their posteriors are narrower.

    Returns
    -------
    Calibration
        Refused when the table is none, an item has one answer only, there are too few items or answers, nothing ties
        the items to one another, a slope grows without bound (``HEYWOOD``) or the search does not settle.

    Raises
    ------
    ValueError
        Unknown model; a prior where no slope is free; a bank of another model; fewer than 21 nodes.

    Examples
    --------
    >>> import numpy as np
    >>> patterns = [[p >> 4 & 1, p >> 3 & 1, p >> 2 & 1, p >> 1 & 1, p & 1] for p in range(32)]
    >>> counts = [3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173,
    ...           11, 61, 28, 298]  # LSAT6, Bock & Lieberman 1970
    >>> lsat = calibrate(np.repeat(patterns, counts, axis=0), "2PL")
    >>> lsat.items["slope"].round(2).tolist(), round(lsat.log_likelihood, 2)
    ([0.83, 0.72, 0.89, 0.69, 0.66], -2466.65)
    """
    held = None if fixed is None else checked(opened(fixed))
    kind = _kind(model, prior, held, nodes)
    if held is None:
        read = coded(responses, collapse=collapse)
    else:
        read = coded(named(responses, held), held.categories, held.merged, collapse)
    order, plan, patterns = prepared(kind, read, held)
    with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="ignore"):
        start = starts(plan, patterns.sample(SAMPLE), positive=prior is not None)
        where = grid(points(plan, plan.items(start), nodes))
        likelihood = Likelihood(plan, patterns, where, prior)
        fit = maximum(likelihood, start, tuple(read.items[place] for place in order))
        tied = plan.shared.shape[2]
        if tied and fit.point.free[0] < LEAST_SPREAD:
            raise Undefined(Code.NO_VARIANCE, n=read.people)
        on = scale(fit.point.free, tied, held is not None or kind == "PCM")
        sure = precision(likelihood, fit.point, on) if se else None
    table = _items(read, order, plan, fit, on, sure, held)
    bank = Bank(kind, table, read.categories, on.mean, on.sd, read.people, read.merged)
    if held is not None:
        bank = _joined(bank, held)
    height, count = fit.point.log_likelihood, plan.parameters
    method = f"{NAMES[kind]}; {METHOD}; {len(where.points)} nodes"
    return Calibration(
        n=read.people,
        method=method + ("; standard errors within items only" if sure and sure.whole is None else ""),
        items=table,
        log_likelihood=height,
        converged=True,
        iterations=fit.looks,
        gradient=float(np.abs(fit.point.gradient).max()),
        parameters=count,
        aic=2 * count - 2 * height,
        bic=float(np.log(read.people)) * count - 2 * height,
        mean=on.mean,
        sd=on.sd,
        covariance=_covariance(read, order, plan, sure, on),
        bank=bank,
        category_counts=read.counts,
    ).doubted(*_doubts(read, table))


def _kind(model: str, prior: LogNormal | None, fixed: Bank | None, nodes: int) -> Model:
    kinds: dict[str, Model] = {name: name for name in get_args(Model)}
    if model.upper() not in kinds:
        raise ValueError(f"no model {model!r}; there are {', '.join(kinds)}")
    kind = kinds[model.upper()]
    if prior is not None and kind in ("1PL", "PCM"):
        raise ValueError(f"a {kind} has no free slopes a prior could hold")
    if fixed is not None and fixed.model != kind:
        raise ValueError(f"a {kind} cannot be calibrated with fixed items of a {fixed.model}")
    if nodes < 21:
        raise ValueError(f"{nodes} nodes are too few; at least 21 are needed")
    return kind


def _items(
    read: Coded,
    order: Order,
    plan: Design,
    fit: Fit,
    on: Scale,
    sure: Precision | None,
    fixed: Bank | None,
) -> pd.DataFrame:
    """Slopes, thresholds and their errors, items as in the data; those of a bank as the bank has them."""
    full = plan.dense(fit.point.free)
    slope = full[:, :1] / on.sd
    threshold = np.where(plan.exists[:, 1:], -(full[:, 1:] - slope * on.mean) / slope, np.nan)
    error = np.full(plan.exists.shape, np.nan)
    if sure is not None:
        variance = np.einsum("jkk->jk", sure.blocks)
        along = variance[:, 1:] + threshold**2 * variance[:, :1] + 2 * threshold * sure.blocks[:, 0, 1:]
        error = np.sqrt(np.concatenate([variance[:, :1], along / slope**2], axis=1))
        error[error == 0] = np.nan
    columns = _columns(plan.exists.shape[1])
    names = pd.Index([read.items[place] for place in order], name="item")
    table = pd.DataFrame(np.concatenate([slope, threshold, error], axis=1), index=names, columns=columns)
    if fixed is not None:
        kept = names[~plan.own.any(axis=1)]
        table.loc[kept] = fixed.items.loc[kept].reindex(columns=columns)
    return table.loc[list(read.items)]


def _columns(categories: int) -> list[str]:
    names = ["slope", *(f"threshold_{k}" for k in range(1, categories))]
    return [*names, *(f"se_{name}" for name in names)]


def _joined(bank: Bank, fixed: Bank) -> Bank:
    """The bank with the fixed items nobody was asked this time."""
    columns = _columns(max(len(known) for known in [*bank.categories.values(), *fixed.categories.values()]))
    absent = fixed.items.index.difference(bank.items.index, sort=False)
    items = [bank.items, fixed.items.loc[absent]] if len(absent) else [bank.items]
    return replace(
        bank,
        items=pd.concat([part.reindex(columns=columns) for part in items]).rename_axis("item"),
        categories={**fixed.categories, **bank.categories},
        merged={**fixed.merged, **bank.merged},
    )


def _covariance(read: Coded, order: Order, plan: Design, sure: Precision | None, on: Scale) -> pd.DataFrame:
    if sure is None or sure.whole is None:
        return pd.DataFrame()
    kind, item = np.nonzero(plan.exists.T)
    names = [(read.items[order[j]], f"intercept_{k}" if k else "slope") for j, k in zip(item, kind, strict=True)] + [
        ("", "sd"),
        ("", "mean"),
    ][: on.free]
    index = pd.MultiIndex.from_tuples(names, names=["item", "parameter"])
    estimated = np.diag(sure.whole) > 0
    return pd.DataFrame(sure.whole, index=index, columns=index).loc[estimated, estimated]


def _doubts(read: Coded, table: pd.DataFrame) -> list[Caveat]:
    """Items keyed wrong, rare and unused categories, people without an answer."""
    doubts = [Caveat(Code.KEYED_WRONG, {"item": str(item)}) for item in table.index[table["slope"] < 0]]
    least = minimum("grm", "answers_per_category").full
    rare = read.counts.min(axis=1)
    if (rare < least).any():
        where: dict[str, Scalar] = {"item": str(rare.idxmin()), "items": int((rare < least).sum())}
        few: dict[str, Scalar] = {"n": int(rare.min()), "need": least, "of": "answers_per_category"}
        doubts.append(Caveat(Code.N_TOO_SMALL, few | where))
    lacking = unused(read)
    if lacking:
        item, answers = next(iter(lacking.items()))
        doubts.append(Caveat(Code.UNUSED_CATEGORY, {"item": str(item), "answer": answers[0], "items": len(lacking)}))
    if read.silent:
        doubts.append(Caveat(Code.MISSING_TOO_MUCH, {"people": read.silent}))
    return doubts
