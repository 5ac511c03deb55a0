"""One panel: its state, closing a seat, sending links, moving and cancelling the appointment."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.database import db
from assess.errors import NotAllowed
from assess.interviews import actions, queries
from assess.interviews.forms import CancelForm, CloseForm, WhenForm, wall_clock
from assess.interviews.models import Interview
from assess.interviews.views.blueprint import PLANNERS, RATERS, bp


@bp.get("/interviews/<int:id>")
@allowed(*RATERS, Role.AUDITOR)
def interview(id: int) -> str:
    """The panel and how many seats are locked; never which."""
    session = db.session()
    found = queries.interview_for(session, current_user, id)
    return render_template(
        "interviews/interview.html",
        interview=found,
        instrument=queries.guide(session, found),
        chairs=queries.chairs(current_user, found),
        leads=queries.leads(current_user, found),
        plans=bool(current_user.role_names & set(PLANNERS)),
        mine=any(seat.rater.account_id == current_user.id for seat in found.seats),
    )


@bp.post("/interviews/<int:id>/links")
@allowed(*PLANNERS)
def send_links(id: int) -> Response:
    """Mail links to whoever has not locked."""
    session = db.session()
    found = queries.interview_for(session, current_user, id)
    actions.send_links(session, current_user.pseudonym, found)
    session.commit()
    flash(_("Everybody who has not locked gets a mail with a link for 72 hours."), "ok")
    return redirect(url_for("interviews.interview", id=id))


@bp.route("/interviews/<int:id>/seats/<int:seat>/close", methods=["GET", "POST"])
@allowed(*RATERS)
def close(id: int, seat: int) -> Response | str | tuple[str, int]:
    """Close a seat as "did not rate": the chair only, HR where the chair is gone or late, with a reason, for good."""
    session = db.session()
    found = queries.interview_for(session, current_user, id)
    if not queries.chairs(current_user, found):
        raise NotAllowed
    chosen, form = queries.seat_of(found, seat), CloseForm()
    if form.validate_on_submit():
        actions.close(session, current_user.pseudonym, chosen, form.reason.data)
        session.commit()
        flash(_("The seat of %(name)s is closed.", name=chosen.rater.name), "ok")
        return redirect(url_for("interviews.interview", id=id))
    page = render_template("interviews/close.html", interview=found, seat=chosen, form=form)
    return (page, 422) if form.is_submitted() else page


@bp.route("/interviews/<int:id>/when", methods=["GET", "POST"])
@allowed(*RATERS)
def reschedule(id: int) -> Response | str | tuple[str, int]:
    """Another time; every calendar in the panel follows."""
    session = db.session()
    found = _led(id)
    form = WhenForm(data={"scheduled_at": wall_clock(found.scheduled_at)})
    if form.validate_on_submit() and (moment := form.scheduled_at.moment) is not None:
        actions.reschedule(session, current_user.pseudonym, found, moment)
        session.commit()
        flash(_("Moved. Everybody in the panel gets the new appointment by mail."), "ok")
        return redirect(url_for("interviews.interview", id=id))
    page = render_template("interviews/when.html", interview=found, form=form)
    return (page, 422) if form.is_submitted() else page


@bp.route("/interviews/<int:id>/cancel", methods=["GET", "POST"])
@allowed(*RATERS)
def cancel(id: int) -> Response | str:
    """Call the interview off for good."""
    session = db.session()
    found, form = _led(id), CancelForm()
    if form.validate_on_submit():
        actions.cancel(session, current_user.pseudonym, found)
        session.commit()
        flash(_("Called off. Everybody in the panel is told by mail."), "ok")
        return redirect(url_for("interviews.interview", id=id))
    return render_template("interviews/cancel.html", interview=found, form=form)


def _led(id: int) -> Interview:
    """A panel whose appointment the viewer may change; NotFound, NotAllowed, InterviewOver."""
    found = queries.interview_for(db.session(), current_user, id)
    if not queries.leads(current_user, found):
        raise NotAllowed
    if found.state != "open":
        raise actions.InterviewOver
    return found
