"""What is asked of whom and why: instruments one after the other."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.hiring.models import Opening
from surveys.models import Base, InstrumentVersion
from surveys.moments import Moment, now

PURPOSES = ("selection", "development", "research")


class Assessment(Base):
    """Instruments given one after the other for a purpose: to the candidates of an opening, or to employees."""

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint(f"purpose IN {PURPOSES}", name="purpose"),
        CheckConstraint("(purpose = 'selection') = (opening_id IS NOT NULL)", name="selection_is_for_an_opening"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(16))
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), index=True)
    contact: Mapped[str] = mapped_column(String(255))
    days_open: Mapped[int] = mapped_column(default=14)
    months_kept: Mapped[int] = mapped_column(default=12)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    opening: Mapped[Opening | None] = relationship()
    parts: Mapped[list["AssessmentPart"]] = relationship(
        order_by="AssessmentPart.position", cascade="all, delete-orphan"
    )


class AssessmentPart(Base):
    """One instrument of an assessment, in its place (from 1)."""

    __tablename__ = "assessment_part"
    __table_args__ = (UniqueConstraint("assessment_id", "version_id"),)

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))

    version: Mapped[InstrumentVersion] = relationship()
