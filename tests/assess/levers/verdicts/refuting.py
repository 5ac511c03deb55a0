"""New verdicts under which one lever was refuted by a roll-out."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from assess.analyses.actions import store
from assess.levers.models import Lever
from assess.levers.queries.verdicts import verdicts_of
from scoring.levers import Causal


def refute(session: Session, lever: Lever) -> Callable[[], None]:
    """Store them; called, what comes back takes them away again."""
    found = verdicts_of(session, lever.job)
    assert found is not None
    report = found.report
    table = report.table("verdicts")
    places = {column.key: place for place, column in enumerate(table.columns)}
    rows = []
    for row in table.rows:
        cells = list(row)
        if cells[places["lever"]] == lever.code:
            cells[places["causal"]], cells[places["usable"]] = Causal.REFUTED.value, "no"
        rows.append(tuple(cells))
    tables = tuple(replace(one, rows=tuple(rows)) if one.key == table.key else one for one in report.tables)
    made = store(session, replace(report, tables=tables), found.subject, "test")
    session.commit()

    def undo() -> None:
        session.delete(made)
        session.commit()

    return undo
