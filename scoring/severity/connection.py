"""Whose severities can be compared, because they rated the same people?"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from scoring.severity.reading import Places


@dataclass(frozen=True, slots=True, eq=False)
class Connection:
    """The graph of who rated whom, in parts that nothing ties together.

    Attributes
    ----------
    count : int
    rater, ratee : (raters,), (ratees,)
        The subset each belongs to, the largest first; −1 for those without ratings.
    """

    count: int
    rater: Places
    ratee: Places


def connection(rater: Places, ratee: Places, raters: int, ratees: int) -> Connection:
    """Subsets of raters who rated the same people, directly or by way of others (methods §6.5)."""
    size = raters + ratees
    edges = csr_array(coo_array((np.ones(len(rater), dtype=np.int8), (rater, raters + ratee)), shape=(size, size)))
    _, label = connected_components(edges, directed=False)
    seen = np.zeros(size, dtype=bool)
    seen[rater] = seen[raters + ratee] = True
    found, ratings = np.unique(label[rater], return_counts=True)
    order = found[np.argsort(-ratings, kind="stable")]
    number = np.full(label.max() + 1, -1, dtype=np.intp)
    number[order] = np.arange(len(order))
    subset = np.where(seen, number[label], -1)
    return Connection(len(order), subset[:raters], subset[raters:])


def groups(subset: Places, criterion: Places, subsets: int, criteria: int) -> Places:
    """The group of each criterion: those tied together by the subsets that used them."""
    size = subsets + criteria
    at = (subset, subsets + criterion)
    edges = csr_array(coo_array((np.ones(len(subset), dtype=np.int8), at), shape=(size, size)))
    _, label = connected_components(edges, directed=False)
    return np.asarray(np.unique(label[subsets:], return_inverse=True)[1], dtype=np.intp)


def links(rater: Places, ratee: Places, subset: Places, count: int) -> list[tuple[int | None, int | None]]:
    """The rating that would tie each subset to the first: by its busiest rater, of the ratee most raters know there.

    Parameters
    ----------
    rater, ratee : (cells,)
    subset : (raters,)
    """
    if count < 2:
        return [(None, None)]
    busy = np.bincount(rater, minlength=len(subset))
    known = np.bincount(ratee[subset[rater] == 0])
    found: list[tuple[int | None, int | None]] = [(None, None)]
    for one in range(1, count):
        mates = np.flatnonzero(subset == one)
        found.append((int(mates[busy[mates].argmax()]), int(known.argmax())))
    return found


def bridges(rater: Places, ratee: Places, subset: Places, count: int) -> list[int | None]:
    """For each subset a ratee without whom its raters would fall apart, if there is one."""
    found: list[int | None] = [None] * count
    return found
