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
from assess.performance.models import RatedPerson, Rating
from assess.performance.views import standings
from assess.performance.views.blueprint import bp
from scoring.derivation import Period, periods
from scoring.results import Report


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
    rating = queries.rating_of(session, person.job)
    rated = queries.rated_person(session, rating, person) if rating else None
    if rating is None or rated is None:
        return render_template("performance/no_score.html", person=person)
    subject = f"person:{person.id}"
    record(session, current_user.pseudonym, "performance.score_viewed", subject, analysis=rating.analysis_id)
    session.commit()
    report, one, steps = rating.headline, standings.standing(rated), standings.steps(rated)
    parts = standings.parts(steps) if steps and one.score.value is not None else []
    # one standard deviation at least, so that a small change looks small
    span = Domain.of([0.0, 1.0, *(at for part in parts for at in (part.before, part.after))])
    metrics = standings.rows(report, "metrics")
    return render_template(
        "performance/person.html", person=person, one=one, steps=steps, axis=axis(span),
        shown=reports.Shown(report, "Exemplar", rating.analysis.made_at),
        changes=[(part, _mark(part, span)) for part in parts],
        comparisons=queries.comparisons(session, current_user, person), periods=_periods(rating, rated, report),
        circumstances={str(cells["covariate"]): cells for cells in standings.rows(report, "circumstances")},
        cohort={str(cells["quantity"]): cells["value"] for cells in standings.rows(report, "cohort")},
        own=person.id == current_user.person_id, weights={cells["metric_key"]: cells["weight"] for cells in metrics},
        names={cells["covariate"]: words_of("covariate", str(cells["covariate"]))
               for cells in standings.rows(report, "circumstances")},
    )  # fmt: skip


def _periods(rating: Rating, rated: RatedPerson, report: Report) -> list[Period]:
    """Each period from its results to its score, newest first."""
    if not rated.derivation:
        return []
    dates = [(start, end) for start, end in rating.periods]
    metrics, cells = standings.rows(report, "metrics"), standings.rows(report, "cells")
    return periods(rated.derivation, dates, metrics, cells)[::-1]


def _mark(part: standings.Part, span: Domain) -> Markup:
    """From before to after, where the dot is."""
    return row(span, min(part.before, part.after), part.after, max(part.before, part.after))
