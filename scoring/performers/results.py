"""Which results count: values by person, period and measure, and the periods in which each person can be judged."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.errors import LeftOut
from scoring.frames import Performance
from scoring.performers.arrays import Codes, Flags, Floats, places
from scoring.performers.attendance import away
from scoring.performers.territory import Territory, territory

__all__ = ["Codes", "Flags", "Floats", "Grid", "Note", "Territory", "grid", "noted"]

#: Places named of what was left out; the count says how many more there are.
SAID = 3


@dataclass(frozen=True, slots=True)
class Note:
    """What was left out or needs a look: why, how many, and where the first of them are."""

    code: LeftOut
    count: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything by place: N people in order of id, T periods in order of time, M measures in order of the table.

    Attributes
    ----------
    people : DataFrame, N rows
    metrics : DataFrame, M rows
    starts, ends : DatetimeIndex, T
    values, targets : float, N × T × M
        NaN where there is none.
    eligible : bool, N × T
        Past the ramp, settled in the territory and at work.
    ramping, away : bool, N × T
        Why not.
    territory : Territory
    """

    people: pd.DataFrame
    metrics: pd.DataFrame
    starts: pd.DatetimeIndex
    ends: pd.DatetimeIndex
    values: Floats
    targets: Floats
    eligible: Flags
    ramping: Flags
    away: Flags
    territory: Territory

    @property
    def known(self) -> Flags:
        """Where somebody has any result, N × T."""
        return np.asarray((~np.isnan(self.values)).any(2))


def grid(tables: Performance, ramp_months: int) -> Grid:
    """The checked tables as arrays; people without any value keep their row."""
    people = tables.people.sort_values("person_id").reset_index(drop=True)
    metrics = tables.metrics.reset_index(drop=True)
    rows = tables.kpis
    spans = rows[["period_start", "period_end"]].drop_duplicates().sort_values("period_start")
    starts, ends = pd.DatetimeIndex(spans["period_start"]), pd.DatetimeIndex(spans["period_end"])
    place = (
        places(rows["person_id"], people["person_id"]),
        starts.get_indexer(pd.DatetimeIndex(rows["period_start"])),
        places(rows["metric_key"], metrics["metric_key"]),
    )
    values = np.full((len(people), len(starts), len(metrics)), np.nan)
    targets = values.copy()
    values[place], targets[place] = rows["value"], rows["target"]

    land = territory(tables, people, starts, ends)
    began = people["role_start_date"].fillna(people["hire_date"])
    ready = (began + pd.DateOffset(months=ramp_months)).to_numpy()[:, None]
    ramping = ready > starts.to_numpy()[None, :]  # an unknown start is no reason to leave anyone out
    absent = away(tables.events, people, starts, ends)
    eligible = ~ramping & ~land.reassigned & ~absent
    return Grid(people, metrics, starts, ends, values, targets, eligible, ramping, absent, land)


def noted(grid: Grid, code: LeftOut, where: Flags) -> tuple[Note, ...]:
    """A note on the places that are true in ``where``: N people, with periods N × T, or with measures N × T × M."""
    found = np.argwhere(where)
    if not len(found):
        return ()
    return (Note(code, len(found), tuple(", ".join(_named(grid, at)) for at in found[:SAID].tolist())),)


def _named(grid: Grid, at: list[int]) -> Iterator[str]:
    yield str(grid.people["person_id"].iloc[at[0]])
    if len(at) > 2:
        yield str(grid.metrics["metric_key"].iloc[at[2]])
    if len(at) > 1:
        yield f"{grid.starts[at[1]]:%Y-%m-%d}"
