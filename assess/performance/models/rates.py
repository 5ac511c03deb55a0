"""What other currencies were worth, period by period."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base


class Rate(Base):
    """One unit of ``currency`` was worth ``rate`` units of ``into`` on average in this period; codes of ISO 4217."""

    __tablename__ = "rate"
    __table_args__ = (
        UniqueConstraint("currency", "into", "period_start"),
        CheckConstraint("rate > 0", name="positive"),
        CheckConstraint("period_end >= period_start", name="forward"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    currency: Mapped[str] = mapped_column(String(3))
    into: Mapped[str] = mapped_column(String(3))
    period_start: Mapped[date]
    period_end: Mapped[date]
    rate: Mapped[float]
    source: Mapped[str] = mapped_column(String(100), default="")
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))
