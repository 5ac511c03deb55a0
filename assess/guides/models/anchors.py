"""Anchors put before judges who did not write them (Smith & Kendall 1963)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Account
from surveys.models import Base
from surveys.moments import Moment, now

STATES = ("open", "closed")


class AnchorStudy(Base):
    """One round of judging, with the competencies and anchors as they were then.

    ``competencies`` holds code, name and definition of each, ``anchors`` competency (its code), points and behaviour of
    each; an anchor is known by its place in that list.
    """

    __tablename__ = "anchor_study"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_moment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    competencies: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    anchors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    written_by: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16), default="open")
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    judges: Mapped[list["Judge"]] = relationship(
        back_populates="study", order_by="Judge.id", cascade="all, delete-orphan"
    )


class Judge(Base):
    """Somebody asked to put anchors back; what they handed in stays."""

    __tablename__ = "anchor_judge"
    __table_args__ = (UniqueConstraint("study_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("anchor_study.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)

    study: Mapped[AnchorStudy] = relationship(back_populates="judges")
    account: Mapped[Account] = relationship(lazy="joined")
    placements: Mapped[list["Placement"]] = relationship(cascade="all, delete-orphan")


class Placement(Base):
    """Where a judge put an anchor: a competency and a level, or neither where none fits."""

    __tablename__ = "anchor_placement"
    __table_args__ = (
        CheckConstraint("points BETWEEN 1 AND 5", name="points"),
        CheckConstraint("(competency = '') = (points IS NULL)", name="level_with_its_competency"),
    )

    judge_id: Mapped[int] = mapped_column(ForeignKey("anchor_judge.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    competency: Mapped[str] = mapped_column(String(80))
    points: Mapped[int | None]
