"""Stored Reports."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scoring.results import Report
from surveys.models.base import Base
from surveys.moments import Moment


class Analysis(Base):
    """One Report as it was computed, never changed but by deleting people from it.

    ``subject`` says what it is about, such as ``"opening:3"``.
    """

    __tablename__ = "analysis"
    __table_args__ = (Index("ix_analysis_kind_subject", "kind", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(128))
    report_json: Mapped[str] = mapped_column(Text)
    inputs_hash: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def report(self) -> Report:
        """The Report, read back."""
        return Report.from_json(self.report_json)
