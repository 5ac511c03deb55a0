"""Verdicts on the levers of a job, and one lever with everything its verdict rests on."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import allowed
from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.charts import Domain, axis, row, track
from assess.database import db
from assess.downloads import report_file
from assess.jobs.actions import enqueue
from assess.labels import codes
from assess.levers.models import Lever
from assess.levers.queries import verdicts as queries
from assess.levers.queries.anonymous import anonymous_displays
from assess.levers.queries.beside import beliefs_of, evidence_of
from assess.levers.queries.conditions import condition_judgement
from assess.levers.queries.interventions import of_lever
from assess.levers.queries.judgements import judgement, one_and_all
from assess.levers.queries.registry import lever as lever_of
from assess.levers.queries.registry import opening
from assess.levers.queries.replicability import replicability
from assess.levers.views.blueprint import MEASURERS, OPENERS, READERS, bp, chosen_job, may
from assess.levers.views.interventions import ROLLERS
from scoring.levers import DELTA
from scoring.results import Estimate

#: Who asks for verdicts anew.
COMPUTERS = tuple({*MEASURERS, *OPENERS})


@bp.get("/verdicts")
@allowed(*READERS, writes=True)
def verdicts() -> str:
    """Every lever of a job with its verdict, none before the others."""
    session, (jobs, job) = db.session(), chosen_job()
    analysis = queries.verdicts_of(session, job)
    working = queries.working(session, job)
    if analysis is None:
        opened = opening(session, job)
        return render_template("levers/no_verdicts.html", jobs=jobs, job=job, opened=opened, working=working)
    record(session, current_user.pseudonym, "levers.verdicts_viewed", f"analysis:{analysis.id}")
    session.commit()
    report = analysis.report
    found = queries.listed(session, job, report)
    domain = Domain.of(bound for one in found for e in (one.decided, one.alone) if e for bound in (e.low, e.high))
    return render_template(
        "levers/verdicts.html",
        shown=reports.Shown(report, _("Exemplar"), analysis.made_at),
        analysis=analysis, jobs=jobs, job=job, found=found, axis=axis(domain), working=working,
        drawn=[_drawn(domain, one.decided) for one in found], counts=queries.counts(found), computes=may(COMPUTERS),
    )  # fmt: skip


def _drawn(domain: Domain, decided: Estimate | None) -> object:
    if decided is None or decided.value is None:
        return None
    return row(domain, decided.low, decided.value, decided.high, zone=(-DELTA, DELTA))


@bp.get("/<int:id>/verdict")
@allowed(*READERS, writes=True)
def verdict(id: int) -> str:
    """One lever: its verdict, alone and with the others, and what is known of it besides."""
    session = db.session()
    lever = lever_of(session, id)
    if lever.type == "condition":
        return _condition(lever)
    found = judgement(session, lever)
    _looked(id, found.analysis)
    shown = dict.fromkeys((found.decided_on, "joint", "alone"))
    effects = {model: one for model in shown if (one := found.effect(model)) is not None}
    domain = Domain.of(bound for one in effects.values() for bound in (one.low, one.value, one.high))
    bundle = queries.bundle_of(session, found.lever.job)
    return render_template(
        "levers/verdict.html",
        shown=reports.Shown(found.analysis.report, _("Exemplar"), found.analysis.made_at),
        found=found, lever=found.lever, job=found.lever.job, delta=DELTA,
        effects=[(model, one, _track(one, domain)) for model, one in effects.items()],
        bundle=bundle, ceilings=one_and_all(bundle, found.lever.code) if bundle else [],
        together=reports.Shown(bundle.report, _("Exemplar"), bundle.made_at) if bundle else None,
        roll_outs=of_lever(session, id), displays=anonymous_displays(session, current_user, found.lever),
        rolls=may(ROLLERS), copied=replicability(session, id), why=codes("reasons", str(found.cells["reasons"] or "")),
        beliefs=beliefs_of(session, found.lever), evidence=evidence_of(session, found.lever),
    )  # fmt: skip


def _condition(lever: Lever) -> str:
    """A condition of teams: of how many, what goes with it, and no person."""
    session = db.session()
    found = condition_judgement(session, lever)
    _looked(lever.id, found.analysis)
    domain = Domain.of(bound for one in found.effects.values() for bound in (one.low, one.value, one.high))
    return render_template(
        "levers/condition.html",
        shown=reports.Shown(found.analysis.report, _("Exemplar"), found.analysis.made_at),
        found=found, lever=lever, job=lever.job, delta=DELTA, names=queries.names(session, lever.job),
        effects=[(model, one, _track(one, domain)) for model, one in found.effects.items()],
        roll_outs=of_lever(session, lever.id), displays=anonymous_displays(session, current_user, lever),
        rolls=may(ROLLERS),
        beliefs=beliefs_of(session, lever), evidence=evidence_of(session, lever),
    )  # fmt: skip


def _looked(id: int, analysis: Analysis) -> None:
    session = db.session()
    record(session, current_user.pseudonym, "levers.verdict_viewed", f"lever:{id}", analysis=analysis.id)
    session.commit()


def _track(effect: Estimate, domain: Domain) -> object:
    if effect.value is None:
        return None
    return track(effect.low, effect.value, effect.high, domain, ref=DELTA)


@bp.post("/verdicts/compute")
@allowed(*COMPUTERS)
def compute() -> Response:
    """Ask for the verdicts of a job again."""
    session, (_jobs, job) = db.session(), chosen_job()
    if opening(session, job) is not None:
        enqueue(session, queries.JUDGE, job=job)
        record(session, current_user.pseudonym, "levers.computing_asked", f"job:{job}")
        session.commit()
        flash(_("The verdicts are being computed; this takes up to a minute. You can leave this page."), "ok")
    return redirect(url_for("levers.verdicts", job=job))


@bp.get("/reports/<int:id>/csv")
@allowed(*READERS, writes=True)
def report_csv(id: int) -> Response:
    """Every table of a Report, zipped."""
    return _download(id, "csv")


@bp.get("/reports/<int:id>/pdf")
@allowed(*READERS, writes=True)
def report_pdf(id: int) -> Response:
    """A Report on paper."""
    return _download(id, "pdf")


def _download(id: int, form: str) -> Response:
    session = db.session()
    analysis = queries.levers_report(session, id)
    record(session, current_user.pseudonym, "levers.exported", f"analysis:{id}", form=form)
    session.commit()
    name = f"{analysis.kind}-{id}"
    return report_file(reports.Shown(analysis.report, _("Exemplar"), analysis.made_at), form, name)
