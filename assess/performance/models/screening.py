"""What two people, each alone, say of how a high result came about; and who looked at an ethics measure."""

from datetime import datetime

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Person
from surveys.models.base import Base
from surveys.moments import Moment, now

#: What a reviewer says, and what may come out.
VERDICTS_ON_RESULTS = ("earned", "circumstance", "cannot_tell")
#: What a verdict may rest on.
GROUNDS = (
    "own_business",
    "steady_over_territories",
    "beyond_like_territories",
    "inherited_accounts",
    "rich_territory",
    "one_deal",
    "easy_quota",
    "team_or_product",
    "short_history",
    "records_incomplete",
    "other",
)
#: What people decide about somebody an ethics measure, or a confirmed event, holds back.
HOLDS = ("keep", "release")
#: Verdicts of one round: two, and a third where those differ.
SEATS = 3


class Screen(Base):
    """One round of screening one person's results in one job; ``result`` is there once it is settled."""

    __tablename__ = "screen"
    __table_args__ = (UniqueConstraint("person_id", "job", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    job: Mapped[str] = mapped_column(String(100))
    round: Mapped[int]
    analysis_id: Mapped[int] = mapped_column(ForeignKey("analysis.id"))
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)
    result: Mapped[str | None] = mapped_column(String(16))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship()
    verdicts: Mapped[list["ScreenVerdict"]] = relationship(order_by="ScreenVerdict.seat")


class ScreenVerdict(Base):
    """One reviewer's verdict, by pseudonym; it is never changed, and nobody reads it before the round allows.

    ``seat`` is 1 or 2, and 3 where the first two differ.
    """

    __tablename__ = "screen_verdict"
    __table_args__ = (
        UniqueConstraint("screen_id", "seat"),
        UniqueConstraint("screen_id", "reviewer"),
        CheckConstraint(f"verdict IN {VERDICTS_ON_RESULTS}", name="verdict"),
        CheckConstraint(f"seat BETWEEN 1 AND {SEATS}", name="seat"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    screen_id: Mapped[int] = mapped_column(ForeignKey("screen.id", ondelete="CASCADE"))
    seat: Mapped[int]
    reviewer: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(16))
    grounds: Mapped[list[str]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime] = mapped_column(Moment, default=now)


class EthicsHold(Base):
    """What somebody decided about a person on hold, and why; the newest of a person and job counts."""

    __tablename__ = "ethics_hold"
    __table_args__ = (CheckConstraint(f"decision IN {HOLDS}", name="decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    job: Mapped[str] = mapped_column(String(100))
    decision: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    reviewer: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)


#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers. Rows are deleted
#: with their person only.
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {
        table: (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'SCREENING_APPEND_ONLY'); END",
        )
        for table in ("screen_verdict", "ethics_hold")
    },
    "postgresql": {
        table: (
            f"CREATE OR REPLACE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'SCREENING_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()",
        )
        for table in ("screen_verdict", "ethics_hold")
    },
}
for _table in (ScreenVerdict.__table__, EthicsHold.__table__):
    for _dialect, _statements in TRIGGERS.items():
        for _statement in _statements[_table.name]:  # type: ignore[attr-defined]
            event.listen(_table, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
