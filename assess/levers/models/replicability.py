"""What raters say of whether others can do what a lever names."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment, now

#: Whose view a rater brings.
VIEWS = ("performer", "manager", "enablement")
#: Five questions, each from 1 (no) to 5 (yes) (methods §11.5, 1 to 5).
QUESTIONS = ("taught", "talent", "access", "segments", "time")


class ReplicabilityRating(Base):
    """One rater's five answers on one lever; given once."""

    __tablename__ = "replicability_rating"
    __table_args__ = (
        UniqueConstraint("lever_id", "rater"),
        CheckConstraint(f"view IN {VIEWS}", name="view"),
        *(CheckConstraint(f"{one} BETWEEN 1 AND 5", name=one) for one in QUESTIONS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lever_id: Mapped[int] = mapped_column(ForeignKey("lever.id"), index=True)
    rater: Mapped[str] = mapped_column(String(64))
    view: Mapped[str] = mapped_column(String(12))
    taught: Mapped[int]
    talent: Mapped[int]
    access: Mapped[int]
    segments: Mapped[int]
    time: Mapped[int]
    rated_at: Mapped[datetime] = mapped_column(Moment, default=now)
