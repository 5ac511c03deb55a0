"""Reading requests for human review: may one be asked for, who may decide it, what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.delivery.models import Assessment, Invitation, ReviewOutcome, ReviewRequest
from assess.errors import NotFound
from assess.hiring.models import Application
from assess.people.models import Account
from assess.people.models import Role as RoleRow
from surveys.moments import now

#: Who can be asked to review.
REVIEWERS = (Role.HR, Role.ANALYST, Role.HIRING_MANAGER)


def decided_at(invitation: Invitation) -> datetime | None:
    """When it was decided about whoever was invited; for people who work here, when they handed in."""
    application = invitation.application
    if application is None:
        return invitation.submitted_at
    return application.stage_since if application.stage == "closed" else None


def ask_until(invitation: Invitation) -> datetime | None:
    """The last moment to ask for a review; None while nothing is decided, when it can be asked for too."""
    decided = decided_at(invitation)
    return decided + timedelta(days=invitation.assessment.review_days) if decided else None


def may_ask(session: Session, invitation: Invitation) -> bool:
    """Whether a review can be asked for now: after handing in, in time, and while none is under way."""
    until = ask_until(invitation)
    if invitation.submitted_at is None or (until is not None and until < now()):
        return False
    return all(request.outcome is not None for request in reviews_of(session, invitation))


def reviews_of(session: Session, invitation: Invitation) -> Sequence[ReviewRequest]:
    """What one person asked to be looked at again, newest first."""
    query = select(ReviewRequest).where(ReviewRequest.invitation_id == invitation.id)
    return session.scalars(query.order_by(ReviewRequest.id.desc())).all()


def reviews(session: Session) -> list[ReviewRequest]:
    """Every request with whom it is about, those nobody decided yet first, the oldest on top; for HR alone."""
    found = session.scalars(select(ReviewRequest).options(*_WITH_NAMES).order_by(ReviewRequest.asked_at)).all()
    return sorted(found, key=lambda request: request.outcome is not None)


def review_for(session: Session, viewer: Account, id: int) -> ReviewRequest:
    """A request as HR may see it, and whoever is to review it; NotFound."""
    request = session.scalar(select(ReviewRequest).where(ReviewRequest.id == id).options(*_WITH_NAMES))
    if request is None or not (Role.HR in viewer.role_names or request.reviewer_id == viewer.id):
        raise NotFound
    return request


def took_part(session: Session, request: ReviewRequest) -> frozenset[str]:
    """Pseudonyms of everybody who decided about the candidate, as the audit trail has it."""
    invitation = request.invitation
    if invitation.application_id is None:
        return frozenset()
    query = select(AuditEvent).where(
        AuditEvent.subject == f"application:{invitation.application_id}",
        AuditEvent.action.in_(("decisions.decided", "hiring.stage_changed")),
    )
    # stages move on without a judgement, as when somebody is invited; only the end is a decision
    return frozenset(
        event.actor
        for event in session.scalars(query)
        if event.action == "decisions.decided" or event.details.get("after") == "closed"
    )


def possible_reviewers(session: Session, request: ReviewRequest) -> list[Account]:
    """Accounts that may review, by name: nobody who took part in the decision, no manager of other openings."""
    query = select(Account).where(Account.active, Account.roles.any(RoleRow.name.in_(REVIEWERS)))
    barred = took_part(session, request)
    opening = request.invitation.assessment.opening
    manager = opening.hiring_manager_id if opening else None
    return [
        account
        for account in session.scalars(query.order_by(Account.name))
        if account.pseudonym not in barred and (account.id == manager or account.role_names & {Role.HR, Role.ANALYST})
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """How reviews ended: how many were asked for, decided, and changed what was decided before."""

    asked: int
    decided: int
    changed: int


def tally(session: Session) -> Tally:
    """All reviews there ever were; the last outcome of each counts."""
    outcomes: dict[int, str] = {}
    for request, outcome in session.execute(
        select(ReviewOutcome.request, ReviewOutcome.outcome).order_by(ReviewOutcome.id)
    ):
        outcomes[request] = outcome
    waiting = session.scalar(
        select(func.count()).select_from(ReviewRequest).where(ReviewRequest.id.not_in(list(outcomes)))
    )
    changed = sum(outcome == "changed" for outcome in outcomes.values())
    return Tally(len(outcomes) + (waiting or 0), len(outcomes), changed)


_INVITATION = joinedload(ReviewRequest.invitation)
_WITH_NAMES = (
    _INVITATION.joinedload(Invitation.application).joinedload(Application.candidate),
    _INVITATION.joinedload(Invitation.person),
    _INVITATION.joinedload(Invitation.assessment).joinedload(Assessment.opening),
    joinedload(ReviewRequest.reviewer),
    selectinload(ReviewRequest.reasons),
)
