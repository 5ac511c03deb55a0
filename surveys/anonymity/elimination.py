"""Which columns of a matrix carry its rank, and what are its rows in terms of them, modulo a prime?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: Sums of ``BLOCK`` products of two residues stay exact in a double: 64 · (2²²)² = 2⁵⁰.
PRIME = 8_388_593
BLOCK = 64

Residues = NDArray[np.float64]


def residue(values: Residues) -> Residues:
    """Whole numbers below 2⁵³ modulo the prime, the nearest to zero."""
    whole = values * (1 / PRIME)
    np.rint(whole, out=whole)
    whole *= -PRIME
    whole += values
    return whole


def reduced(matrix: Residues, order: Sequence[int]) -> tuple[Residues, list[int]]:
    """Reduced rows of full rank, and the column each row alone has a one in.

    Gauss and Jordan, ``BLOCK`` columns at a time so that the work is products of matrices. Pivots are taken from
    the columns in ``order``, the first that add rank; other columns come along.
    """
    rows = matrix.copy()
    pivots: list[int] = []
    free = np.ones(len(rows), dtype=bool)
    at = np.full(len(rows), -1)
    for start in range(0, len(order), BLOCK):
        if not free.any():
            break
        columns = np.asarray(order[start : start + BLOCK])
        lines, chosen = _pivots(rows[np.ix_(np.flatnonzero(free), columns)])
        if not lines:
            continue
        lines_at, columns_at = np.flatnonzero(free)[lines], columns[chosen]
        solved = residue(inverse(rows[np.ix_(lines_at, columns_at)]) @ rows[lines_at])
        others = np.setdiff1d(np.arange(len(rows)), lines_at)
        touched = others[rows[np.ix_(others, columns_at)].any(axis=1)]
        rows[touched] = residue(rows[touched] - residue(rows[np.ix_(touched, columns_at)] @ solved))
        rows[lines_at] = solved
        free[lines_at] = False
        at[lines_at] = columns_at
    kept = np.flatnonzero(~free)
    pivots = [int(column) for column in at[kept]]
    return rows[kept], pivots


def _pivots(panel: Residues) -> tuple[list[int], list[int]]:
    """Lines and columns of a regular part of full rank, the first columns that will do."""
    left = panel.copy()
    lines: list[int] = []
    columns: list[int] = []
    for column in range(left.shape[1]):
        usable = left[:, column] != 0
        usable[lines] = False
        if not usable.any():
            continue
        line = int(np.argmax(usable))
        own = residue(left[line] * pow(int(left[line, column]), -1, PRIME))
        usable[line] = False
        left[usable] = residue(left[usable] - residue(left[usable, column, None] * own))
        lines.append(line)
        columns.append(column)
        if len(lines) == len(left):
            break
    return lines, columns


def inverse(square: Residues) -> Residues:
    """The inverse of a regular matrix of at most ``BLOCK`` lines."""
    size = len(square)
    both = np.hstack([square, np.eye(size)])
    for line in range(size):
        pivot = line + int(np.argmax(both[line:, line] != 0))
        both[[line, pivot]] = both[[pivot, line]]
        both[line] = residue(both[line] * pow(int(both[line, line]), -1, PRIME))
        others = both[:, line] != 0
        others[line] = False
        both[others] = residue(both[others] - residue(both[others, line, None] * both[line]))
    return both[:, size:]


def exchanged(rows: Residues, line: int, column: int) -> Residues:
    """The same rows with ``column`` as the pivot of ``line``, whose entry there is not zero."""
    changed = rows.copy()
    changed[line] = residue(changed[line] * pow(int(changed[line, column]), -1, PRIME))
    others = changed[:, column] != 0
    others[line] = False
    changed[others] = residue(changed[others] - residue(changed[others, column, None] * changed[line]))
    return changed
