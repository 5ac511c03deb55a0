"""Campaigns, whom they ask, which admissions are spent, what was released: no row leads from a person to answers."""

from datetime import datetime

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Person
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


class CampaignInvitation(Base):
    """Who is asked, and the coarse groups their answer may carry; whether they answered is not here."""

    __tablename__ = "campaign_invitation"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    labels: Mapped[dict[str, str]] = mapped_column(JSON)
    mailed: Mapped[int] = mapped_column(default=0)

    campaign: Mapped[Campaign] = relationship()
    person: Mapped[Person] = relationship()


class CampaignAdmissions(Base):
    """The spent admissions of a campaign as sorted marks in one row.

    A mark is a keyed hash, so that the database alone does not say whose it is; one sorted row, so that neither row
    order nor transaction numbers say who came when. Emptied when the campaign closes.
    """

    __tablename__ = "campaign_admissions"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    spent: Mapped[list[str]] = mapped_column(JSON, default=list)


class CampaignReleasedSet(Base):
    """Which answers stood behind a number that was released; kept to judge later releases, shown to nobody."""

    __tablename__ = "campaign_released_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    measure: Mapped[str] = mapped_column(String(100))
    group: Mapped[str] = mapped_column(String(420))
    members: Mapped[list[str]] = mapped_column(JSON)


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
