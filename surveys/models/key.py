"""Scoring keys of versions corrected after people answered; the questions stay as they were."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment, now


class KeyRevision(Base):
    """The key of a version as somebody corrected it; the key it was published with has number 0 and no row.

    ``changes`` as ``surveys.keying`` reads them, always against the key as published. The database refuses to change or
    delete a revision; only ``in_force_at`` is set, once, when everybody was scored by it.
    """

    __tablename__ = "key_revision"
    __table_args__ = (UniqueConstraint("version_id", "number"), CheckConstraint("number >= 1", name="number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    number: Mapped[int]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    in_force_at: Mapped[datetime | None] = mapped_column(Moment)
