"""How are many ratings gathered so that a look at the likelihood costs little?"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array, csc_array, csr_array

from scoring.responses import Floats
from scoring.severity.reading import Places, compact

#: Numbers a chunk of ratees may hold: 8 MB.
NUMBERS = 2**20


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Ratees with equally many raters, and their scorecards, which follow each other."""

    ratees: slice
    cells: slice
    raters: int


@dataclass(frozen=True, eq=False)
class Design:
    """Ratings in their order of work: ratees by how many raters they have, and then by their mean.

    In a Rasch model the ratings of a ratee say all they have to say by their sum and by who rated what: a ``form`` is
    one rater with the criteria he rated, a ``cell`` the form of one rater for one ratee, a ``row`` one rater with one
    criterion.

    Attributes
    ----------
    raters, criteria : int
    rater, criterion, ratee, code : (ratings,)
        Ratees numbered in the order of work.
    order : (ratees,)
        Place in the data of each.
    row_rater, row_criterion : (rows,)
    row, cell : (ratings,)
    forms : (forms, rows) sparse
    cell_form, cell_rater, cell_ratee : (cells,)
    total : (ratees,)
        Sum of a ratee's categories.
    """

    raters: int
    criteria: int
    rater: Places
    criterion: Places
    ratee: Places
    code: Places
    order: Places
    row_rater: Places
    row_criterion: Places
    row: Places
    cell: Places
    forms: csr_array
    cell_form: Places
    cell_rater: Places
    cell_ratee: Places

    @property
    def ratees(self) -> int:
        """How many."""
        return len(self.order)

    @cached_property
    def total(self) -> Floats:
        return np.asarray(np.bincount(self.ratee, self.code, self.ratees), dtype=float)

    @cached_property
    def given(self) -> Floats:
        """(raters,): sum of a rater's categories."""
        return np.asarray(np.bincount(self.rater, self.code, self.raters), dtype=float)

    @cached_property
    def seen(self) -> Floats:
        """(criteria, categories): how often each was given."""
        width = int(self.code.max()) + 1
        counts = np.bincount(self.criterion * width + self.code, minlength=self.criteria * width)
        return counts.reshape(self.criteria, width).astype(float)

    @cached_property
    def used(self) -> csr_array:
        """(ratees, forms): who was rated on which."""
        at = (self.cell_ratee, self.cell_form)
        return csr_array(coo_array((np.ones(len(self.cell_form)), at), shape=(self.ratees, self.forms.shape[0])))

    @cached_property
    def given_by(self) -> csc_array:
        """(raters, cells): who filled in which."""
        cells = len(self.cell_rater)
        return csc_array((np.ones(cells), self.cell_rater, np.arange(cells + 1)), shape=(self.raters, cells))

    def chunks(self, width: int) -> list[Chunk]:
        """Runs of ratees with equally many raters; each ratee and each of his raters hold ``width`` numbers."""
        panel = np.bincount(self.cell_ratee, minlength=self.ratees)
        edges = np.concatenate([[0], np.flatnonzero(np.diff(panel)) + 1, [self.ratees]])
        first = np.concatenate([[0], np.cumsum(panel)])
        found = []
        for start, stop in pairwise(edges):
            raters = int(panel[start])
            size = max(NUMBERS // (width * (raters + 1)), 1)
            for low in range(start, stop, size):
                high = min(low + size, stop)
                found.append(Chunk(slice(low, high), slice(int(first[low]), int(first[high])), raters))
        return found


def design(rater: Places, ratee: Places, criterion: Places, code: Places, raters: int, criteria: int) -> Design:
    """The design of these ratings; ratees are numbered without gaps from 0."""
    pair, cell = compact(ratee * np.int64(raters) + rater, (int(ratee.max()) + 1) * raters)
    panel = np.bincount(pair // raters)
    # ratees with as many raters follow each other by how well they were rated: neighbours need the same points
    order = np.lexsort((np.bincount(ratee, code) / np.bincount(ratee), panel))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    rows, row = compact(rater * np.int64(criteria) + criterion, raters * criteria)
    # cells in the order of work
    cell_ratee = place[pair // raters]
    by_ratee = np.argsort(cell_ratee, kind="stable")
    rank = np.empty_like(by_ratee)
    rank[by_ratee] = np.arange(len(by_ratee))
    forms, cell_form = _forms(rank[cell], row, len(pair), len(rows))
    return Design(
        raters, criteria, rater, criterion, place[ratee], code, order, rows // criteria, rows % criteria, row,
        rank[cell], forms, cell_form, (pair % raters)[by_ratee], cell_ratee[by_ratee],
    )  # fmt: skip


def _forms(cell: Places, row: Places, cells: int, rows: int) -> tuple[csr_array, Places]:
    """Distinct sets of rows, and the set each cell is."""
    rng = np.random.default_rng(0)
    # two sums of random integers stand for a set; that two sets agree in both is as likely as a guess of 126 bits
    mark = rng.integers(1, 2**62, (2, rows), dtype=np.int64)
    key = np.zeros((2, cells), dtype=np.int64)
    order = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[order], np.arange(cells))
    for one, marks in zip(key, mark, strict=True):
        one[:] = np.add.reduceat(marks[row[order]], starts)
    _, first, form = np.unique(key[0] ^ (key[1] << 1), return_index=True, return_inverse=True)
    chosen = np.full(cells, -1, dtype=np.intp)
    chosen[first] = np.arange(len(first))
    kept = chosen[cell] >= 0
    at = (chosen[cell[kept]], row[kept])
    return csr_array(coo_array((np.ones(kept.sum()), at), shape=(len(first), rows))), form
