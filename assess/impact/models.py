"""What was considered in place of a procedure that treats groups unlike: a list that only grows."""

from datetime import datetime

from sqlalchemy import DDL, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models import Base
from surveys.moments import Moment, now


class Alternative(Base):
    """One procedure that was considered (UGESP § 3B): what was found of it and what was decided, by whom and when."""

    __tablename__ = "impact_alternative"

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(100), index=True)
    considered: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(Text)
    decided: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment, default=now)


#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers.
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {
        "impact_alternative": tuple(
            f"CREATE TRIGGER impact_alternative_no_{verb.lower()} BEFORE {verb} ON impact_alternative "
            "BEGIN SELECT RAISE(ABORT, 'ALTERNATIVE_APPEND_ONLY'); END"
            for verb in ("UPDATE", "DELETE")
        ),
    },
    "postgresql": {
        "impact_alternative": (
            "CREATE OR REPLACE FUNCTION refuse_alternative_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'ALTERNATIVE_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$",
            "CREATE TRIGGER impact_alternative_append_only BEFORE UPDATE OR DELETE ON impact_alternative "
            "FOR EACH ROW EXECUTE FUNCTION refuse_alternative_change()",
        ),
    },
}
for _dialect, _tables in TRIGGERS.items():
    for _statement in _tables["impact_alternative"]:
        event.listen(Alternative.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
