"""Tables of a job as the analysis that benchmarks begin with, and the averages in it that may be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from scoring.benchmarks import Benchmarks
from scoring.benchmarks.sharing import FEWEST, Shared, shared
from surveys.anonymity.suppression import Family, hidden

#: A period is closed when so many of those who had a result before it have one.
CLOSED = 0.80


@dataclass(frozen=True, slots=True)
class Told:
    """One average to be told; ``team`` "" is everybody in the job."""

    metric: str
    team: str
    period_start: date
    period_end: date
    shared: Shared


def averages(found: Benchmarks, today: date, k: int = FEWEST) -> Iterator[Told]:
    """Of each KPI the averages of its last closed period: of all and of teams, none of which gives a small one away."""
    one = found.found.performers
    for m, key in enumerate(found.levels.metrics["metric_key"]):
        values = found.levels.values[:, :, m]
        t = _closed(values, one.grid.ends, today)
        if t is None:
            continue
        known = ~np.isnan(values[:, t])
        teams = one.grid.people["team"].fillna("").to_numpy(dtype=object)
        groups = {"": frozenset(map(str, np.flatnonzero(known)))}
        for team in sorted({str(name) for name in teams[known]} - {""}):
            groups[team] = frozenset(map(str, np.flatnonzero(known & (teams == team))))
        if len(groups) == 2 and len(set(groups.values())) == 1:
            groups.popitem()  # one team is the whole job: told once
        out = hidden(groups, [Family("", tuple(sorted(groups.keys() - {""})))], [], k)
        for name in sorted(groups.keys() - out):
            told = shared(values[[int(place) for place in sorted(groups[name], key=int)], t], values[known, t])
            if told is not None:
                start, end = one.grid.starts[t].date(), one.grid.ends[t].date()
                yield Told(str(key), name, start, end, told)


def _closed(values: np.typing.NDArray[np.float64], ends: pd.DatetimeIndex, today: date) -> int | None:
    """The place of the last period that is over and in which nearly all results have come."""
    known = ~np.isnan(values)
    for t in range(values.shape[1] - 1, -1, -1):
        before = known[:, t - 1].sum() if t else 0
        if known[:, t].sum() and ends[t].date() < today and (known[:, t] & known[:, t - 1]).sum() >= CLOSED * before:
            return t
    return None
