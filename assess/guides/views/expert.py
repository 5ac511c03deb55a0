"""The page of an expert: the tasks of a job, what it calls for, and which is needed for which."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import signed_in
from assess.database import db
from assess.guides.actions import jobs as actions
from assess.guides.forms import jobs as forms
from assess.guides.models import Expert
from assess.guides.queries import jobs
from assess.guides.views.blueprint import bp


@bp.get("/expert/<int:id>")
@signed_in
def expert(id: int) -> str:
    """What one is asked about a job, with what one has said so far."""
    return _page(jobs.expert_for(db.session(), current_user, id))


@bp.post("/expert/<int:id>")
@signed_in
def say(id: int) -> Response | tuple[str, int]:
    """Keep it, and hand it in when asked to and nothing is left open."""
    session = db.session()
    found = jobs.expert_for(session, current_user, id)
    said = forms.said(found.analysis, request.form)
    actions.say(session, found, said)
    left = forms.left(found.analysis, said)
    if request.form.get("go") == "keep" or left:
        session.commit()
        if left and request.form.get("go") != "keep":
            return _page(found, left), 422
        flash(_("Kept. You can go on later."), "ok")
        return redirect(url_for("guides.expert", id=id))
    actions.hand_in(session, found)
    session.commit()
    flash(_("Thank you. Your answers are handed in."), "ok")
    return redirect(url_for("guides.expert", id=id))


def _page(found: Expert, left: list[str] | None = None) -> str:
    return render_template(
        "guides/expert.html",
        expert=found,
        analysis=found.analysis,
        competencies=jobs.asked_about(found.analysis),
        known=forms.shown(found),
        left=left or [],
    )
