"""Offering to take an assessment again, and taking it again; earlier scores stay beside the later ones."""

from datetime import timedelta

from sqlalchemy.orm import Session

from assess.audit.actions import SYSTEM, record
from assess.delivery.actions.refusals import NotOffered, TooSoonAgain
from assess.delivery.models import Invitation
from assess.delivery.queries.retakes import again_from, attempts, careless
from assess.jobs.actions import enqueue
from surveys.moments import now


def offer_retake(session: Session, actor: str, invitation: Invitation) -> None:
    """Offer another attempt, by mail too; harmless to repeat.

    Raises TooSoonAgain before the waiting period of the instruments is over, NotOffered for what is not handed in or
    was taken again. Answers that may not reflect the person can be given anew at once: nothing was measured.
    """
    free_from = again_from(session, invitation)
    if free_from is None or attempts(session, invitation)[-1].attempt > invitation.attempt:
        raise NotOffered
    if free_from > now() and not careless(session, invitation):
        raise TooSoonAgain(day=f"{free_from:%Y-%m-%d}")
    if invitation.retake_offered_at is not None:
        return
    invitation.retake_offered_at = now()
    record(session, actor, "delivery.retake_offered", f"invitation:{invitation.id}")
    if invitation.email:
        enqueue(session, "delivery.tell_retake", id=invitation.id)


def offer_if_careless(session: Session, invitation: Invitation) -> None:
    """Offer another attempt after a first one that may not reflect the person; offered once, never asked twice."""
    session.refresh(invitation, ["submitted_at"])
    first_and_only = invitation.submitted_at is not None and len(attempts(session, invitation)) == 1
    if first_and_only and careless(session, invitation):
        offer_retake(session, SYSTEM, invitation)


def take_again(session: Session, invitation: Invitation) -> Invitation:
    """Another invitation to the same assessment, open as long as the first was; the same one when asked twice.

    Raises NotOffered.
    """
    session.refresh(invitation, ["retake_offered_at"], with_for_update={"of": Invitation})
    if invitation.retake_offered_at is None:
        raise NotOffered
    last = attempts(session, invitation)[-1]
    if last.attempt > invitation.attempt:
        return last
    again = Invitation(
        assessment=invitation.assessment,
        participant_id=invitation.participant_id,
        application=invitation.application,
        person=invitation.person,
        attempt=last.attempt + 1,
        # they were told of it in the days before the first attempt
        invited_at=invitation.invited_at,
        expires_at=now() + timedelta(days=invitation.assessment.days_open),
    )
    session.add(again)
    session.flush()
    record(session, invitation.participant.code, "delivery.taken_again", f"invitation:{again.id}", after=invitation.id)
    return again
