"""What is asked of whom and why: instruments one after the other."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.hiring.models import Opening
from surveys.models import Base, InstrumentVersion
from surveys.moments import Moment, now

PURPOSES = ("selection", "development", "research")
#: When the invited get their own results.
FEEDBACK = ("at_once", "once_decided", "never")
#: What the law lets the answers be used for (GDPR Art 6(1) b, c, f); consent is no free choice between a company and
#: whoever works there or wants to, and stays with what is voluntary (methods §15.2).
BASES = ("steps_before_contract", "legitimate_interest", "legal_obligation")


class Assessment(Base):
    """Instruments given one after the other for a purpose: to the candidates of an opening, or to employees.

    ``notice_days`` are working days between the invitation and the first day to begin (New York City asks for ten);
    ``minimum_age`` in years, 0 where nobody is asked; ``review_days`` to ask a person to look again.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint(f"purpose IN {PURPOSES}", name="purpose"),
        CheckConstraint("(purpose = 'selection') = (opening_id IS NOT NULL)", name="selection_is_for_an_opening"),
        CheckConstraint(f"feedback IN {FEEDBACK}", name="feedback"),
        CheckConstraint(f"basis IN {BASES}", name="basis"),
        CheckConstraint(f"method_basis IN {BASES}", name="method_basis"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(16))
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), index=True)
    contact: Mapped[str] = mapped_column(String(255))
    days_open: Mapped[int] = mapped_column(default=14)
    months_kept: Mapped[int] = mapped_column(default=12)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    feedback: Mapped[str] = mapped_column(String(16), default="never")
    basis: Mapped[str] = mapped_column(String(32), default="legitimate_interest")
    method_basis: Mapped[str] = mapped_column(String(32), default="legitimate_interest")
    notice_days: Mapped[int] = mapped_column(default=0)
    minimum_age: Mapped[int] = mapped_column(default=0)
    review_days: Mapped[int] = mapped_column(default=30)

    opening: Mapped[Opening | None] = relationship()
    parts: Mapped[list["AssessmentPart"]] = relationship(
        order_by="AssessmentPart.position", cascade="all, delete-orphan"
    )


class AssessmentPart(Base):
    """One instrument of an assessment, in its place (from 1); ``break_minutes`` to rest after it, 0 for no break."""

    __tablename__ = "assessment_part"
    __table_args__ = (UniqueConstraint("assessment_id", "version_id"),)

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    break_minutes: Mapped[int] = mapped_column(default=0, server_default="0")

    version: Mapped[InstrumentVersion] = relationship()
