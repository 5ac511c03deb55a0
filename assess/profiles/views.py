"""Pages of profiles, and of the fit of one person."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse
from wtforms import SelectChoice

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.charts import Domain, axis, row, track
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from assess.jobs.queries import newest as newest_job
from assess.profiles import actions, queries
from assess.profiles.forms import ScalesForm
from assess.profiles.models import FitResult
from scoring.reports.fit import of_person

bp = Blueprint("profiles", __name__, url_prefix="/profiles")

READERS = (Role.HR, Role.ANALYST)


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


@bp.route("/scales", methods=["GET", "POST"])
@allowed(Role.ANALYST)
def scales() -> BaseResponse | str | tuple[str, int]:
    """Say, before anything is built, which scales belong to a job and which way they are expected to point."""
    session = db.session()
    job = queries.job_named(session, request.args.get("job", ""))
    offered = queries.offered(session, job)
    links = queries.job_links(session, job)
    form = ScalesForm(data={"scales": [_said(one) for one in offered]})
    for entry in form.scales:
        entry.competency.choices = _called_for(links, entry.competency.data or "")
    page = {"job": job, "offered": offered, "form": form, "called": links}
    if not form.is_submitted():
        return render_template("profiles/scales.html", **page)
    known = {one.key: one for one in offered}
    if not form.validate() or {entry.key.data for entry in form.scales} - known.keys():
        return render_template("profiles/scales.html", **page), 422
    choices = [
        actions.Choice(
            known[entry.key.data].version.id, known[entry.key.data].scale.code, int(entry.direction.data),
            _linked(entry, known[entry.key.data], links), entry.reason.data or "",
            entry.competency.data if links else "",
        )
        for entry in form.scales
    ]  # fmt: skip
    changed = actions.set_scales(session, current_user.pseudonym, job, choices)
    session.commit()
    flash(_("%(n)s scales changed.", n=changed) if changed else _("Nothing changed."), "ok")
    return redirect(url_for("profiles.index"))


def _linked(entry: Any, one: queries.Offered, links: queries.JobLinks | None) -> bool:
    """Through a competency where experts were asked; what was fixed before stays as it was."""
    return bool(entry.competency.data) if links and not one.fixed else bool(entry.job_related.data)


def _called_for(links: queries.JobLinks | None, chosen: str) -> list[SelectChoice]:
    """The competencies experts call for; one chosen from an earlier analysis stays to be seen and is refused anew."""
    known = dict(links.competencies) if links else {}
    if chosen and chosen not in known:
        known[chosen] = chosen
    choices = [SelectChoice(code, name) for code, name in known.items()]
    return [SelectChoice("", _("nothing the job calls for")), *choices]


def _said(one: queries.Offered) -> dict[str, object]:
    setting = one.setting
    return {
        "key": one.key,
        "direction": str(setting.direction) if setting else "0",
        "job_related": setting.job_related if setting else False,
        "reason": setting.reason if setting else "",
        "competency": setting.competency if setting else "",
    }


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


@bp.get("/fits/<int:application>")
@allowed(Role.HR, Role.ANALYST, Role.HIRING_MANAGER, writes=True)
def fit(application: int) -> str:
    """A candidate's fit: how sure it is and what it is made of."""
    session = db.session()
    found = queries.fit_for(session, current_user, application)
    if not found.profile.in_force:
        raise NotFound
    record(
        session, current_user.pseudonym, "profiles.fit_viewed", f"application:{application}", analysis=found.analysis_id
    )
    session.commit()
    return _fit_page("profiles/fit.html", found)


@bp.get("/mine")
@allowed(Role.EMPLOYEE, Role.LINE_MANAGER, writes=True)
def mine() -> str:
    """One's own scales beside those of top producers, for one's own development."""
    session = db.session()
    found = queries.own_fit(session, current_user)
    if found is None or not found.profile.in_force:
        return render_template("profiles/mine_none.html")
    record(session, current_user.pseudonym, "profiles.own_fit_viewed", f"participant:{found.participant.code}")
    session.commit()
    return _fit_page("profiles/mine.html", found)


def _fit_page(template: str, found: FitResult) -> str:
    report = of_person(found.analysis.report, found.participant.code)
    person = queries.measured(report, found.participant.code)
    zone = found.profile.middle_half
    return render_template(
        template,
        found=found,
        person=person,
        shown=reports.Shown(report, "", found.analysis.made_at),
        span=Domain.of([person.fit.low, person.fit.high, *(zone or ())]),
        zone=zone,
        axis=axis,
        row=row,
    )
