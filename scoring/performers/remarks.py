"""What of the tables did not count, and what about them should a reader know?"""

import numpy as np

from scoring.errors import LeftOut
from scoring.frames import Performance
from scoring.performers.arrays import Flags
from scoring.performers.composite import Composite
from scoring.performers.results import Grid, Note, noted


def remarks(tables: Performance, grid: Grid, composite: Composite) -> tuple[Note, ...]:
    """Everything left out, in the order in which it dropped out: before the tables came here, then step by step."""
    known, land = grid.known, grid.territory
    team = grid.people["team"].fillna("").to_numpy()
    names, place, sizes = np.unique(team, return_inverse=True, return_counts=True)
    some = known.any(1)
    before = tuple(
        Note(LeftOut(code), int(count), tuple(str(first or "").split("; ")) if first else ())
        for code, count, first in tables.notes[["code", "count", "first"]].itertuples(index=False)
    )
    return (
        *before,
        *noted(grid, LeftOut.RAMPING, known & grid.ramping),
        *noted(grid, LeftOut.SETTLING, known & ~grid.ramping & land.reassigned),
        *noted(grid, LeftOut.AWAY, known & ~grid.ramping & ~land.reassigned & grid.away),
        *composite.notes,
        *noted(grid, LeftOut.PERIOD_MISSING, _gaps(known)),
        *noted(grid, LeftOut.NO_TEAM, some & (team == "") & (names != "").any()),
        *noted(grid, LeftOut.TEAM_OF_ONE, some & (team != "") & (sizes[place] == 1)),
    )


def _gaps(known: Flags) -> Flags:
    """Periods without any result between a person's first and last."""
    started = np.logical_or.accumulate(known, axis=1)
    goes_on = np.logical_or.accumulate(known[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(started & goes_on & ~known)
