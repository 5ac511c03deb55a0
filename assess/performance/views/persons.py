"""One person's score, step by step from raw results to a chance."""

from flask import redirect, render_template, url_for
from flask_security import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.charts import Domain, axis, row
from assess.database import db
from assess.labels import words_of
from assess.people.models import Person
from assess.performance import queries
from assess.performance.views import standings
from assess.performance.views.blueprint import bp


@bp.get("/tiers/<code>")
@allowed(Role.ANALYST, Role.HR, Role.LINE_MANAGER, Role.EMPLOYEE, writes=True)
def person(code: str) -> str:
    """How this person's score came about."""
    return _page(queries.scored_person(db.session(), current_user, code))


@bp.get("/mine")
@allowed(Role.EMPLOYEE, Role.LINE_MANAGER)
def mine() -> Response | str:
    """To one's own score."""
    own: Person | None = current_user.person
    if own is None:
        return render_template("performance/no_person.html")
    return redirect(url_for("performance.person", code=own.code))


def _page(person: Person) -> str:
    session = db.session()
    analysis = queries.tiers_of(session, person.job)
    report = analysis.report if analysis else None
    found = standings.standings(report, {person.code: person}) if report else []
    if analysis is None or report is None or not found:
        return render_template("performance/no_score.html", person=person)
    record(session, current_user.pseudonym, "performance.score_viewed", f"person:{person.id}", analysis=analysis.id)
    session.commit()
    steps = standings.row_of(report, "steps", person.code)
    parts = standings.parts(steps) if steps and found[0].score.value is not None else []
    # one standard deviation at least, so that a small change looks small
    span = Domain.of([0.0, 1.0, *(at for part in parts for at in (part.before, part.after))])
    return render_template(
        "performance/person.html", person=person, one=found[0], steps=steps, axis=axis(span),
        shown=reports.Shown(report, "Exemplar", analysis.made_at), people=len(report.table("people").rows),
        changes=[(part, _mark(part, span)) for part in parts],
        comparisons=queries.comparisons(session, person),
        circumstances={str(cells[0]): cells for cells in report.table("circumstances").rows},
        cohort={str(cells[0]): cells[1] for cells in report.table("cohort").rows},
        own=person.id == current_user.person_id,
        names={str(cells[0]): words_of("covariate", str(cells[0])) for cells in report.table("circumstances").rows},
        weights={str(cells[0]): cells[4] for cells in report.table("metrics").rows},
    )  # fmt: skip


def _mark(part: standings.Part, span: Domain) -> Markup:
    """From before to after, where the dot is."""
    return row(span, min(part.before, part.after), part.after, max(part.before, part.after))
