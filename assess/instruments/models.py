"""Instruments in the making, and what is known of published versions beside their frozen content."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveys.models import InstrumentVersion
from surveys.models.base import Base
from surveys.moments import Moment


class InstrumentDraft(Base):
    """An instrument somebody is writing; ``definition`` is its plain form and may be faulty.

    ``based_on`` is the version it started from. ``acknowledged`` holds advice somebody answered: rule, place, mark of
    the place then, reason, who and when. ``revision`` counts the changes; one that rests on an older one is refused.
    """

    __tablename__ = "instrument_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("instrument_version.id", ondelete="SET NULL"))
    acknowledged: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    revision: Mapped[int] = mapped_column()
    made_by: Mapped[str] = mapped_column(String(64))
    updated_by: Mapped[str] = mapped_column(String(64))
    updated_at: Mapped[datetime] = mapped_column(Moment)

    based_on: Mapped[InstrumentVersion | None] = relationship()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012  SQLAlchemy reads it once


class InstrumentPublication(Base):
    """Who published a version, when, with which advice answered; and whether it is withdrawn from new use.

    Beside the version, which is frozen as soon as somebody begins to answer it.
    """

    __tablename__ = "instrument_publication"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    published_by: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(Moment)
    acknowledged: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    withdrawn_by: Mapped[str] = mapped_column(String(64), default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_why: Mapped[str] = mapped_column(Text, default="")
