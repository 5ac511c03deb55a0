"""What an import changed, kept so that it can be told and undone."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.orm import Session, aliased

from assess.audit.actions import record
from assess.bulk import insert_rows
from assess.errors import Conflict
from assess.jobs.actions import announce, enqueue
from assess.people.models import Person, Team
from assess.performance.actions.beside import BESIDE
from assess.performance.actions.imports import AnyPlan
from assess.performance.actions.measures import MeasurePlan, plain
from assess.performance.models import Assignment, Event, Kpi, Measure, Rate, Territory
from assess.performance.models.uploads import Change, Upload
from assess.upserts import Plan
from surveys.models.base import Base
from surveys.moments import now

#: What imports of this feature write, what hangs on others first: so rows are taken back.
TABLES: dict[str, Table] = {
    model.__tablename__: Base.metadata.tables[model.__tablename__]
    for model in (Measure, Event, Assignment, Rate, Kpi, Territory, Person, Team)
}
_IMPORT_LOCK = 0x4558_494D  # any fixed number; PostgreSQL's advisory lock of imports
_CHUNK = 2_000


class NotImported(Conflict):
    """The upload is not one whose import stands."""

    key = "ledger.not_imported"


class ChangedLater(Conflict):
    """A later import changed the same rows and stands."""

    key = "ledger.changed_later"


class ChangedByHand(Conflict):
    """Somebody changed the same values since, on a page."""

    key = "ledger.changed_by_hand"


class StillUsed(Conflict):
    """Other rows hang on what the import added."""

    key = "ledger.still_used"


def hold(session: Session) -> None:
    """Let one import or undoing at a time plan and write, until its transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        # each must see what the other wrote before it compares; SQLite's write lock already sees to it
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _IMPORT_LOCK})


def teams(session: Session) -> dict[int, tuple[str, int | None]]:
    """Name and manager of every team: people's files make and change them by the way."""
    return {id: (name, manager) for id, name, manager in session.execute(select(Team.id, Team.name, Team.manager_id))}


def keep(session: Session, upload: Upload, plan: AnyPlan) -> None:
    """Write down what a plan that was carried out changed and added."""
    if isinstance(plan, MeasurePlan):
        _keep_measures(session, upload, plan)
        return
    thing = plan.model.__tablename__
    changed = (
        _change(upload, thing, row["id"], name, old, row[name], row.get("person_id"))
        for row, differing in zip(plan.changed, plan.before, strict=True)
        for name, old in differing.items()
    )
    _insert(session, changed)
    if plan.added and "upload_id" not in plan.model.__table__.c:
        _insert(session, _added(session, upload, plan))


def _keep_measures(session: Session, upload: Upload, plan: MeasurePlan) -> None:
    for name, (places, before) in plan.before.items():
        one = plan.changed.at(places).columns
        count = len(places)
        insert_rows(session, Change.__tablename__, {
            "upload_id": [upload.id] * count, "thing": ["measure"] * count, "row_id": one["id"].tolist(),
            "column": [name] * count, "before": list(map(json.dumps, plain(name, before))),
            "after": list(map(json.dumps, plain(name, one[name]))), "person_id": one["person_id"].tolist(),
        })  # fmt: skip


def keep_teams(session: Session, upload: Upload, before: Mapping[int, tuple[str, int | None]]) -> None:
    """Write down the teams a file of people made, and whose manager it changed."""
    rows = []
    for id, (_name, manager) in teams(session).items():
        if id not in before:
            rows.append(_change(upload, "team", id, "", None, None, None))
        was = before.get(id, ("", None))[1]
        if was != manager:
            rows.append(_change(upload, "team", id, "manager_id", was, manager, None))
    _insert(session, rows)


def undo(session: Session, actor: str, upload: Upload) -> None:
    """Put back what an import changed and take away what it added, or nothing of it.

    Raises
    ------
    NotImported, ChangedLater, ChangedByHand, StillUsed
        ChangedLater names the imports that must be undone first; the caller rolls back.
    """
    hold(session)
    session.refresh(upload, with_for_update=True)
    if upload.state != "imported":
        raise NotImported
    _refuse_later(session, upload)
    counts = {"restored": _restore(session, upload), "removed": _remove(session, upload)}
    upload.state, upload.undone_at = "undone", now()
    session.flush()
    session.expire_all()
    record(session, actor, "performance.upload_undone", f"upload:{upload.id}", kind=upload.kind, **counts)
    follow_up(session, upload)


def follow_up(session: Session, upload: Upload) -> None:
    """Ask for whatever rests on rows of this kind: new tiers, or what the feature above makes of its own."""
    if upload.kind in BESIDE:
        announce(session, BESIDE[upload.kind].news, upload.id)
    else:
        enqueue(session, "performance.rate")


def _tables() -> dict[str, Table]:
    """Everything imports write, rows of features above first: they hang on ours."""
    names = [beside.model.__tablename__ for beside in BESIDE.values()]
    return {name: Base.metadata.tables[name] for name in names} | TABLES


