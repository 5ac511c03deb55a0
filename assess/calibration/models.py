"""Ratings given elsewhere that came in as files, pools to be computed, and what raters let others see."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.interviews.models import Rater
from assess.people.models import Account
from surveys.models import Base
from surveys.moments import Moment

#: A row a rating, or a row a ratee with a column a criterion; the others bring their own layout.
LAYOUTS = ("long", "wide", "facets", "harvest")
BATCH_STATES = ("open", "imported", "discarded", "withdrawn")


class RatingBatch(Base):
    """One file: from its choice, while it lies in the uploads folder as ``stored``, to its import and its undoing.

    ``low`` and ``high`` are the ends of the scale, whether or not anybody used them.
    """

    __tablename__ = "rating_batch"
    __table_args__ = (
        CheckConstraint(f"layout IN {LAYOUTS}", name="layout"),
        CheckConstraint(f"state IN {BATCH_STATES}", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    layout: Mapped[str] = mapped_column(String(12))
    filename: Mapped[str] = mapped_column(String(255))
    stored: Mapped[str | None] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default="open")
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    low: Mapped[int]
    high: Mapped[int]
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    criteria: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
    imported_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class ImportedRater(Base):
    """Somebody who rated elsewhere, by the code their files give them; ``rater`` once somebody said who that is."""

    __tablename__ = "imported_rater"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(200), unique=True)
    rater_id: Mapped[int | None] = mapped_column(ForeignKey("rater.id", ondelete="SET NULL"), index=True)

    rater: Mapped[Rater | None] = relationship(lazy="joined")


class ImportedRating(Base):
    """A first rating given elsewhere. ``ratee`` is a keyed name: nobody learns the candidate's id from it.

    Of the note only its length is kept (None where the file had none).
    """

    __tablename__ = "imported_rating"
    __table_args__ = (UniqueConstraint("ratee", "rater_id", "criterion", "question", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("rating_batch.id", ondelete="CASCADE"), index=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("imported_rater.id"), index=True)
    ratee: Mapped[str] = mapped_column(String(32))
    criterion: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(String(200), default="")
    round: Mapped[str] = mapped_column(String(200), default="")
    rating: Mapped[int]
    rated_on: Mapped[date | None]
    evidence: Mapped[int | None]


class Due(Base):
    """A pool whose ratings changed since its last Report; computed once a while, however often that happens."""

    __tablename__ = "calibration_due"

    pool: Mapped[str] = mapped_column(String(100), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)


class FeedbackRelease(Base):
    """A rater let one other account see their feedback, until they take it back."""

    __tablename__ = "feedback_release"
    __table_args__ = (UniqueConstraint("rater_id", "reader_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("rater.id", ondelete="CASCADE"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    released_at: Mapped[datetime] = mapped_column(Moment)

    rater: Mapped[Rater] = relationship()
    reader: Mapped[Account] = relationship()
