"""Pages and files of what was released."""

from io import BytesIO

from flask import render_template, request, send_file
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import allowed
from assess.audit.actions import record
from assess.campaigns import queries
from assess.campaigns.queries import READERS, comments, groups
from assess.campaigns.queries.plots import grid, moves
from assess.campaigns.views.blueprint import bp
from assess.charts import Domain, axis, row
from assess.database import db


@bp.get("/campaigns/<int:id>/results")
@allowed(*READERS, writes=True)
def results(id: int) -> str:
    """What was released."""
    session = db.session()
    found, analysis = queries.results(session, current_user, id)
    record(session, current_user.pseudonym, "campaigns.results_viewed", f"report:{analysis.id}")
    session.commit()
    scales = queries.plots(analysis.report)
    return render_template(
        "campaigns/results.html",
        campaign=found,
        shown=reports.Shown(analysis.report, "", analysis.made_at),
        scales=scales,
        grid=grid(scales),
        axis=axis,
        row=row,
        names=queries.named(found),
        most=max([found.least, *queries.least_by_scale(session, found).values()]),
        Domain=Domain,
        manages=queries.manages(current_user, found),
        themes=comments.has_themes(session, found),
    )


@bp.get("/campaigns/<int:id>/results/group")
@allowed(*READERS, writes=True)
def group(id: int) -> str:
    """One group beside everyone, by its name; what is not shown of a group is refused in the same words for all."""
    session = db.session()
    name = request.args.get("name", "")
    found, analysis, rows = groups.group(session, current_user, id, name)
    record(session, current_user.pseudonym, "campaigns.results_viewed", f"report:{analysis.id}")
    session.commit()
    return render_template(
        "campaigns/group.html", campaign=found, name=name, rows=rows, made_at=analysis.made_at,
        names=queries.named(found), axis=axis, row=row, Domain=Domain,
    )  # fmt: skip


@bp.get("/campaigns/<int:id>/results.csv")
@allowed(*READERS, writes=True)
def results_csv(id: int) -> Response:
    """The released tables and the whole Report, in one archive."""
    shown = _exported(id, "csv")
    return send_file(BytesIO(reports.csv_zip(shown.report)), "application/zip", True, f"survey-{id}.zip")


@bp.get("/campaigns/<int:id>/results.pdf")
@allowed(*READERS, writes=True)
def results_pdf(id: int) -> Response:
    """The released Report on paper."""
    return send_file(BytesIO(reports.pdf(_exported(id, "pdf"))), "application/pdf", True, f"survey-{id}.pdf")


@bp.get("/campaigns/<int:id>/trend")
@allowed(*READERS, writes=True)
def trend(id: int) -> str:
    """How the groups moved from wave to wave."""
    session = db.session()
    found, analysis = queries.trend(session, current_user, id)
    record(session, current_user.pseudonym, "campaigns.results_viewed", f"report:{analysis.id}")
    session.commit()
    return render_template(
        "campaigns/trend.html",
        campaign=found,
        shown=reports.Shown(analysis.report, "", analysis.made_at),
        moves=moves(analysis.report),
        axis=axis,
        row=row,
        Domain=Domain,
        names=queries.named(found),
    )


def _exported(id: int, form: str) -> reports.Shown:
    session = db.session()
    _found, analysis = queries.results(session, current_user, id)
    record(session, current_user.pseudonym, "campaigns.results_exported", f"report:{analysis.id}", form=form)
    session.commit()
    return reports.Shown(analysis.report, "", analysis.made_at)
