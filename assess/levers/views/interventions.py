"""Roll-outs: written down with their teams, and what came of them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import allowed
from assess.audit.actions import record
from assess.database import db
from assess.errors import Refusal
from assess.levers.actions.interventions import Planned, roll_out
from assess.levers.forms.interventions import PARTS, RollOutForm, teams_in
from assess.levers.queries import interventions as queries
from assess.levers.queries.registry import lever as lever_for
from assess.levers.queries.verdicts import interventions_of, rows
from assess.levers.views.blueprint import MEASURERS, READERS, WRITERS, bp, chosen_job, may
from assess.performance.queries.screening import names_of
from assess.phrases import phrase
from scoring.change.results import Design

#: Who writes roll-outs down.
ROLLERS = tuple({*MEASURERS, *WRITERS})


@bp.get("/roll-outs")
@allowed(*READERS)
def roll_outs() -> str:
    """The roll-outs of a job and what each says."""
    session, (jobs, job) = db.session(), chosen_job()
    found = [(one, queries.result_of(session, one.id)) for one in interventions_of(session, job)]
    said = {
        one.id: rows(analysis.report, "status")[0] for one, analysis in found if analysis and analysis.report.tables
    }
    return render_template("levers/roll_outs.html", jobs=jobs, job=job, found=found, said=said)


@bp.get("/roll-outs/<int:id>")
@allowed(*READERS, writes=True)
def intervention(id: int) -> str:
    """One roll-out: its plan, its teams, and what came of it."""
    session = db.session()
    found, analysis = queries.intervention(session, id), queries.result_of(session, id)
    record(session, current_user.pseudonym, "levers.roll_out_viewed", f"intervention:{id}")
    session.commit()
    status = rows(analysis.report, "status") if analysis else []
    return render_template(
        "levers/roll_out.html", found=found, lever=found.lever, analysis=analysis, status=status[0] if status else None,
        shown=reports.Shown(analysis.report, _("Exemplar"), analysis.made_at) if analysis else None,
        correction=queries.correction_of(session, id), by=names_of(session, {found.made_by}), corrects=may(ROLLERS),
        arms=rows(analysis.report, "arms") if analysis else [],
        checks=rows(analysis.report, "checks") if analysis else [],
    )  # fmt: skip


@bp.route("/<int:id>/roll-outs/new", methods=["GET", "POST"])
@allowed(*ROLLERS)
def new_roll_out(id: int) -> str | Response | tuple[str, int]:
    """Write a roll-out of one lever down."""
    session, form = db.session(), RollOutForm()
    lever = lever_for(session, id)
    teams = queries.teams_of(session, lever.job)
    ids = [team.id for team, _count in teams]
    if request.method == "GET":
        return _page(id, form)
    try:
        treated, starts = teams_in(request.form, ids)
    except ValueError:
        return _page(id, form, _("A start is written as a date.")), 422
    if not form.validate():
        return _page(id, form), 422
    plan = Planned(
        form.name.data, form.what.data, Design(form.design.data), form.start.data, treated, starts,
        bool(form.picked_low.data), request.form.get("corrects", type=int),
    )  # fmt: skip
    try:
        made = roll_out(session, current_user.pseudonym, lever, plan)
    except Refusal as refusal:
        session.rollback()
        return _page(id, form, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    flash(_("Written down. What came of it is being computed; reload this page in a moment."), "ok")
    return redirect(url_for("levers.intervention", id=made.id))


def _page(id: int, form: RollOutForm, error: str = "") -> str:
    session = db.session()
    lever = lever_for(session, id)
    return render_template(
        "levers/new_roll_out.html", lever=lever, form=form, teams=queries.teams_of(session, lever.job), parts=PARTS,
        chosen=request.form, error=error, corrects=request.values.get("corrects", type=int),
    )  # fmt: skip
