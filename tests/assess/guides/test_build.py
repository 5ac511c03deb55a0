"""Building a guide on one page, tied to the job, and what is known of it."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.actions import provenance, store
from assess.audit.models import AuditEvent
from assess.guides.actions import building
from assess.guides.actions.building import Wish
from assess.guides.models import Guide, JobAnalysis
from assess.guides.queries.building import proposals
from assess.guides.queries.guides import overview
from assess.instruments import actions as instruments
from assess.profiles.models import ProfileVersion
from scoring.profile import to_json
from scoring.reports.profile import report as profile_report
from surveys.bank import library
from surveys.competencies import bank
from surveys.models import InstrumentVersion
from surveys.moments import now
from surveys.versions import instrument_of, publish
from tests.assess.guides.conftest import JOB, WISHES, Company, close
from tests.scoring.incumbents import built as built_profile

NEW = f"/guides/new?job={JOB.replace(' ', '+')}"
TITLE = "Structured interview, Account executive"


def filled(page: str) -> dict[str, str]:
    """What a browser sends of the page as it stands."""
    sent = {name: "y" for name in re.findall(r'type="checkbox"[^>]* name="([^"]+)" value="y" checked', page)}
    sent |= dict(re.findall(r'type="number"[^>]* name="([^"]+)" value="([^"]+)"', page))
    return {**sent, "title": TITLE, "use": "selection"}


def built(session: Session, version: InstrumentVersion) -> Guide:
    return session.scalars(select(Guide).where(Guide.code == version.code)).one()


def build(session: Session, *wishes: Wish, use: str = "selection") -> InstrumentVersion:
    made = building.build(session, "test", JOB, TITLE, wishes or WISHES, use)
    session.commit()
    return made


def test_five_topics_with_two_questions_on_what_was_done_and_one_on_what_would_be_are_ticked_without_any_evidence(
    signed_in: Callable[..., FlaskClient], company: Company
) -> None:
    page = signed_in(company.hr).get(NEW).text
    ticked = filled(page)
    assert [name for name in ticked if name.startswith("use-")] == [
        "use-preparation", "use-discovery", "use-people", "use-value", "use-deciding",
    ]  # fmt: skip
    assert [name for name in ticked if name.startswith("q-deciding")] == [
        "q-deciding-0",
        "q-deciding-1",
        "q-deciding-2",
    ]
    assert "no expert has been asked" in page and "none studied for this job yet" in page


def test_the_page_as_it_stands_is_refused_for_selection_until_each_topic_names_its_task(
    session: Session, signed_in: Callable[..., FlaskClient], company: Company
) -> None:
    client = signed_in(company.hr)
    sent = filled(client.get(NEW).text)
    refused = client.post(NEW, data=sent)
    assert refused.status_code == 422 and "Nothing ties these topics to the job: Preparation" in refused.text
    assert session.scalars(select(Guide)).all() == [] and session.scalars(select(InstrumentVersion)).all() == []
    # what was written stays on the page
    partly = client.post(NEW, data={**sent, "why-deciding": "Helping customers choose"})
    assert (
        'value="Helping customers choose"' in partly.text
        and "Helping the customer decide" not in partly.text.split("Nothing ties")[1].split("Ask experts")[0]
    )
    reasons = {f"why-{name[4:]}": "Leading first meetings" for name in sent if name.startswith("use-")}
    answer = client.post(NEW, data={**sent, **reasons})
    guide = session.scalars(select(Guide)).one()
    assert answer.headers["Location"] == f"/guides/{guide.id}"
    page = client.get(f"/guides/{guide.id}").text
    assert "in one person’s words only" in page and "not yet retranslated" in page and "No local evidence yet." in page


def test_for_development_no_link_is_asked_for_and_the_guide_cannot_be_used_for_selection(session: Session) -> None:
    version = build(session, Wish("discovery", (0, 1, 2)), use="development")
    assert "selection" not in instrument_of(session, version.content_hash).uses


def test_after_a_job_analysis_linked_topics_are_ticked_and_published_at_once(
    session: Session, signed_in: Callable[..., FlaskClient], company: Company, analysis: JobAnalysis,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    close(session, analysis, run_jobs)
    client = signed_in(company.hr)
    sent = filled(client.get(NEW).text)
    assert [name for name in sent if name.startswith("use-")] == ["use-discovery"]
    assert client.post(NEW, data=sent).status_code == 302
    found = overview(session, session.scalars(select(Guide)).one())
    assert [(one.item.code, one.basis) for one in found.known] == [("discovery", "experts")]
    assert found.uncovered == ()


def test_a_critical_task_no_topic_serves_is_named(
    session: Session, signed_in: Callable[..., FlaskClient], company: Company, analysis: JobAnalysis,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    close(session, analysis, run_jobs)
    version = build(session, Wish("care", (0,), "Keeping records"))
    found = overview(session, built(session, version))
    assert found.uncovered == ("Lead first meetings",)
    page = signed_in(company.hr).get(f"/guides/{found.guide.id}").text
    assert "Critical tasks that no topic here is needed for: Lead first meetings." in page


def test_a_guide_holds_the_chosen_topics_and_questions_in_the_chosen_order_under_the_codes_of_the_bank(
    session: Session,
) -> None:
    version = build(
        session, Wish("care", (3,), "Bad news"), Wish("discovery", (0, 2), "Meetings"), Wish("deciding", (1,), "x")
    )
    instrument = instrument_of(session, version.content_hash)
    assert version.code == "guide_account_executive" and instrument.construct == "competencies"
    assert list(instrument.items) == ["care", "discovery", "deciding"]
    assert instrument.items["care"].questions == (bank().competencies["care"].questions[3].text,)
    assert len(instrument.items["discovery"].questions) == 2
    assert instrument.items["deciding"].anchors == bank().competencies["deciding"].anchors


def test_a_second_guide_of_a_job_is_another_instrument_and_the_same_code_means_the_same_topic(session: Session) -> None:
    first, second = build(session), build(session, WISHES[0])
    assert (first.code, second.code) == ("guide_account_executive", "guide_account_executive_2")
    items = [instrument_of(session, one.content_hash).items["discovery"] for one in (first, second)]
    assert items[0] == items[1]


def test_the_career_interview_can_be_a_guide_of_its_own(session: Session) -> None:
    career = bank().families["career"].competencies
    version = build(session, *(Wish(one.code, one.usual, "Results over years") for one in career))
    instrument = instrument_of(session, version.content_hash)
    assert [section.title for section in instrument.sections] == ["Career, job by job"]
    assert list(instrument.items) == ["career_results", "career_choices", "career_growth", "career_standing"]


def test_nothing_ticked_and_topics_without_a_question_are_refused(
    signed_in: Callable[..., FlaskClient], company: Company
) -> None:
    client = signed_in(company.hr)
    basis = {"title": TITLE, "use": "development"}
    assert "Tick at least one topic." in client.post(NEW, data=basis).text
    page = client.post(NEW, data={**basis, "use-care": "y", "use-unknown": "y"})
    assert page.status_code == 422 and "None is ticked for: Customer care." in page.text


def test_wording_can_be_changed_in_the_library_first_and_the_link_is_asked_for_there_too(
    session: Session, signed_in: Callable[..., FlaskClient], company: Company
) -> None:
    client = signed_in(company.analyst)
    sent = {"title": TITLE, "use": "selection", "use-care": "y", "q-care-0": "y", "go": "draft"}
    draft = client.post(NEW, data=sent).headers["Location"]
    assert re.fullmatch(r"/instruments/drafts/\d+", draft)
    refused = client.post(f"{draft}/publish")
    assert refused.status_code == 422 and "Nothing ties these topics to the job: Customer care" in refused.text
    guide = session.scalars(select(Guide)).one()
    client.post(f"/guides/{guide.id}/links", data={"why-care": "Bringing bad news"})
    assert client.post(f"{draft}/publish").status_code == 302
    [version] = session.scalars(select(InstrumentVersion)).all()
    assert version.code == guide.code


def test_an_instrument_that_is_no_guide_is_published_as_before(session: Session) -> None:
    instrument = building.instrument("own_scorecard", TITLE, [Wish("care", (0,))], "selection")
    assert instruments.publish(session, "test", instrument).code == "own_scorecard"


def test_hr_is_not_sent_into_the_library_where_only_analysts_write(
    session: Session, signed_in: Callable[..., FlaskClient], company: Company
) -> None:
    client = signed_in(company.hr)
    assert "Change its words first" not in client.get(NEW).text
    sent = {"title": TITLE, "use": "development", "use-care": "y", "q-care-0": "y", "go": "draft"}
    assert client.post(NEW, data=sent).headers["Location"].startswith("/guides/")


def test_what_ties_a_topic_can_be_written_changed_and_taken_back(session: Session) -> None:
    guide = built(session, build(session))
    assert building.tie(session, "test", guide, {"care": "Complaints", "discovery": " Leading first meetings "}) == 1
    assert building.tie(session, "test", guide, {"care": ""}) == 1
    session.commit()
    assert {one.competency: one.reason for one in guide.links} == {
        "discovery": "Leading first meetings", "deciding": "Leading first meetings",
    }  # fmt: skip
    assert [one.item.code for one in overview(session, guide).unlinked] == ["care"]


def test_building_is_in_the_audit_trail(session: Session) -> None:
    build(session)
    actions = session.scalars(select(AuditEvent.action)).all()
    assert "guides.built" in actions and "instruments.published" in actions and "guides.link_written" in actions


def test_hiring_managers_and_interviewers_read_guides_and_build_none(
    session: Session, signed_in: Callable[..., FlaskClient], company: Company
) -> None:
    guide = built(session, build(session))
    for role in (Role.HIRING_MANAGER, Role.INTERVIEWER):
        client = signed_in(role)
        assert client.get(f"/guides/{guide.id}").status_code == 200 and TITLE in client.get("/guides/").text
        assert client.get(NEW).status_code == 403
        assert client.post(f"/guides/{guide.id}/links", data={"why-care": "x"}).status_code == 403


def test_a_job_nobody_does_or_seeks_is_not_found(signed_in: Callable[..., FlaskClient], company: Company) -> None:
    assert signed_in(company.hr).get("/guides/new?job=Astronaut").status_code == 404


@pytest.mark.parametrize("order", ["", "x", "9" * 5000])
def test_a_place_that_is_no_number_comes_last(
    session: Session, signed_in: Callable[..., FlaskClient], company: Company, order: str
) -> None:
    sent = {"title": TITLE, "use": "development", "use-care": "y", "q-care-0": "y", "use-learning": "y",
            "q-learning-0": "y", "order-learning": "1", "order-care": order}  # fmt: skip
    assert signed_in(company.hr).post(NEW, data=sent).status_code == 302
    [version] = session.scalars(select(InstrumentVersion)).all()
    assert list(instrument_of(session, version.content_hash).items) == ["learning", "care"]


def test_proposals_without_evidence_keep_the_order_of_the_bank(session: Session, company: Company) -> None:
    found = proposals(session, JOB)
    assert [one.competency.code for one in found.competencies] == [
        one.code for one in bank().families["representatives"].competencies
    ]
    assert (found.analysed, found.profile, found.levers_studied) == (False, None, False)


def test_the_weight_of_a_profile_moves_topics_like_its_scales_to_the_front(
    session: Session, signed_in: Callable[..., FlaskClient], company: Company
) -> None:
    content, _scores = built_profile(240)
    weight = {scale.scale: abs(scale.weight) for scale in content.scales}
    instrument = publish(session, library()["selling_competencies"])
    # the first scale of the profile measures negotiating, the second prospecting; the others are of no topic
    places = {name: [instrument.id, f"own_{at}"] for at, name in enumerate(weight)}
    places |= {"scale 1": [instrument.id, "negotiation"], "scale 2": [instrument.id, "prospecting"]}
    report = provenance(profile_report(content), {}, 1)
    session.add(
        ProfileVersion(
            job=JOB, number=1, state="approved", content=to_json(content), scales=places, built_by="a",
            approved_by="b", approved_at=now(), analysis=store(session, report, f"job:{JOB}", "a"),
        )
    )  # fmt: skip
    session.commit()
    found = proposals(session, JOB)
    assert {one.competency.code for one in found.competencies[:2]} == {"negotiation", "prospecting"}
    shares = {one.competency.code: one.weight for one in found.competencies}
    assert shares["negotiation"] == pytest.approx(weight["scale 1"] / sum(weight.values())) and shares["care"] == 0.0
    page = signed_in(company.hr).get(NEW).text
    assert "of 100 of the profile’s weight" in page and "version 1, In force" in page
    guide = built(session, build(session, Wish("negotiation", (0, 1, 2), "Terms")))
    shown = signed_in(company.analyst).get(f"/guides/{guide.id}").text
    assert "Whether ratings of it predict results is not known here." in shown
