"""KPIs, what people achieved in them, the territories they held, and the uploads all that came with."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Person
from surveys.models.base import Base
from surveys.moments import Moment


class Upload(Base):
    """One file: from its choice, while it lies in the uploads folder as ``stored``, to its import."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    filename: Mapped[str] = mapped_column(String(255))
    stored: Mapped[str | None] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default="open")
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    decimal: Mapped[str] = mapped_column(String(1), default="")
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
    imported_at: Mapped[datetime | None] = mapped_column(Moment)


class Kpi(Base):
    """A measure of performance; ``weight`` None or 0 is looked at beside the score."""

    __tablename__ = "kpi"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    label: Mapped[str] = mapped_column(String(200), default="")
    direction: Mapped[str] = mapped_column(String(10), default="higher")
    kind: Mapped[str] = mapped_column(String(20), default="result")
    bucket: Mapped[str] = mapped_column(String(100), default="")
    unit: Mapped[str] = mapped_column(String(50), default="")
    controllable: Mapped[float | None]
    weight: Mapped[float | None]
    target: Mapped[float | None]


class Ramp(Base):
    """How long somebody settles into a role before their results count; roles without a row take the usual time."""

    __tablename__ = "ramp"

    role: Mapped[str] = mapped_column(String(100), primary_key=True)
    months: Mapped[int]


class Measure(Base):
    """What one person achieved in one KPI in one period."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("person_id", "kpi_id", "period_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"), index=True)
    period_start: Mapped[date]
    period_end: Mapped[date]
    value: Mapped[float]
    target: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(50), default="")
    source: Mapped[str] = mapped_column(String(100), default="")
    is_new_business: Mapped[bool | None]
    inherited_value: Mapped[float | None]
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))


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
