"""Reading people, teams and accounts as a viewer may."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.access import Role
from assess.errors import NotFound
from assess.people.models import Account, Person, Team

#: Who may look up anybody; everyone else sees their own team or only themselves.
SEES_EVERYBODY = frozenset({Role.ADMINISTRATOR, Role.HR, Role.ANALYST, Role.AUDITOR})


def accounts(session: Session) -> Sequence[Account]:
    """Every account by name."""
    return session.scalars(select(Account).order_by(Account.name)).all()


def account(session: Session, id: int) -> Account:
    """One account; NotFound."""
    found = session.get(Account, id)
    if found is None:
        raise NotFound
    return found


def people(session: Session) -> Sequence[Person]:
    """Every person by name, with their team."""
    return session.scalars(select(Person).options(joinedload(Person.team)).order_by(Person.name)).all()


def team_of(session: Session, viewer: Account) -> Sequence[Person]:
    """The people whose manager the viewer is."""
    query = select(Person).join(Person.team).where(Team.manager_id == viewer.person_id).order_by(Person.name)
    return session.scalars(query).all() if viewer.person_id is not None else []


def person_for(session: Session, viewer: Account, code: str) -> Person:
    """A person the viewer may look at: anyone, their own report, or themselves; NotFound otherwise."""
    person = session.scalar(select(Person).where(Person.code == code))
    if person is None or not _may_see(viewer, person):
        raise NotFound
    return person


def _may_see(viewer: Account, person: Person) -> bool:
    if viewer.role_names & SEES_EVERYBODY or person.id == viewer.person_id:
        return True
    managed = person.team is not None and person.team.manager_id == viewer.person_id
    return Role.LINE_MANAGER in viewer.role_names and viewer.person_id is not None and managed
