"""What came of the answers: scores, signs of careless answering, norms."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveys.models import Base, InstrumentVersion
from surveys.moments import Moment, now

#: The mean of the answers (methods §4.2), or Warm's weighted likelihood estimate by a calibrated bank (§4.5).
METHODS = ("mean", "wle")


class ScaleScore(Base):
    """One scale's score of one administration in the scale's own units; None where too few items were answered.

    ``key`` is the number of the scoring key: 0 as published, else of a ``KeyRevision``. Scores by an earlier key stay;
    whoever reads scores takes those of ``delivery.queries.keys.by_key_in_force``.
    ``method`` is one of ``METHODS``; ``se`` the standard error in the same units, where the method has one.
    """

    __tablename__ = "scale_score"
    __table_args__ = (
        UniqueConstraint("administration_id", "scale", "key"),
        Index(None, "version_id", "key", "administration_id"),
        CheckConstraint(f"method IN {METHODS}", name="method"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey("administration.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    key: Mapped[int] = mapped_column(default=0, server_default="0")
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

    All of them were scored by one ``key``, and only scores by that key are compared with it.

    ``reliability`` is Cronbach's alpha among the same people; None where too few answered every item.
    """

    __tablename__ = "scale_norm"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    key: Mapped[int] = mapped_column(default=0, server_default="0")
    scale: Mapped[str] = mapped_column(String(80))
    n: Mapped[int]
    mean: Mapped[float]
    sd: Mapped[float]
    reliability: Mapped[float | None]
    scores: Mapped[list[float]] = mapped_column(JSON)
    collected_at: Mapped[datetime] = mapped_column(Moment, default=now)


class KeyProposal(Base):
    """A corrected key that somebody thinks of: looked at beforehand, then run or dropped; one a version."""

    __tablename__ = "key_proposal"

    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), primary_key=True, autoincrement=False)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    version: Mapped[InstrumentVersion] = relationship()
