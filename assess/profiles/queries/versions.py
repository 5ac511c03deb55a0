"""Profiles by job and version, and which jobs could have one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from assess.audit.actions import SYSTEM
from assess.delivery.models import ScaleScore
from assess.errors import NotFound
from assess.people.models import Account, Person
from assess.performance.queries import criterion_of
from assess.profiles.models import ProfileScale, ProfileVersion
from scoring.profile import Profile, from_json


@dataclass(frozen=True, slots=True)
class Job:
    """A job with its newest profile and how many people could stand behind one."""

    name: str
    people: int
    assessed: int
    rated: bool
    scales: int
    newest: ProfileVersion | None


def jobs(session: Session) -> list[Job]:
    """Every job somebody works in, by name."""
    scored = select(ScaleScore.id).where(ScaleScore.participant_id == Person.participant_id)
    rows = session.execute(
        select(Person.job, func.count(), func.count().filter(scored.exists()))
        .where(Person.job != "")
        .group_by(Person.job)
        .order_by(Person.job)
    )
    counted = select(ProfileScale.job, func.count()).group_by(ProfileScale.job)
    settings = {name: count for name, count in session.execute(counted)}
    return [
        Job(
            name,
            people,
            assessed,
            criterion_of(session, name) is not None,
            settings.get(name, 0),
            newest(session, name),
        )
        for name, people, assessed in rows
    ]


def job_named(session: Session, name: str) -> str:
    """A job somebody works in; NotFound."""
    if session.scalar(select(Person.id).where(Person.job == name).limit(1)) is None or not name:
        raise NotFound
    return name


def profiles(session: Session, job: str | None = None) -> Sequence[ProfileVersion]:
    """Every profile, or those of a job, by job, the newest first."""
    query = select(ProfileVersion).order_by(ProfileVersion.job, ProfileVersion.number.desc())
    return session.scalars(query if job is None else query.where(ProfileVersion.job == job)).all()


def newest(session: Session, job: str) -> ProfileVersion | None:
    """The last profile of a job, whatever its state."""
    query = select(ProfileVersion).where(ProfileVersion.job == job).order_by(ProfileVersion.number.desc())
    return session.scalar(query.limit(1))


def approved(session: Session, job: str) -> ProfileVersion | None:
    """The profile people of a job are measured by; None where there is none in force."""
    found = session.scalar(select(ProfileVersion).where(ProfileVersion.job == job, ProfileVersion.state == "approved"))
    return found if found is not None and found.in_force else None


def profile(session: Session, id: int) -> tuple[ProfileVersion, Profile]:
    """One profile with its content; NotFound. Who may look is decided by role alone."""
    found = session.scalar(
        select(ProfileVersion).where(ProfileVersion.id == id).options(joinedload(ProfileVersion.analysis))
    )
    if found is None:
        raise NotFound
    return found, from_json(found.content)


def signer(session: Session, pseudonym: str | None) -> str:
    """The name behind a pseudonym that built or approved something; empty for the product itself."""
    if not pseudonym or pseudonym == SYSTEM:
        return ""
    return session.scalar(select(Account.name).where(Account.pseudonym == pseudonym)) or ""
