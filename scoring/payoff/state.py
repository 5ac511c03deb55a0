"""How well does each person do each skill, from sources that are not equally exact?"""

import numpy as np
import pandas as pd

from scoring.errors import BadTable
from scoring.frames import Field, Layout

#: A self-rating never counts for more, however exact it looks (methods §12.1).
SELF, MOST_OF_SELF = "self", 0.30
MANAGER = "manager"
#: Own and manager's view further apart than this many SD: something to talk about.
APART = 1.0
RATINGS = Layout(
    "ratings",
    (
        Field("person_id", required=True), Field("lever", required=True), Field("source", required=True),
        Field("value", "number"), Field("sem", "number", low=0.0),
    ),
    ("person_id", "lever", "source"),
)  # fmt: skip


def skills(ratings: pd.DataFrame) -> pd.DataFrame:
    """The posterior of every skill of every person (methods §12.1).

    Each source counts by its precision 1/SEM², beside the role itself: N(0, 1) in its own standard deviations. Without
    that prior the lowest scores would be those measured worst. Where the self-rating would exceed .30 of all weights
    it is cut to .30 and the rest, the prior among them, takes the remainder.

    Parameters
    ----------
    ratings : DataFrame
        ``person_id``, ``lever``, ``source`` (such as "self", "manager", "observation", "behaviour", "assessment"),
        ``value`` (SD units of the role), ``sem`` (its error of measurement in the same units, above 0).

    Returns
    -------
    DataFrame
        ``person_id``, ``lever``, ``level``, ``sem``, ``sources`` (how many), ``self_weight``, ``talk`` (whether self
        and manager lie more than one SD apart), ordered by person and lever.

    Raises
    ------
    BadTable
        When a column is missing, an error of measurement is missing or zero, or a source stands twice.

    Examples
    --------
    A self-rating alone moves the estimate by three tenths of itself.

    >>> one = pd.DataFrame([("P1", "research", "self", 2.0, 0.4)],
    ...                    columns=["person_id", "lever", "source", "value", "sem"])
    >>> skills(one)[["level", "self_weight"]].round(2).to_numpy().tolist()
    [[0.6, 0.3]]
    """
    table = RATINGS.read(ratings).dropna(subset=["value"]).reset_index(drop=True)
    wrong = ~(table["sem"] > 0)
    if wrong.any():
        row = table[wrong].iloc[0]
        raise BadTable(f"ratings: {row['source']} of {row['person_id']} on {row['lever']} has no error of measurement")
    by = table.groupby(["person_id", "lever"], sort=True)
    cell, many = by.ngroup().to_numpy(), by.ngroups
    value, sem = table["value"].to_numpy(float), table["sem"].to_numpy(float)
    own = table["source"].eq(SELF).to_numpy()
    precision = 1 / sem**2
    others = 1 + np.bincount(cell, np.where(own, 0.0, precision), many)  # 1: that of the role
    itself = np.bincount(cell, np.where(own, precision, 0.0), many)
    share = np.minimum(itself / (itself + others), MOST_OF_SELF)
    weight = np.where(own, share[cell], (1 - share[cell]) * precision / others[cell])
    of_role = (1 - share) / others
    level = np.bincount(cell, weight * value, many)
    variance = np.bincount(cell, (weight * sem) ** 2, many) + of_role**2
    apart = _view(cell, value, own, many) - _view(cell, value, table["source"].eq(MANAGER).to_numpy(), many)
    names = by.size().index
    return pd.DataFrame(
        {
            "person_id": names.get_level_values(0),
            "lever": names.get_level_values(1),
            "level": level,
            "sem": np.sqrt(variance),
            "sources": np.bincount(cell, minlength=many),
            "self_weight": share,
            "talk": np.nan_to_num(np.abs(apart)) > APART,
        }
    )


def _view(cell: np.ndarray, value: np.ndarray, chosen: np.ndarray, many: int) -> np.ndarray:
    """What one source says of every cell; NaN where it says nothing."""
    said = np.full(many, np.nan)
    said[cell[chosen]] = value[chosen]
    return said
