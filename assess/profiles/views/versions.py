"""Profiles and their versions: built, looked at, approved, retired."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.charts import Domain, track
from assess.database import db
from assess.downloads import report_file
from assess.jobs.queries import newest as newest_job
from assess.profiles import actions, queries
from assess.profiles.views.blueprint import READERS, bp


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """Jobs, their profiles, and building one."""
    session = db.session()
    building = newest_job(session, "profiles.build")
    return render_template(
        "profiles/index.html",
        jobs=queries.jobs(session),
        profiles=queries.profiles(session),
        building=building is not None and building.state in {"waiting", "running"},
    )


@bp.post("/build")
@allowed(Role.ANALYST)
def build() -> BaseResponse:
    """Have a profile built."""
    session = db.session()
    job = queries.job_named(session, request.form.get("job", ""))
    actions.ask_to_build(session, current_user.pseudonym, job)
    session.commit()
    flash(_("The profile for %(job)s is being built; reload this page in a moment.", job=job), "ok")
    return redirect(url_for("profiles.index"))


@bp.get("/<int:id>")
@allowed(*READERS, writes=True)
def profile(id: int) -> str:
    """One profile: what it is made of, what it predicts, and whether its gate is open."""
    session = db.session()
    version, content = queries.profile(session, id)
    record(session, current_user.pseudonym, "profiles.viewed", f"profile:{id}")
    session.commit()
    analysis = version.analysis
    return render_template(
        "profiles/profile.html",
        version=version,
        profile=content,
        shown=reports.Shown(analysis.report, queries.signer(session, version.built_by), analysis.made_at),
        approver=queries.signer(session, version.approved_by),
        withdrawn=queries.withdrawn(session, version),
        ties=queries.linked(session, version),
        span=Domain(-1, 1),
        track=track,
    )


@bp.post("/<int:id>/approve")
@allowed(Role.HR)
def approve(id: int) -> BaseResponse:
    """Measure people by it from now on."""
    session = db.session()
    version, _content = queries.profile(session, id)
    actions.approve(session, current_user.pseudonym, version)
    session.commit()
    flash(_("Version %(n)s is in force; fits are being computed.", n=version.number), "ok")
    return redirect(url_for("profiles.profile", id=id))


@bp.post("/<int:id>/retire")
@allowed(Role.HR)
def retire(id: int) -> BaseResponse:
    """Measure nobody by it any more."""
    session = db.session()
    version, _content = queries.profile(session, id)
    actions.retire(session, current_user.pseudonym, version)
    session.commit()
    flash(_("Version %(n)s is retired; no fit is shown by it any more.", n=version.number), "ok")
    return redirect(url_for("profiles.profile", id=id))


@bp.get("/<int:id>/csv")
@allowed(*READERS, writes=True)
def profile_csv(id: int) -> BaseResponse:
    """Every table of the Report, zipped."""
    return _download(id, "csv")


@bp.get("/<int:id>/pdf")
@allowed(*READERS, writes=True)
def profile_pdf(id: int) -> BaseResponse:
    """The Report on paper."""
    return _download(id, "pdf")


def _download(id: int, form: str) -> BaseResponse:
    session = db.session()
    version, _content = queries.profile(session, id)
    record(session, current_user.pseudonym, "profiles.exported", f"profile:{id}", form=form)
    session.commit()
    shown = reports.Shown(version.analysis.report, queries.signer(session, version.built_by), version.built_at)
    return report_file(shown, form, f"profile-{id}")
