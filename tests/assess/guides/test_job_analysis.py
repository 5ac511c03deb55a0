"""Asking experts what a job calls for."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.guides.actions import jobs
from assess.guides.models import JobAnalysis
from assess.guides.queries import jobs as queries
from assess.people.models import Account, Person, Team
from tests.assess.guides.conftest import JOB, Company, close, say

PAGE = "/guides/analyses/{}"


def test_experts_are_asked_by_mail_once_with_the_way_to_their_page(
    session: Session, analysis: JobAnalysis, company: Company, run_jobs: Callable[[], int], app: Flask
) -> None:
    jobs.ask(session, "test", analysis, company.knowing, "does_it")
    session.commit()
    run_jobs()
    assert [mail.to for mail in app.extensions["mailman"].outbox] == [[one.email] for one in company.knowing]
    assert f"/guides/expert/{analysis.id}" in app.extensions["mailman"].outbox[0].body


def test_an_analysis_begins_with_the_usual_tasks_and_topics_and_only_one_is_open(
    signed_in: Callable[..., FlaskClient], session: Session, company: Company
) -> None:
    client = signed_in(company.hr)
    sent = {"job": JOB, "family": "representatives", "career": "y"}
    answer = client.post("/guides/analyses/new", data=sent)
    made = queries.open_one(session, JOB)
    assert made is not None and answer.headers["Location"] == PAGE.format(made.id)
    assert len(made.tasks) == 12 and len(made.competencies) == 14 and made.competencies[-1] == "career_standing"
    again = client.post("/guides/analyses/new", data=sent)
    assert again.status_code == 409 and "open already" in again.text


def test_tasks_can_be_changed_until_an_expert_has_rated_one(session: Session, analysis: JobAnalysis) -> None:
    jobs.set_tasks(session, "test", analysis, ["Lead first meetings", " ", "Keep records "])
    assert [task.text for task in analysis.tasks] == ["Lead first meetings", "Keep records"]
    for wrong in ([], ["Call", "Call"], ["x" * 301], [str(n) for n in range(41)]):
        with pytest.raises(jobs.BadTasks):
            jobs.set_tasks(session, "test", analysis, wrong)
    say(session, analysis.experts[0])
    with pytest.raises(jobs.TasksFixed):
        jobs.set_tasks(session, "test", analysis, ["Something else"])


def test_an_expert_keeps_what_they_have_and_hands_in_when_nothing_is_missing(
    session: Session, analysis: JobAnalysis, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    client, page = signed_in(company.knowing[0]), f"/guides/expert/{analysis.id}"
    meetings, records = (task.id for task in analysis.tasks)
    some = {f"f{meetings}": "5", f"i{meetings}": "4", "c-discovery": "5", "l-discovery": str(meetings)}
    answer = client.post(page, data={**some, "go": "hand_in"})
    # how often records are kept (its importance is asked once that is known), and two topics
    assert answer.status_code == 422 and "3 answers are missing" in answer.text
    assert queries.expert_for(session, company.knowing[0], analysis.id).submitted_at is None
    assert f'name="f{meetings}" value="5" checked' in client.get(page).text
    # what is no part of the job needs no importance
    rest = {f"f{records}": "0", "c-deciding": "4", "c-care": "2"}
    client.post(page, data={**some, **rest, "go": "hand_in"})
    found = queries.expert_for(session, company.knowing[0], analysis.id)
    assert found.submitted_at is not None
    assert {(one.task_id, one.frequency, one.importance) for one in found.tasks} == {
        (meetings, 5, 4),
        (records, 0, None),
    }
    assert {one.competency: [link.task_id for link in one.links] for one in found.competencies} == {
        "discovery": [meetings], "deciding": [], "care": [],
    }  # fmt: skip
    assert client.post(page, data=some).status_code == 409
    assert "You handed in" in client.get(page).text


@pytest.mark.parametrize("nonsense", ["6", "-1", "many", "1.5", "5" * 4000])
def test_what_is_no_rating_counts_as_not_given(
    session: Session, analysis: JobAnalysis, company: Company, signed_in: Callable[..., FlaskClient], nonsense: str
) -> None:
    first = analysis.tasks[0].id
    sent = {f"f{first}": nonsense, "c-discovery": nonsense, "c-unknown": "5", "l-discovery": nonsense, "go": "keep"}
    assert signed_in(company.knowing[0]).post(f"/guides/expert/{analysis.id}", data=sent).status_code == 302
    found = queries.expert_for(session, company.knowing[0], analysis.id)
    assert (found.tasks, found.competencies) == ([], [])


def test_nobody_else_finds_an_experts_page(
    analysis: JobAnalysis, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    page = f"/guides/expert/{analysis.id}"
    assert signed_in(company.knowing[0]).get(page).status_code == 200
    assert signed_in(company.hr).get(page).status_code == 404
    assert signed_in(Role.EMPLOYEE).post(page, data={"go": "keep"}).status_code == 404


def test_closing_computes_links_means_and_spread_of_those_who_handed_in(
    session: Session, analysis: JobAnalysis, run_jobs: Callable[[], int]
) -> None:
    close(session, analysis, run_jobs)
    links = queries.links(session, JOB)
    assert {code: link.status for code, link in links.items()} == {
        "discovery": "linked",  # needed for meetings, which matter
        "deciding": "unlinked",  # tied to nothing
        "care": "unlinked",  # tied to records, which do not matter
    }
    assert links["discovery"].serves == "Lead first meetings"
    importance = links["discovery"].importance
    assert (importance.value, importance.n, importance.status) == (5.0, 4, "caveat")
    assert queries.uncovered(session, JOB, ["care"]) == ["Lead first meetings"]
    assert queries.uncovered(session, JOB, ["discovery"]) == []


def test_answers_kept_but_not_handed_in_do_not_count(
    session: Session, analysis: JobAnalysis, run_jobs: Callable[[], int]
) -> None:
    first = analysis.tasks[0].id
    jobs.say(session, analysis.experts[5], jobs.Said({first: (5, 1)}, {"discovery": 1}, {}))
    close(session, analysis, run_jobs)
    assert queries.links(session, JOB)["discovery"].importance.n == 4


def test_with_two_experts_nothing_is_told(session: Session, analysis: JobAnalysis, run_jobs: Callable[[], int]) -> None:
    close(session, analysis, run_jobs, experts=2)
    assert {link.status for link in queries.links(session, JOB).values()} == {"untold"}


def test_an_analysis_nobody_answered_cannot_be_closed_and_a_closed_one_takes_no_more(
    session: Session, analysis: JobAnalysis, company: Company, run_jobs: Callable[[], int]
) -> None:
    with pytest.raises(jobs.NothingSaid):
        jobs.close(session, "test", analysis)
    close(session, analysis, run_jobs)
    with pytest.raises(jobs.AnalysisClosed):
        say(session, analysis.experts[5])
    with pytest.raises(jobs.AnalysisClosed):
        jobs.ask(session, "test", analysis, company.knowing, "does_it")


def test_the_report_is_shown_and_can_be_taken_out(
    session: Session, analysis: JobAnalysis, company: Company, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    client, page = signed_in(company.hr), PAGE.format(analysis.id)
    assert client.get(f"{page}/pdf").status_code == 404
    close(session, analysis, run_jobs)
    text = client.get(page).text
    assert "4 experts have answered. 1 of 3 topics are linked to the job." in text and "Lead first meetings" in text
    assert client.get(f"{page}/pdf").data.startswith(b"%PDF")
    assert client.get(f"{page}/csv").data.startswith(b"PK")


def test_the_list_for_managers_is_proposed_where_somebody_in_the_job_leads_a_team(
    session: Session, account: Callable[..., Account]
) -> None:

    person = Person(code="M1", name="Mona", job="Team lead")
    session.add_all([person, Team(name="North", manager=person)])
    session.flush()
    assert queries.family_of(session, "Team lead").code == "managers"
    assert queries.family_of(session, JOB).code == "representatives"


def test_who_is_asked_finds_it_on_their_start_page_until_they_have_answered(
    session: Session, analysis: JobAnalysis, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(company.knowing[0])
    assert f'href="/guides/expert/{analysis.id}"' in client.get("/").text
    say(session, analysis.experts[0])
    assert f"/guides/expert/{analysis.id}" not in client.get("/").text


def test_people_to_ask_are_found_by_name_and_those_who_do_the_job_come_first(
    session: Session, analysis: JobAnalysis, company: Company, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    seller = account(Role.EMPLOYEE, name="Zoe Last")
    seller.person = Person(code="Z1", name="Zoe Last", job=JOB)
    session.commit()
    assert queries.people_to_ask(session, job=JOB)[0] is seller
    client, page = signed_in(company.hr), PAGE.format(analysis.id)
    found = client.get(f"{page}?find=zoe").text
    assert "Zoe Last</option>" in found and "Ana Prieto</option>" not in found
    assert client.get(f"{page}?find=%25").text.count("</option>") == 4  # a sign of its own; the four standings stay
    client.post(f"{page}/experts", data={"accounts": str(seller.id), "standing": "does_it"})
    assert analysis.experts[-1].account is seller
    nobody = client.post(f"{page}/experts", data={"standing": "does_it"})
    assert nobody.status_code == 422 and "Choose at least one person." in nobody.text
