"""How far do raters agree on each criterion, and on the whole person?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.agreement import krippendorff, one_way
from scoring.errors import Scalar, Undefined
from scoring.refusals import caveat
from scoring.results import Estimate

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Agreement between raters who each saw another set of people.

    Attributes
    ----------
    single, panel : Estimate
        ICC(1,1) of one rater and ICC(1,k) of a panel of usual size; any difference in strictness counts as
        disagreement, as it does for the person rated.
    alpha : Estimate
        Krippendorff's α, ordinal; refused for means of criteria, which are no categories.
    """

    single: Estimate
    panel: Estimate
    alpha: Estimate


def agreements(table: pd.DataFrame) -> tuple[dict[Scalar, Agreed], Agreed]:
    """By criterion, and of whole scorecards: their means for the ICC, all their ratings for α.

    Parameters
    ----------
    table : DataFrame
        ``rater``, ``ratee``, ``criterion``, ``rating`` without gaps.
    """
    places, criteria = pd.factorize(table["criterion"], sort=True)
    by_criterion: dict[Scalar, Agreed] = {}
    for place, criterion in enumerate(criteria):
        rows = table[places == place]
        by_criterion[criterion] = _agreed(rows["ratee"], rows["rating"])
    cards = table.groupby(["ratee", "rater"], sort=False)["rating"].mean().reset_index()
    whole = _agreed(cards["ratee"], cards["rating"])
    cells = table.groupby(["ratee", "criterion"], sort=False).ngroup()
    return by_criterion, Agreed(whole.single, whole.panel, krippendorff(_narrow(cells, table["rating"]), "ordinal"))


def _agreed(unit: pd.Series, rating: pd.Series) -> Agreed:
    x = _narrow(unit, rating)
    panels = [row[~np.isnan(row)] for row in x[(~np.isnan(x)).sum(axis=1) > 1]]
    try:
        icc = one_way(panels) if panels else one_way([np.zeros(1)])
    except Undefined as undefined:
        reason = caveat(undefined)
        icc = {form: Estimate.refusal(reason, method=f"ICC({form})", n=len(panels)) for form in ("1,1", "1,k")}
    return Agreed(icc["1,1"], icc["1,k"], krippendorff(x, "ordinal"))


def _narrow(unit: pd.Series, rating: pd.Series) -> Floats:
    """Units by their first, second … rating: agreement does not ask who rated, and this table is small."""
    codes = pd.factorize(unit)[0]
    order = np.argsort(codes, kind="stable")
    counts = np.bincount(codes)
    column = np.empty(len(codes), dtype=np.intp)
    column[order] = np.arange(len(codes)) - np.repeat(np.cumsum(counts) - counts, counts)
    x = np.full((len(counts), int(counts.max(initial=1))), np.nan)
    x[codes, column] = rating.to_numpy(float)
    return x
