"""Whom was each value compared with, and where does one period put a person on each measure?"""

import math

import numpy as np
from scipy.stats import rankdata

from scoring.performers import Performers
from scoring.performers.arrays import Codes
from scoring.performers.peers import KINDS
from scoring.results import Cell, Column, Table

#: With one period each value is a line of the Report, as far as somebody will read them.
MOST_LINES = 5000


def ids(one: Performers) -> list[str]:
    """Everyone's id in the order of the arrays."""
    return [str(name) for name in one.grid.people["person_id"]]


def number(value: float) -> float | None:
    """A cell of a table; None for what is not known."""
    return float(value) if math.isfinite(value) else None


def placed(one: Performers) -> tuple[Codes, list[tuple[int, int, int]]]:
    """For each value the row of ``cells`` it was compared in, N × T × M, −1 for none; and a place of each row."""
    out = np.full(one.composite.z.shape, -1, dtype=np.intp)
    firsts: list[tuple[int, int, int]] = []
    for m, standard in enumerate(one.composite.standard):
        for level, cells in enumerate(one.composite.cells):
            here = standard.level == level
            if not here.any():
                continue
            _codes, first, place = np.unique(cells[here], return_index=True, return_inverse=True)
            out[:, :, m][here] = len(firsts) + place
            who, when = np.nonzero(here)
            firsts += [(int(who[at]), int(when[at]), m) for at in first]
    return out, firsts


def cells(one: Performers) -> Table:
    """Every peer cell: z = (value − middle)/spread, clipped at ±3; the value as the measure's ``steps`` prepare it."""
    columns = (
        Column("metric_key"), Column("peers", "code"), Column("cell_role"), Column("segment"), Column("cell_period"),
        Column("middle", "number"), Column("spread", "number"), Column("count", "count"),
    )  # fmt: skip
    grid, rows = one.grid, list[tuple[Cell, ...]]()
    roles = grid.people["role"].fillna("").to_numpy()
    for who, when, m in placed(one)[1]:
        standard = one.composite.standard[m]
        kind = KINDS[int(standard.level[who, when])]
        segment = grid.territory.segment[who, when] if kind == "segment_period" else None
        rows.append(
            (grid.metrics["metric_key"].iloc[m], kind, str(roles[who]), segment,
             None if kind == "role" else f"{grid.starts[when]:%Y-%m-%d}", number(standard.middle[who, when]),
             number(standard.spread[who, when]), int(standard.count[who, when]))
        )  # fmt: skip
    return Table("cells", columns, tuple(rows))


def lines(one: Performers, order: Codes) -> Table | None:
    """Where one period puts each person on each measure; None for more periods, or more lines than anyone reads.

    ``place`` is the mid-rank from the best among all who have the measure.
    """
    scores = one.composite.scores
    if scores.shape[1] != 1 or scores.shape[0] * one.composite.z.shape[2] > MOST_LINES:
        return None
    columns = (
        Column("person_id"), Column("metric_key"), Column("value", "number"), Column("peer_z", "number"),
        Column("peer_place", "number"), Column("among", "count"),
    )  # fmt: skip
    z, names, rows = one.composite.z[:, 0, :], ids(one), list[tuple[Cell, ...]]()
    ready = np.where(one.grid.eligible[:, 0, None], one.composite.prepared.values[:, 0, :], np.nan)
    ranks = np.full(ready.shape, np.nan)
    for m in range(ready.shape[1]):
        known = ~np.isnan(ready[:, m])
        ranks[known, m] = rankdata(-ready[known, m])
    among = (~np.isnan(ready)).sum(0)
    for i in order:
        rows += [
            (names[i], key, number(one.grid.values[i, 0, m]), number(z[i, m]), number(ranks[i, m]), int(among[m]))
            for m, key in enumerate(one.grid.metrics["metric_key"])
            if not np.isnan(ready[i, m])
        ]
    return Table("lines", columns, tuple(rows))
