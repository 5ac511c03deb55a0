"""Among whom is a value compared, and how far from their middle does it lie?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.performers.arrays import Codes, Flags, Floats
from scoring.performers.results import Grid
from scoring.policy import minimum

#: The fewest values that make a peer cell; with fewer the next coarser cell is taken.
CELL = minimum("peer_cell", "values").refuse
#: The interquartile range of a normal distribution in standard deviations.
NORMAL_IQR = 1.349
#: Differences this small against the middle are those of arithmetic, not of people.
ROUNDING = 1e-12
#: Kinds of peer cells, finest first.
KINDS = ("segment_period", "period", "role")


@dataclass(frozen=True, slots=True)
class Standardised:
    """Values against their peers, all of the shape of the values; z = (x − middle)/spread.

    Attributes
    ----------
    z, middle, spread : float
        NaN where there is no value; ``spread`` is 0 and z NaN in a cell without differences.
    count : int
        Values in the cell; 0 without a value.
    level : int
        Of ``KINDS``; −1 without a value.
    """

    z: Floats
    middle: Floats
    spread: Floats
    count: Codes
    level: Codes

    @property
    def coarsest(self) -> int:
        """The coarsest cells that were needed, 0 for the finest."""
        return int(self.level.max(initial=0))

    @property
    def smallest(self) -> int:
        """Fewest values in a cell; 0 when there are none."""
        return int(self.count[self.count > 0].min(initial=np.iinfo(np.intp).max)) if (self.count > 0).any() else 0

    @property
    def flat(self) -> Flags:
        """Values whose cell has no spread at all."""
        return np.asarray((self.level >= 0) & ~(self.spread > 0))


def peers(grid: Grid) -> tuple[Codes, ...]:
    """Cell codes, N × T, finest first: role × segment × period, role × period, role."""
    shape = grid.eligible.shape
    role = np.broadcast_to(pd.factorize(grid.people["role"])[0][:, None], shape)
    segment = pd.factorize(grid.territory.segment.ravel())[0].reshape(shape)
    time = np.broadcast_to(np.arange(shape[1]), shape)
    return tuple(_codes(*by) for by in ((role, segment, time), (role, time), (role,)))


def _codes(*by: Codes) -> Codes:
    code = np.zeros(by[0].shape, dtype=np.intp)
    for part in by:
        code = code * (int(part.max(initial=0)) + 2) + part + 1
    return np.unique(code, return_inverse=True)[1].reshape(by[0].shape)


def standardised(x: Floats, cells: tuple[Codes, ...], cases: Floats | None = None) -> Standardised:
    """(x − median)/(IQR/1.349) within the finest cell that holds enough values (methods §2.1, step 5).

    Parameters
    ----------
    x : float, any shape
        NaN where there is none.
    cells : int, as x
        Finest first.
    cases : float, as x, optional
        How much each value weighs in the quantiles of its cell.
    """
    known = ~np.isnan(x)
    middle, spread = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    count, level_of = np.zeros(x.shape, dtype=np.intp), np.full(x.shape, -1, dtype=np.intp)
    open_ = known.copy()
    for level, cell in enumerate(cells):
        counts = np.bincount(cell[known], minlength=int(cell.max(initial=0)) + 1)
        here = open_ & ((counts[cell] >= CELL) | (level == len(cells) - 1))
        if not here.any():
            continue
        weights = None if cases is None else cases[known]
        if weights is None or (weights == weights[0]).all():
            middles, spreads = _robust(x[known], cell[known], len(counts))
        else:
            middles, spreads = _weighed(x[known], cell[known], len(counts), weights)
        at = cell[here]
        middle[here], spread[here], count[here], level_of[here] = middles[at], spreads[at], counts[at], level
        open_ &= ~here
    spread[spread <= ROUNDING * np.abs(middle)] = 0.0
    with np.errstate(invalid="ignore"):
        z = (x - middle) / np.where(spread > 0, spread, np.nan)
    return Standardised(z, middle, np.where(known, np.nan_to_num(spread), np.nan), count, level_of)


def _robust(x: Floats, cell: Codes, size: int) -> tuple[Floats, Floats]:
    """Median and spread of every cell at once; quantiles are type 7; the SD where the interquartile range is zero."""
    order = np.lexsort((x, cell))
    ranked, counts = x[order], np.bincount(cell, minlength=size)
    first = np.concatenate(([0], np.cumsum(counts)[:-1]))

    def quantile(q: float) -> Floats:
        at = q * np.maximum(counts - 1, 0)
        low = np.minimum(first + np.floor(at).astype(int), len(ranked) - 1)
        high = np.minimum(first + np.ceil(at).astype(int), len(ranked) - 1)
        return np.asarray(ranked[low] + (at - np.floor(at)) * (ranked[high] - ranked[low]))

    median, spread = quantile(0.5), (quantile(0.75) - quantile(0.25)) / NORMAL_IQR
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.bincount(cell, x, size) / counts
        sd = np.sqrt(np.bincount(cell, (x - means[cell]) ** 2, size) / (counts - 1))
    return median, np.where(spread > 0, spread, sd)


def _weighed(x: Floats, cell: Codes, size: int, cases: Floats) -> tuple[Floats, Floats]:
    """The same with weighted quantiles, which are those of type 7 where all weights are equal."""
    median, spread = _robust(x, cell, size)
    for code in np.unique(cell):
        own = np.flatnonzero(cell == code)
        if len(own) < 2:
            continue
        own = own[np.lexsort((cases[own], x[own]))]
        w, k, n = cases[own], np.arange(len(own)), len(own)
        at = k * w + (n - 1) * (np.cumsum(w) - w)  # n(k − 1) for weights of one: rises with every value
        low, median[code], high = np.interp([0.25, 0.5, 0.75], at / at[-1], x[own])
        if high > low:
            spread[code] = (high - low) / NORMAL_IQR
    return median, spread
