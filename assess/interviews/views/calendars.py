"""One's interviews in one's own calendar: the address to subscribe to, and single appointments as files."""

from flask import Response as FileResponse
from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed, public
from assess.config import Settings
from assess.database import db
from assess.errors import NotFound
from assess.ical import calendar as calendar_file
from assess.interviews import actions, queries
from assess.interviews.views.blueprint import RATERS, bp
from assess.phrases import phrase


@bp.get("/interviews/calendar")
@allowed(*RATERS)
def calendar() -> str:
    """Whether one has an address for one's calendar, and what it would show."""
    session = db.session()
    return render_template("interviews/calendar.html", feed=queries.feed_for(session, current_user), address="")


@bp.post("/interviews/calendar")
@allowed(*RATERS)
def open_feed() -> str:
    """A new address, shown this once; the one before ends."""
    session = db.session()
    token = actions.open_feed(session, current_user)
    session.commit()
    settings: Settings = current_app.config["EXEMPLAR"]
    address = settings.base_url.rstrip("/") + url_for("interviews.feed", token=token)
    return render_template("interviews/calendar.html", feed=queries.feed_for(session, current_user), address=address)


@bp.post("/interviews/calendar/close")
@allowed(*RATERS)
def close_feed() -> Response:
    """Shut the address."""
    session = db.session()
    actions.close_feed(session, current_user)
    session.commit()
    flash(_("The address opens nothing any more."), "ok")
    return redirect(url_for("interviews.calendar"))


@bp.get("/calendar/<token>.ics")
@public
def feed(token: str) -> FileResponse:
    """Somebody's appointments and deadlines, for their calendar program, which cannot sign in."""
    session = db.session()
    settings: Settings = current_app.config["EXEMPLAR"]
    account = queries.feed_of(session, token)
    with force_locale(settings.language):  # a calendar program asks in no language
        events = queries.agenda(session, account, settings.base_url)
        content = calendar_file(events, name=phrase("interviews.calendar", company=settings.company))
    return _file(content)


@bp.get("/interviews/<int:id>/appointment.ics")
@allowed(*RATERS, Role.AUDITOR)
def appointment(id: int) -> FileResponse:
    """One interview as a file for one's calendar."""
    session = db.session()
    settings: Settings = current_app.config["EXEMPLAR"]
    found = queries.interview_for(session, current_user, id)
    if found.scheduled_at is None:
        raise NotFound
    return _file(calendar_file([queries.event(found, settings.base_url)]))


def _file(content: bytes) -> FileResponse:
    answer = FileResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=interviews.ics"
    return answer