def _change(
    upload: Upload, thing: str, row: int, column: str, before: Any, after: Any, person: int | None
) -> dict[str, Any]:
    return {
        "upload_id": upload.id, "thing": thing, "row_id": row, "column": column, "before": _plain(before),
        "after": _plain(after), "person_id": row if thing == "person" else person,
    }  # fmt: skip


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _insert(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while chunk := list(islice(waiting, _CHUNK)):
        session.execute(insert(Change), chunk)


def _added(session: Session, upload: Upload, plan: Plan) -> Iterator[dict[str, Any]]:
    table = plan.model.__table__
    kept = session.execute(select(table.c.id, *(table.c[name] for name in plan.key)))
    ids = {tuple(row[1:]): row[0] for row in kept}
    for row in plan.added:
        id = ids[tuple(row[name] for name in plan.key)]
        after = {name: _plain(value) for name, value in row.items()}
        yield _change(upload, plan.model.__tablename__, id, "", None, after, row.get("person_id"))


def _refuse_later(session: Session, upload: Upload) -> None:
    """No import that stands may have changed since what this one changed or added."""
    own, other = aliased(Change), aliased(Change)
    same = (other.thing == own.thing) & (other.row_id == own.row_id) & (other.id > own.id)
    about = (own.upload_id == upload.id) & ((own.column == "") | (own.column == other.column))
    found = set(session.scalars(select(other.upload_id).join(own, same).where(about).distinct()))
    for thing, table in _tables().items():
        if "upload_id" in table.c:
            rows = select(table.c.id).where(table.c.upload_id == upload.id)
            query = select(Change.upload_id).where(Change.thing == thing, Change.row_id.in_(rows))
            found |= set(session.scalars(query.where(Change.upload_id != upload.id).distinct()))
    standing = select(Upload).where(Upload.id.in_(found), Upload.state == "imported", Upload.id != upload.id)
    later = session.scalars(standing.order_by(Upload.imported_at.desc())).all()
    if later:
        raise ChangedLater(names=", ".join(f"{one.filename} (#{one.id})" for one in later))


def _restore(session: Session, upload: Upload) -> int:
    """Each changed value as it was; ChangedByHand where it is no longer what the import made it."""
    count = 0
    for thing, table in _tables().items():
        names = session.scalars(
            select(Change.column)
            .where(Change.upload_id == upload.id, Change.thing == thing, Change.column != "")
            .distinct()
        ).all()
        for name in names:
            count += _restore_column(session, upload, table, name)
    return count


def _restore_column(session: Session, upload: Upload, table: Table, name: str) -> int:
    query = (
        select(Change.row_id, Change.before, Change.after, table.c[name])
        .outerjoin(table, table.c.id == Change.row_id)
        .where(Change.upload_id == upload.id, Change.thing == table.name, Change.column == name)
    )
    rows = session.execute(query).all()
    other = sum(_plain(now_) != after for _row, _before, after, now_ in rows)
    if other:
        raise ChangedByHand(n=other, column=name)
    is_date = table.c[name].type.python_type is date
    statement = update(table).where(table.c.id == bindparam("row")).values({name: bindparam("was")})
    values = [
        {"row": row, "was": date.fromisoformat(was) if is_date and was else was} for row, was, _after, _now in rows
    ]
    for start in range(0, len(values), _CHUNK):
        session.execute(statement, values[start : start + _CHUNK])
    return len(values)


def _remove(session: Session, upload: Upload) -> int:
    """Take away the rows that were added; StillUsed where something else hangs on them."""
    count = 0
    for thing, table in _tables().items():
        for ids in _own_rows(session, upload, thing, table):
            _refuse_used(session, thing, table, ids)
            count += session.execute(delete(table).where(ids)).rowcount  # type: ignore[attr-defined]
    return count


def _own_rows(session: Session, upload: Upload, thing: str, table: Table) -> Iterator[ColumnElement[bool]]:
    """Conditions that choose what this import added to a table, some thousands at a time."""
    if "upload_id" in table.c:
        yield table.c.upload_id == upload.id
    ids = session.scalars(
        select(Change.row_id).where(Change.upload_id == upload.id, Change.thing == thing, Change.column == "")
    ).all()
    for start in range(0, len(ids), _CHUNK):
        yield table.c.id.in_(ids[start : start + _CHUNK])


def _refuse_used(session: Session, thing: str, table: Table, which: ColumnElement[bool]) -> None:
    for other in Base.metadata.sorted_tables:
        for foreign in other.foreign_keys:
            if foreign.column.table is not table or other is Change.__table__:
                continue
            hanging = select(func.count()).where(foreign.parent.in_(select(table.c.id).where(which)))
            n = session.scalar(hanging)
            if n:
                raise StillUsed(n=n, other=other.name, thing=thing)
