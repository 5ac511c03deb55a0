"""Where a project starts, six steps that records tell, the map, and the whole job."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.actions import store
from assess.analyses.models import Analysis
from assess.levers.models import Lever
from assess.people.models import Account
from assess.projects.actions import projects as actions
from assess.projects.actions.projects import BeyondScope, NoReasonForEntry
from assess.projects.models import Project
from assess.projects.queries.entry import recommend
from assess.projects.queries.levers import levers
from assess.projects.queries.steps import steps
from assess.provenance import provenance
from scoring.reports.conditions import _EFFECTS
from scoring.results import Report, Sentence, Table
from tests.assess.projects.conftest import CLEAR, JOB


@pytest.mark.parametrize(
    ("scope", "buy_in", "tier"),
    [
        ("position", 3, "position"), ("company", 5, "company"), ("company", 4, "function"), ("company", 2, "position"),
        ("function", 3, "position"), ("function", 1, "task"), ("task", 5, "task"),
    ],
)  # fmt: skip
def test_a_project_starts_at_the_highest_tier_its_sponsor_carries(scope: str, buy_in: int, tier: str) -> None:
    assert recommend(scope, buy_in).tier == tier


def test_starting_elsewhere_needs_a_reason_and_never_goes_beyond_what_one_answers_for(session: Session) -> None:
    given = {"title": "What works", "job": JOB, "scope": "function", "buy_in": 2}
    with pytest.raises(NoReasonForEntry):
        actions.start(session, "lead", **given, entry="function")  # type: ignore[arg-type]
    with pytest.raises(BeyondScope):
        actions.start(session, "lead", **given, entry="company", why="I like it")  # type: ignore[arg-type]
    made = actions.start(session, "lead", **given, entry="function", why="The head asked")  # type: ignore[arg-type]
    assert (made.recommended, made.entry, made.why) == ("position", "function", "The head asked")


def test_the_wizard_works_without_a_script_and_tells_the_reason(
    session: Session, project: Project, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(Role.ORGANISATION_DEVELOPMENT)
    first = client.get("/projects/start").text
    assert 'checked class="form-check-input" id="scope-2"' in first
    address = f"/projects/start?job={JOB}&scope=company&buy_in=2"
    advised = client.get(address).text
    assert "Position and task levers show results within a position first" in advised
    assert "a rule of thumb of ours, not a finding" in advised
    refused = client.post(address, data={"title": "Ours", "entry": "company", "why": ""})
    assert refused.status_code == 422
    assert "please say why" in refused.text
    assert client.post(address, data={"title": "Ours", "entry": "position"}).status_code == 302
    assert client.get("/projects/start?job=Nobody&scope=company&buy_in=9").status_code == 422


def test_steps_that_records_tell_cannot_be_typed_in(
    session: Session, project: Project, lead: Account, verdicts: Analysis, signed_in: Callable[..., FlaskClient]
) -> None:
    found = {one.name: one for one in steps(session, project)}
    assert {name: one.state for name, one in found.items() if one.known} == {
        "performer_analysis": "not_begun", "selection": "not_begun", "lever_identification": "done",
        "practices_capture": "not_begun",
        "other_alignment": "not_begun",
    }  # fmt: skip
    client, given = signed_in(lead), {"state": "done", "note": "They told me"}
    assert client.post(f"/projects/{project.id}/steps/selection", data=given).status_code == 404
    assert client.post(f"/projects/{project.id}/steps/training", data=given).status_code == 302
    page = client.get(f"/projects/{project.id}").text
    assert "2 of 6 steps are done." in page
    assert "They told me" in page


def test_a_lever_without_a_verdict_is_not_known_whatever_is_hoped(
    session: Session, project: Project, verdicts: Analysis
) -> None:
    session.add(Lever(code="care", job=JOB, name="Cares", statement="Who cares sells", registered_by="lead"))
    session.commit()
    assert {one.code: (one.verdict, one.usable) for one in levers(session, JOB)} == {
        "care": ("", False), "multithread": ("supported_replicated", True),
        "presales": ("supported_provisional", False), "social": ("not_supported", False),
    }  # fmt: skip


def test_the_map_says_in_words_what_it_draws_and_leaders_read_it_without_the_sponsors_buy_in(
    session: Session, project: Project, leader: Account, verdicts: Analysis, survey: Callable[..., Analysis],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    survey(CLEAR)
    client = signed_in(leader)
    page = client.get(f"/projects/{project.id}/map").text
    assert page.count('role="img"') == 2  # one for wide screens, one for phones
    assert "Is given presales support: supported so far; kept out" in page
    assert "1 of 3 levers go with better results." in page
    assert "Rated lowest: Analytics, 2.3 (2.1 to 2.5) of 5, n = 40." in page
    assert "Company: nothing is known yet" in page
    assert "12 in the job" in page
    assert "interested, waits for results" not in client.get(f"/projects/{project.id}").text


def test_the_map_reads_what_the_report_of_conditions_says_between_teams(
    session: Session, project: Project, leader: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    columns = _EFFECTS
    session.add(
        Lever(code="coaching", job=JOB, name="Is coached", statement="Coached teams sell", registered_by="lead")
    )
    rows = tuple(
        tuple({"condition": code, "verdict": verdict}.get(column.key) for column in columns)
        for code, verdict in (("analytics", "inconclusive"), ("coaching", "supported_provisional"))
    )
    conditions_report = Report(
        "conditions", Sentence("conditions.found", {}), tables=(Table("conditions", columns, rows),)
    )
    store(session, provenance(conditions_report, {}, 7), f"job:{JOB}", "system")
    session.commit()
    page = signed_in(leader).get(f"/projects/{project.id}/map").text
    assert "Do teams with better conditions have better results?" in page
    assert "Is coached: supported so far" in page
    assert "1 of 1 lever goes with better results." in page


def test_without_experts_nothing_is_said_of_the_whole_job(
    project: Project, leader: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    page = signed_in(leader).get(f"/projects/{project.id}/coverage").text
    assert "Nobody has said yet what the job consists of." in page
