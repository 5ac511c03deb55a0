"""No one thing: all practices of a job together, and the conditions teams work under."""

from flask import render_template
from flask_babel import gettext as _
from flask_security import current_user

from assess import reports
from assess.access import allowed
from assess.audit.actions import record
from assess.charts import Domain, axis, row
from assess.database import db
from assess.levers.queries import verdicts as queries
from assess.levers.queries.judgements import concentration
from assess.levers.queries.registry import levers
from assess.levers.views.blueprint import READERS, bp, chosen_job
from scoring.results import Estimate

#: Rows of a look that are shown; the files hold all.
MOST = 20
#: Where the effect stands that decided on a condition.
DECIDED = {"joint": "joint", "by_itself": "alone"}


@bp.get("/together")
@allowed(*READERS, writes=True)
def together() -> str:
    """Many practices against the best single one, one alone against all, shares, and what nobody on top lacks."""
    session, (jobs, job) = db.session(), chosen_job()
    analysis, judged = queries.bundle_of(session, job), queries.verdicts_of(session, job)
    if analysis is None or judged is None:
        return render_template("levers/no_bundle.html", jobs=jobs, job=job)
    record(session, current_user.pseudonym, "levers.bundle_viewed", f"analysis:{analysis.id}")
    session.commit()
    needed = queries.necessity_of(session, job)
    ceilings = queries.rows(analysis.report, "ceilings")
    gains = [one["gain"] for one in ceilings]
    domain = Domain.of(
        bound for gain in gains if isinstance(gain, Estimate) for bound in (gain.low, gain.value, gain.high)
    )
    return render_template(
        "levers/together.html",
        shown=reports.Shown(analysis.report, _("Exemplar"), analysis.made_at),
        analysis=analysis, jobs=jobs, job=job, names=queries.names(session, job),
        trended=bool(queries.rows(analysis.report, "team_changes")),
        ceilings=[(one, _mark(domain, one["gain"])) for one in ceilings], axis=axis(domain),
        contest=queries.rows(analysis.report, "contest"), doses=queries.rows(analysis.report, "doses"),
        concentration=concentration(judged.report), pairs=queries.rows(judged.report, "pairs"),
        patterns=queries.rows(judged.report, "patterns"), most=MOST, needed=needed,
        without=reports.Shown(needed.report, _("Exemplar"), needed.made_at) if needed else None,
    )  # fmt: skip


def _mark(domain: Domain, gain: object) -> object:
    if not isinstance(gain, Estimate) or gain.value is None:
        return None
    return row(domain, gain.low, gain.value, gain.high)


@bp.get("/conditions")
@allowed(*READERS, writes=True)
def conditions() -> str:
    """Conditions of teams and their results."""
    session, (jobs, job) = db.session(), chosen_job()
    analysis = queries.conditions_of(session, job)
    if analysis is None:
        return render_template("levers/no_conditions.html", jobs=jobs, job=job)
    record(session, current_user.pseudonym, "levers.conditions_viewed", f"analysis:{analysis.id}")
    session.commit()
    found = queries.rows(analysis.report, "conditions")
    decided = [one[DECIDED.get(str(one["decided_on"]), "alone")] for one in found]
    domain = Domain.of(bound for e in decided if isinstance(e, Estimate) for bound in (e.low, e.value, e.high))
    return render_template(
        "levers/conditions.html",
        shown=reports.Shown(analysis.report, _("Exemplar"), analysis.made_at), analysis=analysis, jobs=jobs, job=job,
        found=[(one, _mark(domain, cell)) for one, cell in zip(found, decided, strict=True)], axis=axis(domain),
        aggregation={one["condition"]: one for one in queries.rows(analysis.report, "aggregation")},
        names=queries.names(session, job), by={one.code: one.id for one in levers(session, job)},
        crossings=queries.rows(analysis.report, "crossings"), most=MOST, sureness=queries.SURENESS,
    )  # fmt: skip
