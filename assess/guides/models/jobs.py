"""What a job consists of, as several who know it say (Uniform Guidelines 1978, 29 CFR 1607.14C)."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Account
from surveys.models import Base
from surveys.moments import Moment, now

STATES = ("open", "closed")
#: What makes somebody an expert on a job.
STANDINGS = ("does_it", "leads_it", "trains_for_it", "works_with_it")
_OPEN = text("state = 'open'")


class JobAnalysis(Base):
    """One round of asking about a job, a role family of performers; one is open at a time.

    ``competencies`` are the codes of the bank the experts are asked about, in that order; ``report_id`` the Report on
    what they said, once it is computed.
    """

    __tablename__ = "job_analysis"
    __table_args__ = (
        UniqueConstraint("job", "number"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_moment"),
        Index("uq_job_analysis_open", "job", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    competencies: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16), default="open")
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id"))

    tasks: Mapped[list["JobTask"]] = relationship(order_by="JobTask.position", cascade="all, delete-orphan")
    experts: Mapped[list["Expert"]] = relationship(
        # with its module: vignettes have experts of their own
        f"{__name__}.Expert",
        back_populates="analysis",
        order_by=f"{__name__}.Expert.id",
        cascade="all, delete-orphan",
    )


class JobTask(Base):
    """Something done in a job."""

    __tablename__ = "job_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    analysis_id: Mapped[int] = mapped_column(ForeignKey("job_analysis.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))


class Expert(Base):
    """Somebody who knows the job, asked once; what they handed in stays."""

    __tablename__ = "job_expert"
    __table_args__ = (
        UniqueConstraint("analysis_id", "account_id"),
        CheckConstraint(f"standing IN {STANDINGS}", name="standing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    analysis_id: Mapped[int] = mapped_column(ForeignKey("job_analysis.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    standing: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)

    analysis: Mapped[JobAnalysis] = relationship(back_populates="experts")
    account: Mapped[Account] = relationship(lazy="joined")
    tasks: Mapped[list["TaskRating"]] = relationship(cascade="all, delete-orphan")
    competencies: Mapped[list["CompetencyRating"]] = relationship(cascade="all, delete-orphan")


class TaskRating(Base):
    """How often a task is done (0: not part of the job) and how much hangs on it (1 to 5, where it is part)."""

    __tablename__ = "job_task_rating"
    __table_args__ = (
        CheckConstraint("frequency BETWEEN 0 AND 5", name="frequency"),
        CheckConstraint("importance BETWEEN 1 AND 5", name="importance"),
    )

    expert_id: Mapped[int] = mapped_column(ForeignKey("job_expert.id", ondelete="CASCADE"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("job_task.id", ondelete="CASCADE"), primary_key=True, index=True)
    frequency: Mapped[int]
    importance: Mapped[int | None]


class CompetencyRating(Base):
    """How much a competency matters in the job (1 to 5), and the tasks it is needed for."""

    __tablename__ = "job_competency_rating"
    __table_args__ = (CheckConstraint("importance BETWEEN 1 AND 5", name="importance"),)

    expert_id: Mapped[int] = mapped_column(ForeignKey("job_expert.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(80), primary_key=True)
    importance: Mapped[int]

    links: Mapped[list["CompetencyLink"]] = relationship(cascade="all, delete-orphan")


class CompetencyLink(Base):
    """A task an expert needs a competency for."""

    __tablename__ = "job_competency_link"
    __table_args__ = (
        ForeignKeyConstraint(
            ["expert_id", "competency"],
            ["job_competency_rating.expert_id", "job_competency_rating.competency"],
            ondelete="CASCADE",
        ),
    )

    expert_id: Mapped[int] = mapped_column(primary_key=True)
    competency: Mapped[str] = mapped_column(String(80), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("job_task.id", ondelete="CASCADE"), primary_key=True, index=True)
