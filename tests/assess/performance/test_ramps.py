"""How long somebody settles in is the analyst's to say, per role."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.performance.queries import ramps, subject, tiers_of


def test_a_longer_settling_in_leaves_out_who_is_new(
    analyst: FlaskClient, company: object, run_jobs: Callable[[], int], session: Session
) -> None:
    run_jobs()
    before = tiers_of(session, "Seller")
    assert before is not None and ramps(session)["Seller"] == 6
    place = list(ramps(session)).index("Seller")
    assert analyst.post("/performance/kpis/ramps", data={f"ramp-{place}": "12"}).status_code == 302
    run_jobs()
    after = tiers_of(session, "Seller")
    assert after is not None and after.subject == subject("Seller")
    assert (before.report.provenance.parameters["ramp_months"], after.report.provenance.parameters["ramp_months"]) == (
        6,
        12,
    )


def test_a_time_that_is_no_number_of_months_is_named(analyst: FlaskClient, company: object, session: Session) -> None:
    place = list(ramps(session)).index("Seller")
    refused = analyst.post("/performance/kpis/ramps", data={f"ramp-{place}": "a year"})
    assert refused.status_code == 422 and "whole months" in refused.text
    assert ramps(session)["Seller"] == 6


def test_hr_may_not_change_it(signed_in: Callable[..., FlaskClient]) -> None:
    assert signed_in(Role.HR).post("/performance/kpis/ramps", data={"ramp-0": "12"}).status_code == 403
