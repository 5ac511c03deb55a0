"""Plans, the goals both sides agree on, their signatures, and what was measured since."""

import hashlib
import json
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.analyses.models import Analysis
from assess.levers.models.registry import Lever
from assess.people.models import Person
from surveys.models.base import Base
from surveys.moments import Moment, now

SIDES = ("person", "manager")
#: At most so many goals at a time (methods §12.3).
MOST_GOALS = 2


class Plan(Base):
    """What one person works on in the coming months.

    Each side ranks skills by itself: ``person_choice`` and ``manager_choice`` are ids of levers, best first, and
    neither is shown before both are in, nor is what the figures say (``advice``). A plan that both have signed is
    agreed; before that it is a proposal and is not counted as a plan.
    """

    __tablename__ = "plan"
    __table_args__ = (
        Index(
            "one_plan_at_a_time", "person_id", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("months BETWEEN 1 AND 12", name="months"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    months: Mapped[int] = mapped_column(default=3)
    begun_by: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime] = mapped_column(Moment, default=now)
    person_choice: Mapped[list[int] | None] = mapped_column(JSON)
    manager_choice: Mapped[list[int] | None] = mapped_column(JSON)
    advice_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship()
    advice: Mapped[Analysis | None] = relationship()
    goals: Mapped[list["Goal"]] = relationship(order_by="Goal.id", cascade="all, delete-orphan")
    signatures: Mapped[list["Signature"]] = relationship(cascade="all, delete-orphan")

    @property
    def content_hash(self) -> str:
        """SHA-256 of what is signed: all goals, word for word."""
        said = [[getattr(goal, field) for field in GOAL_FIELDS] for goal in self.goals]
        return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()

    @property
    def signed(self) -> frozenset[str]:
        """The sides that signed what stands there now."""
        return frozenset(one.side for one in self.signatures if one.content_hash == self.content_hash)

    @property
    def state(self) -> str:
        """choosing, proposed, agreed or ended."""
        if self.ended_at is not None:
            return "ended"
        if self.person_choice is None or self.manager_choice is None:
            return "choosing"
        return "agreed" if self.goals and self.signed == set(SIDES) else "proposed"


class Goal(Base):
    """One skill: the behaviour, why, how it is measured and from where to where, who helps, and how often they look.

    What is counted of a number of chances says in ``per`` of how many baseline and target are ("3 of 10").
    """

    __tablename__ = "plan_goal"
    __table_args__ = (
        CheckConstraint("target <> baseline", name="target"),
        CheckConstraint("error >= 0", name="error"),
        CheckConstraint("cadence BETWEEN 1 AND 60", name="cadence"),
        CheckConstraint("per > 0", name="per"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    lever_id: Mapped[int] = mapped_column(ForeignKey("lever.id"))
    behaviour: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(200))
    baseline: Mapped[float]
    target: Mapped[float]
    error: Mapped[float] = mapped_column(default=0.0)
    begins: Mapped[date]
    due: Mapped[date]
    support: Mapped[str] = mapped_column(Text)
    schedule: Mapped[str] = mapped_column(Text)
    cadence: Mapped[int] = mapped_column(default=14)
    per: Mapped[int | None]

    lever: Mapped[Lever] = relationship()
    check_ins: Mapped[list["CheckIn"]] = relationship(order_by="CheckIn.on", cascade="all, delete-orphan")


#: What both sides sign, of every goal.
GOAL_FIELDS = (
    "lever_id", "behaviour", "why", "measure", "source", "baseline", "target", "error", "begins", "due", "support",
    "schedule", "cadence", "per",
)  # fmt: skip


class Signature(Base):
    """One side signed a plan as it stood: any change afterwards leaves the signature behind."""

    __tablename__ = "plan_signature"
    __table_args__ = (
        UniqueConstraint("plan_id", "side"),
        CheckConstraint(f"side IN {SIDES}", name="side"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    side: Mapped[str] = mapped_column(String(8))
    signed_by: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    content_hash: Mapped[str] = mapped_column(String(64))


class CheckIn(Base):
    """One look at a goal: whether it was practised, and what was measured, if anything was, and of how many chances."""

    __tablename__ = "plan_check_in"
    __table_args__ = (
        UniqueConstraint("goal_id", "on"),
        CheckConstraint("chances > 0 AND value BETWEEN 0 AND chances", name="chances"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("plan_goal.id"), index=True)
    on: Mapped[date]
    practised: Mapped[bool]
    value: Mapped[float | None]
    chances: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    kept_by: Mapped[str] = mapped_column(String(64))
