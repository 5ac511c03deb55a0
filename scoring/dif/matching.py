"""Who is compared with whom: people of two groups with the same total."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csc_array

from scoring.errors import BadTable, Code, Undefined
from scoring.responses import Answers, Group, answers, grouping

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]
#: More different answers to an item than this are measures, not categories.
MOST = 50
#: People looked at first: their answers mostly are all there are.
HEAD = 100
#: Numbers held at once: answers read, or people counted.
AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Groups:
    """Answers of the people whose group is known.

    Attributes
    ----------
    x : (people, items)
    items : Index
    group : (people,)
        Place in ``labels``.
    labels : tuple of str
        The reference group first, then the focal groups, sorted.
    ungrouped : int
    """

    x: Floats
    items: pd.Index
    group: Codes
    labels: tuple[str, ...]
    ungrouped: int

    @property
    def people(self) -> dict[str, int]:
        """How many people in each group."""
        return dict(zip(self.labels, np.bincount(self.group, minlength=len(self.labels)).tolist(), strict=True))

    def places(self, anchors: Sequence[object] | None) -> list[int]:
        """Places of the anchors among the items; all of them without a choice; ValueError for what is no item."""
        if anchors is None:
            return list(range(len(self.items)))
        unknown = [anchor for anchor in anchors if anchor not in self.items]
        if unknown or not len(anchors):
            raise ValueError(f"anchors that are no items: {unknown}" if unknown else "no anchors")
        return sorted(int(place) for place in set(self.items.get_indexer(pd.Index(anchors))))


@dataclass(frozen=True, slots=True)
class Strata:
    """Answers of people with the same total to items that have totals, people and possible answers in common.

    Attributes
    ----------
    items : (items,)
        Their places.
    totals : (strata,)
        Rising.
    values : (answers,)
        The different answers given to each of the items, rising.
    counts : (items, strata, groups, answers)
    """

    items: Codes
    totals: Floats
    values: Floats
    counts: Floats

    def pair(self, focal: int) -> tuple[Floats, Floats]:
        """Counts of the reference and of a focal group, each (items, strata, answers), where both are."""
        both = (self.counts[0][:, [0, focal]].sum(axis=2) > 0).all(axis=1)
        return self.counts[:, both, 0], self.counts[:, both, focal]


def grouped(responses: Answers, group: Group, reference: object = None) -> Groups:
    """Answers beside groups; matched as ``scoring.responses.grouping`` does.

    Raises
    ------
    BadTable
        As ``answers``; a group for another number of people, or an item with more than 50 different answers.
    Undefined
        As ``answers``; ``GROUPS_TOO_SMALL`` with fewer than two groups, ``N_TOO_SMALL`` with fewer than two items;
        ``NO_VARIANCE`` or ``MISSING_TOO_MUCH`` when no item varies.
    ValueError
        When nobody is of the reference group.
    """
    frame = answers(responses)
    if frame.shape[1] < 2:
        raise Undefined(Code.N_TOO_SMALL, n=frame.shape[1], need=2, of="items")
    try:
        code, labels = pd.factorize(grouping(frame, group))
    except TypeError as error:
        raise BadTable(f"group: a label that cannot be compared ({error})") from error
    known = code >= 0
    sizes: dict[str, int] = {}
    for name, size in zip(map(_name, labels), np.bincount(code[known]).tolist(), strict=True):
        sizes[name] = sizes.get(name, 0) + size
    if len(sizes) < 2:
        raise Undefined(Code.GROUPS_TOO_SMALL, n=len(sizes), need=2, of="groups")
    names = sorted(sizes)
    first = _name(reference) if reference is not None else max(names, key=sizes.__getitem__)
    if first not in sizes:
        raise ValueError(f"nobody is of the reference group {first}; there are {names}")
    order = (first, *(name for name in names if name != first))
    place = {name: number for number, name in enumerate(order)}
    codes = np.array([place[_name(label)] for label in labels], dtype=np.intp)[code[known]]
    x = frame.to_numpy() if known.all() else frame.to_numpy()[known]
    for some in (x[:HEAD], x):
        spread = np.fmax.reduce(some, axis=0) - np.fmin.reduce(some, axis=0)
        if (spread > 0).any():
            break
    else:
        raise Undefined(Code.MISSING_TOO_MUCH if np.isnan(spread).all() else Code.NO_VARIANCE, n=len(x))
    return Groups(x, frame.columns, codes, order, int((~known).sum()))


def strata(groups: Groups, anchors: list[int], only: Sequence[int] | None = None) -> Iterator[Strata]:
    """The strata of all items, or of ``only`` these, matched on the total of the anchors plus the item itself.

    Without the item in the total an item that fits the model looks biased wherever the groups differ in the trait
    (Holland & Thayer 1988). Strata are not merged. A person counts who answered the item and all anchors. Anchors share
    a total and come together, in no order that means anything.
    """
    common = _columns(groups.x, anchors).sum(axis=1)
    wanted, anchored = range(len(groups.items)) if only is None else only, set(anchors)
    if shared := [item for item in wanted if item in anchored]:
        yield from _counted(groups, common, shared)
    for item in wanted:
        if item not in anchored:
            yield from _counted(groups, common + groups.x[:, item], [item])


def _counted(groups: Groups, total: Floats, items: list[int]) -> Iterator[Strata]:
    whole, place, totals = _coded(total)
    people, number = len(place), len(groups.labels)
    cells = len(totals) * number
    cell = place * number + groups.group[whole]
    sizes = np.bincount(cell, minlength=cells)
    # (cells, people): times the people who gave an answer it counts them in every cell, for all items at once
    member = csc_array((np.ones(people), cell, np.arange(people + 1)), shape=(cells, people))
    step = max(1, AT_ONCE // max(people, cells * MOST, 1))
    for chunk in (items[start : start + step] for start in range(0, len(items), step)):
        known = _columns(groups.x[whole], chunk)
        values = _values(known)
        if len(values) > MOST and len(chunk) > 1:
            yield from (one for item in chunk for one in _counted(groups, total, [item]))
            continue
        if len(values) > MOST:
            raise BadTable(f"column {groups.items[chunk[0]]}: {len(values)} different answers are no categories")
        counts = np.empty((len(chunk), cells, len(values)))
        for answer, value in enumerate(values[:-1]):
            counts[:, :, answer] = (member @ (known == value).astype(float)).T
        counts[:, :, -1:] = (sizes - counts[:, :, :-1].sum(axis=2))[:, :, None]
        given = counts.any(axis=1)
        for used in np.unique(given, axis=0):
            same = (given == used).all(axis=1)
            shape = (int(same.sum()), len(totals), number, int(used.sum()))
            yield Strata(np.array(chunk)[same], totals, values[used], counts[same][:, :, used].reshape(shape))


def _name(label: object) -> str:
    """A label as text; a whole number stays one where gaps made it a float."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def _columns(x: Floats, places: list[int]) -> Floats:
    return x if len(places) == x.shape[1] else np.take(x, places, axis=1)


def _values(known: Floats) -> Floats:
    first = np.unique(known[:HEAD])
    if len(first) <= MOST and sum(np.count_nonzero(known == value) for value in first) == known.size:
        return first
    whole = known.astype(np.int64)
    if whole.min() >= 0 and whole.max() < MOST and (whole == known).all():
        return np.flatnonzero(np.bincount(whole.ravel())).astype(float)
    return np.unique(known)


def _coded(total: Floats) -> tuple[slice | npt.NDArray[np.bool_], Codes, Floats]:
    """Who has a total, the place of each among the different totals, and those."""
    known = ~np.isnan(total)
    whole: slice | npt.NDArray[np.bool_] = slice(None) if known.all() else known
    # sums of fractions that should be the same differ in their last digits
    totals, place = np.unique(np.round(total[whole], 9), return_inverse=True)
    return whole, np.asarray(place, dtype=np.intp), totals
