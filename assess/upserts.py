"""Which of these rows are new, which differ from what is kept, and which are there already?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from surveys.models.base import Base

Row = Mapping[str, Any]

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do to one table; changed rows hold the ``id`` of the row they replace.

    ``before`` holds, for each changed row, what the columns that differ hold now; ``key`` names the columns that
    together name a row.
    """

    model: type[Base]
    added: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    unchanged: int
    before: list[dict[str, Any]] = field(default_factory=list)
    key: tuple[str, ...] = ()


def planned(
    session: Session,
    model: type[Base],
    key: Sequence[str],
    rows: Iterable[Row],
    where: ColumnElement[bool] | None = None,
) -> Plan:
    """Compare rows, all with the same columns, to what the table holds under the same key.

    Parameters
    ----------
    where : expression, optional
        Narrows what is read of the table; must not leave out a row whose key is among ``rows``.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return Plan(model, [], [], 0)
    values = [name for name in first if name not in key]
    table = model.__table__
    query = select(table.c.id, *(table.c[name] for name in (*key, *values)))
    width = len(key) + 1
    kept = {tuple(row[1:width]): (row[0], tuple(row[width:])) for row in session.execute(
        query if where is None else query.where(where)
    )}  # fmt: skip
    added, changed, before, unchanged = [], [], [], 0
    for row in (first, *rows):
        there = kept.get(tuple(row[name] for name in key))
        if there is None:
            added.append(dict(row))
            continue
        differing = {name: old for name, old in zip(values, there[1], strict=True) if old != row[name]}
        if differing:
            changed.append({**row, "id": there[0]})
            before.append(differing)
        else:
            unchanged += 1
    return Plan(model, added, changed, unchanged, before, tuple(key))


def written(session: Session, plan: Plan, **beside: Any) -> None:
    """Do what was planned; ``beside`` goes into every row that is added."""
    for rows, statement, more in ((plan.added, insert(plan.model), beside), (plan.changed, update(plan.model), {})):
        waiting = iter(rows)
        while chunk := [{**row, **more} for row in islice(waiting, _CHUNK)]:
            session.execute(statement, chunk)
    session.expire_all()
