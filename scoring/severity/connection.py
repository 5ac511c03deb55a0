"""Whose severities can be compared, because they rated the same people?"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from scoring.severity.design import Design
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
    """For each subset a ratee without whom its raters would fall apart, if there is one.

    Raters with two ratees in common stay together whoever is left out. What is left after they are taken as one is
    small, and of it each ratee is tried whose loss could part it (Tarjan 1972 would find all in one pass).

    Parameters
    ----------
    rater, ratee : (cells,)
    subset : (raters,)
    """
    raters, ratees = len(subset), int(ratee.max()) + 1
    met = csr_array(coo_array((np.ones(len(rater), dtype=np.int32), (rater, ratee)), shape=(raters, ratees)))
    common = (met @ met.T).tocsr()
    common.data[common.data < 2] = 0
    common.eliminate_zeros()
    _, club = connected_components(common, directed=False)
    pair, first = np.unique(ratee * np.int64(raters) + club[rater], return_index=True)
    between = np.bincount(pair // raters, minlength=ratees)[pair // raters] > 1
    edge_ratee, edge_club, edge_subset = pair[between] // raters, pair[between] % raters, subset[rater[first[between]]]
    found: list[int | None] = [None] * count
    for one in np.unique(edge_subset):
        here = edge_subset == one
        found[one] = articulation(edge_club[here], edge_ratee[here])
    return found


def articulation(club: Places, ratee: Places) -> int | None:
    """A ratee whose loss parts the clubs, all tied together by the ratees; by depth first search (Tarjan 1972)."""
    clubs, club = np.unique(club, return_inverse=True)
    ratees, place = np.unique(ratee, return_inverse=True)
    ties: list[list[int]] = [[] for _ in range(len(clubs) + len(ratees))]
    for one, other in zip(club.tolist(), (place + len(clubs)).tolist(), strict=True):
        ties[one].append(other)
        ties[other].append(one)
    seen, low, up = [-1] * len(ties), [0] * len(ties), [-1] * len(ties)
    seen[0], time, path, turn = 0, 1, [0], [0] * len(ties)
    while path:
        here = path[-1]
        if turn[here] < len(ties[here]):
            there = ties[here][turn[here]]
            turn[here] += 1
            if seen[there] < 0:
                seen[there] = low[there] = time
                up[there] = here
                time += 1
                path.append(there)
            elif there != up[here]:
                low[here] = min(low[here], seen[there])
            continue
        path.pop()
        above = up[here]
        if above >= len(clubs) and low[here] >= seen[above]:
            return int(ratees[above - len(clubs)])
        if above >= 0:
            low[above] = min(low[above], low[here])
    return None


def confounded(plan: Design, subset: Places, group: Places) -> Places:
    """Raters whose severity cannot be told from the difficulty of the criteria they rate, whatever the ratings.

    With ratees free, raters and criteria are known but for a constant in each subset and each group of criteria. More
    is unknown where, say, each rater has a criterion of his own.

    Parameters
    ----------
    subset, group : (raters,), (criteria,)
    """
    if plan.criteria == 1:
        return np.zeros(0, dtype=np.intp)
    # where scorecards by themselves tie the criteria of each group together, all is known
    rows = (np.arange(len(plan.row_criterion)), plan.row_criterion)
    ones = np.ones(len(plan.row_criterion))
    asked = (plan.forms @ csr_array(coo_array((ones, rows), shape=(len(ones), plan.criteria)))).tocoo()
    if groups(asked.row, asked.col, plan.forms.shape[0], plan.criteria).max() == group.max():
        return np.zeros(0, dtype=np.intp)
    raters, size = plan.raters, plan.raters + plan.criteria
    at = (np.tile(plan.ratee, 2), np.concatenate([plan.rater, raters + plan.criterion]))
    of = csr_array(coo_array((np.ones(len(at[0])), at), shape=(plan.ratees, size)))
    share = np.bincount(plan.ratee).astype(float)
    full = -(of.T @ (of.multiply(1 / share[:, None])).tocsr()).toarray()
    full[np.diag_indices(size)] += np.bincount(at[1], minlength=size)
    both = np.zeros((raters, plan.criteria))
    np.add.at(both, (plan.rater, plan.criterion), 1)
    full[:raters, raters:] += both
    full[raters:, :raters] += both.T
    for number in range(subset.max() + 1):
        full[:raters, :raters] += np.outer(subset == number, subset == number)
    for number in range(group.max() + 1):
        full[raters:, raters:] += np.outer(group == number, group == number)
    scale = np.sqrt(np.diag(full))
    full /= np.outer(scale, scale)
    if np.linalg.cond(full, 1) < 1e10:
        return np.zeros(0, dtype=np.intp)
    value, vector = np.linalg.eigh(full)
    blank = vector[:raters, value < 1e-9]
    return np.flatnonzero((np.abs(blank) > 1e-6).any(axis=1))
