"""KPIs, how long people settle in, and what people achieved."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base


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
