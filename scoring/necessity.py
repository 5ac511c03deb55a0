"""Is there a practice that nobody with high results goes without?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    """Share of the scope above the running maximum, for each row of y (all of the same values) and column of width."""
    ceiling = np.maximum.accumulate(y, axis=1)[:, :-1]
    return np.asarray(((y[0].max() - ceiling) @ width) / np.ptp(y[0]))


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
    known = np.isfinite(values.to_numpy(float)) & np.isfinite(y)[:, None]
    found = [
        _one(str(code), label, values[code].to_numpy(float)[some], y[some], best[some])
        for code, label, some in zip(values.columns, names, known.T, strict=True)
    ]
    alike: dict[bytes, list[int]] = {}
    for place, one in enumerate(found):
        if one.effect.value is not None:
            alike.setdefault(known[:, place].tobytes(), []).append(place)
    for places in alike.values():
        some = known[:, places[0]]
        chances = _chances(values.iloc[:, places].to_numpy(float)[some], y[some], seed, permutations)
        for place, chance in zip(places, chances, strict=True):
            found[place] = replace(found[place], p=chance)
    tested = [one.p for one in found if one.p is not None]
    corrected = iter(false_discovery_control(tested, method="bh").tolist()) if tested else iter(())
    return Necessity(tuple(_decided(one, next(corrected) if one.p is not None else None) for one in found))


def _one(code: str, label: str, x: Floats, y: Floats, best: npt.NDArray[np.bool_]) -> Necessary:
    n = len(x)
    try:
        d = corner(x, y)
    except Undefined as undefined:
        return Necessary(code, label, Estimate.refusal(caveat(undefined), method=METHOD, n=n))
    shown = judged(Estimate(d, n, METHOD), "necessity", people=n)
    least = float(x[best].min()) if best.any() and shown.value is not None else None
    return Necessary(code, label, shown, least=least)


def _chances(x: Floats, y: Floats, seed: int, many: int) -> list[float]:
    """For each column of x, the share of permutations of y whose corner is as large.

    However people are ordered, their results in random order are in random order: one set of permutations and their
    ceilings does for every practice known of the same people, and one practice more moves none of the others.
    """
    steps = [_steps(column, y) for column in x.T]
    widths = np.stack([width for _order, width in steps], axis=1)
    seen = np.array([_empty(y[order][None, :], width)[0] for order, width in steps])
    rng = np.random.default_rng([seed, len(y)])
    reached, done = np.zeros(len(steps), int), 0
    while done < many:
        size = min(max(_CHUNK // len(y), 1), many - done)
        drawn = _empty(rng.permuted(np.tile(y, (size, 1)), axis=1), widths)
        reached += (drawn >= seen - 1e-12).sum(axis=0)
        done += size
    return [(1 + int(many_as_large)) / (1 + many) for many_as_large in reached]


def _decided(one: Necessary, q: float | None) -> Necessary:
    if q is None or one.effect.value is None:
        return one
    told = one.effect.value >= WORTH and q < ALPHA
    return replace(one, q=q, necessary=told)
