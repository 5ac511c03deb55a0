"""Fair averages of complete panels, as calibration computed them."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.analyses.models import Analysis
from scoring.errors import Code
from scoring.results import Caveat, Estimate
from surveys.models import Base

#: Whether the decision would be the same by both averages (``scoring.calibration.would_change``).
VERDICTS = ("", "same", "close", "changes")


class FairAverage(Base):
    """What a panel would have given with interviewers of average strictness, by one calibration report.

    ``severity`` is that of its strictest or kindest interviewer, in points (methods §6.10); ``verdict`` says whether
    the decision would be another by this average than by the one as given, empty where nobody can tell.
    """

    __tablename__ = "fair_average"
    __table_args__ = (
        UniqueConstraint("interview_id", "analysis_id"),
        CheckConstraint(f"verdict IN {VERDICTS}", name="verdict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"))
    analysis_id: Mapped[int] = mapped_column(ForeignKey("analysis.id"), index=True)
    estimate_json: Mapped[dict[str, Any]] = mapped_column(JSON)
    severity: Mapped[float | None]
    verdict: Mapped[str] = mapped_column(String(16))

    analysis: Mapped[Analysis] = relationship()

    @property
    def estimate(self) -> Estimate:
        """The number with its interval, or why there is none."""
        reasons = tuple(Caveat(Code(one["code"]), one["values"]) for one in self.estimate_json["reasons"])
        return Estimate(**{**self.estimate_json, "reasons": reasons})
