"""What counts for a role: stakeholders give 100 points each, somebody may settle it, the page says how it stands."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.performance.models import Kpi
from assess.performance.queries import tiers_of, weights

pytestmark = pytest.mark.usefixtures("company")
ADDRESS = "/performance/kpis/points?role=Seller"


def fields(session: Session, revenue: str, cycle: str) -> dict[str, str]:
    ids = dict(session.execute(select(Kpi.key, Kpi.id)).all())
    return {f"points-{ids['revenue']}": revenue, f"points-{ids['cycle']}": cycle}


def give(analyst: FlaskClient, session: Session, name: str, revenue: str, cycle: str) -> int:
    given = fields(session, revenue, cycle) | {"stakeholder": name}
    return int(analyst.post(ADDRESS, data=given).status_code)


def test_the_mean_of_five_stakeholders_counts_and_is_tried_one_by_one(
    analyst: FlaskClient, session: Session, run_jobs: Callable[[], int]
) -> None:
    for name, revenue in (("Ann", 90), ("Ben", 90), ("Cid", 80), ("Dee", 80)):
        assert give(analyst, session, name, str(revenue), str(100 - revenue)) == 302
    assert "One more stakeholder, and their mean counts." in analyst.get(ADDRESS).text
    assert give(analyst, session, "Eve", "60", "40") == 302
    session.rollback()
    assert weights(session, "Seller").source == "stakeholders"
    page = analyst.get(ADDRESS).text
    # mean 80; deviations 10, 10, 0, 0, 20 give √(600/4)
    assert "80.0" in page and "12.2" in page and "Eve" in page
    run_jobs()
    analysis = tiers_of(session, "Seller")
    assert analysis is not None
    table = analysis.report.table("weightings")
    assert set(filter(None, table.column("stakeholder"))) == {"Ann", "Ben", "Cid", "Dee", "Eve"}
    assert sorted(table.column("weights_of")) == ["equal", "given", *["stakeholder"] * 5]
    assert "in effect" in analyst.get("/performance/kpis").text
    assert "Other reasonable weights" in analyst.get("/performance/kpis").text


@pytest.mark.parametrize(
    ("name", "revenue", "cycle", "words"),
    [
        ("Ann", "60", "30", "These are 90 points"),
        ("Ann", "lots", "0", "write points from 0 to 100"),
        ("Ann", "-10", "110", "write points from 0 to 100"),
        (" ", "60", "40", "whose points"),
    ],
)
def test_points_that_are_no_hundred_are_not_kept(
    analyst: FlaskClient, session: Session, name: str, revenue: str, cycle: str, words: str
) -> None:
    answer = analyst.post(ADDRESS, data=fields(session, revenue, cycle) | {"stakeholder": name})
    assert answer.status_code == 422 and words in answer.text
    session.rollback()
    assert weights(session, "Seller").allocations == {}


def test_the_same_name_again_takes_the_place_of_the_earlier_points(analyst: FlaskClient, session: Session) -> None:
    give(analyst, session, "Ann", "60", "40")
    give(analyst, session, "Ann", "70", "30")
    session.rollback()
    assert [sorted(one.values()) for one in weights(session, "Seller").allocations.values()] == [[30, 70]]


def test_settled_weights_hold_until_they_are_given_back(analyst: FlaskClient, session: Session) -> None:
    address = "/performance/kpis/points/settle?role=Seller"
    assert analyst.post(address, data=fields(session, "0", "0")).status_code == 422
    assert analyst.post(address, data=fields(session, "25", "75")).status_code == 302
    session.rollback()
    assert weights(session, "Seller").source == "settled"
    assert "25 % for Seller" in analyst.get("/performance/kpis").text
    assert analyst.post(address, data={"back": "1"}).status_code == 302
    session.rollback()
    assert weights(session, "Seller").source == "common"


def test_a_role_without_results_has_no_points(analyst: FlaskClient) -> None:
    assert analyst.get("/performance/kpis/points?role=Nobody").status_code == 404
    assert analyst.get("/performance/kpis/points").status_code == 404


def test_what_a_kpi_is_can_be_said_on_its_page(analyst: FlaskClient, session: Session) -> None:
    form = analyst.get("/performance/kpis/cycle").text
    assert "Days to signature" in form and "Seller" in form
    given = {
        "label": "Days to signature", "kind": "efficiency", "timing": "leading", "denominator": "revenue",
        "aggregation": "sum", "unit": "days", "bucket": "speed", "target": "", "roles": ["Seller"], "ratchet": "y",
    }  # fmt: skip
    assert analyst.post("/performance/kpis/cycle", data=given).status_code == 302
    session.rollback()
    cycle = session.scalars(select(Kpi).where(Kpi.key == "cycle")).one()
    assert (cycle.kind, cycle.timing, cycle.denominator, cycle.aggregation, cycle.unit, cycle.bucket) == (
        "efficiency", "leading", "revenue", "sum", "days", "speed",
    )  # fmt: skip
    assert (cycle.ratchet, cycle.roles, cycle.target) == (True, ["Seller"], None)
    page = analyst.get("/performance/kpis").text
    assert "per Revenue" in page and "leading" in page and "quota follows last year" in page
    assert analyst.post("/performance/kpis/cycle", data=given | {"denominator": "cycle"}).status_code == 422
    assert analyst.get("/performance/kpis/nothing").status_code == 404
