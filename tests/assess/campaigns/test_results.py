"""What leaves the house of Meridian's own survey, and what a later release may add."""

import csv
import io
import json
import zipfile
from collections.abc import Callable

import numpy as np
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.queries import latest
from assess.campaigns import actions, tasks
from assess.campaigns.models import Campaign, CampaignReleasedSet
from assess.demo.campaign import RESPONDERS
from assess.demo.roster import TEAM_NAMES
from assess.people.models import Person
from scoring.results import Report
from surveys.anonymity import leak
from surveys.items import Given
from surveys.models import AnonymousAnswer
from tests.assess.campaigns.companies import KEY, admission, hire, opened


def say(session: Session, campaign: Campaign, people: list[Person], start: int = 0) -> None:
    """Everybody answers, each region and person in a way of their own."""
    for number, person in enumerate(people, start=start):
        lift = 3 if person.location == "North" else 0
        given = {code: Given(str((number * step) % 7 + lift)) for code, step in LEVERS.items()}
        given |= {"ask_how": Given(str(number % 5 + 1)), "safe_to_tell": Given(str(number % 4 + 1))}
        given |= {"leaders_change": Given(str(number % 3 + 1)), "tricks_hidden": Given(str(number % 5 + 1))}
        way = admission(session, campaign, person)
        actions.answer(session, way, given)
        actions.spend(session, way, KEY)
    session.commit()
    tasks.file_answers(session)


LEVERS = dict(zip(
    ("research", "multithread", "indecision", "numbers", "trust", "sense_making", "buying", "care"), range(1, 9),
    strict=True,
))  # fmt: skip


@pytest.fixture
def staff(session: Session) -> list[Person]:
    """24 teams of ten in four regions, as in the demo."""
    return hire(session, {name: (name.rsplit(" ", 1)[0], 10) for name in TEAM_NAMES})


@pytest.fixture
def meridian(session: Session, staff: list[Person]) -> Campaign:
    """171 of 240 have answered: two teams of the South four each, one of the West three."""
    campaign = opened(session, ["location", "team"])
    say(session, campaign, came(staff))
    actions.close(session, "lead", campaign)
    session.commit()
    tasks.file_answers(session)
    return campaign


def came(staff: list[Person]) -> list[Person]:
    teams = dict(zip(TEAM_NAMES, RESPONDERS, strict=True))
    by_team = {name: [person for person in staff if person.team and person.team.name == name] for name in TEAM_NAMES}
    return [person for name in TEAM_NAMES for person in by_team[name][: teams[name]]]


def released(session: Session, campaign: Campaign, run_jobs: Callable[[], int]) -> Report:
    tasks.release_results(session, campaign.id, "lead")
    session.commit()
    found = latest(session, "campaign", f"campaign:{campaign.id}")
    assert found is not None
    return found.report


def shown(report: Report) -> dict[str, int | None]:
    table = report.table("groups")
    return dict(zip(table.column("group"), table.column("answers"), strict=True))  # type: ignore[arg-type]


def test_teams_of_four_are_withheld_and_where_one_is_alone_a_second_with_it(
    session: Session, meridian: Campaign, run_jobs: Callable[[], int]
) -> None:
    small = {name for name, n in zip(TEAM_NAMES, RESPONDERS, strict=True) if n < 5}
    assert small == {"South 1", "South 4", "West 2"}  # the data that could leak
    report = released(session, meridian, run_jobs)
    answers = shown(report)
    assert answers["all"] == 171
    withheld = {group for group, n in answers.items() if n is None}
    # West 1 and West 5 have five answers each: either would do to protect West 2
    assert withheld - {"West 1", "West 5"} == small
    assert len(withheld) == 4
    text = report.to_json()
    means = report.table("scales")
    for measure, group, n, mean in means.rows:
        assert (mean.value is None) == (n is None)  # type: ignore[union-attr]
        if str(measure).startswith("Use"):
            assert (n is None) == (group in withheld)
    # openness may cost somebody their standing: seven answers, beside a scale that takes five
    openness = [n for measure, group, n, _mean in means.rows if str(measure).startswith("Culture") and n is not None]
    assert min(openness) == 7 < max(openness)
    assert min(n for n in answers.values() if n is not None) == 5
    ids = session.scalars(select(AnonymousAnswer.id)).all()
    assert not any(one in text for one in ids)


def test_no_arithmetic_on_everything_released_gives_a_group_of_fewer_than_five(
    session: Session, meridian: Campaign, run_jobs: Callable[[], int]
) -> None:
    released(session, meridian, run_jobs)
    sets = {
        frozenset(row.members)
        for row in session.scalars(select(CampaignReleasedSet).where(CampaignReleasedSet.measure == "answers"))
    }
    assert len(sets) == 25  # everyone, four regions, 20 of 24 teams
    assert leak(sorted(sets, key=len), 5) is None
    everybody = frozenset(session.scalars(select(AnonymousAnswer.id)))
    small = [one.id for one in session.scalars(select(AnonymousAnswer)) if one.groups["team"] == "West 2"]
    assert leak([*sets, everybody - frozenset(small)], 5) is not None  # the same check finds a set too many


