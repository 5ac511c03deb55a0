"""Can others do it? What a panel says, once enough have spoken."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.levers.models.replicability import QUESTIONS, ReplicabilityRating

#: Fewest raters, and the lowest median of a single question that passes (methods §11.5).
RATERS, WEAKEST = 3, 3.0


@dataclass(frozen=True, slots=True)
class Replicability:
    """Of ``raters``, the median of their means and of each question; both None while fewer than three have spoken."""

    raters: int
    score: float | None
    questions: dict[str, float]

    @property
    def counted(self) -> float | None:
        """What the verdict takes: the score, or the weakest question where its median is below 3."""
        if self.score is None:
            return None
        weakest = min(self.questions.values())
        return weakest if weakest < WEAKEST else self.score


def replicability(session: Session, lever_id: int) -> Replicability:
    """What the panel of one lever says by now."""
    found = session.scalars(
        select(ReplicabilityRating).where(ReplicabilityRating.lever_id == lever_id).order_by(ReplicabilityRating.id)
    ).all()
    return _of(found)


def by_lever(session: Session, lever_ids: Sequence[int]) -> dict[int, float]:
    """What counts for each lever whose panel is complete."""
    found: dict[int, list[ReplicabilityRating]] = {}
    query = select(ReplicabilityRating).where(ReplicabilityRating.lever_id.in_(lever_ids))
    for one in session.scalars(query.order_by(ReplicabilityRating.id)):
        found.setdefault(one.lever_id, []).append(one)
    said = {id: _of(ratings).counted for id, ratings in found.items()}
    return {id: one for id, one in said.items() if one is not None}


def own(session: Session, rater: str, lever_id: int) -> ReplicabilityRating | None:
    """What this rater said."""
    query = select(ReplicabilityRating)
    return session.scalar(query.where(ReplicabilityRating.lever_id == lever_id, ReplicabilityRating.rater == rater))


def _of(found: Sequence[ReplicabilityRating]) -> Replicability:
    if len(found) < RATERS:
        return Replicability(len(found), None, {})
    means = [fmean(getattr(one, key) for key in QUESTIONS) for one in found]
    return Replicability(
        len(found), float(median(means)), {key: float(median(getattr(one, key) for one in found)) for key in QUESTIONS}
    )
