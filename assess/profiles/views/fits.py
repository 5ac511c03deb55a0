"""The fit of one person: a candidate's, or one's own."""

from flask import render_template, request
from flask_security import current_user

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.charts import Domain, axis, row
from assess.database import db
from assess.errors import NotFound
from assess.profiles import queries
from assess.profiles.models import FitResult
from assess.profiles.views.blueprint import bp
from scoring.reports.fit import of_person


@bp.get("/fits/<int:application>")
@allowed(Role.HR, Role.ANALYST, Role.HIRING_MANAGER, writes=True)
def fit(application: int) -> str:
    """A candidate's fit: how sure it is and what it is made of."""
    session = db.session()
    found = queries.fit_for(session, current_user, application)
    if not found.profile.in_force:
        raise NotFound
    record(
        session, current_user.pseudonym, "profiles.fit_viewed", f"application:{application}", analysis=found.analysis_id
    )
    session.commit()
    return fit_page("profiles/fit.html", found)


@bp.get("/mine")
@allowed(Role.EMPLOYEE, Role.LINE_MANAGER, writes=True)
def mine() -> str:
    """One's own scales beside those of top producers, of the own job or of one that leads others."""
    session = db.session()
    person = current_user.person
    job = request.args.get("job", "") or (person.job if person else "")
    others = [] if person is None else [queries.leading(session, one) for one in queries.leading_jobs(session)]
    page = {
        "job": job,
        "own": person is not None and job == person.job,
        "leading": [one for one in others if person and one.job != person.job],
        "shows": queries.shown(session, person.participant_id) if person and person.participant_id else set(),
        "known": bool(person and person.participant_id),
    }
    found = queries.own_fit(session, current_user, job)
    if found is None or not found.profile.in_force:
        return render_template("profiles/mine_none.html", **page)
    record(session, current_user.pseudonym, "profiles.own_fit_viewed", f"participant:{found.participant.code}", job=job)
    session.commit()
    return fit_page("profiles/mine.html", found, **page)


def fit_page(template: str, found: FitResult, **more: object) -> str:
    """The page of one person measured."""
    report = of_person(found.analysis.report, found.participant.code)
    person = queries.measured(report, found.participant.code)
    zone = found.profile.middle_half
    later = (person.later[0].low, person.later[0].high) if person.later else ()
    return render_template(
        template,
        found=found,
        person=person,
        shown=reports.Shown(report, "", found.analysis.made_at),
        span=Domain.of([person.fit.low, person.fit.high, *later, *(zone or ())]),
        zone=zone,
        axis=axis,
        row=row,
        **more,
    )
