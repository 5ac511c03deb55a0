"""The audit trail's rows: pseudonyms only, each chained to the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, String, event
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment


class AuditEvent(Base):
    """One thing someone saw or did; ``actor`` and ``subject`` are pseudonyms, names live elsewhere."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(64), index=True)
    action: Mapped[str] = mapped_column(String(64), index=True)
    subject: Mapped[str] = mapped_column(String(128), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers.
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {
        "audit_event": tuple(
            f"CREATE TRIGGER audit_event_no_{verb.lower()} BEFORE {verb} ON audit_event "
            "BEGIN SELECT RAISE(ABORT, 'AUDIT_APPEND_ONLY'); END"
            for verb in ("UPDATE", "DELETE")
        ),
    },
    "postgresql": {
        "audit_event": (
            "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'AUDIT_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            "CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event "
            "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
        ),
    },
}
for _dialect, _tables in TRIGGERS.items():
    for _statement in _tables["audit_event"]:
        event.listen(AuditEvent.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
