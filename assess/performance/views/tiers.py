"""The tiers of a role: who stands where, and how sure that is."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from assess import reports
from assess.access import Role, allowed
from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.charts import axis
from assess.database import db
from assess.downloads import report_file
from assess.jobs.actions import enqueue
from assess.people.models import Person
from assess.performance import queries
from assess.performance.views import standings
from assess.performance.views.blueprint import bp

PAGE = 100


@bp.get("/tiers")
@allowed(Role.ANALYST, Role.HR, Role.LINE_MANAGER, writes=True)
def tiers() -> str:
    """Everyone of a role, or a line manager's own team, with chances, ranges and why the rank moved."""
    session = db.session()
    roles, people = queries.rated_roles(session), queries.visible_people(session, current_user)
    sees_all = bool(current_user.role_names & queries.SEES_ALL_SCORES)
    if not sees_all:
        roles = [role for role in roles if any(person.job == role for person in people.values())]
    role = request.args.get("role", "")
    role = role if role in roles else next(iter(roles), "")
    analysis = queries.tiers_of(session, role) if roles else None
    if analysis is None:
        return render_template("performance/no_tiers.html", measured=bool(queries.measured_roles(session)))
    record(
        session, current_user.pseudonym, "performance.tiers_viewed", f"analysis:{analysis.id}", team_only=not sees_all
    )
    session.commit()
    return _page(analysis, role, roles, people, sees_all)


def _page(analysis: Analysis, role: str, roles: list[str], people: dict[str, Person], sees_all: bool) -> str:
    report, arguments = analysis.report, request.args
    everyone = standings.standings(report, people)
    picked = {name: arguments.get(name, "") for name in ("team", "tier", "only")}
    found = standings.ordered(standings.chosen(everyone, **picked), arguments.get("sort", ""))
    page = max(1, arguments.get("page", 1, type=int))
    span = standings.domain(everyone)
    shade = standings.zone(report, span) if report.tables else None
    shown = found[(page - 1) * PAGE : page * PAGE]
    return render_template(
        "performance/tiers.html", shown=reports.Shown(report, _("Exemplar"), analysis.made_at), analysis=analysis,
        role=role, roles=roles, sees_all=sees_all, picked=picked, sort=arguments.get("sort", ""), page=page,
        pages=-(-len(found) // PAGE), total=len(everyone), found=len(found), axis=axis(span),
        rows=[(one, standings.plot(one, span, shade)) for one in shown],
        teams=sorted({one.team for one in everyone if one.team}),
        tiers=[tier for tier in standings.TIERS if any(one.tier == tier for one in everyone)],
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
