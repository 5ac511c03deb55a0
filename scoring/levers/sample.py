"""Who takes part in a study of levers, with what result, in which team and under which circumstances?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.errors import BadTable, Code, LeftOut
from scoring.levers.inputs import Data, Registered
from scoring.levers.regression import Codes, Floats
from scoring.results import Caveat

Flags = NDArray[np.bool_]

COLUMNS = ("person_id", "team", "region", "outcome", "raw", "weight", "group", "outlier")
GROUPS = frozenset({"top", "middle", "other"})
#: A circumstance unknown for more people than this is not taken out; below it the mean stands in, and a flag beside
#: it (appendix A2).
MOST_MISSING = 0.10


@dataclass(frozen=True, slots=True)
class Sample:
    """N people with a result, in order of their ids.

    Attributes
    ----------
    team : int, N
    y, raw : float, N
        The adjusted composite and the raw one, each with mean 0 and SD 1.
    weight : float, N
    circumstances : float, (N, c)
    values : float, (N, J)
        In the levers' own units, NaN where not measured, a column a lever.
    top, middle, outlier : bool, N
        ``top`` is the replicable top: without outliers.
    compared, kept_back : bool, N
        In a team with somebody else; in a team that is kept back.
    left_out : dict of LeftOut to int
    caveats : tuple of Caveat
    """

    team: Codes
    y: Floats
    raw: Floats
    weight: Floats
    circumstances: Floats
    values: Floats
    top: Flags
    middle: Flags
    outlier: Flags
    compared: Flags
    kept_back: Flags
    left_out: dict[LeftOut, int]
    caveats: tuple[Caveat, ...]

    @property
    def teams(self) -> int:
        """Teams of two people or more."""
        return len(np.unique(self.team[self.compared]))


def sample(data: Data, registered: Sequence[Registered]) -> Sample:
    """The people of the study as arrays.

    Raises
    ------
    BadTable
        When a column is missing or holds no numbers, a person or a lever stands twice, a group is unknown, or a lever
        measured anonymously has values of persons.
    """
    people = _people(data.people)
    values = _numbers(_values(data, registered), people["person_id"], "values")
    taken = (people["outcome"].notna() & people["raw"].notna() & (people["weight"] > 0)).to_numpy()
    left_out = {LeftOut.NO_RESULT: int((~taken).sum())}
    people, values = people[taken], values[taken]
    nowhere = people["team"].isna().to_numpy()
    # who has no team is compared with nobody inside one, and stands alone
    name = np.where(nowhere, "\0" + people["person_id"].astype(str), people["team"].astype(str))
    team = pd.factorize(name, sort=True)[0].astype(np.intp)
    compared = np.bincount(team, minlength=1)[team] > 1
    left_out |= {LeftOut.TEAM_UNKNOWN: int(nowhere.sum()), LeftOut.ALONE: int((~compared & ~nowhere).sum())}
    circumstances, doubts = _circumstances(data.circumstances, people["person_id"])
    group, outlier = people["group"].to_numpy(dtype=object), people["outlier"].to_numpy(dtype=bool)
    return Sample(
        team, _standard(people["outcome"]), _standard(people["raw"]), people["weight"].to_numpy(dtype=float),
        circumstances, values, (group == "top") & ~outlier, (group == "middle") & ~outlier, outlier,
        compared, np.isin(name, list(data.holdout)),
        {code: count for code, count in left_out.items() if count}, doubts,
    )  # fmt: skip


def _people(table: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise BadTable(f"people: no column {', '.join(missing)}")
    _unrepeated(table["person_id"], "people: person_id")
    for name in ("outcome", "raw", "weight"):
        if not pd.api.types.is_numeric_dtype(table[name]):
            raise BadTable(f"people: {name} holds something that is no number")
        if np.isinf(table[name].to_numpy(dtype=float)).any():
            raise BadTable(f"people: {name} holds an infinite number")
    if strange := sorted(set(table["group"].astype(str)) - GROUPS):
        raise BadTable(f"people: group is {strange[0]}, not top, middle or other")
    return table.sort_values("person_id", kind="stable").reset_index(drop=True)


def _values(data: Data, registered: Sequence[Registered]) -> pd.DataFrame:
    codes = [lever.code for lever in registered]
    _unrepeated(pd.Series(codes, dtype=object), "levers: code")
    for lever in registered:
        if lever.anonymous and lever.code in data.values.columns and data.values[lever.code].notna().any():
            raise BadTable(f"values: {lever.code} was measured anonymously; there can be no values of persons")
        if lever.direction not in (1, -1):
            raise BadTable(f"levers: {lever.code} has a direction of {lever.direction}, not 1 or -1")
        if lever.reliability is not None and not 0 <= lever.reliability <= 1:
            raise BadTable(f"levers: {lever.code} has a reliability of {lever.reliability}")
    _unrepeated(pd.Series(data.values.columns, dtype=object), "values: column")
    return data.values.reindex(columns=codes)


def _numbers(table: pd.DataFrame, ids: pd.Series, place: str) -> Floats:
    """The rows of these people as numbers."""
    _unrepeated(table.index.to_series(), f"{place}: person_id")
    for name, column in table.items():
        if column.notna().any() and not pd.api.types.is_numeric_dtype(column):
            raise BadTable(f"{place}: {name} holds something that is no number")
    found = table.reindex(ids).to_numpy(dtype=float)
    if (row := np.argwhere(np.isinf(found))).size:
        raise BadTable(f"{place}: {table.columns[row[0][1]]} of {ids.iloc[row[0][0]]} is infinite")
    return np.asarray(found)


def _unrepeated(keys: pd.Series, place: str) -> None:
    if keys.duplicated().any():
        raise BadTable(f"{place} {keys[keys.duplicated()].iloc[0]} stands twice")


def _circumstances(table: pd.DataFrame, ids: pd.Series) -> tuple[Floats, tuple[Caveat, ...]]:
    """Columns to hold constant, and the doubt that remains where one is unknown for too many or there is none."""
    x = _numbers(table, ids, "circumstances")
    columns: list[Floats] = []
    dropped: list[str] = []
    for name, column in zip(table.columns, x.T, strict=True):
        unknown = np.isnan(column)
        if not len(column) or unknown.mean() > MOST_MISSING:
            dropped.append(str(name))
        elif np.ptp(column[~unknown]) > 0:
            columns.append(np.where(unknown, column[~unknown].mean(), column) / column[~unknown].std())
            columns += [unknown.astype(float)] if unknown.any() else []
    if dropped or not columns:
        values = {"missing": ", ".join(dropped)}
        return _stacked(columns, len(ids)), (Caveat(Code.CONFOUNDED_BY_CIRCUMSTANCE, values),)
    return _stacked(columns, len(ids)), ()


def _stacked(columns: list[Floats], n: int) -> Floats:
    return np.column_stack(columns) if columns else np.zeros((n, 0))


def _standard(column: pd.Series) -> Floats:
    x = column.to_numpy(dtype=float)
    spread = x.std() if len(x) else 0.0
    return np.asarray((x - x.mean()) / spread if spread > 0 else np.zeros(len(x)))
