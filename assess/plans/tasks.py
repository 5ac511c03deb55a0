"""What promises one person most, computed when a plan is begun, with every new verdict, and when somebody asks."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.analyses.models import Analysis
from assess.audit.actions import SYSTEM
from assess.jobs.actions import enqueue
from assess.jobs.tasks import task
from assess.levers.queries.registry import levers as levers_of
from assess.levers.queries.verdicts import conditions_of, verdicts_of
from assess.people.models import Person, Team
from assess.performance.queries import subject
from assess.performance.queries.managers import criterion_of
from assess.performance.queries.screening import replicable_group
from assess.plans.frames import conditions, options, ratings
from assess.plans.models import Plan
from assess.plans.queries import choices
from scoring.payoff import advice, payoff, skills
from scoring.payoff.results import Advice, Choice, Option
from scoring.reports.conditions import KIND as CONDITIONS
from scoring.reports.payoff import report
from scoring.reports.payoff import team as team_report
from scoring.results import Report, Sentence

#: Of the draws; kept with each Report.
SEED = 29


@task("plans.advise")
def advise(session: Session, id: int) -> None:
    """Store what the figures say for the person of a plan, and whether most of their team would hear the same.

    Nobody reads it before both sides have ranked. Asked anew it takes the place of what was there.
    """
    plan = session.get(Plan, id)
    if plan is None or plan.ended_at is not None:
        return
    job, code = plan.person.job, plan.person.code
    judged, rated, levers = verdicts_of(session, job), criterion_of(session, job), choices(session, job)
    if judged is None or rated is None:
        return
    groups, teams = replicable_group(session, job, rated.report), _teams(session, job)
    values = ratings(session, job, levers)
    found = options(judged.report, levers, values, groups)
    around, stands = _conditions(session, job, teams, groups)
    mates = {one for one, team in teams.items() if team == teams.get(code)} | {code}
    state = pd.concat([skills(values[values["person_id"].isin(mates)]), stands[stands["person_id"].isin(mates)]])
    team = pd.Series(teams, dtype=object)
    gains = payoff(state, [*found, *around], months=plan.months, teams=team, seed=SEED)
    told = advice(gains, code) if code in gains.people else Advice(code, Choice.NOT_KNOWN, (), ())

    def kept(made: Report) -> Analysis:
        full = provenance(
            made, {"ratings": values, "conditions": stands}, SEED, person=code, months=plan.months, verdicts=judged.id,
            levers=[one.code for one in (*found, *around)],
        )  # fmt: skip
        return store(session, full, f"plan:{id}", SYSTEM)

    plan.advice = kept(report(told, gains.caveats))
    kept(team_report(gains))


@task("plans.renew", "levers.judged")
def renew(session: Session, id: int) -> None:
    """The question is asked of the figures again with every new verdict."""
    job = session.get_one(Analysis, id).subject.removeprefix(subject(""))
    plans = select(Plan.id).join(Plan.person).where(Person.job == job, Plan.ended_at.is_(None)).order_by(Plan.id)
    for one in session.scalars(plans).all():
        enqueue(session, "plans.advise", id=one)


def _teams(session: Session, job: str) -> dict[str, str]:
    query = select(Person.code, Team.name).join(Team, Team.id == Person.team_id).where(Person.job == job)
    return dict(session.execute(query.order_by(Person.code)).all())


def _conditions(
    session: Session, job: str, teams: dict[str, str], groups: dict[str, str]
) -> tuple[list[Option], pd.DataFrame]:
    told = conditions_of(session, job)
    own = [one for one in levers_of(session, job) if one.type == "condition" and one.locked_at is not None]
    none = Report(CONDITIONS, Sentence("conditions.untested"))
    return conditions(session, told.report if told else none, own, teams, groups)
