"""How sure would a panel of so many raters be?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.generalizability.components import RESIDUAL
from scoring.results import Estimate, Result

Floats = npt.NDArray[np.float64]
Kind = Literal["crossed", "nested"]
#: From here on a panel's score may decide about single people (methods §6.8).
ENOUGH = 0.80
#: Nobody plans a panel of more.
MOST = 20
SOURCE = "Brennan 2001, ch. 4"


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of ``raters``, each of whom rates every criterion.

    Attributes
    ----------
    phi : Estimate
        Φ: sureness of the panel's mean where each candidate meets raters of their own.
    rank : Estimate
        Eρ²: sureness of the order where the same raters see everybody, or their strictness is taken out.
    gain : float or None
        By how much Φ is above that of a panel with one rater fewer; None at one.
    """

    raters: int
    phi: Estimate
    rank: Estimate
    gain: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Generalizability(Result):
    """A G study of ratees × raters × criteria and the D study that follows.

    Attributes
    ----------
    design : {"crossed", "nested"}
        ``nested`` where raters hardly ever meet a second ratee: their strictness cannot be told from their view of
        that person, and Φ and Eρ² are one.
    components : DataFrame
        By source: ``variance`` (squared rating points, never below zero), ``share``, ``negative`` (whether it came out
        below zero).
    panels : tuple of Panel
        1, 2, … raters.
    enough, enough_rank : int or None
        The smallest panel with Φ (Eρ²) of .80 or more; None when none of up to twenty has it.
    criteria : float
        Criteria a rater's score of one ratee rests on (harmonic mean).
    raters_each : float
        Raters a ratee has met (harmonic mean).
    """

    design: Kind = "crossed"
    components: pd.DataFrame = field(default_factory=pd.DataFrame)
    panels: tuple[Panel, ...] = ()
    enough: int | None = None
    enough_rank: int | None = None
    criteria: float = math.nan
    raters_each: float = math.nan


def coefficients(
    variances: Mapping[str, Floats | float], raters: Floats | float, criteria: float
) -> tuple[Floats, Floats]:
    """Φ and Eρ² of the mean over raters and a fixed set of criteria.

    Φ(n) = σ²(τ)/(σ²(τ) + σ²(Δ)), Eρ²(n) = σ²(τ)/(σ²(τ) + σ²(δ)), with σ²(τ) = σ²_p + σ²_pi/n_i,
    σ²(δ) = (σ²_pr + σ²_e/n_i)/n, σ²(Δ) = σ²(δ) + (σ²_r + σ²_ri/n_i)/n (Brennan 2001, ch. 4; criteria fixed: everybody
    is rated on the same ones, so how hard they are moves nobody). NaN where nothing differs.

    Parameters
    ----------
    variances : Mapping of str to float or array
        By source; a source that is not there counts nothing.

    Examples
    --------
    >>> shrout_fleiss = {"ratee": 2.5556, "rater": 5.2445, "residual": 1.0194}
    >>> [round(float(one), 3) for one in coefficients(shrout_fleiss, 4, 1)]
    [0.62, 0.909]
    """

    def of(name: str) -> Floats:
        variance: Floats = np.maximum(np.asarray(variances.get(name, 0.0), dtype=float), 0.0)
        return variance

    true = of("ratee") + of("ratee_criterion") / criteria
    relative = (of("ratee_rater") + of("rater_in_ratee") + of(RESIDUAL) / criteria) / raters
    absolute = relative + (of("rater") + of("rater_criterion") / criteria) / raters
    with np.errstate(invalid="ignore"):
        return true / (true + absolute), true / (true + relative)


def panels(
    variances: Mapping[str, float],
    samples: Mapping[str, Floats],
    sizes: Sequence[int],
    criteria: float,
    n: int,
    method: str,
    level: float,
) -> tuple[Panel, ...]:
    """A row of the D study each size, with intervals from drawn variances."""
    rows = []
    for size in sizes:
        values = coefficients(variances, size, criteria)
        draws = coefficients(samples, size, criteria)
        names = (f"Φ, {SOURCE}; {method}", f"Eρ², {SOURCE}; {method}")
        phi, rank = (_estimate(*pair, n, level) for pair in zip(values, draws, names, strict=True))
        gain = float(values[0] - coefficients(variances, size - 1, criteria)[0]) if size > 1 else None
        rows.append(Panel(size, phi, rank, gain))
    return tuple(rows)


def enough(variances: Mapping[str, float], criteria: float) -> tuple[int | None, int | None]:
    """The smallest panels whose Φ and whose Eρ² reach ``ENOUGH``."""
    sizes = np.arange(1, MOST + 1, dtype=float)
    reached = [np.flatnonzero(one >= ENOUGH) for one in coefficients(variances, sizes, criteria)]
    phi, rank = (int(sizes[found[0]]) if len(found) else None for found in reached)
    return phi, rank


def _estimate(value: Floats, draws: Floats, method: str, n: int, level: float) -> Estimate:
    tail = (1 - level) / 2
    low, high = np.nanquantile(draws, [tail, 1 - tail])
    return Estimate(float(value), n, method, min(float(low), float(value)), max(float(high), float(value)), level)
