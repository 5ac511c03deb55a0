"""Would the decision change if every panel had been of average strictness?"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import norm

from scoring.errors import BadTable, Code, Scalar, Undefined
from scoring.refusals import refusing
from scoring.results import Estimate, Result

Floats = npt.NDArray[np.float64]
Sides = tuple[npt.NDArray[np.bool_] | None, npt.NDArray[np.bool_] | None, Floats | None]
METHOD = "raw means against fair averages of the many-facet Rasch model, Linacre 1989; chances by their errors"
#: From this chance on a different outcome is worth a talk (one in five); methods §6.10 leaves the decision to people.
WORTH_A_TALK = 0.20
DRAWS = 4000


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate by raw mean and by fair average.

    Attributes
    ----------
    raw, raw_place, fair_place : float
        Places are midranks from 1, the highest score first.
    fair : Estimate
    inside : bool or None
        At or above the bar (or in one of the first places) by the raw mean; None without bar and places.
    fair_inside : bool or None
        The same by the fair average.
    chance_other : float or None
        Chance that the fair score is on the other side than the raw one says.
    verdict : {"same", "close", "changes"}
        ``changes`` when raw mean and fair average differ in outcome, ``close`` when the chance of it is one in five or
        more. Without bar and places the outcome is the order among neighbours.
    """

    ratee: Scalar
    raw: float
    fair: Estimate
    raw_place: float
    fair_place: float
    inside: bool | None
    fair_inside: bool | None
    chance_other: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Swap:
    """Two candidates whom the raw means put in an order that the fair averages turn round, or may."""

    ahead: Scalar
    behind: Scalar
    chance: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Change(Result):
    """What fair averages would change in one opening; nobody is rejected by it.

    Attributes
    ----------
    standings : tuple of Standing
        By raw mean, highest first; who has no fair average stands in ``left_out``.
    swaps : tuple of Swap
        Neighbours by raw mean whose order may turn round (chance one in five or more), the likeliest first.
    changes : bool or None
        Whether the outcome of anybody differs; None where nobody can tell.
    left_out : tuple
    """

    standings: tuple[Standing, ...] = ()
    swaps: tuple[Swap, ...] = ()
    changes: bool | None = None
    left_out: tuple[Scalar, ...] = ()


@refusing(Change, METHOD)
def would_change(
    raw: Mapping[Scalar, float],
    fair: Mapping[Scalar, Estimate],
    bar: float | None = None,
    places: int | None = None,
    seed: int = 1,
) -> Change:
    """The candidates of one opening by raw mean and by fair average.

    Parameters
    ----------
    raw : Mapping of ratee to float
        Panel means in rating points.
    fair : Mapping of ratee to Estimate
        Their fair averages with interval, as ``fair_averages`` gives them; refused or absent ones are left out.
    bar : float, optional
        Score to reach, in rating points.
    places : int, optional
        How many go on; not together with ``bar``.

    Returns
    -------
    Change
        ``n`` counts candidates compared. Refused ``N_TOO_SMALL`` without any (or, without a bar, with fewer than two),
        ``BAD_TABLE`` when a raw mean is not finite.

    Raises
    ------
    ValueError
        With both a bar and places, or fewer than one place.
    """
    if bar is not None and places is not None:
        raise ValueError("either a bar or a number of places")
    if places is not None and places < 1:
        raise ValueError(f"{places} places")
    known = [name for name in raw if name in fair and fair[name].value is not None and fair[name].low is not None]
    least = 1 if bar is not None else 2
    if len(known) < least:
        raise Undefined(Code.N_TOO_SMALL, n=len(known), need=least, of="ratees")
    x = np.array([float(raw[name]) for name in known])
    if not np.isfinite(x).all():
        raise BadTable(f"raw means: that of {known[int((~np.isfinite(x)).argmax())]} is not finite")
    y = np.array([float(fair[name].value or 0.0) for name in known])
    se = np.array([_error(fair[name]) for name in known])
    places_raw, places_fair = (pd.Series(-one).rank().to_numpy() for one in (x, y))
    inside, fair_inside, chance = _sides(x, y, se, bar, places, seed)
    order = np.argsort(-x, kind="stable")
    turned = _turned(x, y, se, order)
    standings = []
    for at in order:
        side = None if inside is None else bool(inside[at])
        fair_side = None if fair_inside is None else bool(fair_inside[at])
        other = None if chance is None else float(chance[at])
        risk = other if other is not None else turned[at]
        differs = side != fair_side if side is not None else turned[at] > 0.5
        verdict = "changes" if differs else "close" if risk >= WORTH_A_TALK else "same"
        standings.append(
            Standing(
                known[at], float(x[at]), fair[known[at]], float(places_raw[at]), float(places_fair[at]), side,
                fair_side, other, verdict,
            )
        )  # fmt: skip
    return Change(
        n=len(known), method=METHOD, standings=tuple(standings), swaps=_swaps(known, x, y, se, order),
        changes=any(one.verdict == "changes" for one in standings),
        left_out=tuple(name for name in raw if name not in known),
    )  # fmt: skip


def _error(found: Estimate) -> float:
    low, high = found.low or 0.0, found.high or 0.0
    return max((high - low) / (2 * float(norm.ppf((1 + found.level) / 2))), 1e-12)


def _sides(x: Floats, y: Floats, se: Floats, bar: float | None, places: int | None, seed: int) -> Sides:
    """Inside by raw, inside by fair, chance of the other side; ties at the last place are all inside."""
    if bar is not None:
        inside = x >= bar
        above = norm.sf(bar, y, se)
        return inside, y >= bar, np.where(inside, 1 - above, above)
    if places is None:
        return None, None, None
    if places >= len(x):
        everybody = np.ones(len(x), dtype=bool)
        return everybody, everybody, np.zeros(len(x))
    draws = y + se * np.random.default_rng(seed).standard_normal((DRAWS, len(y)))
    edges = np.sort(draws, axis=1)[:, -places]
    above = (draws >= edges[:, None]).mean(axis=0)
    inside = x >= np.sort(x)[-places]
    return inside, y >= np.sort(y)[-places], np.where(inside, 1 - above, above)


def _turn(ahead: int, behind: int, y: Floats, se: Floats) -> float:
    """Chance that the one behind is the better one."""
    return float(norm.cdf((y[behind] - y[ahead]) / math.hypot(se[ahead], se[behind])))


def _neighbours(x: Floats, order: npt.NDArray[np.intp]) -> list[tuple[int, int]]:
    """Neighbours by raw mean who are not tied."""
    return [(int(a), int(b)) for a, b in itertools.pairwise(order) if x[a] > x[b]]


def _turned(x: Floats, y: Floats, se: Floats, order: npt.NDArray[np.intp]) -> Floats:
    """For each candidate, the greatest chance that the order with a neighbour is the other way round."""
    found = np.zeros(len(x))
    for ahead, behind in _neighbours(x, order):
        found[[ahead, behind]] = np.maximum(found[[ahead, behind]], _turn(ahead, behind, y, se))
    return found


def _swaps(names: list[Scalar], x: Floats, y: Floats, se: Floats, order: npt.NDArray[np.intp]) -> tuple[Swap, ...]:
    found = [Swap(names[a], names[b], _turn(a, b, y, se)) for a, b in _neighbours(x, order)]
    return tuple(sorted((one for one in found if one.chance >= WORTH_A_TALK), key=lambda one: -one.chance))
