"""Files that were uploaded, and what a file of each kind may hold."""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.errors import NotFound
from assess.paging import Slice, selected
from assess.people.models import Person
from assess.performance.actions.beside import BESIDE
from assess.performance.forms import KINDS, LAYOUTS
from assess.performance.models import Kpi, Territory, Upload
from assess.performance.queries.kpis import kpis
from assess.uploads import Column


def uploads(session: Session, page: int) -> Slice[Upload]:
    """One page of every upload, newest first."""
    total = session.scalar(select(func.count()).select_from(Upload)) or 0
    return selected(session, select(Upload).order_by(Upload.id.desc()), total, page)


def open_uploads(session: Session) -> Sequence[Upload]:
    """Files that wait to be imported or thrown away, newest first."""
    return session.scalars(select(Upload).where(Upload.state == "open").order_by(Upload.id.desc())).all()


def upload(session: Session, id: int) -> Upload:
    """One upload; NotFound."""
    found = session.get(Upload, id)
    if found is None:
        raise NotFound
    return found


def layout(session: Session, kind: str) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns of a kind of file, bound to what is known, and its key; NotFound for another kind."""
    if kind not in KINDS and kind not in BESIDE:
        raise NotFound
    beside = BESIDE.get(kind)
    columns, key = (beside.columns, beside.key) if beside else LAYOUTS[kind]
    known: dict[str, Container[Any]] = {}
    if beside:
        known |= beside.known(session)
    if kind in {"kpis", "kpis_wide", "assignments", "events"}:
        known["person_id"] = frozenset(session.scalars(select(Person.code)))
    if kind == "kpis":
        known["metric_key"] = frozenset(session.scalars(select(Kpi.key)))
    if kind == "assignments":
        known["territory_id"] = frozenset(session.scalars(select(Territory.code)))
    bound = tuple(replace(column, known=known[column.name]) if column.name in known else column for column in columns)
    if kind == "kpis_wide":
        bound += tuple(Column(kpi.key, "number", synonyms=(kpi.label,) if kpi.label else ()) for kpi in kpis(session))
    return bound, key
