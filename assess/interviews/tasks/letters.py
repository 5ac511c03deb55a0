"""Mailing seats their links: each holds a token made at sending, which exists in that mail only."""

from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess import mail
from assess.audit.actions import SYSTEM
from assess.config import Settings
from assess.filters import appointment
from assess.interviews.actions import LINK_AHEAD, open_way, send_links
from assess.interviews.models import Interview, Seat
from assess.jobs.tasks import sweep, task
from assess.phrases import phrase
from surveys.moments import now


@task("interviews.send_link")
def send_link(session: Session, id: int) -> None:
    """Mail a rater the link to their seat unless it is locked or closed, or the interview is off."""
    seat = session.get_one(Seat, id)
    if still_open(seat):
        write(session, seat, "interviews.mail_subject", "interviews.mail_body")


@sweep
def send_links_in_time(session: Session) -> None:
    """Send the links of panels that are near and have had none."""
    due = select(Interview).where(
        Interview.state == "open",
        Interview.scheduled_at <= now() + LINK_AHEAD,
        Interview.seats.any(Seat.link_asked_at.is_(None)),
    )
    for interview in session.scalars(due.with_for_update(skip_locked=True, of=Interview)):
        send_links(session, SYSTEM, interview)


def still_open(seat: Seat) -> bool:
    """Whether somebody is still asked to rate."""
    return seat.state == "open" and seat.interview.state == "open"


def write(session: Session, seat: Seat, subject: str, body: str) -> None:
    """A mail to a rater with the way to their own seat; it says nothing that other seats could change."""
    settings: Settings = current_app.config["EXEMPLAR"]
    interview = seat.interview
    with force_locale(settings.language):
        values: dict[str, Any] = {
            "name": seat.rater.name,
            "candidate": interview.name,
            "opening": interview.about,
            "when": appointment(interview.scheduled_at) if interview.scheduled_at else phrase("interviews.no_time"),
            "due": appointment(interview.due_at),
            "link": f"{settings.base_url.rstrip('/')}/seat/{open_way(session, seat)}",
        }
        words = phrase(subject, **values), phrase(body, **values)
    mail.send(seat.rater.address, *words)
