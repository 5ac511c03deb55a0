"""What the invited asked for, as HR answers it, and reviews, as whoever was named for them decides them."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.database import db
from assess.delivery import actions
from assess.delivery.forms import ArrangementForm, OutcomeForm, ReviewerForm
from assess.delivery.models import Accommodation, ReviewRequest
from assess.delivery.queries import accommodations, assessments, reviews
from assess.delivery.views.blueprint import bp
from assess.people.queries import account


@bp.get("/assessments/requests")
@allowed(Role.HR)
def requests() -> str:
    """Everything asked for, what waits longest first, and how reviews ended so far."""
    session = db.session()
    return render_template(
        "delivery/requests.html",
        accommodations=accommodations.requests(session),
        reviews=reviews.reviews(session),
        tally=reviews.tally(session),
    )


@bp.route("/assessments/requests/<int:id>", methods=["GET", "POST"])
@allowed(Role.HR)
def arrange(id: int) -> Response | str | tuple[str, int]:
    """Answer one request."""
    session = db.session()
    asked = accommodations.request(session, id)
    form = _arrangement(asked)
    if asked.answered_at is not None or not form.validate_on_submit():
        page = render_template("delivery/arrange.html", asked=asked, form=form)
        return page, 422 if form.errors else 200
    actions.arrange(
        session,
        current_user.pseudonym,
        asked,
        form.outcome.data,
        float(form.extra_time.data),
        form.pauses.data,
        form.alternative.data,
        form.answer.data,
    )
    session.commit()
    flash(_("%(name)s is told by mail that there is an answer.", name=asked.invitation.name), "ok")
    return redirect(url_for("delivery.requests"), 303)


@bp.post("/invitations/<int:id>/accommodation")
@allowed(Role.HR)
def note_request(id: int) -> Response:
    """Write down a request made by telephone or mail, to be answered like every other."""
    session = db.session()
    invitation = assessments.invitation_for(session, current_user, id)
    asked = actions.ask_accommodation(session, invitation, (), "")
    session.commit()
    return redirect(url_for("delivery.arrange", id=asked.id), 303)


@bp.post("/invitations/<int:id>/again")
@allowed(Role.HR)
def offer_retake(id: int) -> Response:
    """Offer another attempt."""
    session = db.session()
    invitation = assessments.invitation_for(session, current_user, id)
    actions.offer_retake(session, current_user.pseudonym, invitation)
    session.commit()
    flash(_("%(name)s may take it again.", name=invitation.name), "ok")
    return redirect(url_for("delivery.assessment", id=invitation.assessment_id), 303)


@bp.get("/assessments/reviews/<int:id>")
@allowed(*reviews.REVIEWERS)
def review_case(id: int) -> str:
    """One request to look again: what the candidate says, who looks, what came of it."""
    return _case(reviews.review_for(db.session(), current_user, id))


@bp.post("/assessments/reviews/<int:id>/reviewer")
@allowed(Role.HR)
def assign(id: int) -> Response | tuple[str, int]:
    """Name who looks again."""
    session = db.session()
    request = reviews.review_for(session, current_user, id)
    form = _reviewers(request)
    if not form.validate_on_submit():
        return _case(request, naming=form), 422
    actions.assign(session, current_user.pseudonym, request, account(session, form.reviewer.data))
    session.commit()
    flash(_("%(name)s looks at it again.", name=request.reviewer.name if request.reviewer else ""), "ok")
    return redirect(url_for("delivery.review_case", id=id), 303)


@bp.post("/assessments/reviews/<int:id>/outcome")
@allowed(*reviews.REVIEWERS)
def decide_review(id: int) -> Response | tuple[str, int]:
    """Append what came of it, with the reason."""
    session, form = db.session(), OutcomeForm()
    request = reviews.review_for(session, current_user, id)
    if not form.validate_on_submit():
        return _case(request, deciding=form), 422
    actions.decide_review(session, current_user, request, form.outcome.data, form.reason.data)
    session.commit()
    flash(_("Kept. The candidate is told by mail and reads your reason."), "ok")
    return redirect(url_for("delivery.review_case", id=id), 303)


def _case(request: ReviewRequest, naming: ReviewerForm | None = None, deciding: OutcomeForm | None = None) -> str:
    return render_template(
        "delivery/review_case.html",
        request=request,
        naming=naming or _reviewers(request),
        deciding=deciding or OutcomeForm(),
        mine=request.reviewer_id == current_user.id,
    )


def _reviewers(request: ReviewRequest) -> ReviewerForm:
    form = ReviewerForm()
    form.reviewer.choices = [(one.id, one.name) for one in reviews.possible_reviewers(db.session(), request)]
    return form


def _arrangement(asked: Accommodation) -> ArrangementForm:
    # what was arranged before goes on unless it is changed
    before = accommodations.in_force(db.session(), asked.invitation)
    if before is None:
        return ArrangementForm()
    return ArrangementForm(extra_time=str(before.extra_time), pauses=before.pauses, alternative=before.alternative)
