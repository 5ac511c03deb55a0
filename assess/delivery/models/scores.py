"""What came of the answers: scores, signs of careless answering, norms."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models import Base
from surveys.moments import Moment, now

#: The mean of the answers (methods §4.2), or Warm's weighted likelihood estimate by a calibrated bank (§4.5).
METHODS = ("mean", "wle")


class ScaleScore(Base):
    """One scale's score of one administration in the scale's own units; None where too few items were answered.

    ``method`` is one of ``METHODS``; ``se`` the standard error in the same units, where the method has one.
    """

    __tablename__ = "scale_score"
    __table_args__ = (
        UniqueConstraint("administration_id", "scale"),
        CheckConstraint(f"method IN {METHODS}", name="method"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey("administration.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), index=True)
    scale: Mapped[str] = mapped_column(String(80))
    value: Mapped[float | None]
    answered: Mapped[int]
    se: Mapped[float | None]
    method: Mapped[str] = mapped_column(String(8), default="mean", server_default="mean")
    scored_at: Mapped[datetime] = mapped_column(Moment, default=now)


class AnswerQuality(Base):
    """Signs of careless answering in one administration (methods §4.7): to look at, never a reason to reject."""

    __tablename__ = "answer_quality"

    administration_id: Mapped[int] = mapped_column(
        ForeignKey("administration.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    longstring: Mapped[int]
    spread: Mapped[float | None]
    seconds: Mapped[float | None]
    flags: Mapped[list[str]] = mapped_column(JSON)
    careless: Mapped[bool]


class ScaleNorm(Base):
    """What a scale of a version looks like among people assessed for one purpose; candidates and staff never mixed.

    ``reliability`` is Cronbach's alpha among the same people; None where too few answered every item.
    """

    __tablename__ = "scale_norm"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    scale: Mapped[str] = mapped_column(String(80))
    n: Mapped[int]
    mean: Mapped[float]
    sd: Mapped[float]
    reliability: Mapped[float | None]
    scores: Mapped[list[float]] = mapped_column(JSON)
    collected_at: Mapped[datetime] = mapped_column(Moment, default=now)
