"""Answers read as ratings: columns are raters on a criterion, rows are people."""

import numpy as np
import pandas as pd

from scoring.calibration import bias, calibration, fair_averages, influence, would_change
from scoring.generalizability import generalizability


def rated(table: pd.DataFrame) -> pd.DataFrame:
    """Its columns as raters, three columns a criterion, its rows as people."""
    few = table.iloc[:, :30]
    numbered = few.set_axis(range(few.shape[1]), axis=1).melt(ignore_index=False, value_name="rating").reset_index()
    column = numbered["variable"].astype(float) if len(numbered) else pd.Series(dtype=float)
    return pd.DataFrame(
        {"ratee": numbered["index"].map(str) if len(numbered) else [], "rater": column % 3, "criterion": column // 3,
         "rating": numbered["rating"]}
    )  # fmt: skip


def dates(table: pd.DataFrame) -> pd.Series:
    return pd.Series(pd.date_range("2026-01-01", periods=len(rated(table))))


def differing(table: pd.DataFrame) -> object:
    """Bias between two groups of these people."""
    people = rated(table)["ratee"].unique()
    return bias(calibration(rated(table)), pd.Series(np.arange(len(people)) % 2, index=people))


def averaged(table: pd.DataFrame) -> object:
    found = calibration(rated(table))
    return {} if found.status == "refused" else fair_averages(found)


def changed(table: pd.DataFrame) -> object:
    found = calibration(rated(table))
    if found.status == "refused":
        return found
    means = {row.ratee: row.raw for row in found.severity.ratees.itertuples()}
    change = would_change(means, fair_averages(found), places=2)
    return (change.standings and [[one.raw, one.fair, one.chance_other] for one in change.standings]) or change


def calibrated(table: pd.DataFrame) -> object:
    return calibration(rated(table), dates(table))


def talked(table: pd.DataFrame) -> object:
    return influence(rated(table), rated(table).iloc[::2])


def generalized(table: pd.DataFrame) -> object:
    return generalizability(rated(table))
