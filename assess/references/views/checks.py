"""What HR and the hiring manager see of references: who was asked, and the one Report once they are closed."""

from flask import Response as FileResponse
from flask import flash, redirect, render_template, url_for
from flask import request as asked
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from assess.hiring.models import Opening
from assess.hiring.queries import application_for, judged, opening_for
from assess.references import actions
from assess.references.forms import RulesForm
from assess.references.models import RELATIONS
from assess.references.queries import checks, signs
from assess.references.views.blueprint import bp
from surveys.bank import library
from surveys.versions import publish

READERS = (Role.HR, Role.HIRING_MANAGER)


@bp.get("/openings/<int:id>/references")
@allowed(*READERS)
def opening(id: int) -> str:
    """Which references an opening asks for, and how far its candidates' are."""
    session = db.session()
    return _opening(opening_for(session, current_user, id))


@bp.post("/openings/<int:id>/references")
@allowed(Role.HR)
def set_rules(id: int) -> Response | tuple[str, int]:
    """Say which references the opening asks for."""
    session, form = db.session(), RulesForm()
    found = opening_for(session, current_user, id)
    if not form.validate_on_submit():
        return _opening(found, form), 422
    version = checks.newest_version(session) or publish(session, library()[checks.CODE])
    actions.set_rules(
        session,
        current_user.pseudonym,
        found,
        version,
        wanted=form.wanted.data or 0,
        required=[one for one in RELATIONS if one in (form.required.data or [])],
        days_open=form.days_open.data or 0,
        months_kept=form.months_kept.data or 0,
        contact=form.contact.data or "",
    )
    session.commit()
    flash(_("Kept. Candidates you ask from now on are asked for these references."), "ok")
    return redirect(url_for("references.opening", id=id), 303)


@bp.post("/references/ask/<int:id>")
@allowed(Role.HR)
def ask(id: int) -> Response:
    """Ask a candidate to name their referees."""
    session = db.session()
    application = application_for(session, current_user, id)
    check = actions.ask(session, current_user.pseudonym, application)
    session.commit()
    flash(_("%(name)s gets a mail with a link to name referees.", name=application.candidate.name), "ok")
    return redirect(url_for("references.check", id=check.id), 303)


@bp.get("/references/<int:id>")
@allowed(*READERS, writes=True)
def check(id: int) -> str:
    """Who was asked and who answered; once closed, what they say together. Seeing that is recorded."""
    session = db.session()
    found = checks.check_for(session, current_user, id)
    analysis = checks.released(session, found)
    if analysis is not None:
        judged(session, current_user, found.application.candidate_id)
        record(session, current_user.pseudonym, "references.viewed", f"check:{id}", report=analysis.id)
    known = found.signs if found.closed_at else signs.of_names(found)
    page = render_template(
        "references/check.html",
        check=found,
        shown=reports.Shown(analysis.report, made_at=analysis.made_at) if analysis else None,
        signs=known,
        tier=signs.tier(known),
        tiers=signs.SIGNS,
    )
    session.commit()
    return page


@bp.post("/references/<int:id>/send")
@allowed(Role.HR)
def send_again(id: int) -> Response:
    """Send the links again to whoever has not answered, and give the full time anew."""
    session = db.session()
    actions.send_again(session, current_user.pseudonym, checks.check_for(session, current_user, id))
    session.commit()
    flash(_("New links are on their way."), "ok")
    return redirect(url_for("references.check", id=id), 303)


@bp.route("/references/<int:id>/close", methods=["GET", "POST"])
@allowed(Role.HR)
def close(id: int) -> Response | str:
    """Close before time is over, after a look at what that means."""
    session = db.session()
    found = checks.check_for(session, current_user, id)
    if asked.method == "GET":
        return render_template("references/close.html", check=found)
    actions.close(session, current_user.pseudonym, found)
    session.commit()
    flash(_("Closed. The report is being made; reload this page in a moment."), "ok")
    return redirect(url_for("references.check", id=id), 303)


@bp.get("/references/<int:id>/<kind>")
@allowed(*READERS, writes=True)
def file(id: int, kind: str) -> FileResponse:
    """The Report as CSV files or PDF; taking it out is recorded."""
    session = db.session()
    found = checks.check_for(session, current_user, id)
    analysis = checks.released(session, found)
    if analysis is None or kind not in {"csv", "pdf"}:
        raise NotFound
    judged(session, current_user, found.application.candidate_id)
    record(session, current_user.pseudonym, "references.exported", f"check:{id}", kind=kind)
    session.commit()
    shown = reports.Shown(analysis.report, made_at=analysis.made_at)
    return report_file(shown, kind, f"references-{id}", found.application.candidate.name)


def _opening(found: Opening, form: RulesForm | None = None) -> str:
    session = db.session()
    rules = checks.rules_of(session, found)
    slice = checks.applications_page(session, found, asked.args.get("page", 1, int))
    return render_template(
        "references/opening.html",
        opening=found,
        rules=rules,
        form=form or RulesForm(formdata=None, obj=rules),
        slice=slice,
        checks=checks.checks_of(session, slice.rows),
    )