def test_means_and_ranges_are_those_of_the_answers_to_one_decimal(
    session: Session, meridian: Campaign, run_jobs: Callable[[], int]
) -> None:
    report = released(session, meridian, run_jobs)
    mean = next(
        m for measure, group, _n, m in report.table("scales").rows if measure.startswith("Use") and group == "all"
    )
    said = [np.mean([one.answers[code] for code in LEVERS]) for one in session.scalars(select(AnonymousAnswer))]
    assert mean.value == round(float(np.mean(said)), 1)
    # Cochran 1977, eq. 2.20: t(170) = 1.974, 171 of 240 asked
    half = 1.974 * np.std(said, ddof=1) / np.sqrt(171) * np.sqrt((240 - 171) / 239)
    assert mean.low == pytest.approx(np.mean(said) - half, abs=0.1)
    assert mean.high == pytest.approx(np.mean(said) + half, abs=0.1)
    assert mean.low == round(mean.low, 1)
    assert report.sentence.key == "campaign.differ"  # the North was lifted by three


def test_a_later_release_moves_only_groups_that_gained_five(
    session: Session, staff: list[Person], run_jobs: Callable[[], int]
) -> None:
    campaign = opened(session, ["location", "team"])
    say(session, campaign, [person for place, person in enumerate(staff) if place % 10 < 5])  # five of each team
    before = shown(released(session, campaign, run_jobs))
    north = [person for place, person in enumerate(staff) if place % 10 >= 5 and person.location == "North"]
    say(session, campaign, [*north[:3], *north[5:8], north[10]], start=120)  # three, three and one of their teams
    assert len(session.scalars(select(AnonymousAnswer.id)).all()) == 120  # they wait for more of theirs, or the end
    actions.close(session, "lead", campaign)
    session.commit()
    tasks.file_answers(session)
    after = shown(released(session, campaign, run_jobs))
    assert before["all"] == 120
    assert after["all"] == 127
    assert after["North"] == 37  # 30 before
    assert {name for name in before if before[name] != after[name]} == {"all", "North"}
    assert after["North 1"] == before["North 1"] == 5  # eight have answered; three is too few to show the change
    sets = {
        frozenset(row.members)
        for row in session.scalars(select(CampaignReleasedSet).where(CampaignReleasedSet.measure == "answers"))
    }
    assert leak(sorted(sets, key=len), 5) is None


def test_nothing_is_released_twice_for_fewer_than_five_new_answers(
    session: Session, staff: list[Person], signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int]
) -> None:
    campaign = opened(session)
    client = signed_in(Role.STUDY_LEAD)
    assert client.post(f"/campaigns/{campaign.id}/release").status_code == 409
    say(session, campaign, staff[:20])
    assert client.post(f"/campaigns/{campaign.id}/release").status_code == 302
    run_jobs()
    refused = client.post(f"/campaigns/{campaign.id}/release")
    assert refused.status_code == 409
    assert "Fewer than 5 answers have come in since the last release" in refused.text


def test_only_released_results_are_seen_and_each_look_is_recorded(
    session: Session, meridian: Campaign, signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int]
) -> None:
    leader = signed_in(Role.LEADER)
    assert leader.get(f"/campaigns/{meridian.id}/results").status_code == 404
    assert "How we sell" not in leader.get("/campaigns/").text
    released(session, meridian, run_jobs)
    page = leader.get(f"/campaigns/{meridian.id}/results")
    assert page.status_code == 200
    assert "171" in page.text
    assert "4 groups are withheld" in page.text
    assert "How we sell" in leader.get("/campaigns/").text
    assert leader.get(f"/campaigns/{meridian.id}").status_code == 403
    seen = "SELECT count(*) FROM audit_event WHERE action = 'campaigns.results_viewed'"
    assert session.connection().exec_driver_sql(seen).scalar() == 1


def test_the_files_hold_what_the_page_holds(
    session: Session, meridian: Campaign, signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int]
) -> None:
    report = released(session, meridian, run_jobs)
    client = signed_in(Role.ANALYST)
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"/campaigns/{meridian.id}/results.csv").data))
    rows = list(csv.DictReader(io.StringIO(archive.read("campaign_groups.csv").decode())))
    assert [row["answers"] for row in rows if row["group"] in {"West 2", "South 1"}] == ["", ""]
    assert json.loads(archive.read("campaign.json")) == json.loads(report.to_json())
    assert client.get(f"/campaigns/{meridian.id}/results.pdf").data.startswith(b"%PDF")
