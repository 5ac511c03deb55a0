"""What the figures say of a plan: whose targets, what a manager may change, who hears the same, when it is asked."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.jobs.actions import announce, enqueue
from assess.levers.models import Lever
from assess.levers.queries.verdicts import verdicts_of
from assess.performance.queries.managers import criterion_of
from assess.performance.queries.screening import replicable_group
from assess.plans import actions, frames
from assess.plans.models import Plan
from scoring.conditions.analysis import METHOD
from scoring.reports.conditions import KIND as CONDITIONS
from scoring.reports.payoff import TEAM
from scoring.results import Column, Estimate, Report, Sentence, Table
from surveys.moments import now
from tests.assess.levers.conftest import JOB
from tests.assess.performance.splitting import apart
from tests.assess.plans.conftest import Pair

Client = Callable[..., FlaskClient]


def advised(plan: Plan, session: Session, run_jobs: Callable[[], int]) -> Report:
    """What the figures say when they are asked again."""
    enqueue(session, "plans.advise", id=plan.id)
    session.commit()
    run_jobs()
    session.refresh(plan)
    assert plan.advice is not None
    return plan.advice.report


def kept(session: Session, report: Report, subject: str) -> None:
    session.add(Analysis(kind=report.kind, subject=subject, report_json=report.to_json(), inputs_hash="0" * 64,
                         made_by="system", made_at=now()))  # fmt: skip
    session.commit()


def test_the_target_is_that_of_the_top_without_those_apart_by_talent(
    plan: Plan, judged: dict[str, Lever], session: Session, run_jobs: Callable[[], int]
) -> None:
    def targets() -> dict[str, float]:
        session.refresh(plan)
        assert plan.advice is not None
        table = plan.advice.report.table("skills")
        return dict(zip(table.column("lever"), table.column("target"), strict=True))

    before, criterion = targets(), criterion_of(session, JOB)
    assert criterion is not None
    code = next(iter(before))
    top = [code for code, group in replicable_group(session, JOB, criterion.report).items() if group == "top"]
    known = frames.ratings(session, JOB, [judged[code]]).set_index("person_id")["value"].reindex(top)
    apart(session, JOB, *known.nsmallest(len(top) // 2).index)
    plan.advice_id = None
    enqueue(session, "plans.advise", id=plan.id)
    session.commit()
    run_jobs()
    assert targets()[code] > before[code] + 0.1


def test_a_condition_of_teams_is_the_managers_to_change_and_no_lack_of_the_person(
    ranked: Plan, pair: Pair, session: Session, run_jobs: Callable[[], int], signed_in: Client
) -> None:
    columns = [Column(name) for name in ("condition", "verdict", "decided_on")]
    columns += [Column("alone", "estimate"), Column("joint", "estimate")]
    effect = Estimate(0.4, 96, METHOD, 0.3, 0.5)
    cells = ("coaching", "supported_provisional", "by_itself", effect, effect)
    told = Report(CONDITIONS, Sentence("conditions.found"), tables=(Table("conditions", tuple(columns), (cells,)),))
    kept(session, told, f"job:{JOB}")
    report = advised(ranked, session, run_jobs)
    table = report.table("conditions")
    assert table.column("lever") == ("coaching",) and "coaching" not in report.table("skills").column("lever")
    # the first team has 8 hours, the lowest of 8, 9 and 10
    level = table.column("level")[0]
    assert isinstance(level, Estimate) and level.value is not None and -1.4 < level.value < -1.0
    mine, theirs = (signed_in(one).get(f"/plans/{ranked.id}").text for one in (pair.manager, pair.person))
    assert "Yours to change: conditions of the team" in mine and "Hours of coaching" in mine
    assert "Hours of coaching" not in theirs


def test_a_manager_hears_when_most_of_a_team_would_get_the_same_advice(
    ranked: Plan, pair: Pair, session: Session, signed_in: Client
) -> None:
    assert ranked.advice is not None and ranked.person.team is not None
    team, first = ranked.person.team.name, str(ranked.advice.report.table("skills").column("lever")[0])
    found = latest(session, TEAM, f"plan:{ranked.id}")
    assert found is not None, "computed with the advice"
    columns = tuple(Column(name) for name in ("team", "lever", "label", "people", "of"))
    row = (team, first, "x", 5, 8)
    kept(session, Report(TEAM, Sentence("payoff_team.generic"), tables=(Table("generic", columns, (row,)),)),
         f"plan:{ranked.id}")  # fmt: skip
    said = "5 of 8 in this team would get the same advice"
    assert said in signed_in(pair.manager).get(f"/plans/{ranked.id}").text
    assert said not in signed_in(pair.person).get(f"/plans/{ranked.id}").text


def test_the_figures_are_asked_again_on_demand_and_with_every_new_verdict(
    ranked: Plan, pair: Pair, session: Session, run_jobs: Callable[[], int], signed_in: Client
) -> None:
    client, first = signed_in(pair.person), ranked.advice_id
    assert "Ask the figures again" in client.get(f"/plans/{ranked.id}").text
    client.post(f"/plans/{ranked.id}/advice")
    run_jobs()
    session.refresh(ranked)
    second = ranked.advice_id
    judged = verdicts_of(session, JOB)
    assert first and second and second > first and judged is not None
    announce(session, "levers.judged", judged.id)
    session.commit()
    run_jobs()
    session.refresh(ranked)
    assert ranked.advice_id is not None and ranked.advice_id > second


def test_a_page_without_figures_says_why(
    ranked: Plan, pair: Pair, session: Session, run_jobs: Callable[[], int], signed_in: Client
) -> None:
    client, place = signed_in(pair.person), f"/plans/{ranked.id}"
    ranked.advice_id = None
    session.commit()
    assert "Nothing yet. Ask the figures." in client.get(place).text
    client.post(f"{place}/advice")
    assert "It is being computed" in client.get(place).text
    run_jobs()
    assert "It is being computed" not in client.get(place).text


def test_nobody_asks_the_figures_before_both_have_ranked(plan: Plan, pair: Pair, session: Session) -> None:
    with pytest.raises(actions.ChooseFirst):
        actions.ask_anew(session, pair.person.pseudonym, plan)
