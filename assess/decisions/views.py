"""Pages that compare the candidates of an opening and record what was decided."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.charts import Domain, axis, bars, row, track
from assess.database import db
from assess.decisions import actions, queries
from assess.decisions.forms import DecisionForm
from assess.downloads import report_file
from assess.errors import NotFound, Refusal
from assess.filters import chance
from assess.hiring.models import STAGES, Application
from assess.hiring.queries import candidates_by_opening, openings
from assess.phrases import phrase
from assess.profiles.queries import signer

bp = Blueprint("decisions", __name__, url_prefix="/decisions")

READERS = (Role.HR, Role.ANALYST, Role.HIRING_MANAGER)
#: Fits further out than this are drawn at the edge.
MOST = 3.0


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """The openings whose candidates the viewer may compare."""
    session = db.session()
    found = openings(session, current_user)
    return render_template("decisions/index.html", openings=found, candidates=candidates_by_opening(session, found))


@bp.get("/openings/<int:id>/compare")
@allowed(*READERS, writes=True)
def compare(id: int) -> str:
    """Candidates in bands; inside a band in a random order that stays."""
    session = db.session()
    stage = request.args.get("stage", "")
    pair = [one for name in ("a", "b") if (one := request.args.get(name, type=int))]
    side = queries.side_by_side(session, current_user, id, stage if stage in STAGES else "", pair)
    analysis = side.analysis.id if side.analysis else None
    record(session, current_user.pseudonym, "decisions.compared", f"opening:{id}", analysis=analysis, stage=stage)
    session.commit()
    measured = [one.measured for one in side.rows if one.measured and one.measured.fit.value is not None]
    zone = side.profile.middle_half if side.profile else None
    bounds = [bound for one in measured for bound in (one.fit.low, one.fit.high)]
    parts = [value for one in measured for _scale, value in one.parts]
    shown = reports.Shown(side.report, "", side.analysis.made_at) if side.analysis and side.report else None
    return render_template(
        "decisions/compare.html",
        side=side,
        shown=shown,
        prediction=side.profile.analysis.report.estimates["r_cv"] if side.profile else None,
        prediction_span=Domain(0, 1),
        stage=stage,
        stages=STAGES,
        pair=_pair(side),
        zone=zone,
        span=Domain.of([*bounds, *(zone or ())], most=MOST),
        parts_domain=Domain.of([*parts, *(-value for value in parts)]),
        axis=axis,
        row=row,
        bars=bars,
        track=track,
    )


def _pair(side: queries.Side) -> str:
    """The sentence about the two people asked for; empty while nobody asked."""
    first, second = (side.row(request.args.get(name, type=int)) for name in ("a", "b"))
    if first is None or second is None or first is second:
        return ""
    return _pair_words(side, first, second)


def _pair_words(side: queries.Side, first: queries.Row, second: queries.Row) -> str:
    found = side.compared(first, second)
    if found is None:
        return phrase("decisions.no_pair")
    if found.chance_above < 0.5:
        return _pair_words(side, second, first)
    low = found.difference.low
    key = "decisions.apart" if low is not None and low > 0 else "decisions.same"
    return phrase(key, first=first.name, second=second.name, chance=chance(found.chance_above))


@bp.get("/openings/<int:id>/compare/csv")
@allowed(*READERS, writes=True)
def compare_csv(id: int) -> BaseResponse:
    """Every table of the Report, zipped."""
    return _download(id, "csv")


@bp.get("/openings/<int:id>/compare/pdf")
@allowed(*READERS, writes=True)
def compare_pdf(id: int) -> BaseResponse:
    """The Report on paper."""
    return _download(id, "pdf")


def _download(id: int, form: str) -> BaseResponse:
    session = db.session()
    side = queries.side_by_side(session, current_user, id)
    if side.analysis is None or side.report is None:
        raise NotFound
    record(session, current_user.pseudonym, "decisions.exported", f"opening:{id}", form=form, analysis=side.analysis.id)
    session.commit()
    report = queries.with_names(side.report, queries.names_of(session, side.opening))
    return report_file(reports.Shown(report, "", side.analysis.made_at), form, f"comparison-{id}")


@bp.get("/applications/<int:id>")
@allowed(*READERS, writes=True)
def candidate(id: int) -> str:
    """What was decided about one candidate, and the form to decide."""
    session = db.session()
    application, found, side = queries.candidate_for(session, current_user, id)
    more = queries.beside(session, current_user, application)
    page = _candidate(application, found, side, more, DecisionForm(formdata=None))
    shown = {"references": more.references.id} if more.references else {}
    record(session, current_user.pseudonym, "decisions.viewed", f"application:{id}", **shown)
    if more.background:
        record(session, current_user.pseudonym, "references.background_viewed", f"application:{id}")
    session.commit()
    return page


@bp.post("/applications/<int:id>")
@allowed(Role.HR, Role.HIRING_MANAGER)
def decide(id: int) -> BaseResponse | tuple[str, int]:
    """Record a decision and move the candidate."""
    session, form = db.session(), DecisionForm()
    application, found, side = queries.candidate_for(session, current_user, id)
    more = queries.beside(session, current_user, application)
    if not form.validate():
        return _candidate(application, found, side, more, form), 422
    try:
        actions.decide(
            session, current_user.pseudonym, application, form.decision.data, form.reasons.data, form.note.data or "",
            queries.seen(found, side),
        )  # fmt: skip
    except Refusal as refusal:
        form.note.errors = [phrase(refusal.key, **refusal.values)]
        return _candidate(application, found, side, more, form), 422
    session.commit()
    flash(_("Recorded. %(name)s: %(stage)s.", name=found.name, stage=phrase(f"stage.{application.stage}")), "ok")
    return redirect(url_for("decisions.candidate", id=id))


def _candidate(
    application: Application, found: queries.Row, side: queries.Side, more: queries.Beside, form: DecisionForm
) -> str:
    session = db.session()
    made = queries.decisions(session, application)
    return render_template(
        "decisions/candidate.html",
        application=application,
        found=found,
        side=side,
        more=more,
        decisions=made,
        by={one.decided_by: signer(session, one.decided_by) for one in made},
        form=form,
    )
