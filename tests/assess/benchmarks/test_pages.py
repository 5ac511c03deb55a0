"""Bars as HR sees them; averages, targets and names as colleagues see them."""

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.benchmarks.actions.sharing import be_named, tell
from assess.benchmarks.actions.targets import decide, publish
from assess.benchmarks.frames import Told
from assess.benchmarks.models import Recognition, SharedAverage, Target
from assess.benchmarks.queries.own import own
from assess.benchmarks.queries.reports import benchmarks_of, rows
from assess.jobs.actions import announce, enqueue
from assess.people.models import Account, Person, Team
from assess.performance.models import Kpi, Measure
from assess.performance.models.screening import Screen
from assess.performance.queries import tiers_of
from scoring.benchmarks.sharing import Shared
from tests.assess.benchmarks.conftest import ENDS, JOB, STARTS


def test_without_benchmarks_the_page_says_what_to_do(hr: FlaskClient):
    assert "Upload people, KPIs and results first" in hr.get("/benchmarks/").text


def test_bars_stand_with_their_range_and_what_bends_them(
    hr: FlaskClient, shared: list[Person], kpi: Callable[[str], Kpi]
):
    index = hr.get("/benchmarks/").text
    assert "Visits" in index
    assert "the top others can follow" in index
    page = hr.get(f"/benchmarks/kpis/{kpi('visits').id}").text
    assert "The bar lies at" in page
    assert "With them" in page
    assert "Change in results" in page
    assert hr.get(f"/benchmarks/kpis/{kpi('revenue').id}").status_code == 200
    assert hr.get("/benchmarks/kpis/999999").status_code == 404


def test_the_report_goes_out_as_csv_and_pdf_and_that_is_recorded(
    hr: FlaskClient, rated: list[Person], session: Session
):
    page = hr.get("/benchmarks/").text
    number = re.search(r"/benchmarks/reports/(\d+)/csv", page).group(1)  # type: ignore[union-attr]
    assert hr.get(f"/benchmarks/reports/{number}/csv").data[:2] == b"PK"
    assert hr.get(f"/benchmarks/reports/{number}/pdf").data[:4] == b"%PDF"
    exported = session.scalars(select(AuditEvent).where(AuditEvent.action == "benchmarks.exported")).all()
    assert [one.details["form"] for one in exported] == ["csv", "pdf"]


def test_the_same_results_store_no_second_report(rated: list[Person], session: Session, run_jobs: Callable[[], int]):
    before = session.scalar(select(AuditEvent.id).where(AuditEvent.action == "benchmarks.computed"))
    enqueue(session, "benchmarks.compute_job", job=JOB)
    session.commit()
    run_jobs()
    assert session.scalars(select(AuditEvent.id).where(AuditEvent.action == "benchmarks.computed")).all() == [before]


def test_a_rep_sees_the_own_value_averages_and_quarter_and_nothing_withheld(
    shared: list[Person], session: Session, signed_in: Callable[..., FlaskClient], seller: Callable[[Person], Account]
):
    page = signed_in(seller(shared[2])).get("/benchmarks/mine").text
    assert "Average of your team" in page
    assert "n = 10" in page
    assert "in the highest quarter of everybody" in page
    assert "1 KPI is not shared at all" in page
    assert "Refunds" not in page
    assert session.scalars(select(AuditEvent).where(AuditEvent.action == "benchmarks.own_viewed")).one()


def test_no_average_on_a_page_is_exact(shared: list[Person], session: Session, kpi: Callable[[str], Kpi]):
    told = session.scalars(select(SharedAverage).where(SharedAverage.kpi_id == kpi("revenue").id)).all()
    assert len(told) == 7
    exact = {}
    for one in told:
        query = (
            select(Measure.value)
            .join(Person, Person.id == Measure.person_id)
            .where(Measure.kpi_id == one.kpi_id, Measure.period_start == one.period_start)
        )
        if one.team:
            query = query.join(Team, Team.id == Person.team_id).where(Team.name == one.team)
        values = session.scalars(query).all()
        assert len(values) == one.n
        exact[one.team] = sum(values) / len(values)
        assert one.mean != pytest.approx(exact[one.team], abs=1e-6)
    assert {one.period_start for one in told} == {date(2025, 10, 1)}


def test_a_team_of_four_is_not_told_and_cannot_be_subtracted(
    sellers: list[Person], session: Session, kpi: Callable[[str], Kpi], run_jobs: Callable[[], int]
):
    # six of the sixth team move to the first: four are left, and the job less the other teams would be those four
    first = sellers[0].team_id
    for person in [one for one in sellers if one.team_id == sellers[5].team_id][:6]:
        person.team_id = first
    decide(session, "hr", kpi("revenue"), JOB, "", "shared", "")
    enqueue(session, "performance.rate")
    session.commit()
    run_jobs()
    told = {one.team: one.n for one in session.scalars(select(SharedAverage))}
    assert told[""] == 60
    assert "Team 5" not in told
    assert 60 - sum(n for team, n in told.items() if team) >= 10


def test_a_period_is_told_once_even_when_a_result_is_corrected(
    shared: list[Person], session: Session, kpi: Callable[[str], Kpi], run_jobs: Callable[[], int]
):
    before = {(one.kpi_id, one.team): one.mean for one in session.scalars(select(SharedAverage))}
    measure = session.scalars(
        select(Measure).where(Measure.person_id == shared[0].id, Measure.period_start == STARTS[-1])
    ).first()
    assert measure is not None
    measure.value = 500.0
    enqueue(session, "performance.rate")
    session.commit()
    run_jobs()
    assert {(one.kpi_id, one.team): one.mean for one in session.scalars(select(SharedAverage))} == before
    late = Told("revenue", "Team 9", STARTS[-1], ENDS[-1], Shared(5, 1.0))
    assert tell(session, JOB, [late]) == 0


