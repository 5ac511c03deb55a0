"""How did each team change from before an intervention to after it?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.averages import row_means
from scoring.errors import BadTable, Code, Undefined
from scoring.frames import Field, Layout

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]

#: Start of a team that was never treated: later than every period.
NEVER = np.iinfo(np.intp).max


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure of people over periods.

    Attributes
    ----------
    values : float, people × periods
        In standard deviations of people's means over the periods before anybody started; NaN where unknown.
    member : int, people
        Team of each person: that of their last period before the first start, so that nobody is counted where they
        moved to because of it.
    start : int, teams
        First treated period of each team, a place; ``NEVER`` for the others.
    teams, periods : list of str
    """

    values: Floats
    member: Ints
    start: Ints
    teams: list[str]
    periods: list[str]

    @property
    def treated(self) -> Flags:
        """Teams that start within the periods."""
        return np.asarray(self.start < NEVER)

    def of_teams(self, people: Floats) -> Floats:
        """Mean over the members of each team of whom it is known, people (× periods) to teams (× periods)."""
        wide = people if people.ndim == 2 else people[:, None]
        known = np.isfinite(wide)
        count = np.zeros((len(self.teams), wide.shape[1]))
        total = np.zeros_like(count)
        np.add.at(count, self.member, known)
        np.add.at(total, self.member, np.where(known, wide, 0.0))
        means = np.divide(total, count, where=count > 0, out=np.full_like(total, np.nan))
        return np.asarray(means if people.ndim == 2 else means[:, 0])

    def window(self, first: int, last: int) -> Floats:
        """Mean of each person over periods ``first`` to ``last`` − 1; NaN where none is known."""
        return row_means(self.values[:, max(first, 0) : max(last, 0)])


def panel(table: pd.DataFrame, starts: Mapping[str, str | int], value: str = "outcome") -> Panel:
    """Read ``person_id``, ``team``, ``period`` and the value; periods are ordered as their own values sort.

    Raises
    ------
    BadTable
        When a column is missing, a person has a period twice, or a start is no period of the table.
    Undefined
        ``NO_VARIANCE`` where people did not differ before; ``N_TOO_SMALL`` without a period before the first start.
    """
    layout = Layout(
        value,
        (
            Field("person_id", required=True), Field("team", required=True), Field("period", required=True),
            Field(value, "number"),
        ),
        ("person_id", "period"),
    )  # fmt: skip
    order = (
        {str(one): place for place, one in enumerate(sorted(table["period"].dropna().unique()))} if len(table) else {}
    )
    rows = layout.read(table)
    begins = {str(team): str(period) for team, period in starts.items()}
    unknown = sorted(set(begins.values()) - set(order))
    if unknown:
        raise BadTable(f"starts: {unknown[0]} is no period of {value}")
    when = np.asarray(rows["period"].map(order), dtype=np.intp)
    (who, people), (which, teams) = (pd.factorize(rows[key]) for key in ("person_id", "team"))
    start = np.array([order[begins[team]] if team in begins else NEVER for team in teams], dtype=np.intp)
    first = int(start.min(initial=NEVER))
    if first == NEVER:
        raise Undefined(Code.NO_DESIGN)
    values = np.full((len(people), len(order)), np.nan)
    values[who, when] = rows[value].to_numpy(float)
    spread = _spread(values[:, :first])
    member = _members(np.asarray(who, np.intp), when, np.asarray(which, np.intp), first, len(people))
    return Panel(values / spread, member, start, list(teams), list(order))


def _spread(before: Floats) -> float:
    means = row_means(before)
    means = means[np.isfinite(means)]
    if len(means) < 2:
        raise Undefined(Code.N_TOO_SMALL, n=len(means), of="people", need=2)
    if not np.ptp(means) > 0:
        raise Undefined(Code.NO_VARIANCE, n=len(means))
    return float(means.std(ddof=1))


def _members(who: Ints, when: Ints, which: Ints, first: int, people: int) -> Ints:
    """The team of the last period before ``first``; of people who came later, of their first period."""
    member = np.zeros(people, dtype=np.intp)
    late = when >= first
    # written in this order, so that what stands last is what counts
    order = np.lexsort((np.where(late, -when, when), ~late))
    member[who[order]] = which[order]
    return member
