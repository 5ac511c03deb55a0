"""The KPIs: what counts, which way, and how much."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.database import db
from assess.performance import queries
from assess.performance.actions.weights import DIRECTIONS, LONGEST_RAMP, read_ramps, read_weights, settle, weigh
from assess.performance.views.blueprint import bp
from scoring.errors import Code
from scoring.results import Report


@bp.route("/kpis", methods=["GET", "POST"])
@allowed(Role.ANALYST, Role.ADMINISTRATOR)
def kpis() -> str | Response | tuple[str, int]:
    """Weights and directions; saving them computes the tiers anew."""
    session = db.session()
    if request.method == "GET":
        return _page({})
    given, errors = read_weights(session, request.form)
    if errors:
        return _page(errors), 422
    changed = weigh(session, current_user.pseudonym, given)
    session.commit()
    if changed:
        flash(_("%(n)s measures changed; the tiers are being computed anew.", n=changed), "ok")
    return redirect(url_for("performance.kpis"))


@bp.post("/kpis/ramps")
@allowed(Role.ANALYST, Role.ADMINISTRATOR)
def ramps() -> Response | tuple[str, int]:
    """How long people settle into their role before their results count."""
    session = db.session()
    given, wrong = read_ramps(session, request.form)
    if wrong:
        return _page({}, wrong), 422
    changed = settle(session, current_user.pseudonym, given)
    session.commit()
    if changed:
        flash(_("Settling-in time saved; the tiers are being computed anew."), "ok")
    return redirect(url_for("performance.kpis"))


def _page(errors: dict[int, str], wrong_ramp: str = "") -> str:
    session = db.session()
    found = queries.kpis(session)
    ramps = queries.ramps(session)
    ratings = {role: queries.rating_of(session, role) for role in ramps}
    reports = {role: rating.headline for role, rating in ratings.items() if rating is not None}
    return render_template(
        "performance/kpis.html",
        kpis=found,
        shares=queries.shares(session, found),
        labels={kpi.key: kpi.label or kpi.key for kpi in found},
        roles={role: queries.weights(session, role) for role in ramps},
        effective={role: _effective(report) for role, report in reports.items()},
        verdicts={role: _rests_on_weights(report) for role, report in reports.items()},
        errors=errors,
        directions=DIRECTIONS,
        given=request.form,
        ramps=ramps,
        wrong_ramp=wrong_ramp,
        longest_ramp=LONGEST_RAMP,
    )


def _effective(report: Report) -> dict[str, float | None]:
    """By KPI, what it counts in effect; nothing where the Report has no such column."""
    if "metrics" not in {table.key for table in report.tables}:
        return {}
    table = report.table("metrics")
    shares = zip(table.column("metric_key"), table.column("effective_weight"), strict=True)
    return {str(key): share if isinstance(share, float) else None for key, share in shares}


def _rests_on_weights(report: Report) -> bool | None:
    """Whether the Report warns of it; None where it could not be looked at."""
    if "weightings" not in {table.key for table in report.tables}:
        return None
    return any(caveat.code is Code.SENSITIVE_TO_WEIGHTS for caveat in report.caveats)
