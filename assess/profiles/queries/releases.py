"""Whose fit an employee's manager, or those who look for leaders, may see, because the employee shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.errors import NotFound
from assess.people.models import Account, Person, Team
from assess.profiles.models import FitRelease, FitResult, ProfileVersion
from assess.profiles.queries.fits import Measured, everyone_measured, of_employee
from assess.profiles.queries.versions import approved, newest
from scoring.profile import from_json
from scoring.reports.fit import KIND
from surveys.models import Participant


@dataclass(frozen=True, slots=True)
class Leading:
    """A job that leads others: its profile in force, or the people the newest one rests on where there is none."""

    job: str
    profile: ProfileVersion | None
    people: int


@dataclass(frozen=True, slots=True)
class Pool:
    """Employees who asked to be considered for leading, by band of fit; ``without`` have no fit (yet).

    ``bands`` hold people in the Report's order, which is a lot inside a band.
    """

    leading: Leading
    analysis: Analysis | None
    bands: tuple[tuple[int, tuple[tuple[Person, Measured], ...]], ...]
    without: tuple[Person, ...]


def leading_jobs(session: Session) -> list[str]:
    """Jobs whose people lead teams, by name."""
    query = select(Person.job).join(Team, Team.manager_id == Person.id).where(Person.job != "").distinct()
    return sorted(session.scalars(query))


def leading(session: Session, job: str) -> Leading:
    """A job that leads others; NotFound for any other."""
    if job not in leading_jobs(session):
        raise NotFound
    last = newest(session, job)
    return Leading(job, approved(session, job), from_json(last.content).people if last else 0)


def shown(session: Session, participant_id: int) -> set[tuple[str, str]]:
    """What an employee shows: audience and job."""
    query = select(FitRelease.audience, FitRelease.job).where(FitRelease.participant_id == participant_id)
    return {(audience, job) for audience, job in session.execute(query)}


def team_shown(session: Session, viewer: Account) -> Sequence[Person]:
    """People of the viewer's own team who show their fit, by name."""
    if Role.LINE_MANAGER not in viewer.role_names or viewer.person_id is None:
        return []
    query = (
        select(Person)
        .join(Team, Team.id == Person.team_id)
        .join(FitRelease, FitRelease.participant_id == Person.participant_id)
        .where(Team.manager_id == viewer.person_id, FitRelease.audience == "manager", FitRelease.job == Person.job)
    )
    return session.scalars(query.order_by(Person.name, Person.id)).all()


def team_fit(session: Session, viewer: Account, code: str) -> tuple[Person, FitResult]:
    """The fit of somebody of the viewer's team who shows it; NotFound for everybody else's."""
    person = next((one for one in team_shown(session, viewer) if one.code == code), None)
    if person is None or person.participant_id is None:
        raise NotFound
    return person, of_employee(session, person.participant_id, person.job)


def leaders(session: Session, job: str) -> Pool:
    """Who asked to be considered for a job that leads others; NotFound for another job."""
    about = leading(session, job)
    asked = select(FitRelease.participant_id).where(FitRelease.job == job, FitRelease.audience == "leaders")
    query = select(Participant.code, Person).join(Person, Person.participant_id == Participant.id)
    people = {code: person for code, person in session.execute(query.where(Participant.id.in_(asked)))}
    analysis = latest(session, KIND, f"leaders:{job}") if about.profile else None
    bands: dict[int, list[tuple[Person, Measured]]] = {}
    for one in everyone_measured(analysis.report) if analysis else []:
        if one.band is not None and one.person_id in people:
            bands.setdefault(one.band, []).append((people.pop(one.person_id), one))
    left = sorted(people.values(), key=lambda person: (person.name, person.id))
    return Pool(about, analysis, tuple((band, tuple(found)) for band, found in sorted(bands.items())), tuple(left))
