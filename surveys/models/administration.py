"""One person answering one instrument, perhaps about somebody else, item by item."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveys.models.base import Base, random_code
from surveys.models.instrument import InstrumentVersion
from surveys.moments import Moment

_OPEN = text("submitted_at IS NULL AND closed_at IS NULL")


class Participant(Base):
    """A person as the engine knows them: a random code, and nothing else."""

    __tablename__ = "participant"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True, default=random_code)


class Administration(Base):
    """An instrument given to a respondent; the subject is whom the answers are about.

    ``anonymous`` marks answers taken with no respondent and no moment at all; campaigns that promise anonymity do not
    come here but to ``Pending`` and ``AnonymousAnswer``. ``paper`` is how the instrument lies before the respondent
    (see ``surveys.papers``); None for the instrument as it was written.
    """

    __tablename__ = "administration"
    __table_args__ = (
        CheckConstraint("NOT anonymous OR respondent_id IS NULL", name="anonymous_has_no_respondent"),
        CheckConstraint("anonymous OR respondent_id IS NOT NULL", name="known_has_respondent"),
        CheckConstraint(
            "NOT anonymous OR (started_at IS NULL AND submitted_at IS NULL AND expires_at IS NULL"
            " AND closed_at IS NULL)",
            name="anonymous_has_no_moment",
        ),
        CheckConstraint("submitted_at IS NULL OR closed_at IS NULL", name="submitted_or_closed"),
        CheckConstraint("purpose IN ('selection', 'development', 'research', 'survey')", name="purpose"),
        Index(None, "context"),
        Index(None, "version_id", "submitted_at"),
        # what ran out, and what was kept as long as promised, is looked for every minute
        Index("ix_administration_open", "expires_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "submitted_at"),
        Index(None, "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True, default=random_code)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    respondent_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    context: Mapped[str] = mapped_column(String(80), default="")
    anonymous: Mapped[bool] = mapped_column(default=False, server_default=false())
    paper: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    version: Mapped[InstrumentVersion] = relationship()
    respondent: Mapped[Participant | None] = relationship(foreign_keys=respondent_id)
    subject: Mapped[Participant | None] = relationship(foreign_keys=subject_id)
    responses: Mapped[list["Response"]] = relationship(
        back_populates="administration", cascade="all, delete-orphan", passive_deletes=True
    )


class Response(Base):
    """The answer to one item, as given: a number in ``value``, or a chosen option or free words in ``text``.

    Both are empty when the person took the answer back. Reverse keys and option scores are never applied here.
    ``answered_at`` is the moment of the tap by the server's clock; ``device`` and ``turn`` order the taps of one
    browser (see ``surveys.writing``).
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("administration_id", "item"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey("administration.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(80))
    value: Mapped[float | None]
    text: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text, default="")
    cues: Mapped[str] = mapped_column(String(200), default="")
    shown: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    changes: Mapped[int] = mapped_column(default=0)
    device: Mapped[str] = mapped_column(String(32), default="", server_default="")
    turn: Mapped[int] = mapped_column(default=0, server_default="0")

    administration: Mapped[Administration] = relationship(back_populates="responses")
