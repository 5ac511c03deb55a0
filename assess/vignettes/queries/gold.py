"""The gold in force, topic by topic, and who sets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from assess.errors import NotFound
from assess.interviews.models import Rater
from assess.people.models import Account
from assess.vignettes.models import Course, Exercise, Expert, GoldPoint, VignetteVersion
from surveys.vignettes import Vignette, library


@dataclass(frozen=True, slots=True)
class Cell:
    """The gold of one topic of a vignette; ``points`` is None where the experts did not agree."""

    points: float | None
    designed: int
    experts: int = 0
    sd: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """What ratings are measured by: the author's design, or the mean of the company's own experts."""

    source: str
    cells: Mapping[str, Mapping[str, Cell]]
    computed_at: datetime | None = None

    @property
    def points(self) -> dict[str, dict[str, float | None]]:
        """Points alone, by vignette and topic."""
        return {code: {topic: cell.points for topic, cell in row.items()} for code, row in self.cells.items()}

    @property
    def size(self) -> int:
        """How many topics of vignettes there are."""
        return sum(map(len, self.cells.values()))

    @property
    def discarded(self) -> int:
        """How many topics of vignettes do not count, since the experts did not agree."""
        return sum(cell.points is None for row in self.cells.values() for cell in row.values())


def gold(session: Session, code: str) -> Gold:
    """The gold in force for the vignettes of a scorecard."""
    ids = {one.code: one.id for one in session.scalars(select(VignetteVersion))}
    found = session.scalars(select(GoldPoint).join(GoldPoint.version).where(VignetteVersion.scorecard == code)).all()
    by = {(one.vignette_id, one.topic): one for one in found}
    cells = {
        one.code: {
            level.topic: _cell(level.points, by.get((ids.get(one.code, 0), level.topic))) for level in one.levels
        }
        for one in kept(session, code)
    }
    return Gold("experts" if found else "design", cells, found[0].computed_at if found else None)


def _cell(designed: int, kept: GoldPoint | None) -> Cell:
    if kept is None:
        return Cell(designed, designed)
    return Cell(kept.points, designed, kept.experts, kept.sd, kept.reason)


def experts(session: Session) -> Sequence[tuple[Expert, Course | None]]:
    """Who rates blind, by the order of naming, each with their course; how far it is, never what they rated."""
    named = session.scalars(select(Expert).order_by(Expert.id)).all()
    query = select(Course).where(Course.purpose == "gold", Course.rater_id.in_([one.rater_id for one in named]))
    courses = {one.rater_id: one for one in session.scalars(query.options(selectinload(Course.exercises)))}
    return [(one, courses.get(one.rater_id)) for one in named]


def expert(session: Session, id: int) -> Expert:
    """One expert; NotFound."""
    found = session.get(Expert, id)
    if found is None:
        raise NotFound
    return found


def kept(session: Session, code: str) -> Sequence[Vignette]:
    """The vignettes of a scorecard as they are rated here, in their order; the shipped ones before the first rating."""
    rows = session.scalars(select(VignetteVersion).where(VignetteVersion.scorecard == code)).all()
    known = {one.code: one.vignette for one in rows}
    shipped = {one.code: one for one in library().values() if one.scorecard == code}
    return sorted((shipped | known).values(), key=lambda one: one.position)


def finished_experts(session: Session) -> int:
    """How many experts have rated every vignette."""
    done = select(Course.rater_id).where(Course.purpose == "gold", Course.finished_at.is_not(None))
    return session.scalar(select(func.count()).select_from(Expert).where(Expert.rater_id.in_(done))) or 0


def is_expert(session: Session, viewer: Account) -> bool:
    """Whether the viewer was named."""
    return session.scalar(select(Expert.id).where(Expert.rater.has(Rater.account_id == viewer.id))) is not None


def seen_gold(session: Session, rater_id: int) -> bool:
    """Whether a rater has had feedback on a practice vignette, and so can no longer rate blind."""
    query = select(Exercise.id).join(Exercise.course)
    query = query.where(Course.rater_id == rater_id, Exercise.part == "practice", Exercise.locked_at.is_not(None))
    return session.scalar(query.limit(1)) is not None
