"""What does a value say once quota, number of cases and heavy tails are allowed for, and higher is better?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import skew

from scoring.errors import LeftOut
from scoring.performers.arrays import Flags, Floats
from scoring.performers.results import Grid, Note, noted

SKEWED = 2.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """Values ready to be compared with peers, N × T × M (methods §2.1, steps 1 to 4).

    Attributes
    ----------
    values : float, N × T × M
        NaN where nothing can be said.
    cases : float, N × T × M
        What each value weighs among its peers: the m of a proportion k/m, else 1.
    steps : tuple of str, M
        What was done, in order and joined by a blank: ``ratio`` value/denominator · ``logit``
        ln((k + .5)/(m − k + .5)) · ``attainment`` value/quota · ``log`` ln(1 + x/median) · ``distance``
        −\\|x − target\\| · ``turned`` times −1.
    medians : float, M
        Of the ``log``; NaN without one.
    """

    values: Floats
    cases: Floats
    steps: tuple[str, ...]
    medians: Floats
    notes: tuple[Note, ...]


def prepared(grid: Grid) -> Prepared:
    """Each measure by what is known of it."""
    out, cases = grid.values.copy(), np.ones(grid.values.shape)
    steps: list[str] = []
    medians, notes = np.full(out.shape[2], np.nan), list[Note]()
    for m, metric in enumerate(grid.metrics.to_dict("records")):
        done: list[str] = []
        if metric["denominator"]:
            out[:, :, m], cases[:, :, m], step, more = _divided(grid, m, metric["denominator"])
            done.append(step)
            notes += more
        x, quota = out[:, :, m], grid.targets[:, :, m]
        if metric["direction"] == "target":
            out[:, :, m] = -np.abs(x - np.where(np.isnan(quota), metric["target"], quota))
            steps.append(" ".join([*done, "distance"]))
            continue
        if not np.isnan(quota).all() and "logit" not in done:
            with np.errstate(divide="ignore", invalid="ignore"):
                out[:, :, m] = np.where(quota > 0, x / quota, np.nan)
            done.append("attainment")
            notes += _quotas(grid, m)
        median = _heavy(out[:, :, m])
        if "logit" not in done and median is not None:
            out[:, :, m], medians[m] = np.log1p(out[:, :, m] / median), median
            done.append("log")
        if metric["direction"] == "lower":
            out[:, :, m] = -out[:, :, m]
            done.append("turned")
        steps.append(" ".join(done))
    return Prepared(out, cases, tuple(steps), medians, _joined(notes))


def _divided(grid: Grid, m: int, by: str) -> tuple[Floats, Floats, str, tuple[Note, ...]]:
    """Counts out of counts as an empirical logit (Cox & Snell 1989), which weighs by its cases; others as a ratio."""
    among = np.flatnonzero((grid.metrics["metric_key"] == by).to_numpy())
    k = grid.values[:, :, m]
    cases = grid.values[:, :, among[0]] if among.size else np.full(k.shape, np.nan)
    usable = cases > 0
    notes = _spot(grid, LeftOut.NO_DENOMINATOR, m, ~np.isnan(k) & np.isnan(cases))
    notes += _spot(grid, LeftOut.DENOMINATOR_ZERO, m, ~np.isnan(k) & (cases <= 0))
    both = usable & ~np.isnan(k)
    counts = bool(both.any()) and _whole(k[both]) and _whole(cases[both]) and bool((k[both] <= cases[both]).all())
    with np.errstate(divide="ignore", invalid="ignore"):
        if counts and (cases[both] > 1).any():
            value, step = np.log((k + 0.5) / (cases - k + 0.5)), "logit"
        else:
            value, step = k / cases, "ratio"
    weights = np.where(usable, cases, 1.0) if step == "logit" else np.ones(k.shape)
    return np.where(usable, value, np.nan), weights, step, notes


def _whole(x: Floats) -> bool:
    return bool((x >= 0).all() and (x == np.round(x)).all())


def _quotas(grid: Grid, m: int) -> tuple[Note, ...]:
    """Results whose quota cannot be attained by any arithmetic."""
    known, quota = ~np.isnan(grid.values[:, :, m]), grid.targets[:, :, m]
    return (
        *_spot(grid, LeftOut.QUOTA_ZERO, m, known & (quota == 0)),
        *_spot(grid, LeftOut.QUOTA_NEGATIVE, m, known & (quota < 0)),
        *_spot(grid, LeftOut.NO_QUOTA, m, known & np.isnan(quota)),
    )


def _spot(grid: Grid, code: LeftOut, m: int, where: Flags) -> tuple[Note, ...]:
    flags = np.zeros(grid.values.shape, dtype=bool)
    flags[:, :, m] = where
    return noted(grid, code, flags)


def _joined(notes: list[Note]) -> tuple[Note, ...]:
    """One note a code, whatever the measure."""
    table: dict[LeftOut, Note] = {}
    for note in notes:
        before = table.get(note.code, Note(note.code, 0, ()))
        table[note.code] = Note(note.code, before.count + note.count, (before.first + note.first)[:3])
    return tuple(table.values())


def _heavy(x: Floats) -> float | None:
    """The median, where individual output has a tail (O'Boyle & Aguinis 2012): none negative, skewness over 2."""
    known = x[~np.isnan(x)]
    if not known.size or known.min() < 0 or np.ptp(known) <= 1e-9 * known.max() or np.median(known) <= 0:
        return None
    return float(np.median(known)) if skew(known, bias=False) > SKEWED else None


def unquoted(grid: Grid, m: int) -> Floats:
    """The values of a measure without their quota, higher better: what a quota set from last year's result hides."""
    x = grid.values[:, :, m]
    median = _heavy(x)
    tamed = x if median is None else np.log1p(x / median)
    return -tamed if grid.metrics["direction"].iloc[m] == "lower" else tamed


def ratchets(metrics: pd.DataFrame) -> list[int]:
    """The measures whose quota follows last year's result."""
    return [m for m, tag in enumerate(metrics["ratchet"]) if tag == 1]
