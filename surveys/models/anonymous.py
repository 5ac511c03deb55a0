"""Answers of campaigns that promise anonymity: nothing here can lead to a person, an address or a moment."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base, random_code
from surveys.models.instrument import InstrumentVersion

#: SQLite numbers rows as they come; tables keyed by their random id alone keep no such order.
_UNORDERED = {"sqlite_with_rowid": False}


class Pending(Base):
    """A finished answer, durable but not yet mixed with others (methods §10.2)."""

    __tablename__ = "pending"
    __table_args__ = _UNORDERED

    key: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_code)
    campaign: Mapped[str] = mapped_column(String(32), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(InstrumentVersion.id))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)


class AnonymousAnswer(Base):
    """All answers of one unknown person, rewritten under a new random id in random order, dated to the ISO week."""

    __tablename__ = "anonymous_answer"
    __table_args__ = (CheckConstraint("week LIKE '____-W__'", name="week_only"), _UNORDERED)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    campaign: Mapped[str] = mapped_column(String(32), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(InstrumentVersion.id))
    week: Mapped[str] = mapped_column(String(8))
    groups: Mapped[dict[str, str]] = mapped_column(JSON)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
