"""Reading openings and candidates as a viewer may: HR and analysts see all, hiring managers their own openings."""

from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, case, func, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload

from assess.access import Role
from assess.errors import Conflict, NotFound
from assess.hiring.models import STAGES, STATES, Application, Candidate, Opening
from assess.paging import Slice, selected
from assess.people.models import Account
from assess.people.models import Role as RoleRow

#: Who sees every opening; a hiring manager sees their own.
SEES_EVERY_OPENING = frozenset({Role.HR, Role.ANALYST})

#: Says which candidates (by id) the viewer has yet to judge for themselves: ``(session, viewer) -> ids``.
Blinder = Callable[[Session, Account], Collection[int]]
_BLINDERS: list[Blinder] = []


class StillRating(Conflict):
    """The viewer is to judge this candidate first, without having seen scores or what others gave (methods §6.1)."""

    key = "hiring.still_rating"


def blinder(rule: Blinder) -> Blinder:
    """Register a rule of a higher feature; scores of the candidates it names are kept from that viewer."""
    _BLINDERS.append(rule)
    return rule


def blinded(session: Session, viewer: Account) -> frozenset[int]:
    """Ids of the candidates whose scores the viewer may not see yet, whatever the opening."""
    return frozenset(id for rule in _BLINDERS for id in rule(session, viewer))


def judged(session: Session, viewer: Account, candidate_id: int) -> None:
    """Nothing happens once the viewer may see a candidate's scores; StillRating before."""
    if candidate_id in blinded(session, viewer):
        raise StillRating


def _visible_to(viewer: Account) -> ColumnElement[bool]:
    return true() if viewer.role_names & SEES_EVERY_OPENING else Opening.hiring_manager_id == viewer.id


def openings(session: Session, viewer: Account, *where: ColumnElement[bool]) -> Sequence[Opening]:
    """The openings the viewer may see, narrowed by ``where``; open ones first, then the newest."""
    query = select(Opening).where(_visible_to(viewer), *where).options(joinedload(Opening.hiring_manager))
    found = session.scalars(query.order_by(Opening.created_at.desc(), Opening.id.desc())).all()
    return sorted(found, key=lambda opening: STATES.index(opening.state))


def openings_page(session: Session, viewer: Account, words: str, page: int) -> Slice[Opening]:
    """A page of the openings the viewer may see whose title, code or place holds the words; open ones first."""
    columns = (Opening.title, Opening.code, Opening.place)
    where = (_visible_to(viewer), or_(*(column.icontains(words, autoescape=True) for column in columns)))
    total = session.scalar(select(func.count()).select_from(Opening).where(*where)) or 0
    query = select(Opening).where(*where).options(joinedload(Opening.hiring_manager))
    rank = case({state: at for at, state in enumerate(STATES)}, value=Opening.state)
    return selected(session, query.order_by(rank, Opening.created_at.desc(), Opening.id.desc()), total, page)


def open_ones(session: Session, viewer: Account) -> int:
    """How many openings the viewer may see are open."""
    query = select(func.count()).select_from(Opening).where(_visible_to(viewer), Opening.state == "open")
    return session.scalar(query) or 0


def candidates_by_opening(session: Session, openings: Sequence[Opening]) -> dict[int, int]:
    """How many candidates each opening has whose application is not closed."""
    query = select(Application.opening_id, func.count()).where(
        Application.stage != "closed", Application.opening_id.in_([opening.id for opening in openings])
    )
    return {id: count for id, count in session.execute(query.group_by(Application.opening_id))}


def opening_for(session: Session, viewer: Account, id: int) -> Opening:
    """One opening the viewer may see; NotFound."""
    opening = session.scalar(select(Opening).where(Opening.id == id, _visible_to(viewer)))
    if opening is None:
        raise NotFound
    return opening


def applications(session: Session, opening: Opening) -> Sequence[Application]:
    """Everybody who applied for an opening, with their candidate, by name."""
    query = select(Application).where(Application.opening_id == opening.id).join(Application.candidate)
    return session.scalars(
        query.options(joinedload(Application.candidate)).order_by(Candidate.name, Candidate.id)
    ).all()


def stages(session: Session, opening: Opening) -> dict[str, int]:
    """How many applications for an opening are in each stage; stages nobody is in are left out."""
    query = select(Application.stage, func.count()).where(Application.opening_id == opening.id)
    found = {stage: count for stage, count in session.execute(query.group_by(Application.stage))}
    return {stage: found[stage] for stage in STAGES if stage in found}


def applications_page(
    session: Session, opening: Opening, known: Mapping[str, int], words: str, stage: str, page: int
) -> Slice[Application]:
    """A page of those who applied for an opening, the newest first: name or address holds the words, in that stage.

    ``known`` are the ``stages``, so that nothing is counted twice.
    """
    query = select(Application).where(Application.opening_id == opening.id)
    query = query.join(Application.candidate).options(contains_eager(Application.candidate))
    total = known.get(stage, 0) if stage else sum(known.values())
    if stage:
        query = query.where(Application.stage == stage)
    if words:
        columns = (Candidate.name, Candidate.email)
        query = query.where(or_(*(column.icontains(words, autoescape=True) for column in columns)))
        total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return selected(session, query.order_by(Application.id.desc()), total, page)


def application_for(session: Session, viewer: Account, id: int) -> Application:
    """One application for an opening the viewer may see, with candidate and opening; NotFound."""
    query = (
        select(Application)
        .join(Application.opening)
        .where(Application.id == id, _visible_to(viewer))
        .options(joinedload(Application.candidate), joinedload(Application.opening))
    )
    application = session.scalar(query)
    if application is None:
        raise NotFound
    return application


def hiring_managers(session: Session) -> Sequence[Account]:
    """The accounts an opening may be given to, by name."""
    query = select(Account).where(Account.active, Account.roles.any(RoleRow.name == Role.HIRING_MANAGER))
    return session.scalars(query.order_by(Account.name)).all()
