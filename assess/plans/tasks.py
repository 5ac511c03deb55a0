"""What promises one person most, computed when a plan is begun."""

from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.audit.actions import SYSTEM
from assess.jobs.tasks import task
from assess.levers.queries.verdicts import verdicts_of
from assess.performance.queries.managers import criterion_of
from assess.performance.queries.screening import replicable_group
from assess.plans.frames import options, ratings
from assess.plans.models import Plan
from assess.plans.queries import choices
from scoring.payoff import advice, payoff, skills
from scoring.payoff.results import Advice, Choice
from scoring.reports.payoff import report

#: Of the draws; kept with each Report.
SEED = 29


@task("plans.advise")
def advise(session: Session, id: int) -> None:
    """Store what the figures say for the person of a plan; nobody reads it before both sides have ranked."""
    plan = session.get(Plan, id)
    if plan is None or plan.advice_id is not None:
        return
    job, code = plan.person.job, plan.person.code
    judged, rated, levers = verdicts_of(session, job), criterion_of(session, job), choices(session, job)
    if judged is None or rated is None:
        return
    groups = replicable_group(session, job, rated.report)
    values = ratings(session, job, levers)
    found = options(judged.report, levers, values, groups)
    own = skills(values[values["person_id"] == code])
    gains = payoff(own, found, months=plan.months, seed=SEED)
    told = advice(gains, code) if code in gains.people else Advice(code, Choice.NOT_KNOWN, (), ())
    made = provenance(
        report(told, gains.caveats), {"ratings": values}, SEED, person=code, months=plan.months, verdicts=judged.id,
        levers=[one.code for one in found],
    )  # fmt: skip
    plan.advice = store(session, made, f"plan:{id}", SYSTEM)
