"""What imports changed, value by value, and which periods they restated."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assess.paging import Slice, selected
from assess.people.models import Person, Team
from assess.performance.actions.beside import BESIDE
from assess.performance.models import Assignment, Event, Kpi, Measure, Rate, Territory
from assess.performance.models.uploads import Change, Upload

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the ledger, with what the row it is about is called."""

    thing: str
    name: str
    column: str
    before: Any
    after: Any

    @property
    def added(self) -> bool:
        """Whether it is about a whole row that was not there."""
        return not self.column


@dataclass(frozen=True, slots=True)
class Restated:
    """How many results of one measure and period an import changed that were there before."""

    start: date
    end: date
    measure: str
    results: int
    people: int


def changes(session: Session, upload: Upload, page: int) -> Slice[Told]:
    """One page of what an import changed, in the order of its rows."""
    total = session.scalar(select(func.count()).where(Change.upload_id == upload.id)) or 0
    found = selected(session, _changes(upload), total, page)
    return Slice(_told(session, found.rows), found.page, found.pages, found.first, found.total)


def all_changes(session: Session, upload: Upload) -> Iterator[Told]:
    """Everything an import changed, some thousands in memory at a time."""
    last = 0
    while found := session.scalars(_changes(upload).where(Change.id > last).limit(_CHUNK)).all():
        yield from _told(session, found)
        last = found[-1].id
        for one in found:
            session.expunge(one)


def restated(session: Session, upload: Upload) -> list[Restated]:
    """Periods whose results were there and are others now, with how many of which measure."""
    query = (
        select(
            Measure.period_start, Measure.period_end, Kpi.key, func.count(), func.count(Measure.person_id.distinct())
        )
        .join(Change, (Change.row_id == Measure.id) & (Change.thing == "measure") & (Change.column == "value"))
        .join(Kpi, Kpi.id == Measure.kpi_id)
        .where(Change.upload_id == upload.id)
        .group_by(Measure.period_start, Measure.period_end, Kpi.key)
        .order_by(Measure.period_start, Kpi.key)
    )
    return [Restated(*row) for row in session.execute(query)]


def _changes(upload: Upload) -> Select[Change]:
    return select(Change).where(Change.upload_id == upload.id).order_by(Change.id)


def _told(session: Session, found: Sequence[Change]) -> list[Told]:
    rows: defaultdict[str, set[int]] = defaultdict(set)
    for one in found:
        rows[one.thing].add(one.row_id)
    names = {(thing, id): name for thing, ids in rows.items() for id, name in _names(session, thing, ids).items()}
    return [
        Told(
            one.thing,
            names.get((one.thing, one.row_id), f"#{one.row_id}"),
            one.column,
            _whole(one.before),
            _whole(one.after),
        )
        for one in found
    ]


def _whole(value: Any) -> Any:
    """Whole numbers without a fraction, whatever the database makes of them."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _names(session: Session, thing: str, ids: set[int]) -> dict[int, str]:
    """What rows of a table are called by those who wrote the file."""
    queries: dict[str, Select[*tuple[Any, ...]]] = {
        "measure": select(Measure.id, Person.code, Kpi.key, Measure.period_start)
        .join(Person, Person.id == Measure.person_id).join(Kpi, Kpi.id == Measure.kpi_id),
        "event": select(Event.id, Person.code, Event.type, Event.day).join(Person, Person.id == Event.person_id),
        "assignment": select(Assignment.id, Person.code, Territory.code, Assignment.start)
        .join(Person, Person.id == Assignment.person_id).join(Territory, Territory.id == Assignment.territory_id),
        "rate": select(Rate.id, Rate.currency, Rate.into, Rate.period_start),
        "kpi": select(Kpi.id, Kpi.key), "territory": select(Territory.id, Territory.code),
        "person": select(Person.id, Person.code), "team": select(Team.id, Team.name),
    }  # fmt: skip
    queries |= {beside.model.__tablename__: beside.named() for beside in BESIDE.values()}
    query = queries[thing]
    column = query.selected_columns[0]
    return {row[0]: ", ".join(map(str, row[1:])) for row in session.execute(query.where(column.in_(ids)))}
