"""Who was asked for a reference and how far that is; what they said are answers of the engine, shown to nobody."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.delivery.models import NoticeText
from assess.hiring.models import Application, Opening
from surveys.models import Administration, Base, InstrumentVersion, Participant
from surveys.moments import Moment, now

#: What the referee was to the candidate; how long they worked together; when last.
RELATIONS = ("manager", "colleague", "report", "customer", "other")
LENGTHS = ("under_1", "1_to_3", "over_3")
LAST = ("now", "under_2", "2_to_5", "over_5")
#: Below three nothing could ever be shown (scoring/policy.py), more than eight nobody finds.
FEWEST, MOST = 3, 8
#: A background check is a status and nothing else (methods §7.5); a check begins as not started.
STATUSES = ("not_started", "in_progress", "clear", "needs_review", "withdrawn")
#: What is owed to somebody before a finding counts against them, in this order (15 U.S.C. §1681b(b)(3)).
STEPS = ("conditional_offer", "pre_adverse_notice", "copy_given", "response_received", "final_notice")

_OPEN = text("closed_at IS NULL")


class ReferenceRules(Base):
    """What references an opening asks for: how many, which relations among them, for how long everything is open."""

    __tablename__ = "reference_rules"
    __table_args__ = (CheckConstraint(f"wanted BETWEEN {FEWEST} AND {MOST}", name="wanted"),)

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    wanted: Mapped[int]
    required: Mapped[list[str]] = mapped_column(JSON)
    days_open: Mapped[int]
    months_kept: Mapped[int]
    contact: Mapped[str] = mapped_column(String(255))

    opening: Mapped[Opening] = relationship()
    version: Mapped[InstrumentVersion] = relationship()


class ReferenceCheck(Base):
    """The references of one candidate for one opening: asked once, closed once, shown once and frozen.

    ``network`` stands for the network the candidate named their referees from (HMAC, 64 hex digits) and goes when the
    check closes; ``signs`` are codes of ``queries.signs`` by then, ``language`` the one the candidate named them in.
    """

    __tablename__ = "reference_check"
    __table_args__ = (Index("ix_reference_check_open", "expires_at", sqlite_where=_OPEN, postgresql_where=_OPEN),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    wanted: Mapped[int]
    required: Mapped[list[str]] = mapped_column(JSON)
    days_open: Mapped[int]
    months_kept: Mapped[int]
    contact: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(16), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    named_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    forgotten_at: Mapped[datetime | None] = mapped_column(Moment)
    network: Mapped[str | None] = mapped_column(String(64))
    signs: Mapped[list[str]] = mapped_column(JSON, default=list)
    analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id"))

    application: Mapped[Application] = relationship()
    version: Mapped[InstrumentVersion] = relationship()
    referees: Mapped[list["Referee"]] = relationship(
        back_populates="check", order_by="Referee.position", cascade="all, delete-orphan"
    )

    @property
    def state(self) -> str:
        """What is the case now: naming, answering or closed."""
        return "closed" if self.closed_at else "answering" if self.named_at else "naming"

    @property
    def answered(self) -> int:
        """How many referees handed in."""
        return sum(one.submitted_at is not None for one in self.referees)

    @property
    def taking_part(self) -> int:
        """How many referees have not declined."""
        return sum(one.declined_at is None for one in self.referees)


class Referee(Base):
    """Somebody a candidate named; ``said_*`` is what they say themselves of how they worked together.

    ``network`` as in ``ReferenceCheck``; ``signs`` are noticed when the link is opened; ``in_norm`` says that the
    answers are among those that tell how kindly a relation speaks. ``language`` is the one they answer in.
    """

    __tablename__ = "referee"
    __table_args__ = (
        UniqueConstraint("check_id", "email"),
        UniqueConstraint("check_id", "position"),
        CheckConstraint(f"relation IN {RELATIONS}", name="relation"),
        CheckConstraint(f"length IN {LENGTHS}", name="length"),
        CheckConstraint(f"last IN {LAST}", name="last"),
        CheckConstraint("submitted_at IS NULL OR declined_at IS NULL", name="one_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("reference_check.id", ondelete="CASCADE"))
    position: Mapped[int]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(255))
    relation: Mapped[str] = mapped_column(String(16))
    length: Mapped[str] = mapped_column(String(16))
    last: Mapped[str] = mapped_column(String(16))
    said_relation: Mapped[str] = mapped_column(String(16), default="")
    said_length: Mapped[str] = mapped_column(String(16), default="")
    administration_id: Mapped[int | None] = mapped_column(ForeignKey("administration.id"), unique=True)
    notice_hash: Mapped[str | None] = mapped_column(ForeignKey("notice_text.hash"))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    receipt: Mapped[str | None] = mapped_column(String(32), unique=True)
    reminded: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(16), default="")
    network: Mapped[str | None] = mapped_column(String(64))
    signs: Mapped[list[str]] = mapped_column(JSON, default=list)
    in_norm: Mapped[bool] = mapped_column(default=False, index=True)

    check: Mapped[ReferenceCheck] = relationship(back_populates="referees")
    participant: Mapped[Participant] = relationship()
    administration: Mapped[Administration | None] = relationship()
    notice: Mapped[NoticeText | None] = relationship()

    @property
    def state(self) -> str:
        """What everybody who may know of them may know: waiting, answered or unavailable."""
        return "unavailable" if self.declined_at else "answered" if self.submitted_at else "waiting"


class ReferenceNorm(Base):
    """How kindly each relation speaks, as ``scoring.references.Leniency.plain``; the newest of a version is in force.

    Made anew only once five references or more of a relation are new: a norm before and after one would tell it.
    """

    __tablename__ = "reference_norm"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), index=True)
    leniency: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)


class BackgroundEvent(Base):
    """One change of the status of a background check, or one step owed to the candidate, with the day it was done."""

    __tablename__ = "background_event"
    __table_args__ = (CheckConstraint(f"what IN {STATUSES + STEPS}", name="what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(32))
    done_on: Mapped[date]
    recorded_by: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=now)
