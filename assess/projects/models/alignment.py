"""What in the organisation is out of alignment, every change of its status with its day, and who looked where."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Account
from assess.projects.models.projects import TIERS
from surveys.models import Base
from surveys.moments import Moment, now

#: The conditions people work under (methods appendix C2); their survey's scales have the same codes.
CONDITIONS = (
    "culture",
    "compensation",
    "processes",
    "policies",
    "procedures",
    "technology",
    "performance_management",
    "analytics",
    "reporting",
)
ELEMENTS = (*CONDITIONS, "other")
#: The eight categories of the alignment review, each with the elements it is about.
REVIEW: dict[str, tuple[str, ...]] = {
    "policies": ("policies",),
    "practices": ("performance_management",),
    "processes": ("processes",),
    "procedures": ("procedures",),
    "systems": ("technology", "analytics", "reporting"),
    "compensations": ("compensation",),
    "culture": ("culture",),
    "other": ("other",),
}
STATUSES = ("unknown", "misaligned", "changing", "aligned")


class AlignmentItem(Base):
    """One row of the scorecard: an element of a tier, what was found of it, on which evidence, and who sees to it.

    ``analysis_id`` and ``group`` name the released Report of a survey and the group whose number stands behind it.
    """

    __tablename__ = "alignment_item"
    __table_args__ = (
        CheckConstraint(f"tier IN {TIERS}", name="tier"),
        CheckConstraint(f"element IN {ELEMENTS}", name="element"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    tier: Mapped[str] = mapped_column(String(16))
    element: Mapped[str] = mapped_column(String(32))
    finding: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text, default="")
    analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id", ondelete="SET NULL"))
    group: Mapped[str] = mapped_column(String(420), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    due: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(12))
    found_by: Mapped[str] = mapped_column(String(64))
    found_at: Mapped[datetime] = mapped_column(Moment, default=now)

    owner: Mapped[Account | None] = relationship()
    changes: Mapped[list["AlignmentChange"]] = relationship(back_populates="item", order_by="AlignmentChange.id")


class AlignmentChange(Base):
    """A status from a moment on; rows are added and never changed, so that the share over time stays what it was."""

    __tablename__ = "alignment_change"
    __table_args__ = (CheckConstraint(f"status IN {STATUSES}", name="status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("alignment_item.id"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    changed_by: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)

    item: Mapped[AlignmentItem] = relationship(back_populates="changes")


class AlignmentLook(Base):
    """Somebody went through a category of the review, whether or not they found anything."""

    __tablename__ = "alignment_look"
    __table_args__ = (CheckConstraint(f"category IN {tuple(REVIEW)}", name="category"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    category: Mapped[str] = mapped_column(String(16))
    looked_by: Mapped[str] = mapped_column(String(64))
    looked_at: Mapped[datetime] = mapped_column(Moment, default=now)
