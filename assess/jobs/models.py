"""Jobs as rows, committed with the business data they belong to."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment

STATES = ("waiting", "running", "done", "failed")


class Job(Base):
    """One piece of background work; ``arguments`` are primitives and never hold a token or an answer.

    Jobs of equal ``sameness`` do the same thing. ``cursor`` is how far a job that works through rows by their id has
    come; whoever takes it over from a worker that vanished goes on there.
    """

    __tablename__ = "job"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), index=True)
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    sameness: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(16), default="waiting", index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    progress: Mapped[float] = mapped_column(default=0.0)
    cursor: Mapped[int] = mapped_column(default=0, server_default="0")
    problem: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
