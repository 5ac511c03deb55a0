"""Which category of its item is each answer?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.responses import Answers, Floats, answers, tabled

Codes = npt.NDArray[np.int8]
MISSING = -1
#: Codes are kept as int8, and an item with more answers than this is a measure, not an item with categories.
MOST = 100
#: Columns read at once, so that a million rows never stand in memory as floats.
BLOCK = 8


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Answers as categories, equal rows gathered.

    Attributes
    ----------
    items : tuple
        Column names, as in ``codes``.
    codes : (items, patterns) int8
        Category of each answer, ``MISSING`` where there is none. Sorted by a hash of the pattern: whatever the order
        of the people, it is the same, and its first columns are a random sample.
    weights : (patterns,)
        How many people gave each pattern.
    categories : Mapping of item to tuple of float
        The answers of each item in order, as they stand in the data.
    merged : Mapping of item to (Mapping of float to float)
        Answers counted as another one.
    counts : DataFrame
        Index item, columns category 0, 1, …: how often each was used; NaN beyond an item's own.
    people : int
        Those with at least one answer.
    silent : int
        Those without.
    """

    items: tuple[str, ...]
    codes: Codes
    weights: Floats
    categories: Mapping[str, tuple[float, ...]]
    merged: Mapping[str, Mapping[float, float]]
    counts: pd.DataFrame
    people: int
    silent: int


def coded(
    table: Answers,
    known: Mapping[str, tuple[float, ...]] | None = None,
    merged: Mapping[str, Mapping[float, float]] | None = None,
    collapse: int | None = None,
) -> Coded:
    """Reads a table of answers, people in rows, items in columns.

    Parameters
    ----------
    table : DataFrame or 2-D array
    known, merged
        Categories of items that are calibrated already; all other items have the answers that occur.
    collapse : int, optional
        Categories used less often are joined to the rarer of their neighbours.

    Raises
    ------
    BadTable
        As ``scoring.responses.answers``; a known item was answered with something it does not know; an item has more
        than ``MOST`` different answers.
    Undefined
        ``N_TOO_SMALL`` with fewer than two people who answered anything, ``NO_VARIANCE`` when an item that is not
        known has fewer than two categories.
    """
    frame = tabled(table)
    answers(frame.iloc[:1])  # shape
    raw = np.full((frame.shape[1], len(frame)), MISSING, dtype=np.int8)
    categories: dict[str, tuple[float, ...]] = {}
    joined: dict[str, Mapping[float, float]] = {}
    used: dict[str, npt.NDArray[np.int64]] = {}
    for start in range(0, frame.shape[1], BLOCK):
        block = answers(frame.iloc[:, start : start + BLOCK])
        for place, item in enumerate(block.columns, start):
            column = block[item].to_numpy()
            given = ~np.isnan(column)
            if known is not None and item in known:
                joined[item] = (merged or {}).get(item, {})
                values, codes = _as_known(item, column[given], known[item], joined[item])
            else:
                values, codes = _as_found(item, column[given])
                values, codes, joined[item] = _collapsed(values, codes, collapse or 0)
                if len(values) < 2:
                    raise Undefined(Code.NO_VARIANCE, n=int(given.sum()), item=str(item))
            raw[place, given] = codes
            categories[item] = tuple(float(value) for value in values)
            used[item] = np.bincount(codes, minlength=len(values))
    answered = (raw != MISSING).any(axis=0)
    people = int(answered.sum())
    if people < 2:
        raise Undefined(Code.N_TOO_SMALL, n=people, need=2, of="people")
    patterns, weights = _gathered(raw if people == len(frame) else raw[:, answered])
    counts = pd.DataFrame.from_dict({item: pd.Series(n) for item, n in used.items()}, orient="index")
    counts.index.name = "item"
    return Coded(tuple(frame.columns), patterns, weights, categories, joined, counts, people, len(frame) - people)


