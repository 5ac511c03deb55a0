"""Who is asked, by when, and where their answers are kept."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.delivery.models.assessment import Assessment
from assess.hiring.models import Application
from assess.people.models import Person
from surveys.models import Administration, Base, Participant
from surveys.moments import Moment, now, working_days_after

_OPEN = text("submitted_at IS NULL AND withdrawn_at IS NULL")


class Invitation(Base):
    """A candidate's application, or a person who works here, asked to take an assessment.

    ``attempt`` counts from 1: taking it again is another invitation, and both keep their scores. ``reminded`` counts
    the reminders sent for the time that runs now. ``language`` is the one they chose, empty until they do.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("assessment_id", "participant_id", "attempt"),
        # pages of everybody invited, the newest first; and who may still answer, looked for every minute
        Index(None, "assessment_id", "id"),
        # whether a candidate is invited to it; with one column alone SQLite looks through everybody invited
        Index(None, "application_id", "assessment_id"),
        Index(None, "person_id", "assessment_id"),
        Index("ix_invitation_open", "expires_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("withdrawn_by IN ('candidate', 'organiser')", name="withdrawn_by"),
        CheckConstraint("(application_id IS NULL) <> (person_id IS NULL)", name="candidate_or_employee"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    invited_at: Mapped[datetime] = mapped_column(Moment, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_by: Mapped[str | None] = mapped_column(String(16))
    receipt: Mapped[str | None] = mapped_column(String(32), unique=True)
    attempt: Mapped[int] = mapped_column(default=1)
    retake_offered_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(16), default="", server_default="")

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
    def earliest(self) -> datetime:
        """From when it may be begun; its assessment must be loaded."""
        return working_days_after(self.invited_at, self.assessment.notice_days)

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
