"""Mailing seats their links, and computing how far interviewers agree."""

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess import mail
from assess.analyses.actions import provenance, store
from assess.audit.actions import SYSTEM, record
from assess.config import Settings
from assess.interviews import frames
from assess.interviews.actions import LINK_AHEAD, open_way, send_links
from assess.interviews.models import Interview, Seat
from assess.interviews.queries import scorecards
from assess.jobs.tasks import sweep, task
from assess.phrases import phrase
from scoring.agreement import agreement as agreements
from scoring.reports.agreement import report
from surveys.items import anchored
from surveys.moments import now

SUBJECT = "scorecard:{}"


@task("interviews.send_link")
def send_link(session: Session, id: int) -> None:
    """Mail a rater the link to their seat unless it is locked or closed; the token exists in this mail only."""
    seat = session.get_one(Seat, id)
    if seat.state != "open":
        return
    settings: Settings = current_app.config["EXEMPLAR"]
    scheduled = seat.interview.scheduled_at
    with force_locale(settings.language):
        values = {
            "name": seat.rater.name,
            "candidate": seat.interview.name,
            "opening": seat.interview.about,
            "when": f"{scheduled:%Y-%m-%d %H:%M} UTC" if scheduled else phrase("interviews.no_time"),
            "link": f"{settings.base_url.rstrip('/')}/seat/{open_way(session, seat)}",
        }
        subject = phrase("interviews.mail_subject", candidate=values["candidate"])
        body = phrase("interviews.mail_body", **values)
    mail.send(seat.rater.address, subject, body)


@sweep
def send_links_in_time(session: Session) -> None:
    """Send the links of panels that are near and have had none."""
    due = select(Interview).where(
        Interview.state == "open",
        Interview.scheduled_at <= now() + LINK_AHEAD,
        Interview.seats.any(Seat.link_asked_at.is_(None)),
    )
    for interview in session.scalars(due):
        send_links(session, SYSTEM, interview)


@task("interviews.agreement")
def agreement(session: Session, code: str, actor: str) -> None:
    """Store the Report on how far raters agree by one scorecard, over complete panels."""
    instrument = scorecards(session)[code]
    names = {item.code: item.text for item in instrument.items.values()}
    table = frames.ratings(session, code).replace({"criterion": names})
    # one transaction less to wait for while the intervals are computed
    session.commit()
    options = len(anchored.points(next(iter(instrument.items.values()))))
    found = provenance(report(agreements(table, options)), {"ratings": table}, seed=0, scorecard=code, options=options)
    stored = store(session, found, SUBJECT.format(code), actor)
    record(session, actor, "interviews.agreement_computed", f"report:{stored.id}", scorecard=code)
