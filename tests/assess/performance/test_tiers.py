"""Who sees which score, what the pages say, and that a stored Report is made again to the same bytes."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.jobs.models import Job
from assess.people.models import Account, Person
from assess.performance.frames import tables
from assess.performance.models import Kpi
from assess.performance.queries import tiers_of
from assess.performance.tasks import rated
from tests.assess.performance.conftest import people, results

pytestmark = pytest.mark.usefixtures("company")


def person(session: Session, code: str) -> Person:
    return session.scalars(select(Person).where(Person.code == code)).one()


@pytest.fixture
def as_person(
    session: Session, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> Callable[..., FlaskClient]:
    def sign_in(code: str, *roles: Role) -> FlaskClient:
        made = account(*roles, name=f"account {code}")
        made.person = person(session, code)
        session.commit()
        return signed_in(made)

    return sign_in


def actions(session: Session, action: str) -> list[AuditEvent]:
    session.rollback()
    return list(session.scalars(select(AuditEvent).where(AuditEvent.action == action)))


def test_an_import_gives_tiers_announces_them_and_stores_their_provenance(session: Session) -> None:
    analysis = tiers_of(session, "Seller")
    assert analysis is not None
    report = analysis.report
    assert (analysis.kind, analysis.subject) == ("tiers", "job:Seller")
    assert report.provenance is not None
    assert (report.provenance.seed, report.provenance.parameters["role"]) == (7, "Seller")
    tiers = dict(zip(report.table("people").column("person_id"), report.table("people").column("tier"), strict=True))
    # made with talent rising from P-00 to P-39
    assert (tiers["P-39"], tiers["P-20"], tiers["P-00"]) == ("top_confident", "middle", "low_likely")
    told = session.scalars(select(Job).where(Job.name == "jobs.tell")).all()
    assert [job.arguments for job in told if job.arguments["news"] == "performance.rated"] == [
        {"news": "performance.rated", "id": analysis.id}
    ]


def test_a_stored_report_is_made_again_to_the_same_bytes(session: Session) -> None:
    analysis = tiers_of(session, "Seller")
    assert analysis is not None
    assert rated(tables(session, "Seller"), "Seller", 6).to_json() == analysis.report_json
    assert rated(tables(session, "Seller"), "Seller", 6, seed=8).to_json() != analysis.report_json


def test_rating_again_without_new_results_stores_nothing_new(
    session: Session, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    before = session.scalars(select(Analysis.id)).all()
    assert analyst.post("/performance/tiers/rate").status_code == 302
    run_jobs()
    assert session.scalars(select(Analysis.id)).all() == before


def test_the_page_says_the_sentence_and_shows_everyone(session: Session, analyst: FlaskClient) -> None:
    page = analyst.get("/performance/tiers").text
    assert re.search(r"We are confident about \d+ people", page)
    assert "40 of 40 people" in page
    assert "Seller 39" in page
    assert '<svg class="chart chart-wide"' in page
    assert page.count('class="rank-change"') == 40
    assert "style=" not in page


def test_filters_and_orders_work_without_a_script(analyst: FlaskClient) -> None:
    team = analyst.get("/performance/tiers?team=Team+1").text
    assert "10 of 40 people" in team
    assert "Seller 37" in team
    assert "Seller 38" not in team
    low = analyst.get("/performance/tiers?tier=low_likely").text
    assert "Seller 0<" in low
    assert "Seller 39" not in low
    by_name = re.findall(r">(Seller \d+)<", analyst.get("/performance/tiers?sort=name").text)
    assert by_name == sorted(by_name)
    assert "Nobody fits this choice" in analyst.get("/performance/tiers?team=Nowhere").text
    assert analyst.get("/performance/tiers?page=x&sort=nonsense&role=<b>").status_code == 200


def test_a_line_manager_sees_the_own_team_and_nobody_else(
    session: Session, as_person: Callable[..., FlaskClient]
) -> None:
    client = as_person("M-1", Role.LINE_MANAGER)
    page = client.get("/performance/tiers").text
    assert sorted(re.findall(r"/performance/tiers/(P-\d+)", page)) == [f"P-{i:02}" for i in range(1, 40, 4)]
    # the chart and the tables of the whole Report would show the others
    assert '<svg class="chart' not in page
    assert "P-00" not in page
    assert client.get("/performance/tiers/P-01").status_code == 200
    assert client.get("/performance/tiers/P-00").status_code == 404
    id = tiers_of(session, "Seller").id  # type: ignore[union-attr]
    assert client.get(f"/performance/tiers/{id}/csv").status_code == 403


def test_a_line_manager_without_a_person_or_team_sees_nobody(
    signed_in: Callable[..., FlaskClient], as_person: Callable[..., FlaskClient]
) -> None:
    for client in (signed_in(Role.LINE_MANAGER), as_person("P-05", Role.LINE_MANAGER)):
        assert "Seller 1" not in client.get("/performance/tiers").text


def test_an_employee_sees_only_the_own_score(as_person: Callable[..., FlaskClient]) -> None:
    client = as_person("P-07", Role.EMPLOYEE)
    assert client.get("/performance/mine").headers["Location"] == "/performance/tiers/P-07"
    page = client.get("/performance/tiers/P-07").text
    assert "Seller 7" in page
    assert "If something is wrong" in page
    assert client.get("/performance/tiers/P-08").status_code == 404
    assert client.get("/performance/tiers/M-3").status_code == 404
    assert client.get("/performance/tiers").status_code == 403


def test_an_administrator_configures_and_sees_no_score_even_when_also_an_employee(
    signed_in: Callable[..., FlaskClient], as_person: Callable[..., FlaskClient]
) -> None:
    administrator = signed_in(Role.ADMINISTRATOR)
    assert administrator.get("/performance/uploads").status_code == 200
    assert administrator.get("/performance/tiers").status_code == 403
    assert administrator.get("/performance/tiers/P-08").status_code == 403
    both = as_person("P-07", Role.ADMINISTRATOR, Role.EMPLOYEE)
    assert both.get("/performance/tiers/P-07").status_code == 200
    assert both.get("/performance/tiers/P-08").status_code == 404


def test_every_look_at_a_score_is_recorded_without_a_name(session: Session, analyst: FlaskClient) -> None:
    analyst.get("/performance/tiers")
    analyst.get("/performance/tiers/P-39")
    id = tiers_of(session, "Seller").id  # type: ignore[union-attr]
    analyst.get(f"/performance/tiers/{id}/csv")
    seen = [*actions(session, "performance.tiers_viewed"), *actions(session, "performance.score_viewed"),
            *actions(session, "performance.tiers_exported")]  # fmt: skip
    subjects = [f"analysis:{id}", f"person:{person(session, 'P-39').id}", f"analysis:{id}"]
    assert [event.subject for event in seen] == subjects
    assert not any("Seller" in str(event.details) or "P-39" in str(event.details) for event in seen)


def test_the_derivation_adds_up_on_the_page(session: Session, analyst: FlaskClient) -> None:
    page = analyst.get("/performance/tiers/P-39").text
    hand = re.search(r"([−+\d.]+) \+ ([\d.]+) × \(([−+\d.]+) − ([−+\d.]+)\) = ([−+\d.]+)", page)
    assert hand is not None
    mean, rel, adjusted, again, score = (float(part.replace("−", "-")) for part in hand.groups())
    assert mean == again
    assert mean + rel * (adjusted - mean) == pytest.approx(score, abs=2e-4)
    report = tiers_of(session, "Seller").report  # type: ignore[union-attr]
    steps = report.table("steps")
    stored = dict(zip(steps.column("person_id"), steps.column("score"), strict=True))["P-39"]
    assert float(str(stored)) == pytest.approx(score, abs=1e-4)
    assert "Days to signature" in page
    assert "40 %" in page


def test_downloads_hold_the_same_report(session: Session, analyst: FlaskClient) -> None:
    analysis = tiers_of(session, "Seller")
    assert analysis is not None
    archive = zipfile.ZipFile(io.BytesIO(analyst.get(f"/performance/tiers/{analysis.id}/csv").data))
    assert archive.read("tiers.json").decode() == analysis.report_json
    assert archive.read("tiers_people.csv").decode().count("\n") == 41
    assert analyst.get(f"/performance/tiers/{analysis.id}/pdf").data.startswith(b"%PDF-1")
    assert analyst.get("/performance/tiers/999999/csv").status_code == 404


def test_weights_are_changed_checked_and_rated_anew(
    session: Session, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    ids = dict(session.execute(select(Kpi.key, Kpi.id)).all())
    page = analyst.get("/performance/kpis").text
    assert "60 % for Seller" in page
    fields = {f"weight-{ids['revenue']}": "1", f"weight-{ids['cycle']}": "x"}
    wrong = analyst.post("/performance/kpis", data=fields)
    assert (wrong.status_code, "Write a weight of zero or more" in wrong.text) == (422, True)
    nothing = analyst.post("/performance/kpis", data={f"weight-{id}": "0" for id in ids.values()})
    assert (nothing.status_code, "At least one measure" in nothing.text) == (422, True)
    before = tiers_of(session, "Seller")
    analyst.post("/performance/kpis", data={f"weight-{ids['revenue']}": "1", f"weight-{ids['cycle']}": "0"})
    run_jobs()
    after = tiers_of(session, "Seller")
    assert before is not None
    assert after is not None
    assert after.id > before.id
    assert dict(zip(after.report.table("metrics").column("metric_key"), after.report.table("metrics").column("weight"),
                    strict=True)) == {"cycle": 0.0, "revenue": 1.0}  # fmt: skip
    assert actions(session, "performance.weighed")


def test_too_few_people_are_refused_calmly(
    analyst: FlaskClient, imported: Callable[..., int], run_jobs: Callable[[], int]
) -> None:
    others = people().replace("Seller,", "Engineer,").replace("P-", "E-").replace("M-", "N-").replace("Team", "Shop")
    imported("people", "\n".join(others.splitlines()[:12]) + "\n")
    imported("kpis", results(7).replace("P-", "E-"))
    run_jobs()
    page = analyst.get("/performance/tiers?role=Engineer").text
    assert "these do not allow tiers" in page
    assert "7 of 7 people" in page
    assert analyst.get("/performance/tiers/E-03").status_code == 200
