"""Which items carry a scale, which spoil it, and where does each tell people apart?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scoring.intervals import fisher
from scoring.irt.bank import Bank
from scoring.measurement import ScaleStudy
from scoring.policy import judged, judgement
from scoring.reports.measurement.cells import finite, with_error
from scoring.results import Cell, Column, Estimate, Table

REST = "corrected item-total correlation, Fisher interval"


def items(scales: Sequence[ScaleStudy]) -> Table:
    """``items``: a row an item, as classical analysis sees it.

    Of fewer people than anonymity asks for nothing is shown that would give an answer away, and of fewer than internal
    consistency needs nothing that rests on it.
    """
    columns = (
        Column("scale"), Column("item"), Column("people", "count"), Column("missing", "chance"),
        Column("mean_score", "number"), Column("sd_score", "number"), Column("difficulty", "number"),
        Column("item_rest", "estimate"), Column("alpha_if_dropped", "number"), Column("alarm", "code"),
    )  # fmt: skip
    return Table("items", columns, tuple(row for one in scales for row in _classical(one)))


def _classical(one: ScaleStudy) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for item, row in one.items.items.iterrows():
        n = int(row["n"])
        open_ = judgement("survey_group", answers=n).status != "refused"
        enough = judgement("internal_consistency", people=n).status != "refused"
        mean, sd, share = (finite(row[name]) if open_ else None for name in ("mean", "sd", "difficulty"))
        rows.append((
            one.key.scale, str(item), n, row["missing"] / max(len(one.answers), 1), mean, sd, share,
            _rest(row["r_drop"], n), finite(row["alpha_if_dropped"]) if enough else None, row["flag"] if enough else "",
        ))  # fmt: skip
    return rows


def _rest(r: float, n: int) -> Estimate | None:
    if not np.isfinite(r):
        return None
    low, high = fisher(r, n) if n > 3 and abs(r) < 1 else (None, None)
    return judged(Estimate(float(r), n, REST, low, high), "internal_consistency", people=n)


def parameters(scales: Sequence[ScaleStudy]) -> Table:
    """``parameters``: slope with its interval, size of the misfit and its chance (S-X²)."""
    shown = [(one, one.bank) for one in scales if one.bank is not None]
    columns = (
        Column("scale"), Column("item"), Column("slope", "estimate"),
        Column("fit_rmsea", "number"), Column("fit_p", "number"),
    )  # fmt: skip
    return Table("parameters", columns, tuple(row for one, bank in shown for row in _modelled(one, bank)))


def _modelled(one: ScaleStudy, bank: Bank) -> list[tuple[Cell, ...]]:
    return [
        (one.key.scale, str(item), _parameter(one, row, "slope"), *_misfit(one, str(item)))
        for item, row in bank.items.iterrows()
    ]


def thresholds(scales: Sequence[ScaleStudy]) -> Table:
    """``thresholds``: where on the trait half of the people answer so high or higher, with its interval."""
    columns = (Column("scale"), Column("item"), Column("step", "count"), Column("threshold", "estimate"))
    rows = tuple(
        (one.key.scale, str(item), step, found)
        for one in scales
        if one.bank is not None
        for item, row in one.bank.items.iterrows()
        for step in range(1, one.bank.parameters.intercept.shape[1] + 1)
        if (found := _parameter(one, row, f"threshold_{step}")) is not None
    )
    return Table("thresholds", columns, rows)


def _parameter(one: ScaleStudy, row: "pd.Series[float]", name: str) -> Estimate | None:
    found = with_error(row[name], row[f"se_{name}"], one.calibration.n, one.calibration.method)
    return None if found is None else found.doubted(*one.judged.reasons)


def _misfit(one: ScaleStudy, item: str) -> tuple[float | None, float | None]:
    if item not in one.fit.items.index:
        return None, None
    return finite(float(one.fit.items["rmsea"][item])), finite(float(one.fit.items["p"][item]))


def pairs(scales: Sequence[ScaleStudy]) -> Table:
    """``pairs``: items whose answers go together beyond what the scale explains (Yen 1984)."""
    columns = (Column("scale"), Column("first_item"), Column("second_item"), Column("residual_r", "number"))
    rows = tuple(
        (one.key.scale, str(row["item"]), str(row["other"]), float(row["q3"]))
        for one in scales
        if one.bank is not None
        for _place, row in one.fit.dependent.iterrows()
    )
    return Table("pairs", columns, rows)
