"""What happened to somebody's accounts, and when: what breaks a series of results."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Person
from surveys.models.base import Base
from surveys.moments import Moment, now

TYPES = ("reassign", "inherit", "territory_split", "leave", "ramp", "windfall", "other")
STATES = ("stands", "replaced", "withdrawn")


class Event(Base):
    """A dated event; a correction is a further row that says which it corrects, and only ``state`` ever changes.

    ``size`` is the share of accounts or revenue that moved, 0 to 1; ``revenue`` what moved, in ``unit``; ``whom`` from
    whom it came or to whom it went.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint(f"type IN {TYPES}", name="type"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("size >= 0 AND size <= 1", name="size"),
        # one standing event of a kind a day: scoring reads them by these three
        Index(
            "one_standing_event", "person_id", "type", "day", unique=True,
            sqlite_where=text("state = 'stands'"), postgresql_where=text("state = 'stands'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    type: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]
    end: Mapped[date | None]
    size: Mapped[float | None]
    accounts_before: Mapped[float | None]
    accounts_after: Mapped[float | None]
    revenue: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(50), default="")
    whom: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(1000), default="")
    state: Mapped[str] = mapped_column(String(10), default="stands")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    made_by: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))

    person: Mapped[Person] = relationship()
