"""The page of a judge: a few anchors at a time, each to be put to a competency and a level."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import signed_in
from assess.database import db
from assess.guides.actions import anchors as actions
from assess.guides.forms import anchors as forms
from assess.guides.models import Judge
from assess.guides.queries import anchors
from assess.guides.views.blueprint import bp

#: Anchors on one page of a phone.
AT_ONCE = 5


@bp.get("/judge/<int:id>")
@signed_in
def judge(id: int) -> str:
    """The next few anchors without a place, or those of a page asked for."""
    found = anchors.judge_for(db.session(), current_user, id)
    return _page(found, request.args.get("page", type=int))


@bp.post("/judge/<int:id>")
@signed_in
def place(id: int) -> Response | tuple[str, int]:
    """Keep where they belong, and go on; hand in at the end."""
    session = db.session()
    found = anchors.judge_for(session, current_user, id)
    page = _number(found, request.form.get("page", type=int))
    places = _places(found, page)
    given = forms.given(places, request.form)
    actions.place(session, found, given)
    if len(given) < len(places):
        session.commit()
        return _page(found, page, places), 422
    if "go" in request.form and len(found.placements) == len(found.study.anchors):
        actions.hand_in(session, found)
        flash(_("Thank you. Your answers are handed in."), "ok")
    session.commit()
    return redirect(url_for("guides.judge", id=id))


def _page(found: Judge, page: int | None, missing: list[int] | None = None) -> str:
    number, known = _number(found, page), forms.shown(found)
    return render_template(
        "guides/judge.html",
        judge=found,
        study=found.study,
        places=_places(found, number),
        known=known,
        page=number,
        pages=_pages(found),
        left=len(found.study.anchors) - len(known),
        last=not set(range(len(found.study.anchors))) - set(known) - set(_places(found, number)),
        missing=[place for place in missing or () if place not in known],
    )


def _number(found: Judge, page: int | None) -> int:
    """The page asked for; without one the first with an anchor that has no place, or the last."""
    last = _pages(found)
    if page is not None:
        return min(max(1, page), last)
    known = {one.place for one in found.placements}
    return next((at for at in range(1, last + 1) if set(_places(found, at)) - known), last)


def _pages(found: Judge) -> int:
    return -(-len(found.study.anchors) // AT_ONCE)


def _places(found: Judge, page: int) -> list[int]:
    return anchors.order(found)[(page - 1) * AT_ONCE : page * AT_ONCE]
