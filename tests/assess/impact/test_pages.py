"""What HR, analysts and auditors see and take away, and who is let in."""

import csv
import io
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.impact.models import Alternative
from scoring.results import Report
from tests.assess.impact.conftest import JOB, Hiring

SignIn = Callable[..., FlaskClient]
PLAN = {
    "use_cognitive": "y", "v_cognitive": "0.10", "d_cognitive": "0.70",
    "use_sjt": "y", "v_sjt": "0.26", "d_sjt": "0.10",
    "use_interview": "y", "v_interview": "0.42", "d_interview": "0.00",
    "v_fit": "0.19", "d_fit": "0.05", "v_simulation": "0.33", "d_simulation": "0.20",
    "v_references": "0.00", "d_references": "0.00",
    "focal": "0.30", "selected": "0.25", "correlation": "0.20", "validity_error": "0.05", "difference_error": "0.10",
}  # fmt: skip


@pytest.fixture
def checked(hiring: Hiring, counted: Callable[[], Report]) -> Report:
    hiring.people([("assessment", 28), ("interview", 7), ("hired", 5)], sex="female")
    hiring.people([("assessment", 32), ("interview", 28), ("hired", 20)], sex="male")
    return counted()


def test_a_job_that_was_not_checked_says_from_when_on_fits_are_refused(
    hiring: Hiring, session: Session, signed_in: SignIn
) -> None:
    session.commit()
    client = signed_in(Role.HR)
    assert "not checked yet; from 30 decided applicants on" in client.get("/impact/").text
    assert "Check now" in client.get(f"/impact/job?job={JOB}").text
    assert client.get("/impact/job?job=Nobody").status_code == 404


def test_the_finding_stands_in_words_with_its_counts(checked: Report, signed_in: SignIn) -> None:
    page = signed_in(Role.ANALYST).get(f"/impact/job?job={JOB}").text
    assert "Assessment: Female" in page
    assert "12 of 40 got further, 30 in 100: 0.50 of the highest rate (between 0.30 and 0.83)." in page
    assert "Adverse impact indicated: job-relatedness evidence and alternatives needed" in page
    assert "Gap seen; too few to tell." in page
    assert "At the rate of all it would have been 8.0 more." in page
    assert 'class="zone"' in page and "What is your sex or gender?" in page


def test_pressing_check_counts_in_the_background(
    hiring: Hiring, session: Session, signed_in: SignIn, run_jobs: Callable[[], int]
) -> None:
    hiring.people([("assessment", 20), ("hired", 10)], sex="female")
    hiring.people([("assessment", 20), ("hired", 20)], sex="male")
    session.commit()
    client = signed_in(Role.HR)
    assert client.post(f"/impact/check?job={JOB}").status_code == 302
    run_jobs()
    assert "0.67" in client.get(f"/impact/job?job={JOB}").text
    assert "got further" in client.get(f"/impact/openings/{hiring.opening.id}").text


def test_an_auditor_reads_and_changes_nothing(checked: Report, signed_in: SignIn) -> None:
    client = signed_in(Role.AUDITOR)
    page = client.get(f"/impact/job?job={JOB}").text
    assert "12 of 40" in page and "Check anew" not in page and "Add to the list" not in page
    assert client.post(f"/impact/check?job={JOB}").status_code == 403
    assert signed_in(Role.HIRING_MANAGER).get("/impact/").status_code == 403


def test_the_files_are_a_pdf_a_zip_and_the_columns_of_a_bias_audit(
    checked: Report, session: Session, signed_in: SignIn
) -> None:
    client = signed_in(Role.AUDITOR)
    assert client.get(f"/impact/job/pdf?job={JOB}").data.startswith(b"%PDF")
    names = zipfile.ZipFile(io.BytesIO(client.get(f"/impact/job/csv?job={JOB}").data)).namelist()
    assert names == ["impact_rates.csv", "impact_known.csv", "impact.json"]
    text = client.get(f"/impact/job/adverse_impact?job={JOB}").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == [
        "step", "question", "category", "n", "n_selected", "rate", "impact_ratio", "unknown_n",
    ]  # fmt: skip
    [found] = [row for row in rows if (row["step"], row["category"]) == ("assessment", "female")]
    assert (found["n"], found["n_selected"], found["rate"], found["impact_ratio"]) == ("40", "12", "0.3", "0.5")
    taken = session.scalars(select(AuditEvent).where(AuditEvent.action == "impact.exported")).all()
    assert [one.details["kind"] for one in taken] == ["pdf", "csv", "adverse_impact"]
    assert client.get(f"/impact/job/xml?job={JOB}").status_code == 404


def test_an_alternative_is_added_and_can_never_be_changed(hiring: Hiring, session: Session, signed_in: SignIn) -> None:
    session.commit()
    client = signed_in(Role.HR)
    said = {"considered": "The same without the cognitive test", "found": "As valid, ratio .96", "decided": "Taken"}
    assert client.post(f"/impact/job?job={JOB}", data=said).status_code == 302
    page = client.get(f"/impact/job?job={JOB}").text
    assert "The same without the cognitive test" in page and "Decided: Taken" in page
    blank = client.post(f"/impact/job?job={JOB}", data=said | {"found": " "})
    assert blank.status_code == 422 and "The same without the cognitive test" in blank.text
    kept = session.scalars(select(Alternative)).one()
    kept.decided = "Not taken"
    with pytest.raises(IntegrityError, match="ALTERNATIVE_APPEND_ONLY"):
        session.commit()
    session.rollback()


def test_a_plan_of_weights_proposes_and_says_what_it_rests_on(
    hiring: Hiring, session: Session, signed_in: SignIn, run_jobs: Callable[[], int]
) -> None:
    session.commit()
    client = signed_in(Role.ANALYST)
    assert "planning assumptions" in client.get(f"/impact/frontier?job={JOB}").text
    assert client.post(f"/impact/frontier?job={JOB}", data=PLAN).status_code == 302
    run_jobs()
    page = client.get(f"/impact/frontier?job={JOB}").text
    assert "Of 231 ways to weigh the evidence" in page and "proposed" in page
    assert "the same, without the largest group difference" in page
    assert "before any count of this job&#39;s applicants by group" in page
    assert client.get(f"/impact/frontier/pdf?job={JOB}").data.startswith(b"%PDF")
    assert client.get(f"/impact/frontier/csv?job={JOB}").status_code == 200


def test_a_plan_after_a_count_says_that_it_must_not_be_fitted_to_it(
    checked: Report, signed_in: SignIn, run_jobs: Callable[[], int]
) -> None:
    client = signed_in(Role.ANALYST)
    client.post(f"/impact/frontier?job={JOB}", data=PLAN)
    run_jobs()
    assert "must not be fitted to those counts" in client.get(f"/impact/frontier?job={JOB}").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"focal": "1.5"}, "0.99"),
        ({"v_sjt": "much"}, "Not a valid decimal"),
        ({f"use_{code}": "y" for code in ("fit", "simulation", "references")}, "one to five kinds of evidence"),
    ],
)
def test_a_plan_with_numbers_out_of_range_is_refused_at_its_field(
    hiring: Hiring, session: Session, signed_in: SignIn, wrong: dict[str, str], words: str
) -> None:
    session.commit()
    answer = signed_in(Role.ANALYST).post(f"/impact/frontier?job={JOB}", data=PLAN | wrong)
    assert answer.status_code == 422 and words in answer.text
