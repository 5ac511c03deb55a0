"""The Report of an opening's fits as a viewer may take it along."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.hiring.models import Application, Candidate, Opening
from assess.hiring.queries import blinded, opening_for
from assess.people.models import Account
from assess.profiles.queries import fits_of_opening
from scoring.reports.fit import without
from scoring.results import Report, Sentence, Table
from surveys.models import Participant


def whole(session: Session, viewer: Account, opening_id: int) -> tuple[Analysis, Report] | None:
    """The stored fits of everybody and what the viewer may see of them; None while none may be shown. NotFound."""
    opening = opening_for(session, viewer, opening_id)
    found = fits_of_opening(session, opening)
    if found is None or not found.profile.in_force:
        return None
    return found.analysis, seen_by(session, found.analysis.report, opening, blinded(session, viewer))


def seen_by(session: Session, report: Report, opening: Opening, hidden: Collection[int]) -> Report:
    """The Report without candidates the viewer is to rate; bands are counted anew, as a gap would tell their place."""
    query = select(Participant.code).join(Candidate).join(Application)
    codes = set(session.scalars(query.where(Application.opening_id == opening.id, Candidate.id.in_(hidden))))
    if not codes:
        return report
    left = without(report, codes)
    people = left.table("people")
    place = [column.key for column in people.columns].index("band")
    bands = sorted({band for row in people.rows if isinstance(band := row[place], int)})
    renumbered: dict[Any, Any] = {band: number for number, band in enumerate(bands, start=1)}
    rows = tuple((*row[:place], renumbered.get(row[place]), *row[place + 1 :]) for row in people.rows)
    tables = tuple(replace(table, rows=rows) if table is people else table for table in left.tables)
    values = {"people": len(rows), "fitted": sum(row[place] is not None for row in rows), "bands": len(bands)}
    key = "fit.none" if left.sentence.key == "fit.bands" and not bands else left.sentence.key
    return replace(left, tables=tables, sentence=Sentence(key, values))


def with_names(report: Report, names: dict[str, str]) -> Report:
    """The same Report with names in the place of pseudonyms: put in at the door, never stored."""

    def named(table: Table) -> Table:
        if table.columns[0].key != "person_id":
            return table
        rows: list[tuple[Any, ...]] = [(names.get(str(row[0]), row[0]), *row[1:]) for row in table.rows]
        return replace(table, rows=tuple(rows))

    return replace(report, tables=tuple(named(table) for table in report.tables))


def names_of(session: Session, opening: Opening) -> dict[str, str]:
    """Pseudonym to name and id of everybody who applied for an opening."""
    query = select(Participant.code, Candidate.name, Candidate.code).join(Candidate).join(Application)
    rows = session.execute(query.where(Application.opening_id == opening.id))
    return {pseudonym: f"{name} ({code})" for pseudonym, name, code in rows}