def test_a_period_half_come_in_is_not_told_yet(
    sellers: list[Person], session: Session, kpi: Callable[[str], Kpi], run_jobs: Callable[[], int]
):
    gone = [one.id for one in sellers[:30]]
    for measure in session.scalars(
        select(Measure).where(Measure.person_id.in_(gone), Measure.period_start == STARTS[-1])
    ):
        session.delete(measure)
    decide(session, "hr", kpi("revenue"), JOB, "", "shared", "")
    enqueue(session, "performance.rate")
    session.commit()
    run_jobs()
    assert {one.period_start for one in session.scalars(select(SharedAverage))} == {STARTS[-2]}


def test_the_path_to_a_target_has_three_steps_and_ends_at_it(
    endorsed: Target, shared: list[Person], session: Session, signed_in: Callable[..., FlaskClient],
    seller: Callable[[Person], Account],
):  # fmt: skip
    endorsed.method = "Two days a week on site."
    publish(session, "hr", endorsed)
    session.commit()
    far = next(one for one in own(session, shared[50]) if one.kpi.key == "visits")
    assert far.path[-1] == 24.0
    assert len(far.path) == 3
    assert not far.reached
    page = signed_in(seller(shared[50])).get("/benchmarks/mine").text
    assert "How the best reach it" in page
    assert "24: the target" in html.unescape(page)


def test_nobody_is_named_who_did_not_ask_for_it_and_taking_it_back_works_at_once(
    endorsed: Target, shared: list[Person], session: Session, signed_in: Callable[..., FlaskClient],
    seller: Callable[[Person], Account],
):  # fmt: skip
    endorsed.method = "Two days a week on site."
    publish(session, "hr", endorsed)
    best = session.scalars(select(Account).where(Account.person_id == shared[0].id)).one()
    session.commit()
    mine, other = signed_in(best), signed_in(seller(shared[43]))
    teammate = signed_in(seller(shared[42]))
    assert shared[0].name not in other.get("/benchmarks/board").text
    mine.post("/benchmarks/mine/recognition", data={"scope": "team"})
    assert shared[0].name in teammate.get("/benchmarks/board").text
    assert shared[0].name not in other.get("/benchmarks/board").text
    mine.post("/benchmarks/mine/recognition", data={"scope": "company"})
    assert shared[0].name in other.get("/benchmarks/board").text
    mine.post("/benchmarks/mine/recognition", data={"scope": ""})
    assert shared[0].name not in other.get("/benchmarks/board").text
    assert session.get(Recognition, shared[0].id) is None


def test_who_has_not_reached_a_target_is_not_named_and_no_other_kpi_is(
    endorsed: Target, shared: list[Person], session: Session, hr: FlaskClient
):
    endorsed.method = "Two days a week on site."
    publish(session, "hr", endorsed)
    be_named(session, "them", shared[0], "company")
    be_named(session, "them", shared[59], "company")
    session.commit()
    page = hr.get("/benchmarks/board").text
    assert shared[0].name in page
    assert shared[59].name not in page
    assert "Visits" in page
    assert "Revenue" not in page


def test_whoever_leads_a_team_sees_it_and_no_other(
    shared: list[Person], session: Session, signed_in: Callable[..., FlaskClient], account: Callable[..., Account]
):
    manager = account(Role.LINE_MANAGER, name="Manager 0")
    manager.person_id = session.scalars(select(Person.id).where(Person.code == "M-0")).one()
    session.commit()
    lead = signed_in(manager)
    page = lead.get("/benchmarks/team").text
    assert shared[0].name in page
    assert shared[1].name not in page
    seen = session.scalars(select(AuditEvent).where(AuditEvent.action == "benchmarks.team_viewed")).one()
    assert len(seen.details["people"]) == 10
    assert "Nothing to show" in signed_in(account(Role.LINE_MANAGER, name="Nobody")).get("/benchmarks/team").text


def test_a_quota_makes_an_attainment_everywhere(
    shared: list[Person], session: Session, kpi: Callable[[str], Kpi], hr: FlaskClient, run_jobs: Callable[[], int]
):
    for measure in session.scalars(select(Measure).where(Measure.kpi_id == kpi("revenue").id)):
        measure.target = 100.0
    enqueue(session, "performance.rate")
    session.commit()
    run_jobs()
    page = hr.get(f"/benchmarks/kpis/{kpi('revenue').id}").text
    assert "A part of the quota is written 1.05 for 105 %" in page
    mine = next(one for one in own(session, shared[0]) if one.kpi.key == "revenue")
    assert mine.level.attainment
    assert 1.1 < (mine.level.recent or 0) < 1.4


def test_whose_results_two_people_call_circumstance_sets_no_bar(
    rated: list[Person], session: Session, run_jobs: Callable[[], int]
):
    def setters() -> set[str]:
        analysis = benchmarks_of(session, JOB)
        assert analysis is not None
        return {str(row["person_id"]) for row in rows(analysis.report, "replicable")}

    assert "P-00" in setters()
    tiers = tiers_of(session, JOB)
    assert tiers is not None
    screen = Screen(person_id=rated[0].id, job=JOB, round=1, analysis_id=tiers.id, result="circumstance")
    session.add(screen)
    session.flush()
    announce(session, "performance.screened", screen.id)
    session.commit()
    run_jobs()
    assert "P-00" not in setters()
