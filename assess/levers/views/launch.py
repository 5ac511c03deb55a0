"""Before the data are opened: what can be shown, what anonymity costs, and the opening itself; files to take away."""

import json

from flask import Response as FileResponse
from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.audit.actions import record
from assess.database import db
from assess.downloads import table_file
from assess.errors import Refusal
from assess.levers.actions.measuring import SameMeasure
from assess.levers.actions.opening import open_data
from assess.levers.forms.registry import OpenForm
from assess.levers.queries import exports
from assess.levers.queries import registry as queries
from assess.levers.queries.launch import launch as planned
from assess.levers.views.blueprint import OPENERS, READERS, bp, chosen_job, may
from assess.performance.queries.screening import names_of
from assess.phrases import phrase
from assess.reports import Shown
from scoring.levers import rule

Page = str | Response | tuple[str, int]


@bp.get("/launch")
@allowed(*READERS)
def launch() -> str:
    """What the hypotheses can show, what stands in the way, and when the data were opened."""
    return _launch(OpenForm(formdata=None))


def _launch(form: OpenForm, error: str = "") -> str:
    session, (jobs, job) = db.session(), chosen_job()
    found, opening = planned(session, job), queries.opening(session, job)
    apart = sorted(queries.holdout(session, job))
    return render_template(
        "levers/launch.html", jobs=jobs, job=job, found=found, plan=Shown(found.plan), opening=opening, form=form,
        conditions=Shown(found.conditions) if found.conditions else None, error=error, opens=may(OPENERS),
        apart=apart, rule=opening.rule if opening else rule(),
        by=names_of(session, {opening.opened_by}).get(opening.opened_by) if opening else None,
    )  # fmt: skip


@bp.post("/open")
@allowed(*OPENERS)
def open_() -> Page:
    """Lock every hypothesis and let the data be looked at."""
    session, (_jobs, job), form = db.session(), chosen_job(), OpenForm()
    if not form.validate():
        return _launch(form), 422
    try:
        open_data(session, current_user.pseudonym, job)
    except SameMeasure as refusal:
        session.rollback()
        return _launch(form, phrase("levers.twins", **refusal.values)), 409
    except Refusal as refusal:
        session.rollback()
        return _launch(form, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    flash(_("The data are open. Every hypothesis is locked, and the verdicts are being computed."), "ok")
    return redirect(url_for("levers.launch", job=job))


@bp.get("/export/<form>")
@allowed(*READERS, writes=True)
def export(form: str) -> FileResponse:
    """The registry as a file."""
    session, (_jobs, job) = db.session(), chosen_job()
    if form not in {"csv", "json"}:
        abort(404)
    record(session, current_user.pseudonym, "levers.exported", f"job:{job}", form=form)
    if form == "csv":
        file = table_file(exports.HEAD, list(exports.rows(session, job)), "hypotheses")
    else:
        text = json.dumps(exports.document(session, job), ensure_ascii=False, indent=1)
        file = FileResponse(text, mimetype="application/json")
        file.headers["Content-Disposition"] = 'attachment; filename="hypotheses.json"'
    session.commit()
    return file


@bp.get("/log")
@allowed(*READERS, writes=True)
def log() -> FileResponse:
    """Everything that was done to the registry of a job, from the audit trail."""
    session, (_jobs, job) = db.session(), chosen_job()
    record(session, current_user.pseudonym, "levers.log_exported", f"job:{job}")
    file = table_file(exports.LOG_HEAD, list(exports.log(session, job)), "hypotheses-log")
    session.commit()
    return file
