"""Do teams do more of the right things, more consistently, than when they were first seen?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import t as student

from scoring.averages import row_means
from scoring.bundle.results import Floats, Practised
from scoring.bundle.shares import shares
from scoring.change.reliable import Changed
from scoring.policy import judged, minimum
from scoring.results import Estimate

INDEX = "mean over people of their mean share of the practices, t with n − 1 degrees"
CHANGE = "mean change of the same people from first to last period, t with n − 1 degrees"
#: Share of the practices that must be known of a person in a period.
KNOWN = 0.5


@dataclass(frozen=True, slots=True)
class TeamIndex:
    """The index of a team in one period, from 0 to 1."""

    team: str
    period: str
    index: Estimate


@dataclass(frozen=True, slots=True)
class TeamChange:
    """What the people of a team who are known at both ends changed by; ``said`` is None where they are too few."""

    team: str
    first: str
    last: str
    change: Estimate
    said: Changed | None


def trends(
    people: pd.DataFrame, values: pd.DataFrame, practices: Sequence[Practised]
) -> tuple[tuple[TeamIndex, ...], tuple[TeamChange, ...]]:
    """The index of each team by period, and whether it moved by more than chance (requirement S1-21).

    Shares are shrunken period by period towards the role over all periods; scales without ends are ranked over all
    periods together, else a team could never move. Consistency is of all periods and has no place in a single one.

    Parameters
    ----------
    people : DataFrame
        ``person_id``, ``team``.
    values : DataFrame
        As ``bundle`` takes them; rows without a period are passed over.
    practices : sequence of Practised
        Those that are never told by period are passed over.

    Returns
    -------
    tuple of TeamIndex
        By team and period, where five people or more are known.
    tuple of TeamChange
        By team, where there are two periods or more.
    """
    rows = values[values["period"].notna()]
    practices = [one for one in practices if one.code in set(rows["lever"])]
    if not practices:
        return (), ()
    keys = pd.MultiIndex.from_frame(rows[["person_id", "period"]].astype(str))
    seen = keys.unique().sort_values()
    ids = [str(number) for number in range(len(seen))]
    done = shares(rows.assign(person_id=seen.get_indexer(keys).astype(str)), ids, practices).share
    known = np.isfinite(done).mean(axis=1) >= KNOWN
    table = pd.Series(np.where(known, row_means(done), np.nan), index=seen).unstack()
    team = people.set_index(people["person_id"].astype(str))["team"].reindex(table.index)
    found = [(str(name), table[team == name]) for name in sorted(team.dropna().unique())]
    return (
        tuple(one for name, own in found for one in _course(name, own)),
        tuple(one for name, own in found if (one := _change(name, own)) is not None),
    )


def _course(team: str, own: pd.DataFrame) -> list[TeamIndex]:
    least = minimum("slice", "people").refuse
    told = [(str(period), column.dropna().to_numpy(float)) for period, column in own.items()]
    return [TeamIndex(team, period, _mean(x, INDEX)) for period, x in told if len(x) >= least]


def _change(team: str, own: pd.DataFrame) -> TeamChange | None:
    """Of the two periods furthest apart in which anybody of the team was seen."""
    periods = own.columns[own.notna().any()]
    if len(periods) < 2:
        return None
    first, last = str(periods[0]), str(periods[-1])
    moved = _mean((own[last] - own[first]).dropna().to_numpy(float), CHANGE)
    said = None
    if moved.low is not None and moved.high is not None:
        said = Changed.RISEN if moved.low > 0 else Changed.FALLEN if moved.high < 0 else Changed.COULD_BE_NOISE
    return TeamChange(team, first, last, moved, said)


def _mean(x: Floats, method: str) -> Estimate:
    n = len(x)
    if n < 2:
        return judged(Estimate(0.0, n, method), "slice", people=n)
    half = float(student.ppf(0.975, n - 1) * x.std(ddof=1) / np.sqrt(n))
    value = float(x.mean())
    return judged(Estimate(value, n, method, value - half, value + half), "slice", people=n)
