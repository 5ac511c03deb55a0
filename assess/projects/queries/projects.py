"""Projects as a viewer may see them, and the names behind pseudonyms."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.errors import NotFound
from assess.people.models import Account
from assess.people.models import Role as RoleRow
from assess.projects.models import Project

#: Who starts projects, keeps the scorecard and shares.
MAKERS = (Role.STUDY_LEAD, Role.HR, Role.ORGANISATION_DEVELOPMENT)
#: Who reads every project.
READERS = (*MAKERS, Role.ANALYST, Role.LEADER, Role.ENABLEMENT)
#: Who may read how things were decided.
LOG_READERS = (*READERS, Role.AUDITOR)


def projects(session: Session) -> Sequence[Project]:
    """Every project, those under way first, the newest before older ones. Who may look is decided by role alone."""
    return session.scalars(select(Project).order_by(Project.closed_at.is_not(None), Project.id.desc())).all()


def project_for(session: Session, viewer: Account, id: int, roles: Collection[Role] = READERS) -> Project:
    """One project for viewers in one of these roles; NotFound."""
    found = session.get(Project, id)
    if found is None or not viewer.role_names & frozenset(roles):
        raise NotFound
    return found


def names(session: Session, pseudonyms: Collection[str]) -> Mapping[str, str]:
    """The names behind these pseudonyms; accounts that are gone are left out."""
    query = select(Account.pseudonym, Account.name).where(Account.pseudonym.in_(pseudonyms))
    return {pseudonym: name for pseudonym, name in session.execute(query)}


def able(session: Session, roles: Collection[Role]) -> list[Account]:
    """Active accounts in one of these roles, by name."""
    query = select(Account).where(Account.active, Account.roles.any(RoleRow.name.in_([str(role) for role in roles])))
    return list(session.scalars(query.order_by(Account.name, Account.id)))
