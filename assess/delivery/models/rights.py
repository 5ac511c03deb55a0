"""What the invited are told, ask for and are owed: notices, accommodations, human reviews, copies of their data."""

from datetime import datetime, timedelta

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.delivery.models.invitation import Invitation
from assess.people.models import Account
from surveys.models import Base
from surveys.moments import Moment, now

#: What can be asked for, as the candidate ticks it.
WISHES = ("time", "pauses", "format", "other")
ANSWERS = ("granted", "declined")
#: What a limit of time is multiplied with; 0 is no limit at all.
EXTRA_TIMES = (1.0, 1.25, 1.5, 2.0, 0.0)
OUTCOMES = ("stands", "changed")


class NoticeText(Base):
    """The words of a notice as somebody saw them, by the SHA-256 (64 hex digits) of their UTF-8 bytes."""

    __tablename__ = "notice_text"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class NoticeSeen(Base):
    """Who saw which notice, and began after it; ``seen_at`` is empty where the page was never opened."""

    __tablename__ = "notice_seen"

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(ForeignKey("notice_text.hash"), primary_key=True)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)

    notice: Mapped[NoticeText] = relationship()


class Accommodation(Base):
    """Something that would make taking part easier, asked for by the candidate, and what HR made of it.

    Nobody who looks at scores may learn of it (methods §15.3). ``extra_time`` is one of ``EXTRA_TIMES``; ``answer`` is
    what the candidate is told.
    """

    __tablename__ = "accommodation"
    __table_args__ = (
        CheckConstraint(f"outcome IN {ANSWERS}", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered_or_open"),
        CheckConstraint(f"extra_time IN {EXTRA_TIMES}", name="extra_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    wishes: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str | None] = mapped_column(String(16))
    extra_time: Mapped[float] = mapped_column(default=1.0)
    pauses: Mapped[bool] = mapped_column(default=False)
    alternative: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")

    invitation: Mapped[Invitation] = relationship()

    @property
    def open_for(self) -> timedelta:
        """How long it waited for an answer, or has waited until now."""
        return (self.answered_at or now()) - self.asked_at


class ReviewRequest(Base):
    """A candidate asks a person to look at their case again, in their own words; HR names somebody else to do it."""

    __tablename__ = "review_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    words: Mapped[str] = mapped_column(Text)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    assigned_at: Mapped[datetime | None] = mapped_column(Moment)

    invitation: Mapped[Invitation] = relationship()
    reviewer: Mapped[Account | None] = relationship()
    reasons: Mapped[list["ReviewReason"]] = relationship(
        back_populates="request", order_by="ReviewReason.outcome_id", passive_deletes=True
    )

    @property
    def outcome(self) -> "ReviewOutcome | None":
        """What came of it; a later outcome corrects an earlier one. None while nobody has decided."""
        return self.reasons[-1].outcome if self.reasons else None


class ReviewOutcome(Base):
    """What came of a review; ``subject`` is the candidate's pseudonym. Refuses every change, outlives the request."""

    __tablename__ = "review_outcome"
    __table_args__ = (CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request: Mapped[int] = mapped_column(index=True)
    assessment_id: Mapped[int] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(String(32), index=True)
    outcome: Mapped[str] = mapped_column(String(16))
    decided_by: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)


class ReviewReason(Base):
    """Why a review ended so, as the candidate reads it; goes with the candidate."""

    __tablename__ = "review_reason"

    outcome_id: Mapped[int] = mapped_column(ForeignKey("review_outcome.id"), primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("review_request.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)

    outcome: Mapped[ReviewOutcome] = relationship(lazy="joined")
    request: Mapped[ReviewRequest] = relationship(back_populates="reasons")


class DataCopy(Base):
    """Everything kept on somebody, as files they asked for; made by the worker, deleted after a week."""

    __tablename__ = "data_copy"

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    made_at: Mapped[datetime | None] = mapped_column(Moment)
    json: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers.
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {
        "review_outcome": tuple(
            f"CREATE TRIGGER review_outcome_no_{verb.lower()} BEFORE {verb} ON review_outcome "
            "BEGIN SELECT RAISE(ABORT, 'REVIEW_APPEND_ONLY'); END"
            for verb in ("UPDATE", "DELETE")
        ),
    },
    "postgresql": {
        "review_outcome": (
            "CREATE OR REPLACE FUNCTION refuse_review_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'REVIEW_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            "CREATE TRIGGER review_outcome_append_only BEFORE UPDATE OR DELETE ON review_outcome "
            "FOR EACH ROW EXECUTE FUNCTION refuse_review_change()",
        ),
    },
}
for _dialect, _tables in TRIGGERS.items():
    for _statement in _tables["review_outcome"]:
        event.listen(ReviewOutcome.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
