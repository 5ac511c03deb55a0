"""Pages of the standing question: one link for everybody, its QR code, and the ideas that came of it."""

import random
from io import BytesIO

from flask import Response as FlaskResponse
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # ships no types
from qrcode.main import QRCode  # type: ignore[import-untyped]  # ships no types
from werkzeug.wrappers import Response

from assess.access import Role, allowed, public
from assess.campaigns import queries
from assess.campaigns.actions import NothingAnswered
from assess.campaigns.actions import comments as actions
from assess.campaigns.forms import CommentForm
from assess.campaigns.models import STANDING, CommentBox
from assess.campaigns.queries import comments as kept
from assess.campaigns.tasks.comments import weeks
from assess.campaigns.views import tickets
from assess.campaigns.views.blueprint import bp
from assess.database import db
from assess.errors import NotFound
from assess.phrases import phrase
from surveys.models.base import random_code

Page = str | Response | tuple[str, int]


@bp.get("/answer/standing/<entry>")
@public
def ask(entry: str) -> str:
    """The one question, for everybody who has the link; nothing is written, so nobody learns who looked."""
    kept.entered(db.session(), entry)
    return _asked(entry, CommentForm())


@bp.post("/answer/standing/<entry>")
@public
def tell(entry: str) -> Page:
    """Keep what somebody told, scrubbed. No audit, no job, no log, and no address to count by."""
    session, form = db.session(), CommentForm()
    box = kept.entered(session, entry)
    ticket = tickets.read(form.proof.data or "")
    if ticket is None or ticket.box != STANDING or ticket.week not in weeks():
        flash(_("This page was open for too long. Your words are still here: please send them again."), "caveat")
        return _asked(entry, form), 422
    try:
        actions.comment(
            session, box, kept.directory(session), form.said.data or "", form.quotable.data, ticket.mark,
            random.SystemRandom(),
        )  # fmt: skip
    except (NothingAnswered, actions.TooLong, actions.TooManyNow) as refusal:
        key = "comments.nothing" if isinstance(refusal, NothingAnswered) else refusal.key
        flash(phrase(key, **refusal.values), "caveat")
        return _asked(entry, form), refusal.status
    session.commit()
    return redirect(url_for("campaigns.received"))


def _asked(entry: str, form: CommentForm) -> str:
    form.proof.data = tickets.issue(STANDING, weeks()[0])
    return render_template("campaigns/standing_question.html", form=form, entry=entry, longest=actions.LONGEST)


@bp.get("/campaigns/standing")
@allowed(*kept.REVIEWERS)
def standing() -> str:
    """The link and its QR code, to be put where everybody passes; or how to open the question."""
    box = _own()
    return render_template(
        "campaigns/standing.html",
        box=box,
        address=_address(box) if box is not None else "",
        boxes=kept.to_review(db.session(), current_user),
        least=kept.LEAST_COMMENTS,
    )


@bp.post("/campaigns/standing")
@allowed(*kept.REVIEWERS)
def change_standing() -> Response:
    """Open or close the question, or renew its link."""
    session, box, wish = db.session(), _own(), request.form.get("wish")
    if wish == "open":
        actions.open_standing(session, current_user.pseudonym, queries.outside(current_user))
    elif box is not None and wish == "close":
        actions.close_standing(session, current_user.pseudonym, box)
    elif box is not None and wish == "renew":
        actions.renew_entry(session, current_user.pseudonym, box, random_code())
    session.commit()
    return redirect(url_for("campaigns.standing"))


@bp.get("/campaigns/standing/qr.svg")
@allowed(*kept.REVIEWERS)
def standing_qr() -> Response:
    """The link as a QR code."""
    box = _own()
    if box is None:
        raise NotFound
    code = QRCode(box_size=10, border=2)
    code.add_data(_address(box))
    drawing = BytesIO()
    code.make_image(image_factory=SvgPathFillImage).save(drawing)
    return FlaskResponse(drawing.getvalue(), mimetype="image/svg+xml")


@bp.get("/campaigns/ideas")
@allowed(*queries.READERS)
def ideas() -> str:
    """What became of what was told: ideas in the reviewer's words."""
    writes = bool(current_user.role_names & {Role.STUDY_LEAD, Role.HR})
    return render_template("campaigns/ideas.html", ideas=kept.ideas(db.session()), writes=writes)


def _own() -> CommentBox | None:
    """The standing question for whoever reviews it; NotFound where somebody else does."""
    box = kept.standing_box(db.session())
    if box is not None and not kept.reviews(current_user, box):
        raise NotFound
    return box


def _address(box: CommentBox) -> str:
    return f"{current_app.config['EXEMPLAR'].base_url}/answer/standing/{box.entry}"