def unused(read: Coded) -> dict[str, list[float]]:
    """Answers nobody gave to an item, though most items have them, or others have and they lie between its own."""
    found = {item: {*values, *read.merged[item]} for item, values in read.categories.items()}
    usual, times = Counter(map(frozenset, found.values())).most_common(1)[0]
    everywhere = usual if 2 * times > len(found) else frozenset[float]()
    every = np.array(sorted(set().union(*found.values())))
    lacking = {}
    for item, given in found.items():
        between = set(every[(every > min(given)) & (every < max(given)) & (every % 1 == 0)])
        missing = (between | everywhere if given <= everywhere else between) - given
        if missing:
            lacking[item] = sorted(float(answer) for answer in missing)
    return lacking


def _as_found(item: str, values: Floats) -> tuple[Floats, npt.NDArray[np.intp]]:
    """The different answers in order, and which of them each answer is."""
    if not len(values):
        raise Undefined(Code.NO_VARIANCE, n=0, item=str(item))
    low, high = values.min(), values.max()
    if high - low < MOST and np.array_equal(values, np.rint(values)):  # whole numbers need no sorting
        steps = (values - low).astype(np.intp)
        there = np.bincount(steps) > 0
        return low + np.flatnonzero(there), (np.cumsum(there) - 1)[steps]
    found, codes = np.unique(values, return_inverse=True)
    if len(found) > MOST:
        raise BadTable(f"answers, column {item}: {len(found)} different answers; an item has at most {MOST} categories")
    return found, codes


def _as_known(
    item: str, values: Floats, known: Sequence[float], merged: Mapping[float, float]
) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Which of the item's known answers each answer is."""
    categories = np.asarray(known, dtype=float)
    found, place = np.unique(values, return_inverse=True)
    meant = np.array([merged.get(float(value), value) for value in found], dtype=float)
    strange = found[~np.isin(meant, categories)]
    if len(strange):
        raise BadTable(f"answers, column {item}: {strange[0]:g} is not among the answers {[*known]} it is known by")
    return categories, np.searchsorted(categories, meant)[place]


def _collapsed(
    values: Floats, codes: npt.NDArray[np.intp], least: int
) -> tuple[Floats, npt.NDArray[np.intp], Mapping[float, float]]:
    """Joins the rarest category to the rarer of its neighbours until none is used less than ``least`` times."""
    counts = np.bincount(codes, minlength=len(values))
    groups = [[place] for place in range(len(values))]
    while len(groups) > 2 and counts.min() < least:
        rare = int(counts.argmin())
        beside = [place for place in (rare - 1, rare + 1) if 0 <= place < len(groups)]
        other = min(beside, key=lambda place: counts[place])
        low = min(rare, other)
        groups[low : low + 2] = [groups[low] + groups[low + 1]]
        counts = np.concatenate([counts[:low], [counts[low] + counts[low + 1]], counts[low + 2 :]])
    place = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    merged = {float(values[member]): float(values[group[0]]) for group in groups for member in group[1:]}
    return values[[group[0] for group in groups]], place[codes], merged


def _gathered(raw: Codes) -> tuple[Codes, Floats]:
    """Equal patterns once with their number, in the order of their hash."""
    multipliers = np.random.default_rng(0).integers(1 << 63, size=len(raw), dtype=np.uint64) * np.uint64(2) + np.uint64(
        1
    )
    key = np.zeros(raw.shape[1], dtype=np.uint64)
    for row, multiplier in zip(raw, multipliers, strict=True):
        key += (row + np.int8(2)).astype(np.uint64) * multiplier
    order = np.argsort(key, kind="stable")
    sorted_codes, key = np.take(raw, order, axis=1), key[order]
    same = key[1:] == key[:-1]
    if same.any():  # a hash may be shared by chance, a pattern not
        pairs = np.flatnonzero(same)
        same[pairs] = (sorted_codes[:, pairs] == sorted_codes[:, pairs + 1]).all(axis=0)
    first = np.concatenate([[True], ~same])
    weights = np.diff(np.append(np.flatnonzero(first), len(first))).astype(float)
    return np.ascontiguousarray(sorted_codes[:, first]) if same.any() else sorted_codes, weights
