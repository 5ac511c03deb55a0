"""Who is compared with whom: people of two groups with the same total."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.responses import Answers, Group, answers, grouping

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]
#: More different answers to an item than this are measures, not categories.
MOST = 50


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
    """Answers to one item of people with the same total.

    Attributes
    ----------
    item : int
        Its place.
    totals : (strata,)
        Rising.
    values : (answers,)
        The different answers given, rising.
    counts : (strata, groups, answers)
    """

    item: int
    totals: Floats
    values: Floats
    counts: Floats


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
    labels = grouping(frame, group)
    known = labels.notna().to_numpy()
    names = labels[known].map(_name)
    sizes = names.value_counts().sort_index()
    if len(sizes) < 2:
        raise Undefined(Code.GROUPS_TOO_SMALL, n=len(sizes), need=2, of="groups")
    first = _name(reference) if reference is not None else str(sizes.idxmax())
    if first not in sizes.index:
        raise ValueError(f"nobody is of the reference group {first}; there are {list(sizes.index)}")
    order = (first, *(str(name) for name in sizes.index if name != first))
    x = frame.to_numpy()[known]
    spread = np.fmax.reduce(x, axis=0) - np.fmin.reduce(x, axis=0)
    if not (spread > 0).any():
        raise Undefined(Code.MISSING_TOO_MUCH if np.isnan(spread).all() else Code.NO_VARIANCE, n=len(x))
    codes = pd.Categorical(names, categories=order).codes.astype(np.intp)
    return Groups(x, frame.columns, codes, order, int((~known).sum()))


def strata(groups: Groups, anchors: list[int], only: Sequence[int] | None = None) -> Iterator[Strata]:
    """The strata of every item, or of ``only`` these, matched on the total of the anchors plus the item itself.

    Without the item in the total an item that fits the model looks biased wherever the groups differ in the trait
    (Holland & Thayer 1988). Strata are not merged. A person counts who answered the item and all anchors.
    """
    common = groups.x[:, anchors].sum(axis=1)
    shared = _coded(common)
    anchored = set(anchors)
    for item in range(len(groups.items)) if only is None else only:
        answer = groups.x[:, item]
        whole, place, totals = shared if item in anchored else _coded(common + answer)
        known = answer[whole]
        values = _values(known)
        if len(values) > MOST:
            raise BadTable(f"column {groups.items[item]}: {len(values)} different answers are no categories")
        width, number = len(values), len(groups.labels)
        code = (place * number + groups.group[whole]) * width + np.searchsorted(values, known)
        counts = np.bincount(code, minlength=len(totals) * number * width)
        yield Strata(item, totals, values, counts.reshape(len(totals), number, width).astype(float))


def _name(label: object) -> str:
    """A label as text; a whole number stays one where gaps made it a float."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def _values(known: Floats) -> Floats:
    if len(known) and (whole := known.astype(np.int64)).min() >= 0 and whole.max() < MOST and (whole == known).all():
        return np.flatnonzero(np.bincount(whole)).astype(float)
    return np.unique(known)


def _coded(total: Floats) -> tuple[slice | npt.NDArray[np.bool_], Codes, Floats]:
    """Who has a total, the place of each among the different totals, and those."""
    known = ~np.isnan(total)
    whole: slice | npt.NDArray[np.bool_] = slice(None) if known.all() else known
    # sums of fractions that should be the same differ in their last digits
    totals, place = np.unique(np.round(total[whole], 9), return_inverse=True)
    return whole, np.asarray(place, dtype=np.intp), totals
