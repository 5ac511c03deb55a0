"""Do the raters of a panel agree on each criterion?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.agreement.intraclass import SOURCE, iccs, one_way
from scoring.errors import Undefined
from scoring.frames import Field, Layout
from scoring.results import Caveat, Estimate

RATINGS = Layout(
    "ratings",
    (
        Field("ratee", required=True),
        Field("rater", required=True),
        Field("criterion", required=True),
        Field("rating", "number"),
    ),
    ("ratee", "rater", "criterion"),
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one criterion.

    Attributes
    ----------
    ratees : int
        People with two ratings or more; only they say anything about agreement.
    raters, ratings : int
    crossed : bool
        Whether every rater rated every ratee. If not, only the one-way forms exist: who rated cannot be told from whom.
    icc : dict of str to Estimate
        By form, such as ``"A,1"``; k is the panel size, harmonised over ratees where panels differ.
    within : dict of str to float
        rWG of each ratee.
    """

    criterion: str
    ratees: int
    raters: int
    ratings: int
    crossed: bool
    icc: dict[str, Estimate]
    within: dict[str, float]


def rwg(ratings: npt.ArrayLike, options: int) -> float:
    """Agreement on one ratee: 1 − s²/σ²_E with the uniform null σ²_E = (A² − 1)/12 (James, Demaree & Wolf 1984).

    Below zero the raters differ more than at random; it is then 0. NaN with fewer than two ratings.
    """
    x = np.asarray(ratings, dtype=float)
    x = x[~np.isnan(x)]
    if options < 2:
        raise ValueError(f"a scale of {options} options")
    return max(0.0, float(1 - x.var(ddof=1) / ((options**2 - 1) / 12))) if len(x) > 1 else float("nan")


def agreement(ratings: pd.DataFrame, options: int) -> tuple[Agreement, ...]:
    """Agreement on every criterion of a long table of ratings.

    Parameters
    ----------
    ratings : DataFrame
        Columns ``ratee``, ``rater``, ``criterion``, ``rating``; an empty rating is no rating.
    options : int
        Points of the rating scale, for rWG.

    Raises
    ------
    BadTable
        When a column is missing or a rater rated a ratee twice on a criterion.
    """
    table = RATINGS.read(ratings).dropna(subset=["rating"])
    return tuple(_agreement(str(criterion), rows, options) for criterion, rows in table.groupby("criterion", sort=True))


def _agreement(criterion: str, rows: pd.DataFrame, options: int) -> Agreement:
    counted = rows[rows.groupby("ratee")["rating"].transform("size") >= 2]
    wide = counted.pivot(index="ratee", columns="rater", values="rating")
    panels = [row[~np.isnan(row)] for row in wide.to_numpy(float)]
    crossed = wide.size > 0 and not bool(wide.isna().to_numpy().any())
    try:
        icc = iccs(wide) if crossed else one_way(panels)
    except Undefined as undefined:
        reason = Caveat(undefined.code, undefined.values)
        icc = {
            form: Estimate(None, len(panels), f"ICC({form}), {SOURCE}", status="refused", reasons=(reason,))
            for form in ("1,1", "1,k")
        }
    within = {str(ratee): rwg(panel, options) for ratee, panel in zip(wide.index, panels, strict=True)}
    return Agreement(criterion, len(wide), wide.shape[1], len(counted), crossed, icc, within)
