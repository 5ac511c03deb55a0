"""What complete panels gave the candidates of an opening, and which average of theirs counts."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.hiring.models import Application, Opening
from assess.interviews.models import FairAverage, Interview
from assess.interviews.queries import fair_averages, guide, raw_means, rule_of
from scoring.errors import Scalar


@dataclass(frozen=True, slots=True)
class PanelScore:
    """Both averages of a complete panel, which of them counts, and the most they could be.

    ``raw`` is the mean of first ratings; ``fair`` the newest that calibration stored, None while there is none.
    """

    interview_id: int
    kind: str
    name: str
    version: str
    rule: str
    raw: float
    fair: FairAverage | None
    most: float

    @property
    def counted(self) -> float | None:
        """The average that counts; None while calibration has not given it."""
        if self.rule == "raw":
            return self.raw
        return self.fair.estimate.value if self.fair else None

    def record(self) -> dict[str, Scalar]:
        """What of it a decision keeps: both averages, the rule, the guide's content and the calibration report."""
        fair = self.fair.estimate if self.fair else None
        return {
            "interview": self.interview_id,
            "version": self.version,
            "rule": self.rule,
            "counted": self.counted,
            "raw": self.raw,
            "fair": fair.value if fair else None,
            "low": fair.low if fair else None,
            "high": fair.high if fair else None,
            "analysis": self.fair.analysis_id if self.fair else None,
        }


def panels_of(
    session: Session, opening: Opening, applications: Collection[int] | None = None
) -> dict[int, tuple[PanelScore, ...]]:
    """By application, the complete panels somebody rated in, in the order they were planned; four queries in all.

    Of everybody who applied, or of some ``applications``.
    """
    here = Interview.application.has(Application.opening_id == opening.id)
    if applications is not None:
        here = here & Interview.application_id.in_(applications)
    query = select(Interview).where(here, Interview.state == "complete")
    interviews = session.scalars(
        query.options(joinedload(Interview.version), joinedload(Interview.round)).order_by(Interview.id)
    ).all()
    means = raw_means(session, here)
    rule, fair = rule_of(session, opening.id), fair_averages(session, means)
    found: dict[int, tuple[PanelScore, ...]] = {}
    for one in interviews:
        if one.application_id is None or one.id not in means:
            continue
        points = [item.maximum for item in guide(session, one).items.values() if item.maximum is not None]
        score = PanelScore(
            interview_id=one.id,
            kind=one.kind,
            name=one.round.name if one.round else "",
            version=one.version.content_hash,
            rule=rule,
            raw=means[one.id],
            fair=fair.get(one.id),
            most=max(points),
        )
        found[one.application_id] = (*found.get(one.application_id, ()), score)
    return found
