"""Campaigns and the promise they keep: once somebody answered, the database refuses another one."""

from datetime import datetime

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, String, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveys.models import InstrumentVersion
from surveys.models.base import Base, random_code
from surveys.moments import Moment

PROMISES = ("anonymous", "confidential")
STATES = ("draft", "open", "closed")


class Campaign(Base):
    """One survey of some people; ``code`` is the only thing it shares with the answers.

    ``cuts`` are at most two attributes of people, the second read within the first; ``least`` is the fewest answers
    behind a number. ``mailings`` counts the rounds of mail asked for.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint(f"promise IN {PROMISES}", name="promise"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("least >= 5", name="least"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True, default=random_code)
    title: Mapped[str] = mapped_column(String(200))
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    promise: Mapped[str] = mapped_column(String(16), default="anonymous")
    job: Mapped[str] = mapped_column(String(100), default="")
    cuts: Mapped[list[str]] = mapped_column(JSON, default=list)
    least: Mapped[int] = mapped_column(default=5)
    state: Mapped[str] = mapped_column(String(16), default="draft", index=True)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    mailings: Mapped[int] = mapped_column(default=0)

    version: Mapped[InstrumentVersion] = relationship()


_ANSWERED = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} WHERE {column} = OLD.code)"  # noqa: S608  fixed names
    for table, column in (("pending", "campaign"), ("anonymous_answer", "campaign"), ("administration", "context"))
)
_PROMISED = ("promise", "code", "version_id", "least")
_CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _PROMISED)

#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers.
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {
        "campaign": (
            f"CREATE TRIGGER campaign_promise_kept BEFORE UPDATE OF {', '.join(_PROMISED)} ON campaign"
            f" WHEN ({_CHANGED}) AND ({_ANSWERED}) BEGIN SELECT RAISE(ABORT, 'PROMISE_KEPT'); END",
        ),
    },
    "postgresql": {
        "campaign": (
            "CREATE OR REPLACE FUNCTION refuse_other_promise() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF ({_CHANGED}) AND ({_ANSWERED}) THEN RAISE EXCEPTION 'PROMISE_KEPT'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            "CREATE TRIGGER campaign_promise_kept BEFORE UPDATE ON campaign"
            " FOR EACH ROW EXECUTE FUNCTION refuse_other_promise()",
        ),
    },
}
for _dialect, _tables in TRIGGERS.items():
    for _statement in _tables["campaign"]:
        event.listen(Campaign.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
