"""Marks of benchmark tables: a bar's range against everybody's, a shift against none, levels the data cannot tell."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from assess.benchmarks.queries.own import Own
from assess.charts import Domain, axis, row, track
from scoring.results import Cell, Estimate, Report

#: Shifts up to this many SD either way bend nothing.
BENT = 0.20


def spans(rows: Iterable[Mapping[str, Cell]]) -> list[tuple[Markup, Markup]]:
    """For each bar the axis and the mark: its range, and behind it where the middle half of everybody works."""
    out = []
    for one in rows:
        bar, low, high = one["bar"], _number(one["p25"]), _number(one["p75"])
        found = bar if isinstance(bar, Estimate) and bar.value is not None else None
        of = (found.low, found.value, found.high) if found else (None, None, None)
        domain = Domain.of([*of, low, high], zero=False)
        zone = (low, high) if low is not None and high is not None else None
        mark = row(domain, *of, zone=zone, ref=None)
        out.append((axis(domain, signed=False), mark))
    return out


def shifts(rows: Iterable[Mapping[str, Cell]]) -> list[Markup]:
    """For each shift its range against zero, with the zone in which nothing is bent."""
    estimates = [one["shift"] for one in rows]
    known = [one for one in estimates if isinstance(one, Estimate) and one.value is not None]
    domain = Domain.of([bound for one in known for bound in (one.low, one.high)] + [-0.5, 0.5])
    return [
        row(domain, one.low, one.value, one.high, zone=(-BENT, BENT)) if isinstance(one, Estimate) else Markup("")
        for one in estimates
    ]


def levels(report: Report) -> Markup | None:
    """The range of an expected threshold; None where none is named."""
    found = report.estimates.get("threshold_level")
    if found is None or found.value is None:
        return None
    tried = [cells[0] for cells in report.table("levels").rows if isinstance(cells[0], float | int)]
    return track(found.low, found.value, found.high, Domain.of(tried, zero=False))


def beside(one: Own) -> Markup | None:
    """The own value against averages and target, for the owner's page."""
    if one.value is None:
        return None
    every = one.everyone
    zone = (every.p25, every.p75) if every and every.p25 is not None and every.p75 is not None else None
    mean = one.team.mean if one.team else every.mean if every else None
    domain = Domain.of([one.value, mean, one.target.value if one.target else None, *(zone or ())], zero=False)
    return row(domain, None, one.value, None, zone=zone, ref=mean)


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
