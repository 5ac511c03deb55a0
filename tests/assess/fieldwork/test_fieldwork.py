"""The analyst sees how the answering goes, from counts of everybody and answers of the newest."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.queries import latest
from assess.audit.models import AuditEvent
from assess.delivery.actions import begin, invite, keep
from assess.delivery.models import Assessment
from assess.hiring.actions import add_candidate
from assess.hiring.models import Opening
from surveys.items import Given
from surveys.moments import now


@pytest.fixture
def under_way(session: Session, assessment: Assessment, opening: Opening) -> Assessment:
    """Twelve invited; ten began, six of them were withdrawn after one answer on the second page."""
    for number in range(12):
        application = add_candidate(session, "test", opening, f"Candidate {number}", f"c{number}@candidates.example")
        made = invite(session, "test", assessment, application=application)
        if number < 10:
            begin(session, made)
            keep(session, made.id, 1, {"e01": Given("4"), "a01": Given("2")}, now())
        if number < 6:
            keep(session, made.id, 1, {"e03": Given("3")}, now())
            made.withdrawn_at = now()
    session.commit()
    return assessment


@pytest.fixture
def analyst(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(Role.ANALYST)


def test_the_report_counts_everybody_and_says_where_they_stop(
    session: Session, under_way: Assessment, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    url = f"/fieldwork/{under_way.id}"
    assert "Not computed yet." in analyst.get(url).text
    assert analyst.post(url).status_code == 302
    run_jobs()
    stored = latest(session, "fieldwork", f"assessment:{under_way.id}")
    assert stored is not None
    report = stored.report
    assert report.table("stages").column("people") == (12, 12, 10, 0)
    pages = report.table("pages")
    assert (pages.column("page")[0], pages.column("reached")[0], pages.column("stopped")[0]) == ("1:part_1", 10, 0)
    assert (pages.column("reached")[1], pages.column("stopped")[1]) == (6, 6)
    share = pages.column("share")[1]
    assert (share.value, share.n, share.status) == (1.0, 6, "caveat")  # type: ignore[union-attr]
    page = analyst.get(url).text
    assert "0 of 12 invited have handed in" in page
    assert "I speak first when a group is silent." in page


def test_the_report_may_be_taken_out_and_that_is_recorded(
    session: Session, under_way: Assessment, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    analyst.post(f"/fieldwork/{under_way.id}")
    run_jobs()
    with zipfile.ZipFile(io.BytesIO(analyst.get(f"/fieldwork/{under_way.id}/csv").data)) as files:
        assert "fieldwork_stages.csv" in files.namelist()
    assert analyst.get(f"/fieldwork/{under_way.id}/pdf").data.startswith(b"%PDF")
    assert analyst.get(f"/fieldwork/{under_way.id}/exe").status_code == 404
    actions = session.scalars(select(AuditEvent.action)).all()
    assert actions.count("fieldwork.exported") == 2


def test_an_assessment_with_nobody_in_it_has_a_report_too(
    session: Session, assessment: Assessment, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    analyst.post(f"/fieldwork/{assessment.id}")
    run_jobs()
    assert "Nobody is invited yet." in analyst.get(f"/fieldwork/{assessment.id}").text
    assert analyst.get("/fieldwork/999").status_code == 404
