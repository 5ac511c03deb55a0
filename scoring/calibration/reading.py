"""What does the model say of each rating, gathered for the look at raters?"""

import numpy as np
import pandas as pd
from scipy.special import softmax

from scoring.calibration.drift import MONTH
from scoring.calibration.observed import Floats, Observed, Places
from scoring.calibration.ratios import Ranges
from scoring.errors import BadTable
from scoring.severity import Severity

#: Distances in logits that no rating lies beyond, close enough to read between.
GRID = np.linspace(-20, 20, 4001)


def observed(found: Severity, when: pd.Series | None) -> Observed:
    """The observations of an analysis with their chances; those without an expectation are left out.

    Parameters
    ----------
    when : Series of dates, optional
        With the index of the ratings.
    """
    table = found.observations
    table = table[np.isfinite(table["expected"]) & (table["variance"] > 0)]
    raters, ratees = pd.Index(found.raters["rater"]), pd.Index(found.ratees["ratee"])
    rater, ratee, criterion = (
        labels.get_indexer(table[name])
        for labels, name in (
            (raters, "rater"),
            (ratees, "ratee"),
            (pd.Index(found.criteria["criterion"]), "criterion"),
        )
    )
    values, chance = _chances(found, table, criterion)
    return Observed(
        raters, rater, ratee, table["rating"].to_numpy(float), table["expected"].to_numpy(float),
        table["variance"].to_numpy(float), values, chance, _months(table, when),
    )  # fmt: skip


def months(when: pd.Series) -> Floats:
    """Months since the first date; NaN where there is none.

    Raises
    ------
    BadTable
        When a cell is no date.
    """
    if pd.api.types.is_numeric_dtype(when) and when.notna().any():
        raise BadTable(f"when: {when.dropna().iloc[0]} is no date")
    try:
        dates = pd.to_datetime(when, utc=True, format="ISO8601")
    except (ValueError, TypeError) as error:
        raise BadTable(f"when: {error}") from error
    days = (dates - dates.min()).dt.total_seconds().to_numpy(float) / 86400
    return np.asarray(days / MONTH, dtype=float)


def kindness(found: Severity) -> Ranges:
    """Rating points by which each rater's fair average is above that of the panel: of all raters of the same subset.

    Raters count by how much they rated, so that somebody with three ratings moves nobody's standing.
    """
    table = found.raters
    fair, subset = table["fair_average"].astype(float), table["subset"]
    ratings = table["n"].where(fair.notna(), 0)
    middle = (fair * ratings).groupby(subset).transform("sum") / ratings.groupby(subset).transform("sum")
    alone = fair.groupby(subset).transform("count") < 2
    value, low, high = (
        (table[name].astype(float) - middle).where(~alone).to_numpy(float)
        for name in ("fair_average", "fair_low", "fair_high")
    )
    return Ranges(value, table["fair_se"].to_numpy(float), low, high, table["ratees"].to_numpy(np.intp))


def _chances(found: Severity, table: pd.DataFrame, criterion: Places) -> tuple[Floats, Floats]:
    """Every rating that is a category of some criterion, and (ratings, categories) how likely each was.

    On the criterion's steps, at the distance where the expected rating is the one of the analysis. Not those of
    ``Severity.probabilities``: its steps are joint, too far apart by about L/(L − 1), and so expect more of the middle
    than there is; central tendency would be found less often (.90 for .95 in the twenty companies of the tests).
    """
    values = np.unique(found.categories["rating"].to_numpy(float))
    chance = np.zeros((len(table), len(values)))
    expected = table["expected"].to_numpy(float)
    for place, name in enumerate(found.criteria["criterion"]):
        here = np.flatnonzero(criterion == place)
        steps, grades = (
            one if one["criterion"].isna().all() else one[one["criterion"] == name]
            for one in (found.steps, found.categories)
        )
        if len(here) and len(grades):
            points = np.sort(grades["rating"].to_numpy(float))
            sums = np.r_[0.0, np.cumsum(steps.sort_values("step")["threshold"].to_numpy(float))]
            distance = np.interp(expected[here], _curve(GRID, sums) @ points, GRID)
            chance[np.ix_(here, np.searchsorted(values, points))] = _curve(distance, sums)
    return values, chance


def _curve(distance: Floats, sums: Floats) -> Floats:
    """(distances, categories): P(X = k), where ln P(X = k) = k · distance − Σ of steps up to k − ln Z."""
    chance: Floats = softmax(distance[:, None] * np.arange(len(sums)) - sums, axis=1)
    return chance


def _months(table: pd.DataFrame, when: pd.Series | None) -> Floats:
    if when is None:
        return np.full(len(table), np.nan)
    return months(when.loc[table.index])
