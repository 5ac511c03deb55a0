"""What the invited may do about their own data and results: leave, have a person look again, take a copy."""

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.delivery.actions.refusals import InvitationOver, NotTheReviewer, ReviewNotOpen, TookPart
from assess.delivery.actions.sitting import erase_answers
from assess.delivery.models import DataCopy, Invitation, ReviewOutcome, ReviewReason, ReviewRequest
from assess.delivery.queries.reviews import may_ask, possible_reviewers
from assess.jobs.actions import announce, enqueue
from assess.people.models import Account
from surveys.models import Administration, random_code
from surveys.moments import now


def leave(session: Session, invitation: Invitation, erase: bool) -> None:
    """The invited person stops for good; with ``erase`` what they answered is deleted at once.

    Otherwise it is kept unscored as long as the notice said. The link stays good for their rights. InvitationOver.
    """
    session.refresh(invitation, ["submitted_at", "withdrawn_at"], with_for_update={"of": Invitation})
    if invitation.submitted_at or invitation.withdrawn_at:
        raise InvitationOver
    invitation.withdrawn_at, invitation.withdrawn_by = now(), "candidate"
    invitation.receipt = random_code()[:12]
    if erase:
        erase_answers(session, invitation)
    else:
        ids = [part.administration_id for part in invitation.parts]
        still_open = (Administration.submitted_at.is_(None), Administration.closed_at.is_(None))
        session.execute(update(Administration).where(Administration.id.in_(ids), *still_open).values(closed_at=now()))
    session.flush()
    record(session, invitation.participant.code, "delivery.left", f"invitation:{invitation.id}", erased=erase)


def ask_review(session: Session, invitation: Invitation, words: str) -> ReviewRequest:
    """Ask a person to look again, saying what one thinks oneself. ReviewNotOpen."""
    session.refresh(invitation, ["submitted_at"], with_for_update={"of": Invitation})
    if not may_ask(session, invitation):
        raise ReviewNotOpen
    request = ReviewRequest(invitation=invitation, words=words.strip())
    session.add(request)
    session.flush()
    record(session, invitation.participant.code, "delivery.review_asked", f"invitation:{invitation.id}")
    return request


def assign(session: Session, actor: str, request: ReviewRequest, reviewer: Account) -> None:
    """Name who reviews. TookPart for somebody who decided before, InvitationOver when the review is decided."""
    if request.outcome is not None:
        raise InvitationOver
    if reviewer not in possible_reviewers(session, request):
        raise TookPart
    request.reviewer, request.assigned_at = reviewer, now()
    record(session, actor, "delivery.review_assigned", f"review:{request.id}", reviewer=reviewer.pseudonym)


def decide_review(session: Session, reviewer: Account, request: ReviewRequest, outcome: str, reason: str) -> None:
    """Append what came of a review with its reason, and tell the candidate; a later outcome corrects an earlier one.

    NotTheReviewer; TookPart for a reviewer who decided about the candidate after they were named.
    """
    if request.reviewer_id != reviewer.id:
        raise NotTheReviewer
    if reviewer not in possible_reviewers(session, request):
        raise TookPart
    invitation = request.invitation
    kept = ReviewOutcome(
        request=request.id,
        assessment_id=invitation.assessment_id,
        subject=invitation.participant.code,
        outcome=outcome,
        decided_by=reviewer.pseudonym,
    )
    session.add(kept)
    session.flush()
    session.add(ReviewReason(outcome_id=kept.id, request_id=request.id, text=reason.strip()))
    session.flush()
    session.expire(request, ["reasons"])
    record(session, reviewer.pseudonym, "delivery.reviewed", f"review:{request.id}", outcome=outcome)
    enqueue(session, "delivery.tell_review", id=request.id)
    announce(session, "delivery.reviewed", request.id)


def ask_copy(session: Session, invitation: Invitation) -> None:
    """Ask for everything kept on oneself as files; an earlier copy goes."""
    # two tabs may ask at once
    session.refresh(invitation, ["submitted_at"], with_for_update={"of": Invitation})
    session.execute(delete(DataCopy).where(DataCopy.invitation_id == invitation.id))
    session.add(DataCopy(invitation_id=invitation.id))
    session.flush()
    record(session, invitation.participant.code, "delivery.copy_asked", f"invitation:{invitation.id}")
    enqueue(session, "delivery.make_copy", id=invitation.id)


def keep_copy(session: Session, invitation_id: int, json: bytes, pdf: bytes) -> None:
    """Keep the files the worker made, unless nobody waits for them any more."""
    session.execute(
        update(DataCopy).where(DataCopy.invitation_id == invitation_id).values(json=json, pdf=pdf, made_at=now())
    )
