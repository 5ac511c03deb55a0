"""One look at the people of a firm's file: the Report, and what is said of it on the terminal."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from flask_babel import gettext as _

from assess.filters import number, signed
from assess.labels import codes, label, sentence
from assess.phrases import phrase
from assess.rate.firm import Firm
from scoring.cross_section import LEVEL, cross_section
from scoring.reports import cross_section as reports
from scoring.results import Estimate, Report
from scoring.tiers import Tiers

#: Lines of one kind said on the terminal; the files hold all.
MOST_SAID = 12


def one_look(found: Firm, rated: Tiers) -> Report:
    """The Report on everyone who has a result."""
    people = [str(name) for name in rated.performers.grid.people["person_id"]]
    tables = [table.reindex(people) for table in (found.results, found.circumstances, found.scores, found.unclear)]
    results, circumstances, scores, unclear = tables
    whole = cross_section(rated.performers.raw.means, results, circumstances, pd.concat([scores, unclear], axis=1))
    taken = tuple(
        (one.name, "result_lower" if one.lower else one.kind.value, "said" if one.said else "guessed",
         found.filled[one.name], found.rows - found.filled[one.name])
        for one in found.taken
    )  # fmt: skip
    single = int(np.max(rated.performers.raw.periods, initial=0)) <= 1
    return reports.report(whole, people, results, taken, single)


def said(report: Report) -> Iterator[str]:
    """What columns were taken for, circumstance's share, what goes with results, and the first ranks."""
    taken = report.table("taken_as").rows
    yield _("  What each column was taken for; --result, --lower, --circumstance, --scores-in, --leave-out change it:")
    for kind in dict.fromkeys(str(row[1]) for row in taken):
        names = ", ".join(str(row[0]) for row in taken if row[1] == kind)
        yield f"    {phrase(f'code.taken_as.{kind}')}: {names}"
    yield f"  {label('estimate', 'explained')}: {_shown(report.estimates['explained'])}"
    for name, fate in report.table("circumstances").rows:
        yield f"    {name}: {phrase(f'code.treated.{fate}')}"
    yield from _relations(report)
    yield from _first(report)


def _relations(report: Report) -> Iterator[str]:
    rows = report.table("relations").rows
    estimates = [row[3] for row in rows if isinstance(row[3], Estimate)]
    if not rows:
        return
    looked = sum(one.status != "refused" for one in estimates)
    yield _("  What goes with the results (exploratory: of %(n)s looks about %(chance)s stand out by chance alone):",
            n=looked, chance=number(looked * (1 - LEVEL), 1))  # fmt: skip
    for column, kind, result, r in rows[:MOST_SAID]:
        if isinstance(r, Estimate):
            yield f"    {column} ({phrase(f'code.taken_as.{kind}')}) – {result}: {_shown(r)}"
    if len(rows) > MOST_SAID:
        yield _("    … and %(n)s more in relations.csv", n=len(rows) - MOST_SAID)


def _first(report: Report) -> Iterator[str]:
    table = report.table("people")
    keys = [column.key for column in table.columns]
    who, rank, left = (keys.index(key) for key in ("person_id", "raw_rank", "remaining_rank"))
    yield _("  First by raw result (place once circumstances are taken out):")
    for row in table.rows[:5]:
        raw, remaining = row[rank], row[left]
        if isinstance(raw, float):
            place = number(remaining, 0) if isinstance(remaining, float) else "–"
            yield f"    {number(raw, 0)}. {row[who]} ({place})"


def _shown(e: Estimate) -> str:
    """A number with its range and n, or why there is none."""
    if e.value is None:
        reasons = " ".join(sentence(reason) for reason in e.reasons)
        return f"{phrase('code.status.refused')}, n = {e.n}. {reasons}"
    bounds = f" ({signed(e.low, 2)} … {signed(e.high, 2)})" if e.low is not None and e.high is not None else ""
    doubts = "; ".join(dict.fromkeys(words for reason in e.reasons for words in codes("status", reason.code.value)))
    return f"{signed(e.value, 2)}{bounds}, n = {e.n}" + (f" [{doubts}]" if doubts else "")
