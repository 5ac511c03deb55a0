"""Which rows tell the same thing twice, and which of them is to be believed?"""

import numpy as np
import pandas as pd

from scoring.errors import LeftOut

#: Places named of what was left out; the count says how many more there are.
SAID = 3


def noted(code: LeftOut, rows: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    """A row of ``scoring.frames.NOTES`` on these rows, or none when there are none."""
    places = [", ".join(_shown(cell) for cell in row) for row in rows[list(key)].head(SAID).itertuples(index=False)]
    found = pd.DataFrame({"code": [code.value], "count": [float(len(rows))], "first": ["; ".join(places)]})
    return found if len(rows) else found.iloc[:0]


def same(rows: pd.DataFrame, key: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows without those that repeat another in every cell, and a note on these."""
    suspect = rows.duplicated(list(key), keep=False).to_numpy()
    again = np.zeros(len(rows), dtype=bool)
    if suspect.any():  # only rows of one key can be the same
        again[suspect] = rows[suspect].duplicated().to_numpy()
    kept = rows[~again].reset_index(drop=True) if again.any() else rows
    return kept, noted(LeftOut.SAME_ROW, rows[again], key)


def agreeing(rows: pd.DataFrame, key: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows without those that say different things of one key: none of them can be told to be right."""
    apart = rows.duplicated(list(key), keep=False).to_numpy()
    kept = rows[~apart].reset_index(drop=True) if apart.any() else rows
    return kept, noted(LeftOut.ROWS_DISAGREE, rows[apart], key)


def latest(people: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a person: that of the last start in a role, else the last row; notes on who changed role or was twice."""
    order = people.sort_values("role_start_date", kind="stable", na_position="first").index
    kept = ~people.loc[order].duplicated("person_id", keep="last").sort_index()
    roles = people.fillna({"role": ""}).groupby("person_id")["role"].transform("nunique") > 1
    notes = pd.concat(
        [
            noted(LeftOut.ROLE_CHANGED, people[~kept & roles], ("person_id", "role")),
            noted(LeftOut.PERSON_TWICE, people[~kept & ~roles], ("person_id",)),
        ]
    )
    return people[kept].reset_index(drop=True), notes


def _shown(cell: object) -> str:
    return f"{cell:%Y-%m-%d}" if isinstance(cell, pd.Timestamp) else "" if cell is None else str(cell)
