"""One's own courses, exercises and ratings; nobody else's are to be had here."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.access import Role
from assess.errors import Conflict, NotFound
from assess.interviews.models import Rater
from assess.people.models import Account
from assess.vignettes.models import Course, Exercise
from surveys.definition import Instrument, Item
from surveys.items import Answer
from surveys.progress import Progress
from surveys.sessions import answers, progress
from surveys.versions import instrument_of
from surveys.vignettes import library

#: The scorecard that the vignettes are rated by.
SCORECARD = next(iter(library().values())).scorecard
#: Who interviews, and so who trains.
TRAINEES = (Role.HR, Role.HIRING_MANAGER, Role.INTERVIEWER)

_WHOLE = (joinedload(Course.version), joinedload(Course.outcome), selectinload(Course.exercises))


class NotYet(Conflict):
    """An interview is opened in its turn: feedback on one comes before the next."""

    key = "vignettes.not_yet"


def own(viewer: Account) -> ColumnElement[bool]:
    """Courses of the viewer's own: the one way to ratings of vignettes, whatever roles somebody has."""
    return Course.rater.has(Rater.account_id == viewer.id)


def teaches(exercise: Exercise) -> bool:
    """Whether the gold of an exercise may be told: after practice, and never of a test."""
    return exercise.part == "practice" and exercise.locked_at is not None


def open_course(session: Session, viewer: Account) -> Course | None:
    """The way the viewer is on; None when they are on none."""
    query = select(Course).where(Course.finished_at.is_(None), own(viewer))
    return session.scalar(query.options(*_WHOLE))


def course_for(session: Session, viewer: Account, id: int) -> Course:
    """One's own course; NotFound for anybody else's, whatever the viewer's roles."""
    query = select(Course).where(Course.id == id, own(viewer))
    course = session.scalar(query.options(*_WHOLE))
    if course is None:
        raise NotFound
    return course


def trained(session: Session, viewer: Account) -> Sequence[Course]:
    """The viewer's finished tests, the newest first."""
    query = select(Course).where(
        own(viewer),
        Course.purpose == "training",
        Course.finished_at.is_not(None),
    )
    return session.scalars(query.options(*_WHOLE).order_by(Course.id.desc())).all()


def exercise_for(session: Session, viewer: Account, id: int) -> Exercise:
    """One's own exercise; NotFound. NotYet before its turn: somebody who peeks ahead reads with other eyes."""
    query = select(Exercise).join(Exercise.course).where(Exercise.id == id, own(viewer))
    exercise = session.scalar(query.options(joinedload(Exercise.course).options(*_WHOLE)))
    if exercise is None:
        raise NotFound
    following = exercise.course.open_one
    if following is not None and exercise.position > following.position:
        raise NotYet
    return exercise


def practised(session: Session, viewer: Account) -> Sequence[Exercise]:
    """The viewer's practice that is locked, in its order, to be read again at any time."""
    query = (
        select(Exercise)
        .join(Exercise.course)
        .where(
            Exercise.part == "practice",
            Exercise.locked_at.is_not(None),
            own(viewer),
        )
    )
    return session.scalars(query.order_by(Exercise.id)).all()


def last_order(session: Session, rater: Rater) -> list[int]:
    """The vignettes of a rater's last test in the order they stood; empty before the first."""
    last = (
        select(Course.id)
        .where(Course.rater_id == rater.id, Course.purpose == "training")
        .order_by(Course.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(Exercise.vignette_id).where(Exercise.course_id == last, Exercise.part == "test")
    return list(session.scalars(query.order_by(Exercise.position)))


def own_points(session: Session, exercise: Exercise) -> dict[str, Answer]:
    """What the rater of this exercise has given so far; for them alone."""
    return answers(session, exercise.administration_id)


def own_steps(session: Session, exercise: Exercise) -> Progress:
    """How far the rater of this exercise is; for them alone."""
    return progress(session, exercise.administration_id)


def scorecard(session: Session, course: Course) -> Instrument:
    """The scorecard a course is rated by."""
    return instrument_of(session, course.version.content_hash)


def topics(instrument: Instrument) -> list[Item]:
    """Its topics, in the order asked."""
    return list(instrument.items.values())
