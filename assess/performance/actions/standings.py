"""Keep tiers in the form pages read: one row a person, replaced as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.people.models import Person
from assess.performance.models import RatedPerson, Rating
from scoring.results import Cell, Estimate, Report, Table

#: Tables with a row a person; what is drawn of them in a headline is thinned to so many marks.
OF_PEOPLE = frozenset({"people", "steps", "lines"})
MARKS = 400
#: Rows written at once.
BATCH = 1000
#: Of the people: a smaller change of rank is none worth a word.
LITTLE = 0.05


def keep(
    session: Session,
    role: str,
    analysis: Analysis,
    report: Report,
    derivations: Mapping[str, Any],
    periods: list[tuple[str, str]],
) -> Rating:
    """Put these tiers in the place of the role's last ones."""
    rating = session.scalar(select(Rating).where(Rating.role == role))
    if rating is None:
        rating = Rating(role=role)
        session.add(rating)
    rating.analysis_id = analysis.id
    rating.headline_json = headline(report).to_json()
    rating.periods = [list(span) for span in periods]
    session.flush()
    session.execute(delete(RatedPerson).where(RatedPerson.rating_id == rating.id))
    ids = dict(session.execute(select(Person.code, Person.id).where(Person.job == role)).all())
    rows: list[dict[str, Any]] = []
    for row in _rows(report, derivations):
        code = row.pop("code")
        if code in ids:
            rows.append(row | {"rating_id": rating.id, "person_id": ids[code]})
        if len(rows) == BATCH:
            session.execute(insert(RatedPerson), rows)
            rows = []
    if rows:
        session.execute(insert(RatedPerson), rows)
    return rating


def headline(report: Report) -> Report:
    """The Report without rows of single people; of ``people`` what its figure draws stays, nameless and thinned.

    Only ``notes`` still says where the first of what was left out is.
    """
    kept = tuple(table for table in report.tables if table.key not in OF_PEOPLE)
    if not report.tables:
        return report
    people = report.table("people")
    at = [[column.key for column in people.columns].index(key) for key in ("person_id", "tier", "score")]
    drawn = [row for row in people.rows if isinstance(score := row[at[2]], Estimate) and score.value is not None]
    step = max(1, -(-len(drawn) // MARKS))
    rows = tuple((str(place), row[at[1]], row[at[2]]) for place, row in enumerate(drawn[::step], 1))
    thin = Table("people", tuple(people.columns[place] for place in at), rows)
    nameless = tuple(_nameless(table) for table in kept)
    return replace(report, tables=(thin, *nameless))


def _nameless(table: Table) -> Table:
    """Without the ids, where a table of the whole cohort is by person."""
    if table.columns[0].key != "person_id":
        return table
    return replace(table, columns=table.columns[1:], rows=tuple(row[1:] for row in table.rows))


def _rows(report: Report, derivations: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if not report.tables:
        return
    people = report.table("people")
    at = {column.key: place for place, column in enumerate(people.columns)}
    steps = report.table("steps")
    by_person = {str(row[0]): row for row in steps.rows}
    few = LITTLE * len(people.rows)
    for place, cells in enumerate(people.rows):
        code = str(cells[at["person_id"]])
        own = (replace(people, rows=(cells,)), replace(steps, rows=(by_person[code],) if code in by_person else ()))
        raw, adjusted = _number(cells[at["raw_rank"]]), _number(cells[at["adjusted_rank"]])
        moved = abs(raw - adjusted) if raw is not None and adjusted is not None else 0.0
        score = cells[at["score"]]
        value, low, high = (score.value, score.low, score.high) if isinstance(score, Estimate) else (None,) * 3
        yield {
            "code": code, "place": place, "tier": str(cells[at["tier"]]), "chance": _number(cells[at["chance_top"]]),
            "score": value, "low": low, "high": high, "rank": raw if adjusted is None else adjusted, "moved": moved,
            "noted": moved > few or bool(cells[at["flags"]]),
            "row_json": Report(report.kind, report.sentence, tables=own).to_json(), "derivation": derivations.get(code),
        }  # fmt: skip


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
