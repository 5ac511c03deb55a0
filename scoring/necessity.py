"""Is there a practice that nobody with high results goes without?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import false_discovery_control

from scoring.errors import Code, Undefined
from scoring.policy import judged
from scoring.refusals import caveat
from scoring.results import Caveat, Estimate

Floats = npt.NDArray[np.float64]

METHOD = "CE-FDH effect size d, permutation of results (Dul 2016; Dul, van der Laan & Kuik 2020)"
#: From here an empty corner is worth a sentence, if it is also beyond chance (methods §3.9).
WORTH, ALPHA = 0.10, 0.05
PERMUTATIONS = 5000
_CHUNK = 2_000_000


@dataclass(frozen=True, slots=True)
class Necessary:
    """One practice.

    Attributes
    ----------
    code, label : str
    effect : Estimate
        d, the empty upper left corner as a share of the scope; 0 to 1.
    p, q : float or None
        Share of permutations with a corner as large; q after Benjamini & Hochberg over the practices.
    least : float or None
        The lowest value anybody in the replicable top has.
    necessary : bool
        d ≥ .10 and q < .05, with sixty people or more.
    """

    code: str
    label: str
    effect: Estimate
    p: float | None = None
    q: float | None = None
    least: float | None = None
    necessary: bool = False


@dataclass(frozen=True, slots=True)
class Necessity:
    """Every practice in the order given.

    A practice that merely goes with results leaves that corner emptier too: the finding adds to an association and is
    no proof that results cannot be had without it.
    """

    levers: tuple[Necessary, ...]
    caveats: tuple[Caveat, ...] = ()


def corner(x: npt.ArrayLike, y: npt.ArrayLike) -> float:
    """d of the ceiling that envelops all points: the empty zone above its steps, divided by the scope.

    Parameters
    ----------
    x, y : float, (n,)

    Raises
    ------
    Undefined
        ``NO_VARIANCE`` when x or y never differ; ``N_TOO_SMALL`` below two points.

    Examples
    --------
    Below x = 2 nobody has more than 1: half of the width is empty above it.

    >>> corner([0, 2, 4], [1, 2, 2]), corner([0, 2, 4], [2, 1, 1])
    (0.5, 0.0)
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    order, width = _steps(x, y)
    return float(_empty(y[order][None, :], width)[0])


def _steps(x: Floats, y: Floats) -> tuple[npt.NDArray[np.intp], Floats]:
    """Order of x, and the width to the next point as a share of the scope; ties have none but at their last."""
    if len(x) < 2:
        raise Undefined(Code.N_TOO_SMALL, n=len(x), of="people", need=2)
    if not (np.ptp(x) > 0 and np.ptp(y) > 0):
        raise Undefined(Code.NO_VARIANCE, n=len(x))
    order = np.argsort(x, kind="stable")
    return order, np.diff(x[order]) / np.ptp(x)


def _empty(y: Floats, width: Floats) -> Floats:
    """Share of the scope above the running maximum, for each row of y."""
    ceiling = np.maximum.accumulate(y, axis=1)[:, :-1]
    top, bottom = y.max(axis=1), y.min(axis=1)
    return np.asarray(((top[:, None] - ceiling) @ width) / (top - bottom))


def necessity(
    values: pd.DataFrame,
    outcome: pd.Series,
    top: pd.Series,
    labels: Sequence[str] | None = None,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
) -> Necessity:
    """CE-FDH of every practice (methods §3.9).

    Parameters
    ----------
    values : DataFrame, (people, practices)
        Indexed by person, turned so that more is expected to go with results; NaN where unknown.
    outcome : Series
        Adjusted composite of each person, same index.
    top : Series of bool
        Who is in the replicable top, same index.
    labels : sequence of str, optional
        In the order of the columns.
    seed : int
    permutations : int
    """
    names = list(labels) if labels is not None else [str(code) for code in values.columns]
    y, best = outcome.to_numpy(float), top.to_numpy(bool)
    found = []
    for code, label in zip(values.columns, names, strict=True):
        x = values[code].to_numpy(float)
        known = np.isfinite(x) & np.isfinite(y)
        # a stream of its own for each practice, so that one more moves none of the others
        rng = np.random.Generator(np.random.PCG64([seed, *str(code).encode()]))
        found.append(_one(str(code), label, x[known], y[known], best[known], rng, permutations))
    tested = [one.p for one in found if one.p is not None]
    corrected = iter(false_discovery_control(tested, method="bh").tolist()) if tested else iter(())
    return Necessity(tuple(_decided(one, next(corrected) if one.p is not None else None) for one in found))


def _one(
    code: str, label: str, x: Floats, y: Floats, best: npt.NDArray[np.bool_], rng: np.random.Generator, many: int
) -> Necessary:
    n = len(x)
    try:
        d = corner(x, y)
    except Undefined as undefined:
        return Necessary(code, label, Estimate.refusal(caveat(undefined), method=METHOD, n=n))
    shown = judged(Estimate(d, n, METHOD), "necessity", people=n)
    if shown.status == "refused":
        return Necessary(code, label, shown)
    order, width = _steps(x, y)
    y = y[order]
    reached, done = 0, 0
    while done < many:
        size = min(max(_CHUNK // n, 1), many - done)
        reached += int((_empty(rng.permuted(np.tile(y, (size, 1)), axis=1), width) >= d - 1e-12).sum())
        done += size
    least = float(x[best].min()) if best.any() else None
    return Necessary(code, label, shown, (1 + reached) / (1 + many), least=least)


def _decided(one: Necessary, q: float | None) -> Necessary:
    if q is None or one.effect.value is None:
        return one
    told = one.effect.value >= WORTH and q < ALPHA
    return Necessary(one.code, one.label, one.effect, one.p, q, one.least, told)
