"""The list of guides, one guide with all that is known of it, and the bank of competencies."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.errors import NotFound
from assess.guides.actions import building
from assess.guides.queries import anchors, guides, jobs
from assess.guides.views.blueprint import BUILDERS, READERS, bp
from surveys.competencies import bank


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """Guides by job, job analyses, and rounds of judging."""
    session = db.session()
    builds = bool(current_user.role_names & set(BUILDERS))
    listed = guides.guides(session)
    return render_template(
        "guides/index.html",
        builds=builds,
        guides=listed,
        newest=guides.newest_of(session, listed),
        jobs=jobs.jobs(session) if builds else [],
        analyses=jobs.analyses(session) if builds else [],
        studies=anchors.studies(session) if builds else [],
        asked=jobs.asked(session, current_user),
        judging=anchors.asked(session, current_user),
    )


@bp.get("/competencies")
@allowed(*READERS)
def competencies() -> str:
    """The bank: every competency with its questions, probes, anchors and cues."""
    return render_template("guides/competencies.html", bank=bank())


@bp.get("/<int:id>")
@allowed(*READERS)
def guide(id: int) -> str:
    """One guide: topics, what ties them to the job, whether their anchors hold, versions."""
    session = db.session()
    return render_template(
        "guides/guide.html",
        found=guides.overview(session, guides.guide(session, id)),
        builds=bool(current_user.role_names & set(BUILDERS)),
    )


@bp.post("/<int:id>/links")
@allowed(*BUILDERS)
def links(id: int) -> Response:
    """Write what ties topics to the job, where its experts have not been asked."""
    session = db.session()
    found = guides.overview(session, guides.guide(session, id))
    codes = [one.item.code for one in found.known]
    sent = {code: request.form[f"why-{code}"][:500] for code in codes if f"why-{code}" in request.form}
    if not sent:
        raise NotFound
    changed = building.tie(session, current_user.pseudonym, found.guide, sent)
    session.commit()
    flash(_("Kept.") if changed else _("Nothing changed."), "ok")
    return redirect(url_for("guides.guide", id=id))
