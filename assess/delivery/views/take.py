"""What somebody invited sees: the notice, the questions, the receipt."""

from collections.abc import Mapping

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import Holder, holding, public
from assess.database import db
from assess.delivery import actions
from assess.delivery.forms import MOST_PARTS
from assess.delivery.models import Invitation
from assess.delivery.queries import sittings
from assess.delivery.queries.assessments import instruments
from assess.delivery.views.blueprint import bp
from assess.links.queries import opened_by
from assess.phrases import phrase
from assess.questions import MARK, blocks, changed, mark, readable, seen
from assess.security import trade
from surveys.errors import Incomplete, NotAnAnswer
from surveys.forms import filled, form_class, given
from surveys.items import Given
from surveys.moments import now
from surveys.sessions import answers

candidate = holding(Holder.CANDIDATE)


@bp.get("/take/<token>")
@public
def open_link(token: str) -> Response:
    """Trade the link for a cookie; the address with the token is left at once."""
    link = opened_by(db.session(), token, Holder.CANDIDATE)
    return trade(redirect(url_for("delivery.notice")), Holder.CANDIDATE, link.id, "/take/")


@bp.get("/take/")
@candidate
def notice() -> Response | str:
    """What is measured and why, who sees it, for how long, and who decides."""
    session = db.session()
    invitation = sittings.invited(session, g.link)
    if invitation.submitted_at:
        return _receipt()
    return render_template(
        "delivery/notice.html",
        invitation=invitation,
        instruments=instruments(session, invitation.assessment),
        sitting=sittings.sitting(session, invitation),
    )


@bp.post("/take/begin")
@candidate
def begin() -> Response:
    """Begin, or go on where one left off."""
    session = db.session()
    invitation = sittings.invited(session, g.link)
    if invitation.submitted_at:
        return _receipt()
    actions.begin(session, invitation)
    session.commit()
    return _to(sittings.sitting(session, invitation).first_open)


@bp.get("/take/<int:part>/<section>")
@candidate
def page(part: int, section: str) -> Response | str:
    """One page of questions."""
    session = db.session()
    invitation = sittings.invited(session, g.link)
    if invitation.submitted_at:
        return _receipt()
    return _page(invitation, sittings.sitting(session, invitation), part, section)


@bp.post("/take/<int:part>/<section>")
@candidate
def keep_page(part: int, section: str) -> Response | tuple[str, int]:
    """Keep what changed on a page and go on, back, or past what is open."""
    session = db.session()
    invitation = sittings.invited(session, g.link)
    if invitation.submitted_at:
        return _receipt()
    asked = sittings.page_of(sittings.sitting(session, invitation), part, section)
    sent = given(form_class(asked)(request.form), asked)
    marks = {item.code: request.form.get(MARK.format(item.code), mark(Given())) for item in asked.items}
    good, refused = readable(asked, changed(sent, marks))
    actions.keep(session, invitation.id, part, good, seen(request.form))
    session.commit()
    sitting = sittings.sitting(session, invitation)
    go = request.form.get("go", "next")
    missing = sitting.part(part).open_in(section) if go == "next" else ()
    if refused or missing:
        return _page(invitation, sitting, part, section, refused, missing), 422
    if go == "back":
        return _to(sitting.beside(part, section, -1) or (part, section))
    return _to(sitting.beside(part, section, 1))


@bp.post("/take/save")
@candidate
def save() -> tuple[str | dict[str, str], int]:
    """Keep one answer; acknowledged only when it is durable. The path every answer takes: no names, no graph."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        abort(400)
    item, value, part = sent.get("item"), sent.get("value", ""), sent.get("part")
    if not isinstance(item, str) or not isinstance(value, str) or type(part) is not int:
        abort(400)
    if not 0 < part <= MOST_PARTS:
        abort(404)
    session = db.session()
    try:
        actions.keep(session, g.link.target, part, {item: Given(value)}, seen(sent))
    except NotAnAnswer as refusal:
        return {"item": item, "error": _words(refusal)}, 422
    session.commit()
    return "", 204


@bp.get("/take/review")
@candidate
def review() -> Response | str:
    """What is open, before handing in."""
    session = db.session()
    invitation = sittings.invited(session, g.link)
    if invitation.submitted_at:
        return _receipt()
    if not invitation.begun_at:
        return redirect(url_for("delivery.notice"))
    return _review(invitation)


@bp.post("/take/submit")
@candidate
def submit() -> Response | tuple[str, int]:
    """Hand in; a second press comes to the same receipt."""
    session = db.session()
    invitation = sittings.invited(session, g.link)
    if not invitation.begun_at:
        return redirect(url_for("delivery.notice"))
    try:
        first = actions.finish(session, invitation)
    except Incomplete:
        session.rollback()
        return _review(sittings.invited(session, g.link)), 422
    session.commit()
    if not first:
        flash(_("This was handed in already; the answers stand as they were."), "ok")
    return _receipt()


@bp.get("/take/receipt")
@candidate
def receipt() -> Response | str:
    """What was handed in and when, and what happens next."""
    session = db.session()
    invitation = sittings.invited(session, g.link)
    if not invitation.submitted_at:
        return redirect(url_for("delivery.notice"))
    return render_template(
        "delivery/receipt.html", invitation=invitation, sitting=sittings.sitting(session, invitation)
    )


def _page(
    invitation: Invitation,
    sitting: sittings.Sitting,
    part: int,
    section: str,
    refused: Mapping[str, NotAnAnswer] | None = None,
    missing: tuple[str, ...] = (),
) -> str:
    asked = sittings.page_of(sitting, part, section)
    form = form_class(asked)(data=filled(asked, answers(db.session(), sitting.part(part).administration_id)))
    marks = {code: mark(one) for code, one in given(form, asked).items()}
    skip = _("Please answer, or skip it below")
    problems = dict.fromkeys(missing, skip) | {code: _words(refusal) for code, refusal in (refused or {}).items()}
    if refused:  # show what was written, so that it can be put right
        written = form_class(asked)(request.form)
        for code in refused:
            form[code].data = written[code].data
    return render_template(
        "delivery/page.html",
        invitation=invitation,
        sitting=sitting,
        part=sitting.part(part),
        section=asked,
        blocks=list(blocks(asked)),
        form=form,
        marks=marks,
        problems=problems,
        first=asked is sitting.part(part).instrument.sections[0],
        back=sitting.beside(part, section, -1),
        shown=now().isoformat(),
    )


def _review(invitation: Invitation) -> str:
    return render_template(
        "delivery/review.html", invitation=invitation, sitting=sittings.sitting(db.session(), invitation)
    )


def _to(page: tuple[int, str] | None) -> Response:
    if page is None:
        return redirect(url_for("delivery.review"), 303)
    return redirect(url_for("delivery.page", part=page[0], section=page[1]), 303)


def _receipt() -> Response:
    return redirect(url_for("delivery.receipt"), 303)


def _words(refusal: NotAnAnswer) -> str:
    return phrase(f"answer.{refusal.reason}")
