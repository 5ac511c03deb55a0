"""How many months does somebody new need until results say what they will stay?"""

import math
from dataclasses import replace

import numpy as np
from scipy.stats import f

from scoring.errors import Code
from scoring.performers.arrays import Codes, Flags, Floats
from scoring.performers.composite import composite
from scoring.performers.results import Grid
from scoring.results import Caveat, Estimate

#: From here on people new to the role tell how long it takes (methods §2.1, step 7).
HIRES, PERIODS = 30, 6
#: Share of the whole rise at which somebody counts as settled in, and the slowest rise that can be told from none.
RISEN, SLOWEST = 0.9, 24.0
#: Beginners lie lower than the ±3 that a settled person is clipped at.
WIDE = 6.0
MONTH = 365.25 / 12
METHOD = "Least squares of z = a + A(1 − e^{−t/τ}) within people; months to .9A; interval by the profile of τ"


def ramp(grid: Grid, enough: float) -> Estimate:
    """Months from the start in the role to nine tenths of the rise; refused where hires are few or no rise is seen.

    Parameters
    ----------
    grid : Grid
        Of any ramp: periods before its end are read too.
    enough : float
        As for ``composite``.
    """
    people = grid.people
    began = people["role_start_date"].fillna(people["hire_date"]).to_numpy("datetime64[ns]")
    days = (grid.starts.to_numpy()[None, :] - began[:, None]) / np.timedelta64(1, "D")
    months: Floats = np.asarray(days, dtype=float) / MONTH
    new = began > grid.starts.to_numpy()[0]
    new &= (grid.known & (months >= -1)).sum(1) >= PERIODS
    n = int(new.sum())
    if n < HIRES:
        return Estimate.refusal(Caveat(Code.N_TOO_SMALL, {"n": n, "need": HIRES, "of": "people"}), method=METHOD, n=n)
    return _fitted(_against_others(grid, new, enough), np.maximum(months[new], 0.0), n)


def _against_others(grid: Grid, new: Flags, enough: float) -> Floats:
    """Composites of the new ones against everybody else's cells: newcomers on the rise would move their own mark."""
    there = ~grid.away & ~grid.territory.reassigned
    others = composite(replace(grid, eligible=there & ~new[:, None]), enough)
    size = int(others.cells[0].max(initial=0)) + 1
    cell, z = others.cells[0][new], np.full(grid.values[new].shape, np.nan)
    for m, one in enumerate(others.standard):
        middle, spread = np.full(size, np.nan), np.full(size, np.nan)
        known = one.level >= 0
        middle[others.cells[0][known]], spread[others.cells[0][known]] = one.middle[known], one.spread[known]
        with np.errstate(divide="ignore", invalid="ignore"):
            z[:, :, m] = (others.prepared.values[new][:, :, m] - middle[cell]) / spread[cell]
    z = np.where(there[new][:, :, None] & np.isfinite(z), np.clip(z, -WIDE, WIDE), np.nan)
    held = (~np.isnan(z)) @ others.weights
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(held >= enough - 1e-12, np.nan_to_num(z) @ others.factors / held, np.nan)


def _fitted(z: Floats, months: Floats, n: int) -> Estimate:
    known = ~np.isnan(z)
    who, t = np.nonzero(known)[0], months[known]
    y = _within(z[known], who)
    grid: Floats = np.geomspace(0.5, SLOWEST, 80)
    curves = [_within(1 - np.exp(-t / tau), who) for tau in grid]
    rises: Floats = np.array([(x @ y) / max(float(x @ x), 1e-300) for x in curves])
    left: Floats = np.array([((y - rise * x) ** 2).sum() for rise, x in zip(rises, curves, strict=True)])
    best = int(left.argmin())
    free = len(y) - len(np.unique(who)) - 2
    if free < 1 or not left[best] > 0:
        return Estimate.refusal(Caveat(Code.NO_VARIANCE), method=METHOD, n=n)
    least: float = left[best]
    bound = least * (1 + float(f.ppf(0.95, 1, free)) / free)
    inside = grid[left <= bound]
    gone = float(y @ y)  # what is left with no rise at all
    if rises[best] <= 0 or gone <= bound or inside[-1] >= SLOWEST * 0.999:
        return Estimate.refusal(Caveat(Code.NOT_CONVERGED), method=METHOD, n=n)
    value, low, high = (-math.log(1 - RISEN) * float(tau) for tau in (grid[best], inside[0], inside[-1]))
    return Estimate(value, n, METHOD, low, high, unit="months")


def _within(x: Floats, who: Codes) -> Floats:
    total = np.bincount(who, x)
    return np.asarray(x - (total / np.maximum(np.bincount(who), 1))[who])
