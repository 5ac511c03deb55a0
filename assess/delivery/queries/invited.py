"""Who is invited to an assessment and who could be, page by page: there may be a hundred thousand of them."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager

from assess.delivery.models import Assessment, Invitation, InvitationPart
from assess.delivery.queries.assessments import WITH_NAMES
from assess.hiring.models import Application, Candidate
from assess.paging import Slice, page_of, selected
from assess.people.models import Person
from surveys.models import Response
from surveys.moments import now

#: In the order of ``Invitation.state``: the first that holds is the case.
STATES = ("withdrawn", "submitted", "expired", "begun", "sent", "waiting")
#: So many to choose from at once; the others are found by name.
MOST_OFFERED = 100
#: So many are found by name, the newest; whoever finds more looks for a rarer name.
MOST_FOUND = 1_000


def _state() -> ColumnElement[str]:
    return case(
        (Invitation.withdrawn_at.is_not(None), "withdrawn"),
        (Invitation.submitted_at.is_not(None), "submitted"),
        (Invitation.expires_at <= now(), "expired"),
        (Invitation.begun_at.is_not(None), "begun"),
        (Invitation.sent_at.is_not(None), "sent"),
        else_="waiting",
    )


def counts(session: Session, assessment: Assessment) -> Mapping[str, int]:
    """How many invitations are in each state; states nobody is in are left out."""
    state = _state()
    query = select(state, func.count()).where(Invitation.assessment_id == assessment.id).group_by(state)
    found = {name: count for name, count in session.execute(query)}
    return {name: found[name] for name in STATES if name in found}


def invited_page(
    session: Session, assessment: Assessment, known: Mapping[str, int], words: str, state: str, page: int
) -> Slice[Invitation]:
    """A page of those invited, newest first, whose name holds the words and who are in the state, if any is named.

    ``known`` are the ``counts``, so that nothing is counted twice.
    """
    query = select(Invitation).where(Invitation.assessment_id == assessment.id)
    if state:
        query = query.where(_state() == state)
    if words:
        if assessment.opening_id is None:
            query = query.join(Invitation.person).where(_named(Person.name, words))
        else:
            query = query.join(Invitation.application).join(Application.candidate).where(_named(Candidate.name, words))
        # everybody's name is looked at once, whatever the page
        ids = session.scalars(query.with_only_columns(Invitation.id).order_by(Invitation.id.desc()).limit(MOST_FOUND))
        found = page_of(ids.all(), page)
        rows = select(Invitation).where(Invitation.id.in_(found.rows)).options(*WITH_NAMES)
        shown = session.scalars(rows.order_by(Invitation.id.desc())).all()
        return Slice(shown, found.page, found.pages, found.first, found.total)
    total = known.get(state, 0) if state else sum(known.values())
    return selected(session, query.options(*WITH_NAMES).order_by(Invitation.id.desc()), total, page)


def answered(session: Session, invitations: Sequence[Invitation]) -> dict[int, int]:
    """How many items each of these invited has answered."""
    query = (
        select(InvitationPart.invitation_id, func.count())
        .join(Response, Response.administration_id == InvitationPart.administration_id)
        .where(InvitationPart.invitation_id.in_([one.id for one in invitations]))
        .where(or_(Response.value.is_not(None), Response.text.is_not(None)))
        .group_by(InvitationPart.invitation_id)
    )
    return {id: count for id, count in session.execute(query)}


def last_attempts(session: Session, invitations: Sequence[Invitation]) -> dict[int, int]:
    """By participant: the number of the last attempt at the assessment these invitations are to."""
    query = select(Invitation.participant_id, func.max(Invitation.attempt)).where(
        Invitation.assessment_id.in_({one.assessment_id for one in invitations}),
        Invitation.participant_id.in_([one.participant_id for one in invitations]),
    )
    return {id: last for id, last in session.execute(query.group_by(Invitation.participant_id))}


def applications_to_invite(
    session: Session, assessment: Assessment, words: str = "", among: Collection[int] | None = None
) -> Sequence[Application]:
    """Candidates of the assessment's opening who are still in it and not invited, by name.

    The newest ``MOST_OFFERED`` whose name holds the words, or of those ``among`` ids.
    """
    invited = select(Invitation.id).where(
        Invitation.assessment_id == assessment.id, Invitation.application_id == Application.id
    )
    query = (
        select(Application)
        .join(Application.candidate)
        .where(Application.opening_id == assessment.opening_id, Application.stage != "closed", ~invited.exists())
        .options(contains_eager(Application.candidate))
    )
    if among is not None:
        query = query.where(Application.id.in_(among))
    elif words:
        query = query.where(_named(Candidate.name, words))
    # the newest are found by an index; by name everybody would have to be put in order first
    newest = session.scalars(query.order_by(Application.id.desc()).limit(MOST_OFFERED))
    return sorted(newest, key=lambda one: (one.candidate.name.casefold(), one.id))


def people_to_invite(
    session: Session, assessment: Assessment, words: str = "", among: Collection[int] | None = None
) -> Sequence[Person]:
    """People who work here and are not invited, as ``applications_to_invite``; nobody where it is for candidates."""
    if assessment.opening_id is not None:
        return []
    invited = select(Invitation.id).where(Invitation.assessment_id == assessment.id, Invitation.person_id == Person.id)
    query = select(Person).where(Person.status == "active", ~invited.exists())
    query = query.where(_named(Person.name, words) if among is None else Person.id.in_(among))
    return session.scalars(query.order_by(Person.name, Person.id).limit(MOST_OFFERED)).all()


def _named(name: InstrumentedAttribute[str], words: str) -> ColumnElement[bool]:
    return and_(true(), *(name.icontains(word, autoescape=True) for word in words.split()))
