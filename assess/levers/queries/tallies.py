"""What was counted at observations: for coders without names, for the study of levers by person, for readers how many.

A count stands once two have counted the same person on the same occasion apart from each other.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from assess.errors import NotFound
from assess.levers.models import Lever, LeverMeasure, Meeting, Speaker, SpeakerIdentity, Tally
from assess.paging import PER_PAGE
from assess.people.models import Account, Person
from scoring.levers.counting import agreement
from scoring.results import Estimate

#: The kind of meeting, and of measure, at which somebody is watched.
OBSERVED = "observation"
#: Coders who count the same.
TWO = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """One person on one occasion as all coders counted: the mean of their shares, and of their occasions."""

    person: str
    day: date
    share: float
    occasions: float


def counted_keys(session: Session, job: str) -> dict[str, str]:
    """What is counted in a job, and the name of the hypothesis it measures; of versions of one, the newest."""
    query = select(LeverMeasure.reference, Lever.name).join(Lever, Lever.id == LeverMeasure.lever_id)
    query = query.where(Lever.job == job, LeverMeasure.kind == OBSERVED, ~LeverMeasure.anonymous)
    return {key: name for key, name in session.execute(query.order_by(Lever.id))}


def observations(session: Session, viewer: Account, job: str) -> Sequence[tuple[Meeting, int, int]]:
    """The newest observations at which the viewer has people left to count: of how many, and how many they counted."""
    watched = select(func.count()).where(Speaker.meeting_id == Meeting.id).scalar_subquery()
    own = select(func.count(Tally.speaker_id.distinct())).join(Speaker, Speaker.id == Tally.speaker_id)
    own = own.where(Speaker.meeting_id == Meeting.id, Tally.coder == viewer.pseudonym).correlate(Meeting)
    mine = own.scalar_subquery()
    query = select(Meeting, watched, mine).where(Meeting.job == job, Meeting.kind == OBSERVED, mine < watched)
    found = session.execute(query.order_by(Meeting.day.desc(), Meeting.id).limit(PER_PAGE))
    return [(one, people, counted) for one, people, counted in found]


def observation(session: Session, id: int) -> Meeting:
    """One observation; NotFound for any other meeting, too."""
    found = session.get(Meeting, id)
    if found is None or found.kind != OBSERVED:
        raise NotFound
    return found


def own_tallies(session: Session, viewer: Account, meeting: Meeting) -> Sequence[Tally]:
    """What the viewer counted there; nobody sees another's counts."""
    query = select(Tally).join(Speaker, Speaker.id == Tally.speaker_id)
    query = query.where(Speaker.meeting_id == meeting.id, Tally.coder == viewer.pseudonym)
    return session.scalars(query.order_by(Speaker.number, Tally.id)).all()


def counted_by_person(session: Session, job: str, key: str) -> list[Counted]:
    """Everybody of a job who was counted by two or more; for the study of levers alone (a law).

    Who left and was deleted is not among them.
    """
    twice = _twice(job)
    query = (
        select(Person.code, Meeting.day, func.avg(1.0 * Tally.done / Tally.occasions), func.avg(1.0 * Tally.occasions))
        .join(Speaker, Speaker.id == Tally.speaker_id)
        .join(Meeting, Meeting.id == Speaker.meeting_id)
        .join(SpeakerIdentity, SpeakerIdentity.speaker_id == Speaker.id)
        .join(Person, Person.id == SpeakerIdentity.person_id)
        .join(twice, (twice.c.speaker_id == Tally.speaker_id) & (twice.c.key == Tally.key))
        .where(Tally.key == key, Person.job == job)
        .group_by(Person.code, Meeting.day, Speaker.id)
        .order_by(Person.code, Meeting.day, Speaker.id)
    )
    return [Counted(code, day, float(share), float(of)) for code, day, share, of in session.execute(query)]


def people_counted(session: Session, job: str) -> dict[str, int]:
    """By what is counted, of how many people two or more counted it."""
    twice = _twice(job)
    query = select(twice.c.key, func.count(SpeakerIdentity.person_id.distinct()))
    query = query.join(SpeakerIdentity, SpeakerIdentity.speaker_id == twice.c.speaker_id).group_by(twice.c.key)
    return {key: count for key, count in session.execute(query)}


def agreements(session: Session, job: str) -> dict[str, Estimate]:
    """By what is counted, how reliable a count is: as far as the coders of the same person agree."""
    query = select(Tally.key, Tally.speaker_id, Tally.done, Tally.occasions).order_by(Tally.speaker_id, Tally.coder)
    query = query.join(Speaker, Speaker.id == Tally.speaker_id).join(Meeting, Meeting.id == Speaker.meeting_id)
    shares: defaultdict[str, defaultdict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for key, speaker, done, occasions in session.execute(query.where(Meeting.job == job)):
        shares[key][speaker].append(done / occasions)
    return {
        key: agreement([one for one in given.values() if len(one) >= TWO]) for key, given in sorted(shares.items())
    }  # fmt: skip


def _twice(job: str) -> Subquery:
    """Who was counted by two or more, and what."""
    query = select(Tally.speaker_id, Tally.key).join(Speaker, Speaker.id == Tally.speaker_id)
    query = query.join(Meeting, Meeting.id == Speaker.meeting_id).where(Meeting.job == job)
    return query.group_by(Tally.speaker_id, Tally.key).having(func.count() >= TWO).subquery()
