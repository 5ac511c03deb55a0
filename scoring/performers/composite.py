"""What is one person's result in one period, over all measures and compared with peers?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import skew

from scoring.performers.results import Codes, Flags, Floats, Grid
from scoring.policy import minimum

#: The fewest values that make a peer cell; with fewer the next coarser cell is taken.
CELL = minimum("peer_cell", "values").refuse
#: The interquartile range of a normal distribution in standard deviations.
NORMAL_IQR = 1.349
CLIP = 3.0
SKEWED = 2.0


@dataclass(frozen=True, slots=True)
class Composite:
    """Standardised measures and their weighted sum.

    Attributes
    ----------
    z : float, N × T × M
        Against peers of role, segment and period; a positive value is good.
    scores : float, N × T
        NaN where not eligible or more than 30 % of the weight is missing.
    weights, effective : float, M
        Nominal (sum 1) and Σ-one share of the composite's variance.
    coarse : bool
        Whether some cell was too small to hold the segment.
    smallest_cell : int
        Fewest values a peer cell had.
    flat : tuple of str
        Measures without spread in some cell, dropped there.
    equal : bool
        True when no weights were given.
    cells : int, N × T
        Codes of the finest peer cells, for whatever else is to be compared with peers.
    """

    z: Floats
    scores: Floats
    weights: Floats
    effective: Floats
    coarse: bool
    smallest_cell: int
    flat: tuple[str, ...]
    equal: bool
    cells: tuple[Codes, ...]


def composite(grid: Grid, enough: float = 0.70) -> Composite:
    """Standardises within peer cells and adds up by weight (methods §2.1, §2.2).

    Parameters
    ----------
    grid : Grid
    enough : float
        Share of the weight that must be there; the rest is spread over what is.
    """
    values = np.where(grid.eligible[:, :, None], oriented(grid), np.nan)
    cells = peers(grid)
    z = np.empty_like(values)
    weights, equal = _weights(grid.metrics["weight"].to_numpy())
    levels, sizes, flat = [], [], []
    for m, key in enumerate(grid.metrics["metric_key"]):
        z[:, :, m], level, size, constant = standardised(values[:, :, m], cells)
        if weights[m] > 0:  # what is only looked at beside the score raises no doubt about it
            levels.append(level)
            sizes.append(size)
            flat += [key] if constant else []
    z = np.clip(z, -CLIP, CLIP)

    factors = weights / _bucket_spreads(z, weights, grid.metrics["bucket"])
    there = ~np.isnan(z)
    scores = _sum(z, weights, factors, there, grid.metrics["bucket"])
    scores[~(there @ weights >= enough - 1e-12)] = np.nan
    full = there[:, :, weights > 0].all(2) & ~np.isnan(scores)
    return Composite(
        z, scores, weights, _effective(z[full], scores[full], factors), max(levels, default=0) > 0,
        min(sizes, default=0), tuple(flat), equal, cells,
    )  # fmt: skip


def oriented(grid: Grid) -> Floats:
    """Values as attainment where there is a quota, heavy tails taken in, and higher always better (steps 1–4)."""
    out = grid.values.copy()
    for m, (direction, target) in enumerate(zip(grid.metrics["direction"], grid.metrics["target"], strict=True)):
        x, quota = out[:, :, m], grid.targets[:, :, m]
        if direction == "target":
            out[:, :, m] = -np.abs(x - np.where(np.isnan(quota), target, quota))
            continue
        if not np.isnan(quota).all():
            with np.errstate(divide="ignore", invalid="ignore"):
                x = np.where(quota > 0, x / quota, np.nan)
        out[:, :, m] = -_tamed(x) if direction == "lower" else _tamed(x)
    return out


def _tamed(x: Floats) -> Floats:
    known = x[~np.isnan(x)]
    if (
        not known.size
        or known.min() < 0
        or known.min() == known.max()
        or np.median(known) <= 0
        or not skew(known, bias=False) > SKEWED
    ):
        return x
    return np.asarray(np.log1p(x / np.median(known)))


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


def standardised(x: Floats, cells: tuple[Codes, ...]) -> tuple[Floats, int, int, bool]:
    """(x − median)/(IQR/1.349) within the finest cell that holds enough values.

    Returns
    -------
    z : float, as x
    level : int
        The coarsest cells that were needed, 0 for the finest.
    size : int
        Fewest values in a cell.
    constant : bool
        Whether some cell had no spread at all; its values are NaN.
    """
    z, open_, known = np.full(x.shape, np.nan), ~np.isnan(x), ~np.isnan(x)
    deepest, smallest, constant = 0, 0, False
    for level, cell in enumerate(cells):
        counts = np.bincount(cell[known], minlength=int(cell.max(initial=0)) + 1)
        last = level == len(cells) - 1
        here = open_ & ((counts[cell] >= CELL) | last)
        if not here.any():
            continue
        middle, spread = _robust(x[known], cell[known], len(counts))
        with np.errstate(invalid="ignore"):
            z[here] = ((x - middle[cell]) / np.where(spread > 0, spread, np.nan)[cell])[here]
        constant |= bool((~(spread[cell[here]] > 0)).any())
        fewest = int(counts[cell[here]].min())
        deepest, smallest = level, min(smallest or fewest, fewest)
        open_ &= ~here
    return z, deepest, smallest, constant


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


def _weights(given: Floats) -> tuple[Floats, bool]:
    equal = not np.nansum(given) > 0
    weights = np.ones(len(given)) if equal else np.nan_to_num(given)
    return weights / max(weights.sum(), 1e-300), equal


def _buckets(bucket: pd.Series) -> list[Codes]:
    names = bucket.fillna("")
    return [np.flatnonzero((names == name).to_numpy()) for name in sorted(names.unique())]


def _bucket_spreads(z: Floats, weights: Floats, bucket: pd.Series) -> Floats:
    """√(w'R_b w) of the bucket each measure is in, w summing to one inside it."""
    spreads = np.ones(len(weights))
    for members in _buckets(bucket):
        rows = pd.DataFrame(z[:, :, members].reshape(-1, len(members)))
        R = rows.corr(min_periods=3).fillna(0.0).to_numpy(copy=True)
        np.fill_diagonal(R, 1.0)
        w = np.where(rows.notna().any(), weights[members], 0.0)  # a measure without spread takes no part
        w = w / max(w.sum(), 1e-300)
        spreads[members] = np.sqrt(max(w @ R @ w, 1e-12))
    return spreads


def _sum(z: Floats, weights: Floats, factors: Floats, there: Flags, bucket: pd.Series) -> Floats:
    """Σ_b W_b · bucket score; what is missing is made up for inside its bucket, a missing bucket by the others."""
    filled, total, seen = np.where(there, z, 0.0), np.zeros(z.shape[:2]), np.zeros(z.shape[:2])
    for members in _buckets(bucket):
        held = there[:, :, members] @ weights[members]
        with np.errstate(divide="ignore", invalid="ignore"):
            part = filled[:, :, members] @ factors[members] * (weights[members].sum() / held)
        total += np.where(held > 0, part, 0.0)
        seen += np.where(held > 0, weights[members].sum(), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(total / seen)


def _effective(z: Floats, scores: Floats, factors: Floats) -> Floats:
    """w_m·cov(z_m, c)/var(c) on the rows where every measure is there."""
    used = factors > 0
    if len(scores) < 2 or not scores.var() > 0:
        return np.full(len(factors), np.nan)
    centred = np.where(used, z - z.mean(0), 0.0)
    return np.asarray(factors * ((scores - scores.mean()) @ centred) / len(scores) / scores.var())
