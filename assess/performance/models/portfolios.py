"""What performers say of their accounts, and what came of holding it against the record."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Person
from surveys.models.base import Base
from surveys.moments import Moment, now

VERDICTS = ("stated", "record", "neither")


class Portfolio(Base):
    """A portfolio as it was stated, word for word; nothing in it is ever changed, a later statement is another row.

    ``accounts`` and ``revenue`` are the numbers read from the words, None where they give none; ``heard`` is
    "interview" where an analyst wrote it down, "self" where the person did.
    """

    __tablename__ = "portfolio"
    __table_args__ = (CheckConstraint("heard IN ('self', 'interview')", name="heard"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    accounts_stated: Mapped[str] = mapped_column(String(200), default="")
    revenue_stated: Mapped[str] = mapped_column(String(200), default="")
    accounts: Mapped[float | None]
    revenue: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(3), default="")
    structure: Mapped[str] = mapped_column(String(1000), default="")
    vertical: Mapped[str] = mapped_column(String(200), default="")
    segment: Mapped[str] = mapped_column(String(200), default="")
    heard: Mapped[str] = mapped_column(String(10))
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    person: Mapped[Person] = relationship()
    reconciled: Mapped["Reconciliation | None"] = relationship(back_populates="portfolio")


class Reconciliation(Base):
    """What an analyst made of the difference: the statement holds, the record holds, or neither, with the figures."""

    __tablename__ = "reconciliation"
    __table_args__ = (CheckConstraint(f"verdict IN {VERDICTS}", name="verdict"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolio.id", ondelete="CASCADE"), unique=True)
    verdict: Mapped[str] = mapped_column(String(10))
    accounts: Mapped[float | None]
    revenue: Mapped[float | None]
    #: The record as it stood that day, so that a later import does not change what was decided on.
    record_accounts: Mapped[float | None]
    record_revenue: Mapped[float | None]
    note: Mapped[str] = mapped_column(String(1000), default="")
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    portfolio: Mapped[Portfolio] = relationship(back_populates="reconciled")
