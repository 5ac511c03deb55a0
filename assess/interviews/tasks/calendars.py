"""Putting interviews into calendars by mail."""

from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from assess import mail
from assess.config import Settings
from assess.filters import appointment
from assess.ical import calendar
from assess.interviews.models import Seat
from assess.interviews.queries import event
from assess.jobs.tasks import task
from assess.phrases import phrase


@task("interviews.appoint")
def appoint(session: Session, id: int, sequence: int) -> None:
    """Mail one rater the appointment, or that it is off; nothing where it has changed again since."""
    seat = session.get_one(Seat, id)
    interview = seat.interview
    if interview.sequence != sequence or interview.scheduled_at is None or seat.state == "closed":
        return
    settings: Settings = current_app.config["EXEMPLAR"]
    off = interview.state == "cancelled"
    with force_locale(settings.language):
        made = event(interview, settings.base_url, seat.rater)
        values: dict[str, Any] = {
            "name": seat.rater.name,
            "title": made.title,
            "when": appointment(interview.scheduled_at),
            "minutes": interview.minutes,
        }
        key = "off" if off else "moved" if sequence else "appointed"
        words = phrase(f"interviews.{key}_subject", **values), phrase(f"interviews.{key}_body", **values)
    method = "CANCEL" if off else "REQUEST"
    mail.send(seat.rater.address, *words, calendar=calendar([made], method=method), method=method)
