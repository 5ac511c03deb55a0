"""The tiers of a role: who stands where, and how sure that is."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.charts import Domain, axis
from assess.database import db
from assess.downloads import report_file
from assess.jobs.actions import enqueue
from assess.performance import queries
from assess.performance.models import Rating
from assess.performance.views import standings
from assess.performance.views.blueprint import bp


@bp.get("/tiers")
@allowed(Role.ANALYST, Role.HR, Role.LINE_MANAGER, writes=True)
def tiers() -> str:
    """Everyone of a role, or a line manager's own team, with chances, ranges and why the rank moved."""
    session = db.session()
    roles = queries.rated_roles_of(session, current_user)
    role = request.args.get("role", "")
    role = role if role in roles else next(iter(roles), "")
    rating = queries.rating_of(session, role) if roles else None
    if rating is None:
        return render_template("performance/no_tiers.html", measured=bool(queries.measured_roles(session)))
    sees_all = bool(current_user.role_names & queries.SEES_ALL_SCORES)
    subject = f"analysis:{rating.analysis_id}"
    record(session, current_user.pseudonym, "performance.tiers_viewed", subject, team_only=not sees_all)
    session.commit()
    return _page(session, rating, roles, sees_all)


def _page(session: Session, rating: Rating, roles: list[str], sees_all: bool) -> str:
    arguments = request.args
    choice = queries.Choice(*(arguments.get(name, "") for name in ("team", "tier", "only", "segment", "region")))
    sort = arguments.get("sort", "")
    found = queries.listed(session, current_user, rating, choice, sort, arguments.get("page", 1, type=int))
    offered = queries.offered(session, current_user, rating)
    span = Domain.of(bound for bound in (offered.low, offered.high) if bound is not None)
    shade = None if offered.border is None else (offered.border, span.high)
    shown = [standings.standing(one) for one in found.rows]
    return render_template(
        "performance/tiers.html", shown=reports.Shown(rating.headline, _("Exemplar"), rating.analysis.made_at),
        analysis=rating.analysis, role=rating.role, roles=roles, sees_all=sees_all, choice=choice, sort=sort,
        found=found, offered=offered, axis=axis(span), rows=[(one, standings.plot(one, span, shade)) for one in shown],
    )  # fmt: skip


@bp.post("/tiers/rate")
@allowed(Role.ANALYST, Role.HR)
def rate() -> BaseResponse:
    """Compute the tiers anew."""
    session = db.session()
    enqueue(session, "performance.rate")
    record(session, current_user.pseudonym, "performance.rating_asked")
    session.commit()
    flash(_("The tiers are being computed; reload this page in a moment."), "ok")
    return redirect(url_for("performance.tiers"))


@bp.get("/tiers/<int:id>/csv")
@allowed(Role.ANALYST, Role.HR, writes=True)
def tiers_csv(id: int) -> BaseResponse:
    """Every table of the Report, zipped."""
    return _download(id, "csv")


@bp.get("/tiers/<int:id>/pdf")
@allowed(Role.ANALYST, Role.HR, writes=True)
def tiers_pdf(id: int) -> BaseResponse:
    """The Report on paper."""
    return _download(id, "pdf")


def _download(id: int, form: str) -> BaseResponse:
    session = db.session()
    analysis = queries.tiers_report(session, current_user, id)
    record(session, current_user.pseudonym, "performance.tiers_exported", f"analysis:{id}", form=form)
    session.commit()
    return report_file(reports.Shown(analysis.report, _("Exemplar"), analysis.made_at), form, f"tiers-{id}")
