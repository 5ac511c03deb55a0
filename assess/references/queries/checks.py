"""Reading checks as a viewer may: HR and the opening's hiring manager; nobody sees what one referee said."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.analyses.models import Analysis
from assess.errors import NotFound
from assess.hiring.models import Application, Candidate, Opening
from assess.hiring.queries import application_for
from assess.links.queries import Opened
from assess.paging import Slice, selected
from assess.people.models import Account
from assess.references.models import Referee, ReferenceCheck, ReferenceNorm, ReferenceRules
from surveys.models import InstrumentVersion

CODE = "reference_check"
#: Checks looked at in one sweep; the others have their turn a minute later.
AT_ONCE = 200
_WHOLE = (
    joinedload(ReferenceCheck.application).joinedload(Application.candidate).joinedload(Candidate.participant),
    joinedload(ReferenceCheck.application).joinedload(Application.opening),
    joinedload(ReferenceCheck.version),
    selectinload(ReferenceCheck.referees),
)


def rules_of(session: Session, opening: Opening) -> ReferenceRules | None:
    """What references an opening asks for; None until it is said."""
    return session.get(ReferenceRules, opening.id)


def newest_version(session: Session) -> InstrumentVersion | None:
    """The newest published questions to referees; None where there are none."""
    query = select(InstrumentVersion).where(InstrumentVersion.code == CODE)
    return session.scalar(query.order_by(InstrumentVersion.id.desc()).limit(1))


def applications_page(session: Session, opening: Opening, page: int) -> Slice[Application]:
    """A page of the candidates of an opening who are still in the running, the newest first."""
    where = (Application.opening_id == opening.id, Application.stage != "closed")
    total = session.scalar(select(func.count()).select_from(Application).where(*where)) or 0
    query = select(Application).where(*where).options(joinedload(Application.candidate))
    return selected(session, query.order_by(Application.id.desc()), total, page)


def checks_of(session: Session, applications: Sequence[Application]) -> dict[int, ReferenceCheck]:
    """The check of each of these applications that has one, by the application's id."""
    ids = [one.id for one in applications]
    query = select(ReferenceCheck).where(ReferenceCheck.application_id.in_(ids))
    return {one.application_id: one for one in session.scalars(query.options(selectinload(ReferenceCheck.referees)))}


def check_for(session: Session, viewer: Account, id: int) -> ReferenceCheck:
    """One check of an opening the viewer may see; NotFound."""
    check = session.scalar(select(ReferenceCheck).where(ReferenceCheck.id == id).options(*_WHOLE))
    if check is None:
        raise NotFound
    application_for(session, viewer, check.application_id)
    return check


def check_by(session: Session, id: int) -> ReferenceCheck:
    """One check with all that belongs to it, for the worker; NotFound."""
    check = session.scalar(select(ReferenceCheck).where(ReferenceCheck.id == id).options(*_WHOLE))
    if check is None:
        raise NotFound
    return check


def check_named_by(session: Session, link: Opened) -> ReferenceCheck:
    """The check whose candidate a link brings; NotFound."""
    return check_by(session, link.target)


def released(session: Session, check: ReferenceCheck) -> Analysis | None:
    """What is shown of a check: the one Report made when it closed. None before."""
    return session.get(Analysis, check.analysis_id) if check.analysis_id is not None else None


def shown_before(session: Session, check: ReferenceCheck) -> Iterator[frozenset[str]]:
    """The addresses of the referees behind each Report on the same candidate, for another opening."""
    query = (
        select(ReferenceCheck)
        .join(ReferenceCheck.application)
        .where(Application.candidate_id == check.application.candidate_id)
        .where(ReferenceCheck.id != check.id, ReferenceCheck.analysis_id.is_not(None))
        .options(selectinload(ReferenceCheck.referees))
    )
    for other in session.scalars(query):
        yield frozenset(one.email for one in other.referees if one.submitted_at is not None)


def norm_in_force(session: Session, version_id: int) -> ReferenceNorm | None:
    """The newest norm of these questions; None before the first."""
    query = select(ReferenceNorm).where(ReferenceNorm.version_id == version_id)
    return session.scalar(query.order_by(ReferenceNorm.id.desc()).limit(1))


def due(session: Session, moment: datetime) -> Sequence[ReferenceCheck]:
    """Checks whose time is over and that are not closed."""
    query = select(ReferenceCheck).where(ReferenceCheck.closed_at.is_(None), ReferenceCheck.expires_at <= moment)
    return session.scalars(query.order_by(ReferenceCheck.id).limit(AT_ONCE).options(*_WHOLE)).all()


def to_remind(session: Session, moment: datetime) -> Sequence[Referee]:
    """Referees with a third of their time left, but a day at least, who have not answered; each once."""
    left = moment + timedelta(days=1)
    query = (
        select(Referee)
        .join(Referee.check)
        .where(ReferenceCheck.closed_at.is_(None), ReferenceCheck.expires_at > moment)
        .where(ReferenceCheck.expires_at <= moment + timedelta(days=30))
        .where(Referee.sent_at.is_not(None), Referee.submitted_at.is_(None), Referee.declined_at.is_(None))
        .where(Referee.reminded.is_(False))
        .options(joinedload(Referee.check))
        .order_by(ReferenceCheck.expires_at, Referee.id)
        .limit(AT_ONCE)
    )
    found = session.scalars(query).all()
    return [one for one in found if one.check.expires_at <= max(left, moment + timedelta(days=one.check.days_open) / 3)]


def outdated(session: Session, moment: datetime) -> Sequence[ReferenceCheck]:
    """Closed checks that were kept as long as was promised."""
    for months in session.scalars(select(ReferenceCheck.months_kept).distinct()).all():
        query = (
            select(ReferenceCheck)
            .where(ReferenceCheck.months_kept == months, ReferenceCheck.forgotten_at.is_(None))
            .where(ReferenceCheck.closed_at <= moment - timedelta(days=31 * months))
            .options(selectinload(ReferenceCheck.referees))
            .limit(AT_ONCE)
        )
        if found := session.scalars(query).all():
            return found
    return []


def waiting_for_norm(session: Session, version_id: int) -> dict[str, list[int]]:
    """Ids of references that could come into the norm, by relation: handed in, of closed checks, not yet in."""
    query = (
        select(Referee.id, Referee.said_relation)
        .join(Referee.check)
        .where(Referee.in_norm.is_(False), Referee.submitted_at.is_not(None))
        .where(ReferenceCheck.analysis_id.is_not(None), ReferenceCheck.version_id == version_id)
        .order_by(Referee.id)
    )
    found: dict[str, list[int]] = {}
    for row in session.execute(query):
        found.setdefault(row.said_relation, []).append(row.id)
    return found
