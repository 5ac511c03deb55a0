"""Of their opportunities, in how many does each person do each practice, and how evenly over time?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from scoring.averages import row_means
from scoring.bundle.results import STANDARD, Floats, Ints, Practised
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
        Field("person_id", required=True), Field("lever", required=True), Field("measure"), Field("period"),
        Field("value", "number"), Field("opportunities", "number", low=0),
    ),
    (),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """What each person does of each practice.

    Attributes
    ----------
    share : float, (people, practices)
        NaN where unknown.
    standard : float, (people, practices)
        Share from which the practice counts as done, by the measures that are known of the person.
    consistency : float, (people,)
    """

    share: Floats
    standard: Floats
    consistency: Floats


def shares(values: pd.DataFrame, people: Sequence[str], practices: Sequence[Practised]) -> Shares:
    """Shares of opportunities and consistency of everyone.

    Each measure is read on its own scale; where a practice has several, shares and standards are averaged over them.

    ``share`` is shrunken towards the mean of the role with the weight of five opportunities where opportunities are
    known: beta-binomial over all periods together, since period by period somebody seen twelve times would be pulled as
    hard as somebody seen once. It is turned so that more is expected to go with results.

    ``consistency`` is 1 − √(Σ_j (s²_j − e_j)/J)/.5, where s² is the variance of a person's raw shares of a measure over
    periods and e that which opportunities as few as theirs give by themselves, e = mean of p(1 − p)/(n − 1), unbiased;
    the mean over measures comes before the root, so that cutting at zero hardly moves it. NaN without four periods of
    five opportunities in any.

    Parameters
    ----------
    values : DataFrame
        ``person_id``, ``lever``, ``value``, and optionally ``measure``, ``period`` and ``opportunities``; rows of other
        people or levers are passed over, an empty value or no opportunity is no row.
    people : sequence of str
    practices : sequence of Practised

    Raises
    ------
    BadTable
        When a value lies beyond the ends of its scale.
    """
    rows = VALUES.typed(values)
    who = pd.Index(people).get_indexer(pd.Index(rows["person_id"]))
    which = pd.Index([one.code for one in practices]).get_indexer(pd.Index(rows["lever"]))
    opportunities = rows["opportunities"].to_numpy(float)
    known = (who >= 0) & (which >= 0) & np.isfinite(rows["value"].to_numpy(float)) & ~(opportunities == 0)
    place = np.flatnonzero(known)
    i, n = who[place], opportunities[place]
    pairs = list(zip(which[place].tolist(), rows["measure"].fillna("").to_numpy()[place].tolist(), strict=True))
    parts = sorted(set(pairs))
    where = {pair: part for part, pair in enumerate(parts)}
    j = np.fromiter((where[pair] for pair in pairs), np.intp, len(pairs))
    raw, at = _mapped(rows["value"].to_numpy(float)[place], j, [(practices[k], name) for k, name in parts], place)
    share = _shrunken(raw, np.where(np.isfinite(n), n, 0.0), i * len(parts) + j, j, len(people), len(parts))
    when = pd.factorize(rows["period"].to_numpy()[place])[0]
    of = np.array([k for k, _name in parts], np.intp)
    standard = np.where(np.isfinite(share), at, np.nan)
    return Shares(
        _by_practice(share, of, len(practices)), _by_practice(standard, of, len(practices)),
        _consistency(raw, n, i, j, when, len(people), len(parts)),
    )  # fmt: skip


def _by_practice(parts: Floats, of: Ints, practices: int) -> Floats:
    """The mean over the measures of each practice that are known of a person."""
    columns = [
        row_means(parts[:, of == k]) if (of == k).any() else np.full(len(parts), np.nan) for k in range(practices)
    ]
    return np.stack(columns, axis=1) if columns else np.zeros((len(parts), 0))


def _mapped(value: Floats, which: Ints, parts: Sequence[tuple[Practised, str]], rows: Ints) -> tuple[Floats, Floats]:
    """Values as shares from 0 to 1, more expected to go with results; and of each measure its standard, alike."""
    share, standard = np.empty(len(value)), np.full(len(parts), STANDARD)
    for number, (one, name) in enumerate(parts):
        own, scale = which == number, one.measures.get(name, one.scale)
        x = value[own]
        if scale.low is None or scale.high is None:
            # mid-ranks, so that equal values stand equal; a scale without ends has no other share
            share[own] = (rankdata(x) - 0.5) / max(len(x), 1)
            short = x < (scale.standard or 0.0) if one.direction > 0 else x <= (scale.standard or 0.0)
            agreed = None if scale.standard is None else float(short.mean())
        else:
            beyond = (x < scale.low) | (x > scale.high)
            if beyond.any():
                row, said = rows[own][beyond][0], x[beyond][0]
                raise BadTable(f"values, row {row + 1}: {said:g} of {one.code} is not {scale.low:g} to {scale.high:g}")
            share[own] = (x - scale.low) / (scale.high - scale.low)
            agreed = None if scale.standard is None else (scale.standard - scale.low) / (scale.high - scale.low)
        if one.direction < 0:
            share[own] = 1 - share[own]
            agreed = None if agreed is None else 1 - agreed
        standard[number] = STANDARD if agreed is None else agreed
    return share, standard


def _shrunken(raw: Floats, n: Floats, cell: Ints, which: Ints, people: int, measures: int) -> Floats:
    """(Σk + 5m)/(Σn + 5) where opportunities are known, else the plain mean over periods; (people, measures)."""
    size = people * measures
    done, tries = np.bincount(cell, raw * n, size), np.bincount(cell, n, size)
    rows, total = np.bincount(cell, minlength=size), np.bincount(cell, raw, size)
    of_role = np.bincount(which, raw * n, measures) / np.maximum(np.bincount(which, n, measures), 1e-300)
    middle = np.tile(of_role, people)
    plain = np.divide(total, rows, where=rows > 0, out=np.full(size, np.nan))
    share = np.where(tries > 0, (done + PRIOR * middle) / (tries + PRIOR), plain)
    return np.asarray(share.reshape(people, measures))


def _consistency(raw: Floats, n: Floats, who: Ints, which: Ints, when: Ints, people: int, measures: int) -> Floats:
    usable = np.isfinite(n) & (n >= OPPORTUNITIES) & (when >= 0)
    raw, n, cell = raw[usable], n[usable], who[usable] * measures + which[usable]
    size = people * measures
    periods = np.bincount(cell, minlength=size)
    mean = np.bincount(cell, raw, size) / np.maximum(periods, 1)
    spread = np.bincount(cell, (raw - mean[cell]) ** 2, size) / np.maximum(periods - 1, 1)
    chance = np.bincount(cell, raw * (1 - raw) / (n - 1), size) / np.maximum(periods, 1)
    enough = (periods >= PERIODS).reshape(people, measures)
    left = np.where(enough, (spread - chance).reshape(people, measures), 0.0).sum(axis=1)
    many = enough.sum(axis=1)
    variance = np.divide(left, many, where=many > 0, out=np.full(people, np.nan))
    return np.asarray(np.maximum(1 - np.sqrt(np.maximum(variance, 0.0)) / WIDEST, 0.0))
