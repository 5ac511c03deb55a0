"""What does the model say of each rating, gathered for the look at raters?"""

import numpy as np
import pandas as pd

from scoring.calibration.drift import MONTH
from scoring.calibration.observed import Floats, Observed, Places
from scoring.calibration.ratios import Ranges
from scoring.errors import BadTable
from scoring.severity import Severity
from scoring.severity.structure import chances


def observed(found: Severity, when: pd.Series | None) -> Observed:
    """The observations of an analysis with their chances; those without an expectation are left out.

    Parameters
    ----------
    when : Series of dates, optional
        With the index of the ratings.
    """
    table = found.observations
    table = table[np.isfinite(table["expected"]) & (table["variance"] > 0)]
    raters, criteria = pd.Index(found.raters["rater"]), pd.Index(found.criteria["criterion"])
    ratees = pd.Index(found.ratees["ratee"])
    rater, ratee, criterion = (
        labels.get_indexer(table[name])
        for labels, name in ((raters, "rater"), (ratees, "ratee"), (criteria, "criterion"))
    )
    distance = (
        found.ratees["likeliest"].to_numpy(float)[ratee] - found.raters["severity"].to_numpy(float)[rater]
        - found.criteria["difficulty"].to_numpy(float)[criterion]
    )  # fmt: skip
    values, chance = _chances(found, np.nan_to_num(distance), criterion)
    return Observed(
        raters, criteria, rater, ratee, criterion, table["rating"].to_numpy(float),
        table["expected"].to_numpy(float), table["variance"].to_numpy(float), values,
        chance, _months(table, when),
    )  # fmt: skip


def months(when: pd.Series) -> Floats:
    """Months since the first date; NaN where there is none.

    Raises
    ------
    BadTable
        When a cell is no date.
    """
    try:
        dates = pd.to_datetime(when, utc=True, format="ISO8601" if when.dtype == object else None)
    except (ValueError, TypeError) as error:
        raise BadTable(f"when: {error}") from error
    days = (dates - dates.min()).dt.total_seconds().to_numpy(float) / 86400
    return np.asarray(days / MONTH, dtype=float)


def kindness(found: Severity) -> Ranges:
    """Rating points by which each rater's fair average is above the mean of the raters of the same subset."""
    table = found.raters
    fair = table["fair_average"].astype(float)
    middle = fair.groupby(table["subset"]).transform("mean")
    alone = fair.groupby(table["subset"]).transform("count") < 2
    value = (fair - middle).where(~alone).to_numpy(float)
    low, high = (
        (table[name].astype(float) - middle).where(~alone).to_numpy(float) for name in ("fair_low", "fair_high")
    )
    return Ranges(value, table["fair_se"].to_numpy(float), low, high, table["ratees"].to_numpy(np.intp))


def _chances(found: Severity, distance: Floats, criterion: Places) -> tuple[Floats, Floats]:
    """Every rating that is a category of some criterion, and (ratings, categories) how likely each was."""
    values = np.unique(found.categories["rating"].to_numpy(float))
    chance = np.zeros((len(distance), len(values)))
    for place, name in enumerate(found.criteria["criterion"]):
        here = np.flatnonzero(criterion == place)
        steps, grades = (
            table if table["criterion"].isna().all() else table[table["criterion"] == name]
            for table in (found.steps, found.categories)
        )
        if len(here) and len(grades):
            sums = np.r_[0.0, np.cumsum(steps.sort_values("step")["threshold"].to_numpy(float))]
            columns = np.searchsorted(values, np.sort(grades["rating"].to_numpy(float)))
            chance[np.ix_(here, columns)] = chances(distance[here], sums[:, None])[0].T
    return values, chance


def _months(table: pd.DataFrame, when: pd.Series | None) -> Floats:
    if when is None:
        return np.full(len(table), np.nan)
    return months(when.loc[table.index])
