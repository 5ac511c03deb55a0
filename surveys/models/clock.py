"""When a section that is opened once was opened and left: its clock, kept by the server."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment


class SectionClock(Base):
    """When one respondent opened a timed or adaptive section, when its time is over, and when they left it for good."""

    __tablename__ = "section_clock"

    administration_id: Mapped[int] = mapped_column(
        ForeignKey("administration.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    section: Mapped[str] = mapped_column(String(80), primary_key=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    left_at: Mapped[datetime | None] = mapped_column(Moment)
