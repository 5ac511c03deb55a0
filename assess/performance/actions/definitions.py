"""What the rows of KPIs and of exchange rates must keep to, wherever they come from."""

from collections.abc import Iterator
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.performance.models import Kpi, Rate
from assess.uploads import Checked, Complaint


def names(text: str) -> list[str]:
    """The roles written in one cell, apart by semicolons."""
    return [name for part in text.split(";") if (name := part.strip())]


def denominators(session: Session, found: Checked) -> Iterator[Complaint]:
    """What a KPI is divided by must be another one, known or in the same file."""
    keys = set(session.scalars(select(Kpi.key))) | set(found.columns["metric_key"])
    for row, key, under in zip(
        found.rows.tolist(), found.columns["metric_key"], found.columns["denominator"], strict=True
    ):
        if under and (under == key or under not in keys):
            yield Complaint(row, "denominator", under, "uploads.denominator", {"value": under})


def rates_apart(session: Session, found: Checked) -> Iterator[Complaint]:
    """A currency is not worth something in itself, and no day may have two rates."""
    spans = {
        (rate.currency, rate.into, rate.period_start): (rate.period_end, 0) for rate in session.scalars(select(Rate))
    }
    pairs = zip(found.columns["currency"], found.columns["into"], found.columns["period"], strict=True)
    for row, (currency, into, (first, last)) in zip(found.rows.tolist(), pairs, strict=True):
        if currency == into:
            yield Complaint(row, "into", into, "uploads.same_currency", {"value": into})
        spans[currency, into, first] = (last, row)
    for (one, (end, before)), (two, (_, row)) in pairwise(sorted(spans.items())):
        if one[:2] == two[:2] and two[2] <= end:
            yield Complaint(
                max(row, before), "period", str(two[2]), "uploads.rates_overlap",
                {"currency": one[0], "one": str(one[2]), "two": str(two[2])},
            )  # fmt: skip
