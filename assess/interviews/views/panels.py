"""What a complete panel shows, the guide, and ratings after the talk."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.charts.ratings import axis, ratings
from assess.database import db
from assess.interviews import actions, queries
from assess.interviews.forms import CHOOSE, SecondForm
from assess.interviews.models import Interview, Seat
from assess.interviews.views.blueprint import RATERS, bp
from surveys.items import anchored

#: Who may open the page of a candidate's decision; that page's own rule says the same.
DECIDERS = frozenset({Role.HR, Role.ANALYST, Role.HIRING_MANAGER})


@bp.get("/interviews/<int:id>/panel")
@allowed(*RATERS, Role.AUDITOR, writes=True)
def panel(id: int) -> str:
    """Everybody's ratings and evidence, once every seat is locked or closed; that they were seen is recorded."""
    session = db.session()
    interview = queries.interview_for(session, current_user, id)
    found = queries.panel_for(session, current_user, interview)
    record(session, current_user.pseudonym, "interviews.panel_viewed", f"interview:{interview.id}")
    page = render_template(
        "interviews/panel.html",
        interview=interview,
        panel=found,
        counted=queries.counted(session, interview, found.mean),
        shifts=queries.shifts(found),
        decides=interview.application is not None and bool(current_user.role_names & DECIDERS),
        own=_own(interview),
        scale=_scale(interview),
        draw=ratings,
        axis=axis,
    )
    session.commit()
    return page


@bp.get("/interviews/<int:id>/guide")
@allowed(*RATERS, Role.AUDITOR)
def guide(id: int) -> str:
    """The guide of a panel, for paper or a second screen."""
    session = db.session()
    interview = queries.interview_for(session, current_user, id)
    return render_template(
        "interviews/guide.html", interview=interview, instrument=queries.guide(session, interview), card=None
    )


@bp.route("/interviews/<int:id>/again", methods=["GET", "POST"])
@allowed(*RATERS)
def rate_again(id: int) -> Response | str | tuple[str, int]:
    """A second rating after the talk, with its reason, beside the first."""
    session = db.session()
    own = queries.own_seat(session, current_user, None, id)
    found = queries.panel_for(session, current_user, own.interview)
    mine = [(topic, mark) for topic in found.topics for mark in topic.marks if mark.seat.id == own.id and mark.answer]
    form = SecondForm()
    form.topic.choices = [CHOOSE] + [
        SelectChoice(topic.item.code, topic.item.text) for topic, mark in mine if mark.second is None
    ]
    form.points.choices = [CHOOSE] + [SelectChoice(str(point), str(point)) for point in _scale(own.interview)]
    if form.validate_on_submit():
        actions.rate_again(session, current_user.pseudonym, own, form.topic.data, form.points.data, form.reason.data)
        session.commit()
        flash(_("Your second rating stands beside the first."), "ok")
        return redirect(url_for("interviews.panel", id=id))
    page = render_template("interviews/again.html", interview=own.interview, mine=mine, form=form)
    return (page, 422) if form.is_submitted() else page


def _own(interview: Interview) -> Seat | None:
    """The viewer's own seat that rated, if any."""
    mine = (seat for seat in interview.seats if seat.rater.account_id == current_user.id and seat.state == "locked")
    return next(mine, None)


def _scale(interview: Interview) -> range:
    return anchored.points(next(iter(queries.guide(db.session(), interview).items.values())))
