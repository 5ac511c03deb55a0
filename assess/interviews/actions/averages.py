"""Keeping the fair averages that calibration computed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.interviews.models import FairAverage, Interview
from assess.interviews.queries import StillSealed
from scoring.results import Estimate


@dataclass(frozen=True, slots=True)
class Fair:
    """A complete panel's fair average, by its interview.

    ``severity`` is that of its strictest or kindest interviewer in points, None where it is not known; ``verdict`` is
    "same", "close" or "changes": whether the decision would be another by this average, empty where nobody can tell.
    """

    interview_id: int
    estimate: Estimate
    severity: float | None = None
    verdict: str = ""


def keep_fair_averages(session: Session, analysis: Analysis, rows: Iterable[Fair]) -> int:
    """Store what a calibration report found for each panel, once a report; gives how many are new.

    Those of earlier reports stay, since decisions were made by them. Raises StillSealed for a panel that is not
    complete: a number made of it would tell on it.
    """
    new = {row.interview_id: row for row in rows}
    known = select(FairAverage.interview_id).where(FairAverage.analysis_id == analysis.id)
    for id in set(session.scalars(known)):
        new.pop(id, None)
    complete = set(session.scalars(select(Interview.id).where(Interview.id.in_(new), Interview.state == "complete")))
    for row in new.values():
        if row.interview_id not in complete:
            raise StillSealed(locked="–", seats="–")
        session.add(
            FairAverage(
                interview_id=row.interview_id,
                analysis_id=analysis.id,
                estimate_json=asdict(row.estimate),
                severity=row.severity,
                verdict=row.verdict,
            )
        )
    session.flush()
    return len(new)
