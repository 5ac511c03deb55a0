"""Calendars people subscribe to, and which reminders went out."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Account
from surveys.models import Base
from surveys.moments import Moment, now

#: Each goes out once a panel, in this order: the day before, soon after the end, when due, and to the chair.
REMINDERS = ("before", "after", "due", "chair")


class CalendarFeed(Base):
    """The address of somebody's calendar; of its token only the hash is kept."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    account: Mapped[Account] = relationship()


class Reminder(Base):
    """That a panel was reminded; not whom: that would tell whose scorecard is open."""

    __tablename__ = "interview_reminder"
    __table_args__ = (CheckConstraint(f"kind IN {REMINDERS}", name="kind"),)

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
