"""What does a reader need to see while an assessment is under way?"""

import math
from collections.abc import Mapping

from scoring.fieldwork import STAGES, Fieldwork
from scoring.policy import judged
from scoring.results import Cell, Column, Estimate, Figure, Report, Sentence, Table

KIND = "fieldwork"


def report(found: Fieldwork, reliability: Mapping[str, Estimate], looked_at: int) -> Report:
    """The Report of one assessment so far.

    Parameters
    ----------
    reliability : Mapping of str to Estimate
        Internal consistency of each scale among those who handed in.
    looked_at : int
        People whose answers the tables of pages, items and scales rest on: the newest ones.
    """
    tables = (_stages(found), _pages(found), _items(found), _scales(reliability))
    handed_in = found.funnel.get("submitted")
    values = {
        "invited": handed_in.n if handed_in else 0,
        "submitted": round((handed_in.value or 0) * handed_in.n) if handed_in else 0,
        "looked_at": looked_at,
    }
    return Report(
        kind=KIND,
        sentence=Sentence("fieldwork.some" if handed_in else "fieldwork.none", values),
        tables=tuple(table for table in tables if table.rows),
        figures=(
            *((Figure("stages", "intervals", "stages", {"label": "stage", "value": "share"}),) if handed_in else ()),
            *((Figure("items", "intervals", "items", {"label": "item", "value": "median"}),) if len(found.seconds)
              else ()),
        ),
    )  # fmt: skip


def _stages(found: Fieldwork) -> Table:
    columns = (Column("stage", "code"), Column("people", "count"), Column("share", "estimate"))
    rows = tuple(
        (stage, round((one.value or 0) * one.n), _judged(one)) for stage in STAGES if (one := found.funnel.get(stage))
    )
    return Table("stages", columns, rows)


def _pages(found: Fieldwork) -> Table:
    columns = (Column("page"), Column("reached", "count"), Column("stopped", "count"), Column("share", "estimate"))
    rows = tuple(
        (str(page), int(row["reached"]), int(row["stopped"]), _judged(row["share"]))
        for page, row in found.stops.iterrows()
    )
    return Table("pages", columns, rows)


def _items(found: Fieldwork) -> Table:
    columns = (
        Column("item"), Column("median", "estimate"), Column("low", "number"), Column("high", "number"),
        Column("changed", "chance"),
    )  # fmt: skip
    rows = tuple(
        (str(item), _judged(row["median"]), *_quartiles(row["median"], row["low"], row["high"]), row["changed"])
        for item, row in found.seconds.iterrows()
    )
    return Table("items", columns, rows)


def _quartiles(median: Estimate | None, low: float, high: float) -> tuple[Cell, Cell]:
    shown = _judged(median)
    enough = shown is not None and shown.status != "refused" and math.isfinite(low)
    return (low, high) if enough else (None, None)


def _scales(reliability: Mapping[str, Estimate]) -> Table:
    columns = (Column("scale"), Column("alpha", "estimate"))
    rows = tuple((scale, judged(one, "internal_consistency", people=one.n)) for scale, one in reliability.items())
    return Table("scales", columns, rows)


def _judged(one: Estimate | None) -> Estimate | None:
    return judged(one, "fieldwork", people=one.n) if one is not None else None
