"""Inviting, sending the way in, taking an invitation back."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.audit.actions import record
from assess.delivery.actions.refusals import AlreadyInvited, InvitationOver, NotAmongThem
from assess.delivery.models import Assessment, Invitation
from assess.hiring.actions import hold, move
from assess.hiring.models import Application
from assess.jobs.actions import enqueue
from assess.links.actions import issue
from assess.links.actions import withdraw as shut_links
from assess.people.models import Person
from surveys.models import Participant
from surveys.moments import now, working_days_after

DAYS_A_MONTH = 31


def invite(
    session: Session,
    actor: str,
    assessment: Assessment,
    application: Application | None = None,
    person: Person | None = None,
) -> Invitation:
    """Invite a candidate or an employee; a job sends the link where there is an address.

    Raises AlreadyInvited, or NotAmongThem for somebody the assessment is not for.
    """
    if assessment.opening_id is None:
        if person is None or application is not None:
            raise NotAmongThem
        if person.participant_id is None:
            participant = Participant()
            session.add(participant)
            session.flush()
            person.participant_id = participant.id
        participant_id = person.participant_id
    else:
        if application is None or person is not None or application.opening_id != assessment.opening_id:
            raise NotAmongThem
        participant_id = application.candidate.participant_id
        hold(session, application)
        if application.stage == "applied":
            move(session, actor, application, "assessment")
    taken = select(Invitation.id).where(
        Invitation.assessment_id == assessment.id, Invitation.participant_id == participant_id
    )
    if session.scalar(taken) is not None:
        raise AlreadyInvited
    invitation = Invitation(
        assessment=assessment,
        participant_id=participant_id,
        application=application,
        person=person,
        expires_at=working_days_after(now(), assessment.notice_days) + timedelta(days=assessment.days_open),
    )
    session.add(invitation)
    session.flush()
    record(session, actor, "delivery.invited", f"invitation:{invitation.id}", assessment=assessment.id)
    if invitation.email:
        enqueue(session, "delivery.send_link", id=invitation.id)
    return invitation


def send_again(session: Session, actor: str, invitation: Invitation) -> None:
    """Another mail with another link, and the full time anew; what was answered stays. InvitationOver."""
    renew(session, invitation)
    record(session, actor, "delivery.sent_again", f"invitation:{invitation.id}")
    enqueue(session, "delivery.send_link", id=invitation.id)


def reveal_link(session: Session, actor: str, invitation: Invitation) -> str:
    """A token to show once to whoever hands it over, and the full time anew. InvitationOver."""
    renew(session, invitation)
    record(session, actor, "delivery.link_shown", f"invitation:{invitation.id}")
    return open_way(session, invitation)


def renew(session: Session, invitation: Invitation) -> None:
    """Give whoever was invited the full time anew; InvitationOver when there is nothing left to answer."""
    if invitation.withdrawn_at or invitation.submitted_at:
        raise InvitationOver
    invitation.expires_at = max(now(), invitation.earliest) + timedelta(days=invitation.assessment.days_open)
    invitation.reminded = 0
    for part in invitation.parts:
        part.administration.expires_at, part.administration.closed_at = invitation.expires_at, None


def open_way(session: Session, invitation: Invitation) -> str:
    """A token for whoever is invited, to be sent or shown at once, kept nowhere.

    It opens the questions until the invitation expires, and what is kept on the person as long as anything is kept.
    """
    kept = timedelta(days=DAYS_A_MONTH * invitation.assessment.months_kept)
    return issue(session, Holder.CANDIDATE, invitation.id, invitation.expires_at - now() + kept)


def withdraw(session: Session, actor: str, invitation: Invitation) -> None:
    """Shut every link of an invitation; what was answered stays. InvitationOver once it is handed in or left."""
    if invitation.submitted_at or invitation.withdrawn_by == "candidate":
        raise InvitationOver
    invitation.withdrawn_at, invitation.withdrawn_by = now(), "organiser"
    shut_links(session, Holder.CANDIDATE, invitation.id)
    record(session, actor, "delivery.withdrawn", f"invitation:{invitation.id}")
