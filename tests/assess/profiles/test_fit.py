"""Fit of candidates and employees: who gets one, what it adds up to, who may see it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.charts import draw
from assess.delivery.models import ScaleScore
from assess.demo.roster import ROLE, rep_ids
from assess.demo.selection import incumbents
from assess.filters import signed
from assess.hiring.actions import move
from assess.jobs.actions import announce, enqueue
from assess.jobs.models import Job
from assess.people.models import Account
from assess.profiles import actions, queries
from assess.profiles.models import FitResult, ProfileVersion
from scoring.profile import from_json
from scoring.reports.fit import of_person
from surveys.bank import library
from surveys.models import Administration
from surveys.versions import publish
from tests.assess.profiles.company import WORLD, Company


def of_opening(session: Session, company: Company) -> Analysis:
    found = queries.fits_of_opening(session, company.opening)
    assert found is not None
    return found.analysis


def test_ten_of_twelve_candidates_have_a_fit_and_the_others_a_reason(
    session: Session, approved: ProfileVersion, company: Company
) -> None:
    """methods §16.3: for Lyon, Kofi has done one instrument of two and Lena answers without reading."""
    report = of_opening(session, company).report
    names = {one.candidate.participant.code: name for name, one in company.applications.items()}
    found = {names[one.person_id]: one for one in queries.everyone_measured(report)}
    fitted = {name for name, one in found.items() if one.fit.value is not None}
    assert len(found) == 12 and set(found) - fitted == {"Kofi Mensah", "Lena Vogt"}
    assert found["Kofi Mensah"].fit.reasons[0].code.value == "MISSING_TOO_MUCH"
    assert found["Lena Vogt"].fit.reasons[0].code.value == "CARELESS_RESPONSE"
    assert [caveat.code.value for caveat in report.caveats] == ["IMPACT_NOT_CHECKED"]


def test_contributions_sum_to_the_fit(session: Session, approved: ProfileVersion, company: Company) -> None:
    """methods §5.4: exactly; a stored Report keeps ten significant digits."""
    people = [one for one in queries.everyone_measured(of_opening(session, company).report) if one.fit.value]
    assert len(people) == 10
    for one in people:
        assert sum(value for _scale, value in one.parts) == pytest.approx(one.fit.value, abs=1e-8)


def test_measuring_again_gives_the_same_bytes_and_no_second_report(
    session: Session, approved: ProfileVersion, company: Company, run_jobs: Callable[[], int]
) -> None:
    first = of_opening(session, company)
    enqueue(session, "profiles.fit_opening", id=company.opening.id)
    session.commit()
    run_jobs()
    again = of_opening(session, company)
    assert (again.id, again.report_json) == (first.id, first.report_json)


def test_a_newly_scored_candidate_is_measured_and_others_are_told(
    session: Session, approved: ProfileVersion, company: Company, run_jobs: Callable[[], int]
) -> None:
    before = of_opening(session, company)
    elif_ = company.applications["Elif Yıldız"].candidate.participant_id
    session.execute(update(ScaleScore).where(ScaleScore.participant_id == elif_).values(value=3.0))
    administration = session.scalar(select(Administration.id).where(Administration.respondent_id == elif_))
    assert administration is not None
    announce(session, "delivery.scored", administration)
    session.commit()
    run_jobs()
    after = of_opening(session, company)
    assert after.id != before.id and after.inputs_hash != before.inputs_hash
    told = session.scalars(select(Job).where(Job.name == "jobs.tell")).all()
    assert {"news": "profiles.fitted", "id": after.id} in [job.arguments for job in told]


def test_answers_to_another_version_are_not_compared(
    session: Session, approved: ProfileVersion, company: Company, run_jobs: Callable[[], int]
) -> None:
    hugo = company.applications["Hugo Martins"].candidate.participant_id
    shipped = library()["work_style"]
    other = publish(session, replace(shipped, notice="Reworded."))
    version, _scale = approved.places["Conscientiousness"]
    session.execute(
        update(ScaleScore)
        .where(ScaleScore.participant_id == hugo, ScaleScore.version_id == version)
        .values(version_id=other.id)
    )
    enqueue(session, "profiles.fit_opening", id=company.opening.id)
    session.commit()
    run_jobs()
    code = company.applications["Hugo Martins"].candidate.participant.code
    one = queries.measured(of_opening(session, company).report, code)
    assert one.fit.reasons[0].code.value == "VERSION_MIXED"


def test_nobody_is_measured_by_a_draft(session: Session, draft: ProfileVersion, company: Company) -> None:
    assert session.scalars(select(FitResult)).all() == []


def test_after_thirty_decided_applicants_without_a_fairness_check_no_fit_is_shown(
    session: Session, approved: ProfileVersion, company: Company, run_jobs: Callable[[], int]
) -> None:
    """methods §5.8: the refusal for selection from 30 decided applicants on; here those of three openings."""
    for number in range(3):
        opening = type(company.opening)(code=f"OLD-{number}", title="Old", job=ROLE)
        session.add(opening)
        session.flush()
        for application in list(company.applications.values())[:10]:
            old = type(application)(candidate=application.candidate, opening=opening)
            session.add(old)
            session.flush()
            move(session, "test", old, "closed")
        enqueue(session, "profiles.fit_opening", id=opening.id)
    enqueue(session, "profiles.fit_opening", id=company.opening.id)
    session.commit()
    run_jobs()
    report = of_opening(session, company).report
    people = queries.everyone_measured(report)
    assert all(one.fit.value is None for one in people)
    assert people[0].fit.reasons[0].code.value == "IMPACT_NOT_CHECKED"


def test_a_candidates_fit_page_says_it_in_one_sentence(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    application = company.applications["Amara Okafor"]
    page = signed_in(hr).get(f"/profiles/fits/{application.id}").text
    assert "of 100 people with scores like these reached the top fifth; by chance it would be 20" in page
    assert "fairness check is missing" in page and 'class="iqr"' in page and "How this was computed" in page
    seen = session.scalars(select(AuditEvent).where(AuditEvent.action == "profiles.fit_viewed")).all()
    assert [(one.actor, one.subject) for one in seen] == [(hr.pseudonym, f"application:{application.id}")]


def test_a_hiring_manager_sees_fits_of_their_own_openings_only(
    approved: ProfileVersion, company: Company, manager: Account, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    id = company.applications["Amara Okafor"].id
    assert signed_in(manager).get(f"/profiles/fits/{id}").status_code == 200
    other = account(Role.HIRING_MANAGER, name="Other")
    assert signed_in(other).get(f"/profiles/fits/{id}").status_code == 404


def test_a_fit_disappears_with_its_profile(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client, id = signed_in(hr), company.applications["Amara Okafor"].id
    assert client.get(f"/profiles/fits/{id}").status_code == 200
    actions.retire(session, hr.pseudonym, approved)
    session.commit()
    assert client.get(f"/profiles/fits/{id}").status_code == 404


def test_an_employee_sees_their_own_scales_and_nobody_elses(
    session: Session, approved: ProfileVersion, company: Company, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    asked = [rep_ids(WORLD)[place] for place in incumbents(WORLD)]
    employee = account(Role.EMPLOYEE, name="Emil")
    employee.person = company.people[asked[0]]
    session.commit()
    page = signed_in(employee).get("/profiles/mine").text
    assert "For your own development" in page and "Conscientiousness" in page and "Band" not in page
    others = [company.people[code].name for code in asked[1:]]
    assert not any(name in page for name in others)
    stranger = account(Role.EMPLOYEE, name="Stranger")
    assert "nothing to show yet" in signed_in(stranger).get("/profiles/mine").text
    own = session.scalars(select(Analysis).where(Analysis.subject.startswith("participant:"))).all()
    assert len(own) == len(asked)
    assert all(len(one.report.table("people").rows) == 1 for one in own)  # nobody stands in a list with colleagues


def test_managers_and_hr_have_no_page_of_an_employees_fit(
    approved: ProfileVersion, company: Company, hr: Account, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    assert signed_in(hr).get("/profiles/mine").status_code == 403
    assert "nothing to show yet" in signed_in(account(Role.LINE_MANAGER)).get("/profiles/mine").text


def test_near_chance_is_said_where_the_answers_could_be_anybodys(
    session: Session, approved: ProfileVersion, company: Company
) -> None:
    people = [one for one in queries.everyone_measured(of_opening(session, company).report) if one.fit.value]
    names = {one.candidate.participant.code: name for name, one in company.applications.items()}
    near = {names[one.person_id] for one in people if one.near_chance}
    for one in people:
        low, high, even = one.fit.low, one.fit.high, one.even
        assert low is not None and high is not None and even is not None and 0 < even < 0.4
        assert (names[one.person_id] in near) == (low <= even <= high)
    assert near == {"Chiara Romano", "Dae-jung Kim", "Elif Yıldız", "Farid Nazari", "Jonas Petit"}


def test_the_drawing_puts_each_scale_before_the_middle_half_of_top_producers(
    app: Flask, session: Session, approved: ProfileVersion, company: Company
) -> None:
    code = company.applications["Elif Yıldız"].candidate.participant.code
    report = of_person(of_opening(session, company).report, code)
    with app.test_request_context():
        drawing = str(draw(report, report.figures[0]))
    one = queries.measured(report, code)
    assert drawing.count('class="iqr"') == drawing.count('class="bar') == len(one.parts) == 4
    lowered = sum(value < 0 for _scale, value in one.parts)
    assert drawing.count('class="bar is-4"') == lowered == 2
    assert "Conscientiousness −0.9" in drawing and "<title" in drawing and "<desc" in drawing


def test_who_lacks_a_scale_is_shown_what_it_could_still_make_of_the_fit_and_no_list_knows(
    session: Session, approved: ProfileVersion, company: Company, signed_in: Callable[..., FlaskClient],
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    kofi, lena, elif_ = (company.applications[name] for name in ("Kofi Mensah", "Lena Vogt", "Elif Yıldız"))
    words, unknown = "What the missing parts could still make of it", "Too little is known for a range."
    client = signed_in(Role.HR)
    # Kofi lacks half of everything; Lena answered without reading: nothing is missing, and nothing is said
    assert of_opening(session, company).report.table("what_if").column("person_id") == (
        kofi.candidate.participant.code,
    )
    assert unknown in client.get(f"/profiles/fits/{kofi.id}").text
    assert words not in client.get(f"/profiles/fits/{lena.id}").text
    assert words not in client.get(f"/profiles/fits/{elif_.id}").text

    weights = {one.scale: one.weight for one in from_json(approved.content).scales if one.weight}
    lightest = approved.places[min(weights, key=lambda name: abs(weights[name]))]
    session.execute(
        delete(ScaleScore).where(
            ScaleScore.participant_id == elif_.candidate.participant_id, ScaleScore.scale == lightest[1]
        )
    )
    enqueue(session, "profiles.fit_opening", id=company.opening.id)
    session.commit()
    run_jobs()
    report = of_opening(session, company).report
    fit, chance = queries.measured(report, elif_.candidate.participant.code).later or (None, None)
    assert fit is not None and chance is not None and fit.value is not None
    assert fit.status == "caveat" and fit.reasons[0].code.value == "MISSING_TOO_MUCH"
    assert fit.low is not None and fit.high is not None and fit.low < fit.value < fit.high
    kept = session.scalars(select(FitResult).where(FitResult.application_id == elif_.id)).one()
    assert (kept.fit, kept.low, kept.chance, kept.band, kept.place) == (None, None, None, None, None)
    for pool in session.scalars(select(Analysis).where(Analysis.kind == "fit_pool")):
        assert "what_if" not in pool.report_json
    page = client.get(f"/profiles/fits/{elif_.id}").text
    assert words in page and unknown not in page and "No fit is shown" in page
    assert f"lie between {signed(fit.low)} and {signed(fit.high)} standard" in page
