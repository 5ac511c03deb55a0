"""What an instrument measures is computed from invitations alone, shown with its refusals, and may be taken out."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.queries import latest
from assess.audit.models import AuditEvent
from assess.delivery.models import Assessment, Invitation, InvitationPart
from assess.people.models import Person
from scoring.errors import Code
from surveys.bank import library
from surveys.models import Administration, InstrumentVersion
from surveys.moments import now
from surveys.versions import publish
from tests.assess.profiles.company import Company


@pytest.fixture
def analyst(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(Role.ANALYST)


def invited(session: Session, code: str, most: int) -> InstrumentVersion:
    """The first so many employees' answers to an instrument become answers to invitations."""
    version = session.scalars(select(InstrumentVersion).where(InstrumentVersion.code == code)).one()
    assessment = Assessment(title="How you work", purpose="development", contact="Ruth")
    session.add(assessment)
    session.flush()
    query = (
        select(Administration.id, Administration.respondent_id, Person.id)
        .join(Person, Person.participant_id == Administration.respondent_id)
        .where(Administration.version_id == version.id)
        .order_by(Administration.id)
        .limit(most)
    )
    rows = session.execute(query).all()
    until = now() + timedelta(days=14)
    session.execute(
        insert(Invitation),
        [{"assessment_id": assessment.id, "participant_id": who, "person_id": person, "expires_at": until}
         for _administration, who, person in rows],
    )  # fmt: skip
    places = {who: id for who, id in session.execute(select(Invitation.participant_id, Invitation.id))}
    session.execute(
        insert(InvitationPart),
        [{"invitation_id": places[who], "position": 1, "administration_id": administration}
         for administration, who, _person in rows],
    )  # fmt: skip
    session.commit()
    return version


def test_the_report_of_a_shipped_instrument_says_what_each_scale_may_be_used_for(
    session: Session, company: Company, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    version = invited(session, "work_style", 500)
    url = f"/measurement/{version.id}"
    assert "Not computed yet." in analyst.get(url).text
    assert analyst.post(url).status_code == 302
    run_jobs()
    stored = latest(session, "measurement", f"version:{version.id}")
    assert stored is not None
    report = stored.report
    scales = report.table("scales")
    assert scales.column("people") == (158,) * 5
    assert all(alpha.value is not None and 0.6 < alpha.value < 0.95 for alpha in scales.column("alpha"))  # type: ignore[union-attr]
    # nobody was asked for a norm, no profile is in force, no impact was checked
    assert set(report.table("uses").column("selection")) <= {"caution", "refused"}
    page = analyst.get(url).text
    assert "What it may be used for" in page
    assert "not yet tested on new people" in page
    assert page.count('<svg class="chart') == len(report.figures)
    kinds = [event.action for event in session.scalars(select(AuditEvent)) if event.action.startswith("measurement.")]
    assert kinds == ["measurement.computed"]


def test_few_people_give_refusals_with_what_is_needed_and_no_curve(
    session: Session, company: Company, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    version = invited(session, "work_style", 20)
    analyst.post(f"/measurement/{version.id}")
    run_jobs()
    stored = latest(session, "measurement", f"version:{version.id}")
    assert stored is not None
    alphas = stored.report.table("scales").column("alpha")
    assert {alpha.status for alpha in alphas} == {"refused"}  # type: ignore[union-attr]
    assert all(Code.N_TOO_SMALL in {reason.code for reason in alpha.reasons} for alpha in alphas)  # type: ignore[union-attr]
    assert not {"information", "categories", "loadings"} & {table.key for table in stored.report.tables}
    assert set(stored.report.table("uses").column("group")) == {"refused"}
    assert analyst.get(f"/measurement/{version.id}").status_code == 200


def test_files_hold_the_tables_and_taking_them_out_is_recorded(
    session: Session, company: Company, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    version = invited(session, "work_style", 40)
    assert analyst.get(f"/measurement/{version.id}/csv").status_code == 404
    analyst.post(f"/measurement/{version.id}")
    run_jobs()
    archive = zipfile.ZipFile(io.BytesIO(analyst.get(f"/measurement/{version.id}/csv").data))
    assert {"measurement_uses.csv", "measurement_scales.csv", "measurement.json"} <= set(archive.namelist())
    assert analyst.get(f"/measurement/{version.id}/pdf").data.startswith(b"%PDF")
    actions = [event.action for event in session.scalars(select(AuditEvent))]
    assert actions.count("measurement.exported") == 2


def test_a_scorecard_is_never_measured_here(session: Session, company: Company, analyst: FlaskClient) -> None:
    scorecard = publish(session, library()["interview_scorecard"])
    session.commit()
    assert analyst.get(f"/measurement/{scorecard.id}").status_code == 404
    assert analyst.post(f"/measurement/{scorecard.id}").status_code == 404
    assert scorecard.code not in analyst.get("/measurement/").text


def test_answers_outside_invitations_are_not_read(
    session: Session, company: Company, analyst: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    version = invited(session, "work_style", 60)
    answered = session.scalars(select(Administration.id).where(Administration.version_id == version.id)).all()
    assert len(answered) > 60
    analyst.post(f"/measurement/{version.id}")
    run_jobs()
    stored = latest(session, "measurement", f"version:{version.id}")
    assert stored is not None
    assert stored.report.table("scales").column("people") == (60,) * 5
