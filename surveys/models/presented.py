"""Which items of an adaptive section one respondent was given, in which order."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment


class Presented(Base):
    """One item given at its place (from 1); nobody comes back to it once they went on (``left_at``).

    ``bank`` is the SHA-256 (64 hex digits) of the calibration by which it was chosen; None where the items come in the
    order of the section.
    """

    __tablename__ = "presented"
    __table_args__ = (UniqueConstraint("administration_id", "item"),)

    administration_id: Mapped[int] = mapped_column(
        ForeignKey("administration.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    section: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(80))
    bank: Mapped[str | None] = mapped_column(String(64))
    shown: Mapped[datetime] = mapped_column(Moment)
    left_at: Mapped[datetime | None] = mapped_column(Moment)
