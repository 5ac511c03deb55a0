"""Panels, who sits in them, and second ratings; the ratings themselves are the engine's answers."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.hiring.models import Application
from assess.interviews.models.rounds import KINDS, Round
from assess.people.models import Account, Person
from surveys.models import Base, InstrumentVersion, Participant
from surveys.moments import Moment, now

STATES = ("open", "complete", "cancelled")
SEAT_STATES = ("open", "locked", "closed")
#: Why a seat gave no rating.
CLOSED_REASONS = ("absent", "knows_candidate", "withdrew", "cancelled", "other")
#: Why somebody rates a second time after the talk (methods §6.2).
SECOND_REASONS = ("new_evidence", "misread_anchor", "other")
#: How long a conversation takes, and how many hours later its scorecards are due, unless a round says otherwise.
MINUTES, DEADLINE_HOURS = 60, 24
#: Panels without a time count as held after so long.
UNSCHEDULED = timedelta(days=7)


class Rater(Base):
    """Somebody who rates: an account, or a person from outside known by a small-letter address.

    The engine's participant is one of their own, not the one of their own assessments.
    """

    __tablename__ = "rater"
    __table_args__ = (CheckConstraint("account_id IS NOT NULL OR email IS NOT NULL", name="reachable"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), unique=True)
    outside_name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str | None] = mapped_column(String(255), unique=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), unique=True)

    account: Mapped[Account | None] = relationship(lazy="joined")
    participant: Mapped[Participant] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        """What colleagues call them."""
        return self.account.name if self.account else self.outside_name

    @property
    def pseudonym(self) -> str:
        """Who they are in the audit trail."""
        return self.account.pseudonym if self.account else self.participant.code

    @property
    def address(self) -> str:
        """Where to write to them."""
        return self.account.email if self.account else self.email or ""


class Interview(Base):
    """One candidate before one panel, or one employee at work: the scorecard all of them use, when, and who chairs.

    A simulation is the same thing with observers. ``sequence`` counts how often the appointment changed
    (RFC 5545), last at ``changed_at``.
    """

    __tablename__ = "interview"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("(application_id IS NULL) <> (person_id IS NULL)", name="one_subject"),
        CheckConstraint("(state = 'complete') = (completed_at IS NOT NULL)", name="complete_has_its_moment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), default="interview")
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("interview_round.id", ondelete="SET NULL"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), index=True)
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    scheduled_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    minutes: Mapped[int] = mapped_column(default=MINUTES)
    deadline_hours: Mapped[int] = mapped_column(default=DEADLINE_HOURS)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    state: Mapped[str] = mapped_column(String(16), default="open", index=True)
    completed_at: Mapped[datetime | None] = mapped_column(Moment)

    application: Mapped[Application | None] = relationship()
    person: Mapped[Person | None] = relationship()
    round: Mapped[Round | None] = relationship()
    version: Mapped[InstrumentVersion] = relationship()
    chair: Mapped[Account | None] = relationship()
    seats: Mapped[list["Seat"]] = relationship(
        back_populates="interview", order_by="Seat.position", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """Who is rated, by name."""
        return self.application.candidate.name if self.application else self.person.name if self.person else ""

    @property
    def about(self) -> str:
        """What for: the opening and the round, or the employee's job."""
        if self.application is None:
            return self.person.job if self.person else ""
        opening = self.application.opening.name
        return f"{opening} · {self.round.name}" if self.round else opening

    @property
    def ends_at(self) -> datetime | None:
        """When the conversation is over; None without a time."""
        return self.scheduled_at + timedelta(minutes=self.minutes) if self.scheduled_at else None

    @property
    def due_at(self) -> datetime:
        """When scorecards are due: so many hours after the end, or after a week where no time was set."""
        return (self.ends_at or self.created_at + UNSCHEDULED) + timedelta(hours=self.deadline_hours)

    @property
    def locked(self) -> int:
        """How many seats are locked: the one thing about them that may be told before the panel is complete."""
        return sum(seat.state == "locked" for seat in self.seats)

    @property
    def closed(self) -> int:
        """How many seats the chair closed as "did not rate"."""
        return sum(seat.state == "closed" for seat in self.seats)


class Seat(Base):
    """One rater's place in a panel: their topics, and where their answers are kept.

    There is no way from here to the answers on purpose: ``queries`` is the only one.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("interview_id", "rater_id"),
        UniqueConstraint("interview_id", "position"),
        CheckConstraint(f"state IN {SEAT_STATES}", name="state"),
        CheckConstraint("(state = 'locked') = (locked_at IS NOT NULL)", name="locked_has_its_moment"),
        CheckConstraint("(state = 'closed') = (closed_reason <> '')", name="closed_has_its_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"))
    position: Mapped[int]
    rater_id: Mapped[int] = mapped_column(ForeignKey("rater.id"), index=True)
    topics: Mapped[list[str]] = mapped_column(JSON)
    administration_id: Mapped[int] = mapped_column(ForeignKey("administration.id", ondelete="CASCADE"), unique=True)
    state: Mapped[str] = mapped_column(String(16), default="open")
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_reason: Mapped[str] = mapped_column(String(32), default="")
    link_asked_at: Mapped[datetime | None] = mapped_column(Moment)

    interview: Mapped[Interview] = relationship(back_populates="seats")
    rater: Mapped[Rater] = relationship(lazy="joined")
    second_ratings: Mapped[list["SecondRating"]] = relationship(cascade="all, delete-orphan")


class SecondRating(Base):
    """A rating after the talk, kept beside the first and never in its place."""

    __tablename__ = "second_rating"
    __table_args__ = (
        UniqueConstraint("seat_id", "item"),
        CheckConstraint(f"reason IN {SECOND_REASONS}", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(80))
    value: Mapped[float]
    reason: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
