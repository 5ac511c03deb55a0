"""Building a guide on one page, with what the evidence proposes ticked."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.database import db
from assess.errors import Refusal
from assess.guides.actions import building
from assess.guides.forms.building import GuideForm, wishes
from assess.guides.queries import jobs
from assess.guides.queries.building import Proposals, proposals
from assess.guides.queries.guides import guide_of
from assess.guides.views.blueprint import BUILDERS, bp
from assess.phrases import phrase
from surveys.competencies import bank
from surveys.versions import instrument_of


@bp.route("/new", methods=["GET", "POST"])
@allowed(*BUILDERS)
def build() -> Response | str | tuple[str, int]:
    """Choose topics and questions for a job, and publish the guide or change its words first."""
    session = db.session()
    job = jobs.job_named(session, request.args.get("job", ""))
    family = bank().families.get(request.args.get("family", ""))
    found = proposals(session, job, family if family and not family.chronological else None)
    form = GuideForm(data={"title": _("Structured interview, %(job)s", job=job), "use": "selection"})
    problem = ""
    if form.validate_on_submit():
        try:
            return _made(job, form, found)
        except Refusal as refusal:
            session.rollback()
            problem = phrase(refusal.key, **refusal.values)
    page = render_template(
        "guides/build.html",
        job=job,
        found=found,
        form=form,
        problem=problem,
        sent=request.form if form.is_submitted() else None,
        families=[one for one in bank().families.values() if not one.chronological],
        edits=_edits(),
    )
    return (page, 422) if form.is_submitted() else page


def _made(job: str, form: GuideForm, found: Proposals) -> Response:
    session = db.session()
    wanted = wishes([*found.competencies, *found.career], request.form)
    chosen = (session, current_user.pseudonym, job, form.title.data or "", wanted, form.use.data)
    if request.form.get("go") == "draft" and _edits():
        draft = building.draft(*chosen)
        session.commit()
        return redirect(url_for("instruments.draft", id=draft.id))
    version = building.build(*chosen)
    made = guide_of(session, instrument_of(session, version.content_hash))
    session.commit()
    flash(_("The guide is published. Print it, or plan a panel with it."), "ok")
    return redirect(url_for("guides.guide", id=made.id if made else 0))


def _edits() -> bool:
    """Whether the viewer may write in the library."""
    return bool(current_user.role_names & {Role.ANALYST, Role.ADMINISTRATOR})
