"""What happened to people's accounts, as a viewer may see it."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from assess.access import Role
from assess.errors import NotFound
from assess.paging import Slice, selected
from assess.people.models import Account, Person, Team
from assess.performance.models import Assignment, Event
from assess.performance.queries.scores import SEES_ALL_SCORES


def events(session: Session, viewer: Account, type: str, page: int) -> Slice[Event]:
    """Events that stand, newest first, of everybody or of the viewer's team."""
    query = _within(select(Event).join(Event.person).where(Event.state == "stands"), viewer)
    if type:
        query = query.where(Event.type == type)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    ordered = query.options(joinedload(Event.person)).order_by(Event.day.desc(), Event.id.desc())
    return selected(session, ordered, total, page)


def _within(query: Select[Event], viewer: Account) -> Select[Event]:
    if viewer.role_names & SEES_ALL_SCORES:
        return query
    leads = Role.LINE_MANAGER in viewer.role_names and viewer.person_id is not None
    mine = Team.manager_id == viewer.person_id if leads else Team.id.is_(None)
    return query.join(Team, Team.id == Person.team_id).where(mine)


def events_of(session: Session, person: Person) -> Sequence[Event]:
    """Everything that was said of one person's accounts, with what was corrected or taken back, latest day first."""
    query = select(Event).where(Event.person_id == person.id).order_by(Event.day.desc(), Event.id.desc())
    return session.scalars(query).all()


def standing_event(session: Session, person: Person, id: int) -> Event:
    """One event of this person that stands and may be corrected; NotFound."""
    event = session.get(Event, id)
    if event is None or event.person_id != person.id or event.state != "stands":
        raise NotFound
    return event


def assignments_of(session: Session, person: Person) -> Sequence[Assignment]:
    """The territories somebody held, first to last."""
    query = (
        select(Assignment)
        .where(Assignment.person_id == person.id)
        .options(joinedload(Assignment.territory))
        .order_by(Assignment.start, Assignment.id)
    )
    return session.scalars(query).all()
