"""Going through vignettes, rating them, naming experts, asking for a test again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import SystemRandom

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.interviews.actions import rater as rater_of
from assess.interviews.models import Rater
from assess.jobs.actions import announce, enqueue
from assess.once import add_once
from assess.people.models import Account
from assess.vignettes.models import Course, Exercise, Expert, Retest, VignetteVersion
from assess.vignettes.queries import EXPIRY_NOTICE, SCORECARD, Standing, last_order, seen_gold, standing, trained
from surveys import sessions
from surveys.bank import library as banks
from surveys.errors import NotAnAnswer
from surveys.items import Given
from surveys.items.anchored import NO_EVIDENCE
from surveys.models import Administration, Participant
from surveys.moments import now
from surveys.versions import publish
from surveys.vignettes import library

#: After a test that missed, anchors and practice are read again first; a test a day would teach the answers.
PAUSE = timedelta(days=7)


class OnTheWay(Conflict):
    """Somebody has begun already and goes on with that."""

    key = "vignettes.on_the_way"


class TooSoon(Conflict):
    """The last test was a moment ago, or its certificate holds for long; ``until`` says when."""

    key = "vignettes.too_soon"


class RatesBlind(Conflict):
    """An expert rates blind before they learn any gold in training."""

    key = "vignettes.rates_blind"


class NotBlind(Conflict):
    """Somebody who has had feedback knows the gold and cannot set it."""

    key = "vignettes.not_blind"


class ExpertTwice(Conflict):
    """The expert is named already."""

    key = "vignettes.expert_twice"


def versions(session: Session, code: str) -> Sequence[VignetteVersion]:
    """The vignettes of a scorecard as they are kept here, in their order; shipped ones that are new are added."""
    query = select(VignetteVersion).where(VignetteVersion.scorecard == code)
    known = {one.code for one in session.scalars(query)}
    for vignette in library().values():
        if vignette.scorecard == code and vignette.code not in known:
            person = Participant()
            session.add(person)
            session.flush()
            # two people may begin as the very first: whoever is second finds the row there
            row = {
                "code": vignette.code,
                "scorecard": code,
                "content_hash": vignette.content_hash,
                "definition": vignette.plain(),
                "participant_id": person.id,
            }
            add_once(session, VignetteVersion, [row])
    return sorted(session.scalars(query), key=lambda one: one.vignette.position)


def begin(session: Session, account: Account) -> Course:
    """Training and test, or the test alone for whoever has practised; the test comes in an order of its own.

    Raises OnTheWay, RatesBlind for an expert whose ratings are still wanted, TooSoon with the day from which it may be
    taken again.
    """
    rater = _held(session, rater_of(session, account))
    if session.scalar(select(Expert.id).where(Expert.rater_id == rater.id)) and not _rated_blind(session, rater):
        raise RatesBlind
    tests = trained(session, account)
    day = earliest(standing(session, rater.id), tests[0].finished_at if tests else None)
    if day is not None and day > now():
        raise TooSoon(until=f"{day:%Y-%m-%d}")
    found = versions(session, SCORECARD)
    practice = [] if seen_gold(session, rater.id) else [one for one in found if one.vignette.part == "practice"]
    test = _shuffled([one for one in found if one.vignette.part == "test"], last_order(session, rater))
    parts = [*((one, "practice") for one in practice), *((one, "test") for one in test)]
    course = _start(session, rater, "training", parts)
    record(session, account.pseudonym, "vignettes.began", f"course:{course.id}")
    return course


def earliest(state: Standing, last: datetime | None) -> datetime | None:
    """From when the test may be taken, for somebody whose last one ended at ``last``; None for at once."""
    if state.state in {"missed", "scoring"} and last is not None:
        return last + PAUSE
    if state.state == "certified" and state.until is not None:
        return state.until - EXPIRY_NOTICE
    return None


def _shuffled(test: Sequence[VignetteVersion], before: Sequence[int]) -> list[VignetteVersion]:
    """Another order than the last time."""
    order = list(test)
    while [one.id for one in order] == list(before) or order == list(test):
        SystemRandom().shuffle(order)
        if len(order) < 2:
            break
    return order


def _start(session: Session, rater: Rater, purpose: str, exercises: Sequence[tuple[VignetteVersion, str]]) -> Course:
    if session.scalar(select(Course.id).where(Course.rater_id == rater.id, Course.finished_at.is_(None))):
        raise OnTheWay
    version = publish(session, banks()[SCORECARD])
    course = Course(rater=rater, version=version, purpose=purpose)
    session.add(course)
    for position, (vignette, part) in enumerate(exercises, start=1):
        administration = sessions.start(
            session,
            version,
            rater.participant,
            subject=vignette.participant,
            purpose="development",
            now=now(),
            context=f"vignette:{vignette.code}",
        )
        course.exercises.append(
            Exercise(version=vignette, part=part, position=position, administration_id=administration.id)
        )
    session.flush()
    return course


def rate(session: Session, exercise: Exercise, given: Mapping[str, Given], shown: datetime | None = None) -> None:
    """Keep ratings of an exercise; NotAnAnswer for "no evidence", since each text has some on every topic."""
    for code, one in given.items():
        if one.value == NO_EVIDENCE:
            raise NotAnAnswer(code, "NOT_AN_OPTION")
    sessions.save(session, exercise.administration_id, given, now=now(), shown=shown)


def lock(session: Session, exercise: Exercise) -> bool:
    """End the rating of an interview for good; False when it was locked before. The last one ends the course.

    Raises Incomplete while a topic lacks its points or a rating its note or cue.
    """
    course = exercise.course
    _held(session, course.rater)
    session.refresh(exercise, ["locked_at"])
    if exercise.locked_at is not None:
        return False
    sessions.submit(session, exercise.administration_id, now=now())
    exercise.locked_at = now()
    record(session, course.rater.pseudonym, "vignettes.rated", f"exercise:{exercise.id}", part=exercise.part)
    if course.open_one is None:
        course.finished_at = now()
        record(session, course.rater.pseudonym, "vignettes.finished", f"course:{course.id}", purpose=course.purpose)
        announce(session, "vignettes.finished", course.id)
        if course.purpose == "training":
            enqueue(session, "vignettes.score", course=course.id)
        else:
            enqueue(session, "vignettes.gold", code=SCORECARD)
    session.flush()
    return True


def name_expert(session: Session, actor: str, account: Account) -> Expert:
    """Ask somebody to rate every vignette blind; ExpertTwice, NotBlind for whoever has had feedback, OnTheWay."""
    rater = _held(session, rater_of(session, account))
    if session.scalar(select(Expert.id).where(Expert.rater_id == rater.id)):
        raise ExpertTwice
    if seen_gold(session, rater.id):
        raise NotBlind(name=account.name)
    expert = Expert(rater=rater, named_by=actor)
    session.add(expert)
    if not _rated_blind(session, rater):
        _start(session, rater, "gold", [(one, "gold") for one in versions(session, SCORECARD)])
    record(session, actor, "vignettes.expert_named", account.pseudonym)
    enqueue(session, "vignettes.gold", code=SCORECARD)
    enqueue(session, "vignettes.ask_expert", rater=rater.id)
    return expert


def withdraw_expert(session: Session, actor: str, expert: Expert) -> None:
    """Their ratings count no longer; an unfinished course goes with the name."""
    unfinished = select(Course).where(Course.rater_id == expert.rater_id, Course.purpose == "gold")
    for course in session.scalars(unfinished.where(Course.finished_at.is_(None))):
        answers = [one.administration_id for one in course.exercises]
        session.delete(course)
        session.flush()
        session.execute(delete(Administration).where(Administration.id.in_(answers)))
    record(session, actor, "vignettes.expert_withdrawn", expert.rater.pseudonym)
    session.delete(expert)
    enqueue(session, "vignettes.gold", code=SCORECARD)


def want_retest(session: Session, actor: str, rater: Rater) -> bool:
    """Ask a certified rater to take the test again; False where none is certified or it is asked already."""
    if standing(session, rater.id).state not in {"certified", "expiring"}:
        return False
    session.add(Retest(rater_id=rater.id))
    session.flush()
    record(session, actor, "vignettes.retest_wanted", rater.pseudonym)
    enqueue(session, "vignettes.remind", rater=rater.id)
    return True


def _rated_blind(session: Session, rater: Rater) -> bool:
    query = select(Course.id).where(Course.rater_id == rater.id, Course.purpose == "gold")
    return session.scalar(query.where(Course.finished_at.is_not(None)).limit(1)) is not None


def _held(session: Session, rater: Rater) -> Rater:
    """The rater, locked: of two tabs that begin or end at once the second sees what the first did."""
    return session.scalars(select(Rater).where(Rater.id == rater.id).with_for_update(of=Rater)).one()
