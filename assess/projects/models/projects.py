"""Projects, and what somebody says of a step that no record of the product can tell."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models import Base
from surveys.moments import Moment, now

#: From the whole to the single thing somebody does; nobody's own person is a tier anything is found about.
TIERS = ("company", "function", "position", "task")
STEPS = (
    "performer_analysis",
    "selection",
    "lever_identification",
    "practices_capture",
    "training",
    "other_alignment",
)
STATES = ("not_begun", "begun", "done")
#: How far a sponsor is behind it: 1 not at all, 5 fully.
BUY_IN = (1, 2, 3, 4, 5)


class Project(Base):
    """One attempt to find and spread what works in a job.

    ``scope`` is the highest tier whoever starts it answers for, ``entry`` where they start, ``recommended`` what was
    recommended then; ``why`` is asked for where the two differ.
    """

    __tablename__ = "project"
    __table_args__ = (
        CheckConstraint(f"scope IN {TIERS}", name="scope"),
        CheckConstraint(f"entry IN {TIERS}", name="entry"),
        CheckConstraint(f"recommended IN {TIERS}", name="recommended"),
        CheckConstraint("buy_in BETWEEN 1 AND 5", name="buy_in"),
        CheckConstraint("entry = recommended OR why <> ''", name="why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    job: Mapped[str] = mapped_column(String(100), index=True)
    scope: Mapped[str] = mapped_column(String(16))
    buy_in: Mapped[int]
    recommended: Mapped[str] = mapped_column(String(16))
    entry: Mapped[str] = mapped_column(String(16))
    why: Mapped[str] = mapped_column(Text, default="")
    started_by: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(Moment, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class StepStatement(Base):
    """How far a step is, as somebody said on a day; it counts only while no record can tell."""

    __tablename__ = "project_step_statement"
    __table_args__ = (
        CheckConstraint(f"step IN {STEPS}", name="step"),
        CheckConstraint(f"state IN {STATES}", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text, default="")
    stated_by: Mapped[str] = mapped_column(String(64))
    stated_at: Mapped[datetime] = mapped_column(Moment, default=now)
