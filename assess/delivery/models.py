"""Assessments, invitations, and what came of them."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.hiring.models import Application, Opening
from assess.people.models import Person
from surveys.models import Administration, Base, InstrumentVersion, Participant
from surveys.moments import Moment, now

PURPOSES = ("selection", "development", "research")


class Assessment(Base):
    """Instruments given one after the other for a purpose: to the candidates of an opening, or to employees."""

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint(f"purpose IN {PURPOSES}", name="purpose"),
        CheckConstraint("(purpose = 'selection') = (opening_id IS NOT NULL)", name="selection_is_for_an_opening"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(16))
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), index=True)
    contact: Mapped[str] = mapped_column(String(255))
    days_open: Mapped[int] = mapped_column(default=14)
    months_kept: Mapped[int] = mapped_column(default=12)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    opening: Mapped[Opening | None] = relationship()
    parts: Mapped[list["AssessmentPart"]] = relationship(
        order_by="AssessmentPart.position", cascade="all, delete-orphan"
    )


class AssessmentPart(Base):
    """One instrument of an assessment, in its place (from 1)."""

    __tablename__ = "assessment_part"
    __table_args__ = (UniqueConstraint("assessment_id", "version_id"),)

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))

    version: Mapped[InstrumentVersion] = relationship()


class Invitation(Base):
    """A candidate's application, or a person who works here, asked to take an assessment."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("assessment_id", "participant_id"),
        CheckConstraint("(application_id IS NULL) <> (person_id IS NULL)", name="candidate_or_employee"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    invited_at: Mapped[datetime] = mapped_column(Moment, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    receipt: Mapped[str | None] = mapped_column(String(32), unique=True)

    assessment: Mapped[Assessment] = relationship()
    participant: Mapped[Participant] = relationship()
    application: Mapped[Application | None] = relationship()
    person: Mapped[Person | None] = relationship()
    parts: Mapped[list["InvitationPart"]] = relationship(
        order_by="InvitationPart.position", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """Who is invited; their application or person must be loaded."""
        return self.application.candidate.name if self.application else self.person.name if self.person else ""

    @property
    def email(self) -> str:
        """Where to write to them; empty for an employee without an address."""
        return self.application.candidate.email if self.application else (self.person and self.person.email) or ""

    @property
    def state(self) -> str:
        """What is the case now: withdrawn, submitted, expired, begun, sent or waiting (to be sent)."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.submitted_at:
            return "submitted"
        if self.expires_at <= now():
            return "expired"
        return "begun" if self.begun_at else "sent" if self.sent_at else "waiting"


class InvitationPart(Base):
    """Where the answers to one part of an invitation are kept."""

    __tablename__ = "invitation_part"

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    administration_id: Mapped[int] = mapped_column(ForeignKey("administration.id", ondelete="CASCADE"), unique=True)

    administration: Mapped[Administration] = relationship()


class ScaleScore(Base):
    """One scale's score of one administration in the scale's own units; None where too few items were answered."""

    __tablename__ = "scale_score"
    __table_args__ = (UniqueConstraint("administration_id", "scale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey("administration.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), index=True)
    scale: Mapped[str] = mapped_column(String(80))
    value: Mapped[float | None]
    answered: Mapped[int]
    scored_at: Mapped[datetime] = mapped_column(Moment, default=now)


class AnswerQuality(Base):
    """Signs of careless answering in one administration (methods §4.7): to look at, never a reason to reject."""

    __tablename__ = "answer_quality"

    administration_id: Mapped[int] = mapped_column(
        ForeignKey("administration.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    longstring: Mapped[int]
    spread: Mapped[float | None]
    seconds: Mapped[float | None]
    flags: Mapped[list[str]] = mapped_column(JSON)
    careless: Mapped[bool]


class ScaleNorm(Base):
    """What a scale of a version looks like among people assessed for one purpose; candidates and staff never mixed.

    ``reliability`` is Cronbach's alpha among the same people; None where too few answered every item.
    """

    __tablename__ = "scale_norm"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    scale: Mapped[str] = mapped_column(String(80))
    n: Mapped[int]
    mean: Mapped[float]
    sd: Mapped[float]
    reliability: Mapped[float | None]
    scores: Mapped[list[float]] = mapped_column(JSON)
    collected_at: Mapped[datetime] = mapped_column(Moment, default=now)
