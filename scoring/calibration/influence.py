"""Who moves whom when a panel talks?"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.refusals import refusing
from scoring.responses import answers
from scoring.results import Result

METHOD = "shift from first to second ratings and dominance index, mean |shift| of others to own"
CELL = ["ratee", "criterion"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Influence(Result):
    """How ratings moved in the talks.

    Attributes
    ----------
    raters : DataFrame
        By rater: ``panels`` (people rated together with others), ``moved`` (share of ratings changed), ``own`` and
        ``others`` (mean |shift| in points, of the rater and of the others on the same cells), ``dominance`` (others to
        own; NaN for who never moved), ``signed`` (mean shift, above zero is kinder), ``joined`` (mean approach to the
        others' first mean).
    towards : DataFrame
        By mover and rater moved to: ``approach`` (points nearer to that rater's first rating, mean over shared cells),
        ``cells``.
    """

    raters: pd.DataFrame = field(default_factory=pd.DataFrame)
    towards: pd.DataFrame = field(default_factory=pd.DataFrame)


@refusing(Influence, METHOD)
def influence(first: pd.DataFrame, second: pd.DataFrame) -> Influence:
    """Shift from first to second ratings, and towards whom.

    Parameters
    ----------
    first, second : DataFrame
        ``rater``, ``ratee``, ``criterion``, ``rating``; no second rating means that the first one stands.

    Returns
    -------
    Influence
        ``n`` counts people with two raters or more. Refused ``N_TOO_SMALL`` where nobody was rated by two,
        ``BAD_TABLE`` when a column is missing, a rating is there twice or a second one has no first.
    """
    before, after = _read(first, "first ratings"), _read(second, "second ratings")
    if not after.index.isin(before.index).all():
        rater, ratee, criterion = after.index[~after.index.isin(before.index)][0]
        raise BadTable(f"second ratings: {rater} has no first rating of {ratee} on {criterion}")
    cells = pd.DataFrame({"before": before, "after": after.reindex(before.index).fillna(before)}).reset_index()
    cells["size"] = cells.groupby(CELL)["rater"].transform("size")
    cells = cells[cells["size"] > 1].reset_index(drop=True)
    if not len(cells):
        raise Undefined(Code.N_TOO_SMALL, n=0, need=1, of="panels")
    cells["shift"] = cells["after"] - cells["before"]
    cells["size_of_shift"] = cells["shift"].abs()
    whole = cells.groupby(CELL)
    rest = cells["size"] - 1
    cells["others"] = (whole["size_of_shift"].transform("sum") - cells["size_of_shift"]) / rest
    mean = (whole["before"].transform("sum") - cells["before"]) / rest
    cells["joined"] = (cells["before"] - mean).abs() - (cells["after"] - mean).abs()
    by = cells.groupby("rater", sort=True)
    own, others = by["size_of_shift"].mean(), by["others"].mean()
    raters = pd.DataFrame(
        {
            "panels": by["ratee"].nunique(), "moved": by["shift"].agg(lambda shift: float((shift != 0).mean())),
            "own": own, "others": others, "dominance": (others / own).where(own > 0, np.nan),
            "signed": by["shift"].mean(), "joined": by["joined"].mean(),
        }
    )  # fmt: skip
    return Influence(n=int(cells["ratee"].nunique()), method=METHOD, raters=raters, towards=_towards(cells))


def _towards(cells: pd.DataFrame) -> pd.DataFrame:
    pairs = cells.merge(cells[[*CELL, "rater", "before"]], on=CELL, suffixes=("", "_to"))
    pairs = pairs[pairs["rater"] != pairs["rater_to"]]
    apart = (pairs["before"] - pairs["before_to"]).abs() - (pairs["after"] - pairs["before_to"]).abs()
    table = apart.groupby([pairs["rater"], pairs["rater_to"]]).agg(["mean", "size"])
    return table.set_axis(["approach", "cells"], axis=1).rename_axis(["rater", "towards"])


def _read(ratings: pd.DataFrame, name: str) -> "pd.Series[float]":
    for column in ("rater", "ratee", "criterion", "rating"):
        if column not in ratings.columns:
            raise BadTable(f"{name}: column {column} is missing")
    points = answers(ratings[["rating"]], name)["rating"] if len(ratings) else ratings["rating"].astype(float)
    given = ratings.assign(rating=points).dropna(subset=["rating"]).set_index(["rater", *CELL])["rating"]
    if given.index.has_duplicates:
        rater, ratee, criterion = given.index[given.index.duplicated()][0]
        raise BadTable(f"{name}: {rater} rated {ratee} on {criterion} twice")
    return given
