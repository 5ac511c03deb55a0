"""How do scores of one calibration read on the scale of another (Kolen & Brennan 2014, ch. 6)?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.optimize import least_squares

from scoring.errors import BadTable, Code, Undefined
from scoring.irt.bank import Bank, checked
from scoring.irt.expectation import grid
from scoring.irt.models import Floats, Parameters, probabilities
from scoring.refusals import refusing
from scoring.results import Result

Linking = Literal["Stocking-Lord", "Haebara", "mean/sigma", "mean/mean"]
NODES = 61
#: Of the robust z, two-sided at 5 %.
DRIFTED = 1.96
#: Differences of thresholds smaller than this are rounding.
ROUNDING = 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class Link(Result):
    """What turns one scale into another: θ on the target's = ``A``·θ + ``B``.

    Attributes
    ----------
    A, B : float
    anchors : DataFrame
        Index item; slope and difficulty (mean threshold) in the target, slope_linked and difficulty_linked,
        difference (linked less target), robust_z of the difference (Huynh & Meyer 2010), distance (root of the mean
        squared difference of expected scores over the target's people, in shares of the item's range), drift
        (robust_z beyond ``DRIFTED``: a reason to look, the distance says whether it matters).
    left_out : tuple of str
        Items both banks hold with different answers.
    """

    A: float = float("nan")
    B: float = float("nan")
    anchors: pd.DataFrame = field(default_factory=pd.DataFrame)
    left_out: tuple[str, ...] = ()


@refusing(Link, "linking")
def link(bank: Bank, target: Bank, items: Sequence[str] | None = None, method: Linking = "Stocking-Lord") -> Link:
    """The line that puts ``bank`` on the scale of ``target``, by the items both hold.

    mean/mean (Loyd & Hoover 1980) and mean/sigma (Marco 1977) match moments of slopes and thresholds. Haebara (1980)
    brings the curves of every category, Stocking & Lord (1983) the sum of the expected scores, as near to the
    target's as can be, in least squares over the target's people.

    Parameters
    ----------
    items : sequence of str, optional
        The anchors; all that both banks hold with the same answers if not given. Leave out those that drift and link
        again.

    Raises
    ------
    BadTable
        An anchor is missing in a bank, or its answers differ between them.
    Undefined
        ``DISCONNECTED`` without an item in common, ``NO_VARIANCE`` by mean/sigma when all thresholds are the same,
        ``NOT_CONVERGED`` when the slopes point in opposite directions or the search finds no minimum.
    ValueError
        On an unknown method.

    Examples
    --------
    >>> items = pd.DataFrame({"slope": [1.0, 1.5], "threshold_1": [-0.5, 1.0]}, index=["a", "b"])
    >>> old = Bank("2PL", items, {"a": (0.0, 1.0), "b": (0.0, 1.0)})
    >>> found = link(linked(old, 0.5, 2.0), old)
    >>> round(found.A, 6), round(found.B, 6)
    (2.0, -4.0)
    """
    if method not in get_args(Linking):
        raise ValueError(f"method {method!r} is none of {', '.join(get_args(Linking))}")
    names, left_out = _anchors(checked(bank), checked(target), items)
    new, old = bank.of(names).parameters, target.of(names).parameters
    A, B = _moments(new, old, "mean/sigma" if method == "mean/sigma" else "mean/mean")
    if method in ("Stocking-Lord", "Haebara"):
        A, B = _nearest(new, old, (A, B), target, method == "Haebara")
    anchors = _drift(linked(bank.of(names), A, B), target.of(names))
    return Link(n=len(names), method=method, A=A, B=B, anchors=anchors, left_out=tuple(map(str, left_out)))


def linked(bank: Bank, A: float, B: float) -> Bank:
    """The bank on the scale Aθ + B: slopes a/A, thresholds Ab + B and their errors, mean and sd of the trait.

    The errors are those of the calibration alone: A and B are taken as known.

    Raises
    ------
    ValueError
        When A is not above zero or B not finite.
    """
    if not (np.isfinite(A) and A > 0 and np.isfinite(B)):
        raise ValueError(f"A {A} and B {B} are no scale")
    items = bank.items.copy()
    for name in map(str, items):
        if name in ("slope", "se_slope"):
            items[name] = items[name] / A
        elif name.startswith("threshold_"):
            items[name] = A * items[name] + B
        elif name.startswith("se_threshold_"):
            items[name] = A * items[name]
    return replace(bank, items=items, mean=A * bank.mean + B, sd=A * bank.sd)


def _anchors(bank: Bank, target: Bank, items: Sequence[str] | None) -> tuple[list[str], list[str]]:
    """The anchors, and the items both banks hold that cannot be one because their answers differ."""
    common = [name for name in target.items.index if name in bank.items.index]
    alike = [
        name
        for name in common
        if tuple(bank.categories[name]) == tuple(target.categories[name])
        and dict(bank.merged.get(name, {})) == dict(target.merged.get(name, {}))
    ]
    for name in items or ():
        if name not in alike:
            why = "has other answers in one bank than in the other" if name in common else "is not in both banks"
            raise BadTable(f"anchor {name} {why}")
    if not alike:
        raise Undefined(Code.DISCONNECTED, n=0, need=1, of="items")
    if (bank.parameters.graded, target.parameters.graded) not in ((True, True), (False, False)):
        raise BadTable(f"a bank of model {bank.model} cannot be linked to one of model {target.model}")
    if items:
        return list(dict.fromkeys(items)), []
    return alike, [name for name in common if name not in alike]


def _moments(new: Parameters, old: Parameters, method: str) -> tuple[float, float]:
    mine, its = (each.threshold[np.isfinite(each.threshold)] for each in (new, old))
    if method == "mean/sigma":
        if not (np.ptp(mine) > 0 and np.ptp(its) > 0):
            raise Undefined(Code.NO_VARIANCE, n=len(mine), of="thresholds")
        A = float(its.std() / mine.std())
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            A = float(new.slope.mean() / old.slope.mean())
    if not (np.isfinite(A) and A > 0):
        raise Undefined(Code.NOT_CONVERGED, n=len(new.slope), of="items")
    return A, float(its.mean() - A * mine.mean())


def _nearest(
    new: Parameters, old: Parameters, start: tuple[float, float], target: Bank, each: bool
) -> tuple[float, float]:
    people = grid(NODES)
    theta, weight = target.mean + target.sd * people.points, np.sqrt(people.weights)
    categories = np.arange(old.intercept.shape[1] + 1)

    def curves(items: Parameters) -> Floats:
        p = probabilities(items, theta)
        return p if each else np.einsum("jkq,k->q", p, categories)

    aim = curves(old)

    def misses(line: Floats) -> Floats:
        A, B = np.exp(line[0]), line[1]
        moved = Parameters(new.graded, new.slope / A, new.intercept - new.slope[:, None] * B / A)
        return np.asarray(((curves(moved) - aim) * weight).ravel())

    found = least_squares(misses, [np.log(start[0]), start[1]], xtol=1e-12, ftol=1e-14, gtol=1e-14)
    if not found.success or abs(found.x[0]) > 5:
        raise Undefined(Code.NOT_CONVERGED, n=len(new.slope), of="items")
    return float(np.exp(found.x[0])), float(found.x[1])


def _drift(bank: Bank, target: Bank) -> pd.DataFrame:
    """How far each anchor is from where it was, once the scales are one."""
    new, old = bank.parameters, target.parameters
    mine, its = (np.nanmean(each.threshold, axis=1) for each in (new, old))
    difference = mine - its
    quarters = np.quantile(difference, [0.25, 0.5, 0.75])
    spread = max(0.74 * (quarters[2] - quarters[0]), ROUNDING)
    z = (difference - quarters[1]) / spread
    people = grid(NODES)
    k = np.arange(old.intercept.shape[1] + 1)[None, :, None]
    theta = target.mean + target.sd * people.points
    apart = (k * (probabilities(new, theta) - probabilities(old, theta))).sum(axis=1) / (old.categories - 1)[:, None]
    return pd.DataFrame(
        {
            "slope": old.slope, "difficulty": its, "slope_linked": new.slope, "difficulty_linked": mine,
            "difference": difference, "robust_z": z, "distance": np.sqrt(apart**2 @ people.weights),
            "drift": np.abs(z) > DRIFTED,
        },
        index=target.items.index,
    )  # fmt: skip
