"""What people were given to work, and who held it when."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Person
from surveys.models.base import Base


class Territory(Base):
    """What somebody may be given to work: its potential as measured before they did."""

    __tablename__ = "territory"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(100), unique=True)
    potential: Mapped[float | None]
    accounts: Mapped[float | None]
    segment: Mapped[str] = mapped_column(String(100), default="")
    region: Mapped[str] = mapped_column(String(100), default="")
    prior_run_rate: Mapped[float | None]
    measured: Mapped[date | None]


class Assignment(Base):
    """Who held which territory from when to when, and what came with it."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("person_id", "territory_id", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    start: Mapped[date]
    end: Mapped[date | None]
    inherited_book_value: Mapped[float | None]
    accounts_inherited: Mapped[float | None]
    reason: Mapped[str] = mapped_column(String(50), default="")

    person: Mapped[Person] = relationship()
    territory: Mapped[Territory] = relationship()
