"""Guides: for which job an instrument of anchored ratings was built, and what somebody wrote of its link to the job."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveys.models import Base
from surveys.moments import Moment, now


class Guide(Base):
    """An interview guide of a job; every version of the instrument with its ``code`` is a version of it."""

    __tablename__ = "guide"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    job: Mapped[str] = mapped_column(String(100), index=True)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    links: Mapped[list["JobLink"]] = relationship(cascade="all, delete-orphan")


class JobLink(Base):
    """The task a competency is needed for in one person's words: for jobs whose experts have not been asked."""

    __tablename__ = "guide_job_link"

    guide_id: Mapped[int] = mapped_column(ForeignKey("guide.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(80), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(64))
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)
