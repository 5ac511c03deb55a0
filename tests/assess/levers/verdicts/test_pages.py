"""What people see of verdicts: every lever, the joint model beside the single one, never one thing, never a cause."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.actions import provenance, store
from assess.audit.models import AuditEvent
from assess.campaigns.models import Campaign
from assess.instruments.actions import publish
from assess.levers.actions.measuring import Measured, measure
from assess.levers.actions.opening import open_data
from assess.levers.models import Lever
from assess.levers.queries.anonymous import anonymous_displays
from assess.levers.queries.verdicts import rows, verdicts_of
from assess.people.models import Account
from scoring.reports.campaign import Group, Measure, report
from scoring.results import Estimate
from surveys.bank import library
from surveys.moments import now
from tests.assess.levers.conftest import JOB

LISTS = ("/levers/verdicts", "/levers/together", "/levers/conditions", "/levers/values", "/levers/roll-outs")
#: Words that say one thing brings another; ``cause`` itself is said only where it is denied or was shown.
CAUSE = (
    "drives",
    "drive ",
    "causes",
    "caused",
    "leads to",
    "because of",
    "thanks to",
    "proven",
    "guarantees",
    "boosts",
)


def words(page: str) -> str:
    """The text people read, without markup."""
    body = page[page.index("<main") :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def headline(page: str) -> str:
    found = re.search(r'<header class="page-header">.*?</header>', page, re.DOTALL)
    assert found is not None
    return words("<main" + found.group(0))


def page_of(lever: Lever) -> str:
    return f"/levers/{lever.id}/verdict"


@pytest.fixture
def analyst(signed_in: Any) -> FlaskClient:
    client: FlaskClient = signed_in(Role.ANALYST)
    return client


def test_before_the_data_are_opened_each_page_says_what_comes_first(rated: dict[str, Lever], analyst: FlaskClient):
    for page in LISTS:
        assert analyst.get(page).status_code == 200, page
    assert "only then are the data opened" in analyst.get("/levers/verdicts").text
    assert analyst.get(page_of(rated["several"])).status_code == 404


def test_no_headline_names_a_lever(judged: dict[str, Lever], analyst: FlaskClient):
    names = [one.name for one in judged.values()]
    for page in LISTS:
        said = headline(analyst.get(page).text)
        assert [name for name in names if name in said] == [], page
    assert "2 of them" not in headline(analyst.get("/levers/verdicts").text)


def test_every_lever_that_was_asked_about_is_listed_with_its_verdict(judged: dict[str, Lever], analyst: FlaskClient):
    said = words(analyst.get("/levers/verdicts").text)
    for code in ("several", "listens", "logs", "support", "quiet"):
        assert judged[code].name in said
    assert "may follow success" in said
    assert "Not testable yet" in said


def test_the_page_of_one_lever_shows_the_joint_model_beside_the_single_one_and_the_caution(
    judged: dict[str, Lever], analyst: FlaskClient
):
    said = words(analyst.get(page_of(judged["several"])).text)
    for part in (
        "There is no one thing", "With the other levers held equal, SD for one SD", "Looked at alone, SD for one SD",
        "Top beside middle", "overlap of the two groups", "all practices together", "What leaders believed",
        "What people said and showed", "Nobody has tried it on purpose", "cause not shown",
    ):  # fmt: skip
        assert part in said, part


def test_support_stands_beside_the_range_it_was_decided_on_also_where_all_teams_say_less(
    judged: dict[str, Lever], analyst: FlaskClient, session: Session
):
    found = verdicts_of(session, JOB)
    assert found is not None
    report, (table, effects) = found.report, found.report.tables[:2]
    decided = {
        "verdict": "supported_provisional",
        "decided_on": "discovery",
        "decided": Estimate(0.4, 64, "", 0.1, 0.7),
    }
    names = [column.key for column in table.columns]
    changed = [
        tuple(decided.get(name, cell) for name, cell in zip(names, row, strict=True)) if row[0] == "several" else row
        for row in table.rows
    ]
    all_teams = ("several", "joint", Estimate(0.08, 96, "", -0.05, 0.21), None, 0.2, 0.3, -0.03, 0.19)
    first = ("several", "discovery", decided["decided"], None, 0.01, 0.02, 0.15, 0.65)
    others = tuple(row for row in effects.rows if row[:2] not in {("several", "joint"), ("several", "discovery")})
    tables = (replace(table, rows=tuple(changed)), replace(effects, rows=(*others, all_teams, first)))
    store(session, replace(report, tables=(*tables, *report.tables[2:])), f"job:{JOB}", "test")
    session.commit()
    said = words(analyst.get("/levers/verdicts").text)
    told = "+0.40 +0.10 to +0.70 the teams looked at first, with the others; q = 0.020 "
    told += "all teams: +0.08 , \u22120.05 to +0.21"
    assert told in said
    said = words(analyst.get(page_of(judged["several"])).text)
    assert said.index("What decided With the other levers held equal, SD for one SD, the teams looked at first") < (
        said.index("With the other levers held equal, SD for one SD, all teams")
    )
    assert "q = 0.020" in said


def test_a_condition_has_a_page_of_teams_and_of_no_person(judged: dict[str, Lever], analyst: FlaskClient):
    page = page_of(judged["coaching"])
    assert f'href="{page}"' in analyst.get("/levers/conditions").text
    assert f'href="{page}"' in analyst.get(f"/levers/{judged['coaching'].id}").text
    text = analyst.get(page).text
    said = words(text)
    for part in (
        "Hours of coaching",
        "12 teams",
        "teams are compared, not people",
        "What decided By itself, SD",
        "There is no second company to look at",
        "cause not shown",
        "Nobody has tried it on",
    ):
        assert part in said, part
    assert not re.search(r"Seller \d|P-\d", text)
    assert "practices may build on it" not in said


def test_what_may_follow_success_is_said_at_once_and_drawn_unsure(judged: dict[str, Lever], analyst: FlaskClient):
    page = analyst.get(page_of(judged["support"])).text
    assert "results may be what brings it" in headline(page)
    assert "It is given to the best." in page
    assert "tier-likely" not in page
    assert "nothing builds on it" in page


def test_no_page_says_that_a_lever_makes_results(judged: dict[str, Lever], analyst: FlaskClient):
    pages = [*LISTS, *(page_of(one) for one in judged.values())]
    for page in pages:
        said = words(analyst.get(page).text).lower()
        assert [word for word in CAUSE if word in said] == [], page


def test_who_looked_is_recorded_and_files_go_out_with_a_trace(
    judged: dict[str, Lever], analyst: FlaskClient, session: Session
):
    page = analyst.get("/levers/verdicts").text
    number = re.search(r"/levers/reports/(\d+)/csv", page)
    assert number is not None
    analyst.get(page_of(judged["several"]))
    assert analyst.get(f"/levers/reports/{number[1]}/csv").data[:2] == b"PK"
    assert analyst.get(f"/levers/reports/{number[1]}/pdf").data[:4] == b"%PDF"
    assert analyst.get("/levers/reports/999999/pdf").status_code == 404
    kept = session.scalars(select(AuditEvent.action).where(AuditEvent.action.startswith("levers."))).all()
    for action in ("levers.verdicts_viewed", "levers.verdict_viewed", "levers.exported"):
        assert action in kept


def test_a_report_of_another_feature_cannot_be_taken_away_here(
    judged: dict[str, Lever], analyst: FlaskClient, session: Session
):
    from_campaigns = store(session, provenance(report([Group("all", "", 9, 9)], []), {}, 1), "campaign:1", "test")
    session.commit()
    assert analyst.get(f"/levers/reports/{from_campaigns.id}/csv").status_code == 404


def test_who_manages_no_study_sees_no_verdicts(judged: dict[str, Lever], signed_in: Any):
    for role in (Role.EMPLOYEE, Role.LINE_MANAGER, Role.ADMINISTRATOR):
        assert signed_in(role).get("/levers/verdicts").status_code == 403
    leader = signed_in(Role.LEADER)
    assert "Compute anew" not in leader.get("/levers/verdicts").text
    assert leader.post("/levers/verdicts/compute", data={"job": JOB}).status_code == 403


def test_asking_anew_shows_how_far_the_work_is(judged: dict[str, Lever], analyst: FlaskClient):
    analyst.post("/levers/verdicts/compute", data={"job": JOB})
    assert "<progress" in analyst.get("/levers/verdicts").text


def test_what_was_said_anonymously_shows_released_groups_and_nothing_else(
    rated: dict[str, Lever], session: Session, analyst: FlaskClient, signed_in: Any, run_jobs: Any
):
    instrument = library()["openness_pulse"]
    scale = instrument.scales[0]
    version = publish(session, "lead", instrument)
    campaign = Campaign(title="Openness", version_id=version.id, cuts=["standing"], closes_at=now(), state="closed")
    session.add(campaign)
    session.flush()
    measure(session, "analyst", rated["quiet"], Measured("survey", f"{campaign.id}:{scale.code}"))
    groups = [Group("all", "", 96, 60), Group("top", "all", 20, 15), Group("middle", "all", 40, 25)]
    means = {"top": Estimate(4.25, 15, "mean", 4.0, 4.5), "middle": Estimate(3.5, 25, "mean", 3.2, 3.8)}
    released = report(groups, [Measure(scale.label, True, 1, 5, means)])
    store(session, provenance(released, {}, 1), f"campaign:{campaign.id}", "test")
    open_data(session, "analyst", JOB)
    session.commit()
    run_jobs()
    said = words(analyst.get(page_of(rated["quiet"])).text)
    assert f"Said anonymously: {scale.label}" in said
    assert "top 15 +4.25" in said
    assert "middle 25 +3.50" in said
    assert "Exploratory" in said
    found = verdicts_of(session, JOB)
    assert found is not None
    row = next(row for row in rows(found.report, "verdicts") if row["lever"] == "quiet")
    assert (row["verdict"], row["usable"], row["people"]) == ("exploratory", "no", 0)
    # what everybody said together is no group of the cut by standing
    reader = session.scalars(select(Account).where(Account.name == Role.ANALYST)).one()
    assert {row["group"] for row in anonymous_displays(session, reader, rated["quiet"])[0].rows} == {"top", "middle"}
    # an auditor, whom the survey's own page refuses, does not read it here
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get(f"/campaigns/{campaign.id}/results").status_code in (403, 404)
    page = words(auditor.get(page_of(rated["quiet"])).text)
    assert "Asks for help" in page
    assert "Said anonymously" not in page
