"""What the invited may do beside answering: ask for something, see and take what is kept on them, leave, appeal."""

from flask import Response as FlaskResponse
from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import Holder, holding
from assess.charts import Domain, track
from assess.database import db
from assess.delivery import actions
from assess.delivery.forms import LeaveForm, ReviewForm, WishForm
from assess.delivery.models import Invitation
from assess.delivery.queries import accommodations, copies, feedback, notices, retakes, reviews, rights
from assess.delivery.views.blueprint import bp
from assess.downloads import report_file
from assess.errors import NotFound
from assess.links.queries import opened_by
from assess.reports import Shown
from assess.security import trade
from scoring.results import Estimate

candidate = holding(Holder.CANDIDATE)
#: T scores drawn on the page of results: three standard deviations around the middle; whoever lies beyond, at the edge.
T_SPAN, T_MIDDLE = Domain(20, 80), 50.0


@bp.route("/take/accommodation", methods=["GET", "POST"])
@candidate
def accommodation() -> Response | str | tuple[str, int]:
    """Ask for something that makes taking part easier; at any time, without a reason."""
    session, form = db.session(), WishForm()
    invitation = _arrived()
    if not form.is_submitted():
        return _accommodation(invitation, form)
    if not (form.validate() and (form.wishes.data or form.words.data.strip())):
        form.wishes.errors = [*form.wishes.errors, _("Tick something, or write what would help.")]
        return _accommodation(invitation, form), 422
    actions.ask_accommodation(session, invitation, form.wishes.data, form.words.data)
    session.commit()
    flash(_("Your request is in. You get an answer by mail and on this page."), "ok")
    return redirect(url_for("delivery.accommodation"), 303)


@bp.get("/take/data")
@candidate
def own_data() -> str:
    """Everything kept on whoever was invited, and who looked at it."""
    session = db.session()
    invitation = _arrived()
    return render_template(
        "delivery/data.html",
        invitation=invitation,
        attempts=retakes.attempts(session, invitation),
        kept=copies.everything(session, invitation),
        sections=copies.sections(),
        copy=rights.copy_of(session, invitation),
        accesses=rights.accesses(session, invitation),
        reviews=reviews.reviews_of(session, invitation),
        may_ask=reviews.may_ask(session, invitation),
        feedback_open=feedback.feedback_open(invitation),
        notices=notices.notices_of(session, invitation),
    )


@bp.post("/take/data/copy")
@candidate
def ask_copy() -> Response:
    """Ask for a copy; the worker makes it."""
    session = db.session()
    actions.ask_copy(session, _arrived())
    session.commit()
    return redirect(url_for("delivery.own_data", _anchor="copy"), 303)


@bp.get("/take/data/copy.<form>")
@candidate
def copy(form: str) -> FlaskResponse:
    """The copy as a file: ``json`` for other programs, ``pdf`` for reading."""
    session = db.session()
    data = rights.copied(session, _arrived(), form)
    head = {"Content-Disposition": f'attachment; filename="my-data.{form}"'}
    return FlaskResponse(data, mimetype=f"application/{form}", headers=head)


@bp.route("/take/leave", methods=["GET", "POST"])
@candidate
def leave() -> Response | str | tuple[str, int]:
    """Stop for good, with or without what was answered being deleted."""
    session, form = db.session(), LeaveForm()
    invitation = _arrived()
    if invitation.submitted_at or invitation.withdrawn_at:
        return redirect(url_for("delivery.own_data"), 303)
    if not form.validate_on_submit():
        return render_template("delivery/leave.html", invitation=invitation, form=form), 422 if form.errors else 200
    actions.leave(session, invitation, erase=form.erase.data == "yes")
    session.commit()
    return redirect(url_for("delivery.own_data"), 303)


@bp.get("/take/results")
@candidate
def results() -> str:
    """One's own results in plain words, with how sure they are."""
    session = db.session()
    invitation = _with_results()
    found = feedback.feedback(session, invitation)
    return render_template(
        "delivery/results.html",
        invitation=invitation,
        shown=Shown(found) if found else None,
        drawn=_drawn,
        offered=invitation.retake_offered_at and len(retakes.attempts(session, invitation)) == invitation.attempt,
        may_ask=reviews.may_ask(session, invitation),
    )


@bp.get("/take/results.pdf")
@candidate
def results_pdf() -> FlaskResponse:
    """The same on paper."""
    invitation = _with_results()
    found = feedback.feedback(db.session(), invitation)
    if found is None:
        raise NotFound
    return report_file(Shown(found, made_at=invitation.submitted_at), "pdf", "my-results")


@bp.route("/take/look-again", methods=["GET", "POST"])
@candidate
def look_again() -> Response | str | tuple[str, int]:
    """Say how one sees it, and ask a person to look again."""
    session, form = db.session(), ReviewForm()
    invitation = _arrived()
    if not reviews.may_ask(session, invitation):
        return redirect(url_for("delivery.own_data", _anchor="review"), 303)
    if not form.validate_on_submit():
        page = render_template(
            "delivery/look_again.html", invitation=invitation, form=form, until=reviews.ask_until(invitation)
        )
        return page, 422 if form.errors else 200
    actions.ask_review(session, invitation, form.words.data)
    session.commit()
    flash(
        _("Somebody who had no part in the decision will look at it. You get an answer by mail and on this page."), "ok"
    )
    return redirect(url_for("delivery.own_data", _anchor="review"), 303)


@bp.post("/take/again")
@candidate
def take_again() -> Response:
    """Begin another attempt, where it was offered, with a way in of its own."""
    session = db.session()
    again = actions.take_again(session, _arrived())
    link = opened_by(session, actions.open_way(session, again), Holder.CANDIDATE)
    session.commit()
    return trade(redirect(url_for("delivery.notice"), 303), Holder.CANDIDATE, link.id, "/take/")


def _arrived() -> Invitation:
    return rights.own(db.session(), g.link)


def _accommodation(invitation: Invitation, form: WishForm) -> str:
    session = db.session()
    return render_template(
        "delivery/accommodation.html", invitation=invitation, form=form, asked=accommodations.asked(session, invitation)
    )


def _with_results() -> Invitation:
    invitation = _arrived()
    if not feedback.feedback_open(invitation):
        raise NotFound
    return invitation


def _drawn(t: Estimate) -> str:
    return "" if t.value is None else track(t.low, t.value, t.high, T_SPAN, T_MIDDLE)
