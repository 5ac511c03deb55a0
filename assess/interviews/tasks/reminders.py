"""Reminding panels before they meet and after, and telling the chair how many scorecards are missing."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from assess import mail
from assess.config import Settings
from assess.interviews.actions import remind
from assess.interviews.models import REMINDERS, Interview, Reminder, Seat
from assess.interviews.tasks.letters import still_open, write
from assess.jobs.tasks import sweep, task
from assess.phrases import phrase
from surveys.moments import now

AHEAD, AFTER = timedelta(hours=24), timedelta(hours=2)
#: The reminder after the night goes out when people read their mail.
MORNING = time(8)


def owed(interview: Interview, moment: datetime, zone: ZoneInfo) -> list[str]:
    """What the panel is to be reminded of by now, in order: by its times alone, never by what anybody rated."""
    starts, ends = interview.scheduled_at, interview.ends_at
    if starts is None or ends is None:  # a panel that meets when it likes is reminded once, a day before the deadline
        times = {"due": interview.due_at - AHEAD, "chair": interview.due_at}
    else:
        local = ends.astimezone(zone)
        morning = datetime.combine(local.date() + timedelta(days=1), MORNING, zone)
        times = {
            # not where it was planned or moved a moment ago: that mail is the reminder
            "before": max(starts - AHEAD, interview.changed_at + AHEAD),
            "after": ends + AFTER,
            "due": min(morning, interview.due_at),
            "chair": interview.due_at,
        }
    past = {"before"} if starts is not None and moment >= starts else set()
    return [kind for kind in REMINDERS if kind in times and times[kind] <= moment and kind not in past]


@sweep
def remind_in_time(session: Session) -> None:
    """Send each panel what is due: one mail at a time, however long nobody swept, and four in all."""
    moment, zone = now(), current_app.config["EXEMPLAR"].zone
    told = exists().where(Reminder.interview_id == Interview.id, Reminder.kind == "chair")
    near = or_(Interview.scheduled_at <= moment + AHEAD, Interview.scheduled_at.is_(None))
    query = select(Interview).where(Interview.state == "open", near, ~told).order_by(Interview.id)
    for interview in session.scalars(query.with_for_update(skip_locked=True, of=Interview)).all():
        kinds = owed(interview, moment, zone)
        said = set(session.scalars(select(Reminder.kind).where(Reminder.interview_id == interview.id)))
        if kinds and kinds[-1] not in said:
            remind(session, interview, [kind for kind in kinds if kind not in said])


@task("interviews.remind")
def tell(session: Session, id: int, kind: str) -> None:
    """Remind one rater whose own scorecard is open."""
    seat = session.get_one(Seat, id)
    if still_open(seat):
        write(session, seat, f"interviews.{kind}_subject", f"interviews.{kind}_body")


@task("interviews.tell_chair")
def tell_chair(session: Session, id: int) -> None:
    """Tell the chair how many scorecards are missing after the deadline, never whose."""
    interview = session.get_one(Interview, id)
    if interview.state != "open" or interview.chair is None or not interview.chair.active:
        return
    settings: Settings = current_app.config["EXEMPLAR"]
    seats = len(interview.seats)
    values: dict[str, Any] = {
        "name": interview.chair.name,
        "candidate": interview.name,
        "locked": interview.locked,
        "seats": seats,
        "missing": seats - interview.locked - interview.closed,
        "link": f"{settings.base_url.rstrip('/')}/interviews/{interview.id}",
    }
    with force_locale(settings.language):
        words = phrase("interviews.chair_subject", **values), phrase("interviews.chair_body", **values)
    mail.send(interview.chair.email, *words)
