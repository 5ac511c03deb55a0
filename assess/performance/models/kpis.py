"""KPIs, what they count for, how long people settle in, and what people achieved."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment

KINDS_OF_KPI = ("result", "efficiency", "activity", "quality", "ethics")
TIMINGS = ("", "leading", "lagging")
AGGREGATIONS = ("sum", "mean", "last")


class Kpi(Base):
    """A measure of performance; ``weight`` None or 0 is looked at beside the score.

    ``denominator`` is the key of the KPI this one is divided by, "" for none; ``aggregation`` says how values of
    months become one of a quarter; ``ratchet``, that the quota follows last year's result; ``roles`` is empty for a
    KPI of every role that has results in it. ``weight`` is everybody's; a role may have its own (``KpiWeight``).
    """

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
    timing: Mapped[str] = mapped_column(String(10), default="", server_default="")
    denominator: Mapped[str] = mapped_column(String(100), default="", server_default="")
    aggregation: Mapped[str] = mapped_column(String(5), default="mean", server_default="mean")
    ratchet: Mapped[bool] = mapped_column(default=False, server_default=false())
    roles: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")


class KpiWeight(Base):
    """What one stakeholder gives a KPI of a role, out of 100 points; without a stakeholder, what was settled."""

    __tablename__ = "kpi_weight"
    __table_args__ = (UniqueConstraint("role", "kpi_id", "stakeholder"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(100))
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id", ondelete="CASCADE"), index=True)
    stakeholder: Mapped[str] = mapped_column(String(200), default="")
    points: Mapped[float]
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)


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
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), index=True)
