"""What somebody invited sees around the questions: the link, the notice, the review, the receipt."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import Holder, allowed, public
from assess.database import db
from assess.delivery import actions
from assess.delivery.models import Invitation
from assess.delivery.queries import sittings
from assess.delivery.queries.languages import offered
from assess.delivery.queries.notices import notice_of
from assess.delivery.views import arrivals
from assess.delivery.views.arrivals import arrived, candidate
from assess.delivery.views.blueprint import bp
from assess.i18n import language
from assess.links.queries import opened_by
from assess.security import trade
from surveys.errors import Incomplete
from surveys.moments import now


@bp.get("/take/<token>")
@public
def open_link(token: str) -> Response:
    """Trade the link for a cookie; the address with the token is left at once."""
    link = opened_by(db.session(), token, Holder.CANDIDATE)
    return trade(redirect(url_for("delivery.notice")), Holder.CANDIDATE, link.id, "/take/")


@bp.get("/take/")
@allowed(holder=Holder.CANDIDATE, writes=True)
def notice() -> Response | str:
    """What is measured and why, who sees it, for how long, and who decides; which words were seen is kept."""
    session = db.session()
    try:
        invitation = arrived()
    except (sittings.Left, sittings.TimeOver):  # whoever comes back finds what is kept on them, not a shut door
        return redirect(url_for("delivery.own_data"))
    if invitation.submitted_at:
        return arrivals.receipt()
    languages = offered(session, invitation)
    codes = [one.code for one in languages]
    told = notice_of(session, invitation, current_app.config["EXEMPLAR"].company)
    actions.notice_shown(session, invitation, told.text)
    page = render_template(
        "delivery/notice.html",
        invitation=invitation,
        notice=told,
        early=now() < invitation.earliest,
        asked=sittings.asked_of(session, invitation, language()),
        languages=languages,
        chosen=_chosen(codes),
        sitting=sittings.sitting(session, invitation),
    )
    session.commit()
    return page


@bp.post("/take/begin")
@candidate
def begin() -> Response:
    """Begin in the language chosen, or go on where one left off."""
    session, invitation = db.session(), arrived()
    if invitation.submitted_at:
        return arrivals.receipt()
    wish = request.form.get("language", "")
    if wish and wish not in {one.code for one in offered(session, invitation)}:
        abort(400)
    if not invitation.begun_at:
        told = notice_of(session, invitation, current_app.config["EXEMPLAR"].company)
        actions.notice_accepted(session, invitation, told.text)
    actions.begin(session, invitation, wish)
    session.commit()
    return arrivals.to(sittings.sitting(session, invitation).first_open)


@bp.get("/take/review")
@candidate
def review() -> Response | str:
    """What is open, before handing in."""
    invitation = arrived()
    if invitation.submitted_at:
        return arrivals.receipt()
    if not invitation.begun_at:
        return redirect(url_for("delivery.notice"))
    return _review(invitation)


@bp.post("/take/submit")
@candidate
def submit() -> Response | tuple[str, int]:
    """Hand in; a second press comes to the same receipt."""
    session, invitation = db.session(), arrived()
    if not invitation.begun_at:
        return redirect(url_for("delivery.notice"))
    try:
        first = actions.finish(session, invitation)
    except Incomplete:
        session.rollback()
        return _review(arrived()), 422
    session.commit()
    if not first:
        flash(_("This was handed in already; the answers stand as they were."), "ok")
    return arrivals.receipt()


@bp.get("/take/receipt")
@candidate
def receipt() -> Response | str:
    """What was handed in and when, and what happens next."""
    invitation = arrived()
    if not invitation.submitted_at:
        return redirect(url_for("delivery.notice"))
    sitting = sittings.sitting(db.session(), invitation)
    return render_template("delivery/receipt.html", invitation=invitation, sitting=sitting)


def _chosen(codes: list[str]) -> str:
    """The language offered first: that of the page, else the browser's wish, else the first there is."""
    return language() if language() in codes else request.accept_languages.best_match(codes) or codes[0]


def _review(invitation: Invitation) -> str:
    sitting = sittings.sitting(db.session(), invitation)
    return render_template("delivery/review.html", invitation=invitation, sitting=sitting)
