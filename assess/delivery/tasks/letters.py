"""Mails to whoever was invited: each holds a token made at sending, which exists in that mail only."""

from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from assess import mail
from assess.audit.actions import SYSTEM, record
from assess.config import Settings
from assess.delivery.actions import open_way
from assess.delivery.models import Accommodation, Invitation, ReviewRequest
from assess.i18n import interface
from assess.jobs.tasks import task
from assess.phrases import phrase
from surveys.moments import now

#: States in which somebody is still asked to answer.
ANSWERING = frozenset({"waiting", "sent", "begun"})


@task("delivery.send_link")
def send_link(session: Session, id: int) -> None:
    """Mail the link of an invitation."""
    invitation = session.get_one(Invitation, id)
    if invitation.state not in ANSWERING or not invitation.email:
        return
    _send(session, invitation, "delivery.mail_subject", "delivery.mail_body", foot=False)
    invitation.sent_at = now()
    record(session, SYSTEM, "delivery.link_sent", f"invitation:{invitation.id}")


@task("delivery.send_reminder")
def send_reminder(session: Session, id: int, number: int) -> None:
    """Remind somebody, unless they finished, left, or were reminded anew in the meantime."""
    invitation = session.get_one(Invitation, id)
    if invitation.state not in ANSWERING or not invitation.email or invitation.reminded != number:
        return
    body = "mail.reminder" if number == 1 else "mail.last_reminder"
    _send(session, invitation, "mail.reminder_subject", body)
    record(session, SYSTEM, "delivery.reminded", f"invitation:{invitation.id}", number=number)


@task("delivery.tell_accommodation")
def tell_accommodation(session: Session, id: int) -> None:
    """Tell somebody that what they asked for is answered; not what it was."""
    asked = session.get(Accommodation, id)
    if asked is not None and asked.invitation.email:
        _send(session, asked.invitation, "mail.accommodation_subject", "mail.accommodation")


@task("delivery.tell_review")
def tell_review(session: Session, id: int) -> None:
    """Tell somebody that a person looked again."""
    request = session.get(ReviewRequest, id)
    if request is not None and request.invitation.email:
        _send(session, request.invitation, "mail.review_subject", "mail.review")


@task("delivery.tell_retake")
def tell_retake(session: Session, id: int) -> None:
    """Tell somebody that they may take it again."""
    invitation = session.get_one(Invitation, id)
    if invitation.email:
        _send(session, invitation, "mail.retake_subject", "mail.retake")


def _send(session: Session, invitation: Invitation, subject: str, body: str, foot: bool = True) -> None:
    settings: Settings = current_app.config["EXEMPLAR"]
    values: dict[str, Any] = {
        "name": invitation.name,
        "title": invitation.assessment.title,
        "company": settings.company,
        "contact": invitation.assessment.contact,
        "until": f"{invitation.expires_at:%Y-%m-%d}",
        "link": f"{settings.base_url.rstrip('/')}/take/{open_way(session, invitation)}",
    }
    to = invitation.email
    with force_locale(interface(invitation.language)):
        head, words = phrase(subject, **values), phrase(body, **values)
        words += phrase("mail.foot", **values) if foot else ""
    # no lock is held while the mail server takes its time; if it refuses, the next try makes another link
    session.commit()
    mail.send(to, head, words)
