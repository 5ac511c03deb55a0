"""Of their opportunities, in how many does each person do each practice, and how evenly over time?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from scoring.bundle.results import Floats, Ints, Practised
from scoring.errors import BadTable
from scoring.frames import Field, Layout

#: Opportunities the mean of the role counts for, where somebody's own are few (methods §3.6).
PRIOR = 5.0
#: Periods, and opportunities in each, from which evenness over time can be told.
PERIODS, OPPORTUNITIES = 4, 5.0
#: The largest standard deviation a share can have.
WIDEST = 0.5
VALUES = Layout(
    "values",
    (
        Field("person_id", required=True), Field("lever", required=True), Field("period"), Field("value", "number"),
        Field("opportunities", "number", low=0),
    ),
    (),
)  # fmt: skip


def shares(values: pd.DataFrame, people: Sequence[str], practices: Sequence[Practised]) -> tuple[Floats, Floats]:
    """Shares of opportunities and consistency of everyone.

    Parameters
    ----------
    values : DataFrame
        ``person_id``, ``lever``, ``value``, and optionally ``period`` and ``opportunities``; rows of other people or
        levers are passed over, an empty value or no opportunity is no row.
    people : sequence of str
    practices : sequence of Practised

    Returns
    -------
    share : float, (people, practices)
        Shrunken towards the mean of the role with the weight of five opportunities where opportunities are known:
        beta-binomial over all periods together, since period by period somebody seen twelve times would be pulled as
        hard as somebody seen once. Turned so that more is expected to go with results.
    consistency : float, (people,)
        1 − √(Σ_j (s²_j − e_j)/J)/.5, where s² is the variance of a person's raw shares over periods and e that which
        opportunities as few as theirs give by themselves, e = mean of p(1 − p)/(n − 1), unbiased; the mean over
        practices comes before the root, so that cutting at zero hardly moves it. NaN without four periods of five
        opportunities in any practice.

    Raises
    ------
    BadTable
        When a value lies beyond the ends of its practice's scale.
    """
    rows = VALUES.typed(values)
    who = pd.Index(people).get_indexer(pd.Index(rows["person_id"]))
    which = pd.Index([one.code for one in practices]).get_indexer(pd.Index(rows["lever"]))
    opportunities = rows["opportunities"].to_numpy(float)
    known = (who >= 0) & (which >= 0) & np.isfinite(rows["value"].to_numpy(float)) & ~(opportunities == 0)
    place = np.flatnonzero(known)
    i, j, n = who[place], which[place], opportunities[place]
    raw = _mapped(rows["value"].to_numpy(float)[place], j, practices, place)
    cell = i * len(practices) + j
    size = len(people) * len(practices)
    counted = np.isfinite(n)
    share = _shrunken(raw, np.where(counted, n, 0.0), cell, j, size, len(practices))
    when = pd.factorize(rows["period"].to_numpy()[place])[0]
    even = _consistency(raw, n, i, j, when, len(people), len(practices))
    return share.reshape(len(people), len(practices)), even


def _mapped(value: Floats, which: Ints, practices: Sequence[Practised], rows: Ints) -> Floats:
    """Values as shares from 0 to 1, more expected to go with results."""
    share = np.empty(len(value))
    for number, one in enumerate(practices):
        own = which == number
        x = value[own]
        if one.low is None or one.high is None:
            # mid-ranks, so that equal values stand equal; a scale without ends has no other share
            share[own] = (rankdata(x) - 0.5) / max(len(x), 1)
        else:
            beyond = (x < one.low) | (x > one.high)
            if beyond.any():
                row, said = rows[own][beyond][0], x[beyond][0]
                raise BadTable(f"values, row {row + 1}: {said:g} of {one.code} is not {one.low:g} to {one.high:g}")
            share[own] = (x - one.low) / (one.high - one.low)
        if one.direction < 0:
            share[own] = 1 - share[own]
    return share


def _shrunken(raw: Floats, n: Floats, cell: Ints, which: Ints, size: int, practices: int) -> Floats:
    """(Σk + 5m)/(Σn + 5) where opportunities are known, else the plain mean over periods."""
    done, tries = np.bincount(cell, raw * n, size), np.bincount(cell, n, size)
    rows, total = np.bincount(cell, minlength=size), np.bincount(cell, raw, size)
    of_role = np.bincount(which, raw * n, practices) / np.maximum(np.bincount(which, n, practices), 1e-300)
    middle = np.tile(of_role, size // practices)
    plain = np.divide(total, rows, where=rows > 0, out=np.full(size, np.nan))
    return np.asarray(np.where(tries > 0, (done + PRIOR * middle) / (tries + PRIOR), plain))


def _consistency(raw: Floats, n: Floats, who: Ints, which: Ints, when: Ints, people: int, practices: int) -> Floats:
    usable = np.isfinite(n) & (n >= OPPORTUNITIES) & (when >= 0)
    raw, n, cell = raw[usable], n[usable], who[usable] * practices + which[usable]
    size = people * practices
    periods = np.bincount(cell, minlength=size)
    mean = np.bincount(cell, raw, size) / np.maximum(periods, 1)
    spread = np.bincount(cell, (raw - mean[cell]) ** 2, size) / np.maximum(periods - 1, 1)
    chance = np.bincount(cell, raw * (1 - raw) / (n - 1), size) / np.maximum(periods, 1)
    enough = (periods >= PERIODS).reshape(people, practices)
    left = np.where(enough, (spread - chance).reshape(people, practices), 0.0).sum(axis=1)
    many = enough.sum(axis=1)
    variance = np.divide(left, many, where=many > 0, out=np.full(people, np.nan))
    return np.asarray(np.maximum(1 - np.sqrt(np.maximum(variance, 0.0)) / WIDEST, 0.0))
