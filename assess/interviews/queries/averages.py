"""The average of a complete panel that counts, and the one beside it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from assess.interviews.models import FairAverage, Interview
from assess.interviews.queries.rounds import rule_of

#: From so many points of strictness on it is asked whether the decision would change (methods §6.10).
MATTERS = 0.30


@dataclass(frozen=True, slots=True)
class Counted:
    """Both averages of a panel, and by which rule one of them counts.

    ``raw`` is the mean of first ratings, None without any; ``fair`` the newest that calibration stored, if any.
    """

    rule: str
    raw: float | None
    fair: FairAverage | None

    @property
    def value(self) -> float | None:
        """The average that counts; None while there is none."""
        if self.rule == "raw":
            return self.raw
        return self.fair.estimate.value if self.fair else None

    @property
    def matters(self) -> bool:
        """Whether somebody on the panel is so strict or kind that the question of the decision arises."""
        return self.fair is not None and self.fair.severity is not None and abs(self.fair.severity) >= MATTERS


def fair_averages(session: Session, interviews: Collection[int]) -> dict[int, FairAverage]:
    """The newest stored fair average of each of these panels; those without one are left out."""
    newest = (
        select(func.max(FairAverage.id))
        .where(FairAverage.interview_id.in_(interviews))
        .group_by(FairAverage.interview_id)
    )
    query = select(FairAverage).where(FairAverage.id.in_(newest)).options(joinedload(FairAverage.analysis))
    return {one.interview_id: one for one in session.scalars(query)}


def fair_average(session: Session, interview: Interview) -> FairAverage | None:
    """The newest stored fair average of a panel."""
    return fair_averages(session, [interview.id]).get(interview.id)


def counted(session: Session, interview: Interview, raw: float | None) -> Counted:
    """Both averages of a complete panel; an observation of an employee has no rule, so the one as given counts."""
    rule = rule_of(session, interview.application.opening_id) if interview.application else "raw"
    return Counted(rule, raw, fair_average(session, interview))
