"""Hypotheses about what sets people apart, how each is measured, and when the data of a job were opened."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveys.models.base import Base
from surveys.moments import Moment, now

FAMILIES = ("rep", "manager")
TIERS = ("company", "function", "position", "task")
TYPES = ("competency", "knowledge", "skill", "behaviour", "condition")
#: Of selling, from the first engagement on; "" belongs to no stage or to all.
STAGES = ("", "first_engagement", "discovery", "solution", "decision", "closing", "after_sale")
DIRECTIONS = (1, -1)
SOURCES = (
    "discussion", "survey", "interview", "focus_group", "observation", "literature", "vendor", "leader_belief",
)  # fmt: skip
#: What a lever may be measured by.
MEASURES = ("survey", "kpi", "observation", "upload")


class Lever(Base):
    """One hypothesis: who does or has more of this, in this job, has better results.

    ``parent`` is the task within the position, for those of tier ``task``. ``direction`` is −1 where less of it is
    expected to go with better results. ``reverse_cause`` says that results may bring the lever instead, and
    ``reverse_why`` how. ``locked_at`` and ``content_hash`` are set when the data of the job are opened, and then the
    database refuses every change. ``exploratory`` was written or changed after that; ``replaces_id`` is the hypothesis
    it took the place of, which stays as it was. ``example`` came with the product and is to be checked.
    """

    __tablename__ = "lever"
    __table_args__ = (
        UniqueConstraint("job", "code"),
        Index("ix_lever_job_locked", "job", "locked_at"),
        CheckConstraint(f"family IN {FAMILIES}", name="family"),
        CheckConstraint(f"tier IN {TIERS}", name="tier"),
        CheckConstraint(f"type IN {TYPES}", name="type"),
        CheckConstraint(f"stage IN {STAGES}", name="stage"),
        CheckConstraint(f"direction IN {DIRECTIONS}", name="direction"),
        CheckConstraint(f"source IN {SOURCES}", name="source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    job: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    statement: Mapped[str] = mapped_column(Text)
    family: Mapped[str] = mapped_column(String(8), default="rep")
    tier: Mapped[str] = mapped_column(String(8), default="position")
    parent: Mapped[str] = mapped_column(String(200), default="")
    type: Mapped[str] = mapped_column(String(10), default="behaviour")
    stage: Mapped[str] = mapped_column(String(20), default="")
    direction: Mapped[int] = mapped_column(default=1)
    source: Mapped[str] = mapped_column(String(16), default="discussion")
    source_note: Mapped[str] = mapped_column(Text, default="")
    conflict: Mapped[str] = mapped_column(Text, default="")
    reverse_cause: Mapped[bool] = mapped_column(default=False)
    reverse_why: Mapped[str] = mapped_column(Text, default="")
    circumstances: Mapped[str] = mapped_column(Text, default="")
    ethical_risk: Mapped[str] = mapped_column(Text, default="")
    example: Mapped[bool] = mapped_column(default=False, server_default=false())
    registered_by: Mapped[str] = mapped_column(String(64))
    registered_at: Mapped[datetime] = mapped_column(Moment, default=now)
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    exploratory: Mapped[bool] = mapped_column(default=False)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("lever.id"), index=True)

    measures: Mapped[list["LeverMeasure"]] = relationship(
        back_populates="lever", order_by="LeverMeasure.id", cascade="all, delete-orphan"
    )
    replaces: Mapped["Lever | None"] = relationship(remote_side="Lever.id")


class LeverMeasure(Base):
    """How a lever is measured; ``reference`` names what by.

    A ``survey`` is ``campaign id:item or scale``, a ``kpi`` its metric key, an ``observation`` the word under which
    coders count, an ``upload`` the ``lever_key`` of the uploaded rows. ``reliability`` is known from elsewhere, 0 to 1.
    ``standard`` is how much counts as done, in its own unit, such as the point whose anchor is effective work. An
    ``anonymous`` measure never becomes a value of a person.
    """

    __tablename__ = "lever_measure"
    __table_args__ = (
        UniqueConstraint("lever_id", "kind", "reference"),
        CheckConstraint(f"kind IN {MEASURES}", name="kind"),
        CheckConstraint("reliability > 0 AND reliability <= 1", name="reliability"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lever_id: Mapped[int] = mapped_column(ForeignKey("lever.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    reference: Mapped[str] = mapped_column(String(200))
    reliability: Mapped[float | None]
    standard: Mapped[float | None]
    rater_saw_results: Mapped[bool] = mapped_column(default=False)
    anonymous: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    lever: Mapped[Lever] = relationship(back_populates="measures")


class DataOpening(Base):
    """The moment from which somebody may look at levers and results of a job together: once for good.

    ``people`` and ``regions`` say what the hold-out was drawn from, ``holdout`` names the ids of the teams that stay
    apart, by ``seed``; it is empty where there are too few people, and ``holdout_reason`` says so. ``rule`` is what
    verdicts turn on beside the data, with the version of the method: whoever judges takes it from here.
    """

    __tablename__ = "data_opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(100), unique=True)
    opened_by: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)
    people: Mapped[int]
    teams: Mapped[int]
    hypotheses: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    holdout: Mapped[list[int]] = mapped_column(JSON)
    holdout_people: Mapped[int]
    holdout_reason: Mapped[str] = mapped_column(String(32), default="")
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
