"""What is decided of each KPI, targets and who was asked about them, averages that were told, who wants to be named."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Person
from assess.performance.models import Kpi
from surveys.models import Base
from surveys.moments import Moment, now

#: Who sets the bar: what the kind of KPI says, the replicable top, or everyone eligible.
SETTERS = ("", "replicable", "eligible")
#: What colleagues see: nothing, averages, or averages and the names of those who want to be named.
VISIBILITIES = ("withheld", "shared", "celebrated")
STATES = ("proposed", "published", "withdrawn", "ended")
SCOPES = ("team", "company")


class BenchmarkRule(Base):
    """What was decided of one KPI; without a row nothing of it is shared."""

    __tablename__ = "benchmark_rule"
    __table_args__ = (
        CheckConstraint(f"setters IN {SETTERS}", name="setters"),
        CheckConstraint(f"visibility IN {VISIBILITIES}", name="visibility"),
    )

    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id", ondelete="CASCADE"), primary_key=True)
    setters: Mapped[str] = mapped_column(String(12), default="")
    visibility: Mapped[str] = mapped_column(String(12), default="withheld")
    why: Mapped[str] = mapped_column(Text, default="")
    set_by: Mapped[str] = mapped_column(String(64))
    set_at: Mapped[datetime] = mapped_column(Moment, default=now)

    kpi: Mapped[Kpi] = relationship()


class Target(Base):
    """A level people are asked to work towards, from its proposal to its end.

    ``cell`` is a segment, "" the whole job; ``bar`` is the benchmark it was proposed beside;
    ``attainment`` marks both as parts of the quota. ``held`` names the checks
    that held when it was published. ``override_by`` is the sponsor who answers for one that few checks support.
    """

    __tablename__ = "benchmark_target"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        Index(
            "ix_benchmark_target_current", "kpi_id", "job", "cell", unique=True,
            sqlite_where=text("state = 'published'"), postgresql_where=text("state = 'published'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id", ondelete="CASCADE"), index=True)
    job: Mapped[str] = mapped_column(String(100))
    cell: Mapped[str] = mapped_column(String(100), default="")
    value: Mapped[float]
    bar: Mapped[float | None]
    attainment: Mapped[bool] = mapped_column(default=False)
    analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id"))
    why: Mapped[str] = mapped_column(Text, default="")
    method: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="proposed")
    grade: Mapped[str] = mapped_column(String(1), default="")
    held: Mapped[list[str]] = mapped_column(JSON, default=list)
    proposed_by: Mapped[str] = mapped_column(String(64))
    proposed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    override_by: Mapped[str] = mapped_column(String(64), default="")
    override_reason: Mapped[str] = mapped_column(Text, default="")
    published_by: Mapped[str] = mapped_column(String(64), default="")
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    kpi: Mapped[Kpi] = relationship()
    consultations: Mapped[list["Consultation"]] = relationship(back_populates="target", order_by="Consultation.id")


class Consultation(Base):
    """What one of the replicable top says of a target; HR reads it with the name, nobody else learns who was asked."""

    __tablename__ = "benchmark_consultation"
    __table_args__ = (UniqueConstraint("target_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("benchmark_target.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asked_by: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    endorses: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    target: Mapped[Target] = relationship(back_populates="consultations")
    person: Mapped[Person] = relationship()


class SharedAverage(Base):
    """An average as it was told, once and for good: told anew after a correction, the two would tell who was corrected.

    ``team`` "" is everybody in the job.
    """

    __tablename__ = "shared_average"
    __table_args__ = (UniqueConstraint("kpi_id", "job", "team", "period_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id", ondelete="CASCADE"))
    job: Mapped[str] = mapped_column(String(100))
    team: Mapped[str] = mapped_column(String(200), default="")
    period_start: Mapped[date]
    period_end: Mapped[date]
    n: Mapped[int]
    mean: Mapped[float]
    p25: Mapped[float | None]
    p50: Mapped[float | None]
    p75: Mapped[float | None]


class Recognition(Base):
    """Somebody wants to be named where a target is reached; taking it back deletes the row."""

    __tablename__ = "recognition"
    __table_args__ = (CheckConstraint(f"scope IN {SCOPES}", name="scope"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    scope: Mapped[str] = mapped_column(String(8))
    since: Mapped[datetime] = mapped_column(Moment, default=now)

    person: Mapped[Person] = relationship()


class Expectation(Base):
    """A threshold somebody expects, written down before the data are asked; ``looked`` how often they were before."""

    __tablename__ = "threshold_expectation"

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id", ondelete="CASCADE"), index=True)
    job: Mapped[str] = mapped_column(String(100))
    level: Mapped[float]
    why: Mapped[str] = mapped_column(Text)
    looked: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    kpi: Mapped[Kpi] = relationship()
