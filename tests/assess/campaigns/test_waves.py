"""Surveys that come again: opened by themselves, compared only where nobody can be told from the change."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.queries import latest
from assess.campaigns import actions, tasks
from assess.campaigns.actions.comments import allow
from assess.campaigns.models import Campaign, CampaignSeries
from assess.campaigns.queries.comments import box_of
from assess.people.models import Person
from scoring.results import Estimate, Report
from surveys.bank import library
from surveys.items import Given
from surveys.moments import now
from surveys.versions import publish
from tests.assess.campaigns.companies import SURVEY, admission, hire, opened

TEAMS = {"North 1": ("North", 12), "South 1": ("South", 12)}


def series(session: Session, waves: int = 3) -> Campaign:
    return opened(session, ["location"], promise="confidential", repeat=actions.Repeat(4, waves))


def say(session: Session, campaign: Campaign, people: list[Person], lift: int = 0) -> None:
    for number, person in enumerate(people):
        said = number % 3 + 1 + lift
        told = {item: Given(str(said)) for item in ("ask_how", "leaders_change", "safe_to_tell")}
        told["tricks_hidden"] = Given(str(6 - said))  # the other way round
        begun = actions.begin(session, admission(session, campaign, person), "en")
        actions.keep(session, begun, told)
        actions.finish(session, begun)
    session.commit()


def over(session: Session, campaign: Campaign) -> Campaign:
    """Close a wave, release it, and let the time come for the next."""
    actions.close(session, "lead", campaign)
    tasks.release_results(session, campaign.id, "lead")
    session.get_one(CampaignSeries, campaign.series_id).next_at = now() - timedelta(seconds=1)
    session.commit()
    tasks.open_waves(session)
    return session.scalars(select(Campaign).order_by(Campaign.wave.desc())).first()  # type: ignore[return-value]


def trend(session: Session, campaign: Campaign) -> dict[tuple[str, str], Estimate]:
    found = latest(session, "campaign_waves", f"series:{campaign.series_id}")
    assert found is not None
    report: Report = found.report
    return {(str(row[0]), str(row[1])): row[2] for row in report.table("trend").rows if isinstance(row[2], Estimate)}


def test_the_next_wave_opens_by_itself_with_the_same_promise_groups_and_days(session: Session) -> None:
    hire(session, TEAMS)
    first = series(session)
    tasks.open_waves(session)
    assert len(session.scalars(select(Campaign)).all()) == 1  # its time has not come
    second = over(session, first)
    assert (second.wave, second.state, second.promise, second.cuts) == (2, "open", "confidential", ["location"])
    assert second.code != first.code
    assert abs((second.closes_at - now()) - timedelta(days=14)) < timedelta(minutes=5)


def test_people_may_add_a_comment_in_a_later_wave_where_they_could_in_the_first(session: Session) -> None:
    hire(session, TEAMS)
    version = publish(session, library()[SURVEY])
    first = actions.draft(
        session, "lead", title="How we sell", version=version, job="", cuts=[], least=5,
        closes_at=now() + timedelta(days=14), repeat=actions.Repeat(4, 3),
    )  # fmt: skip
    allow(session, "lead", first)
    actions.launch(session, "lead", first)
    second = over(session, first)
    boxes = [box_of(session, first), box_of(session, second)]
    assert None not in boxes and boxes[0] is not boxes[1]


def test_a_wave_waits_until_the_one_before_is_closed(session: Session) -> None:
    hire(session, TEAMS)
    first = series(session)
    assert first.series is not None
    first.series.next_at = now() - timedelta(days=1)
    session.commit()
    tasks.open_waves(session)
    assert len(session.scalars(select(Campaign)).all()) == 1


def test_after_the_last_wave_none_comes(session: Session) -> None:
    hire(session, TEAMS)
    second = over(session, series(session, waves=2))
    assert second.series is not None and second.series.next_at is None


def test_a_series_of_a_company_that_shrank_below_ten_ends(session: Session) -> None:
    people = hire(session, TEAMS)
    first = series(session)
    for person in people[:15]:
        person.status = "left"
    session.commit()
    assert over(session, first).wave == 1
    assert first.series is not None and first.series.next_at is None


def test_a_change_is_shown_with_its_range_where_the_same_people_were_asked(session: Session) -> None:
    people = hire(session, TEAMS)
    first = series(session)
    say(session, first, people)
    second = over(session, first)
    say(session, second, people, lift=2)
    over(session, second)
    moved = trend(session, second)["Culture of openness", "all"]
    assert moved.value == 2.0 and moved.low is not None and moved.low > 1


def test_one_joiner_hides_the_change_of_every_group_they_joined_and_of_no_other(session: Session) -> None:
    people = hire(session, TEAMS)
    first = series(session)
    say(session, first, people)
    joiner = Person(code="new", name="New", email="new@meridian.example", team=people[0].team, location="North",
                    job="Sales representative")  # fmt: skip
    session.add(joiner)
    session.commit()
    second = over(session, first)
    say(session, second, [*people, joiner])
    over(session, second)
    found = trend(session, second)
    assert {group: found["Culture of openness", group].value is None for group in ("all", "North", "South")} == {
        "all": True, "North": True, "South": False,
    }  # fmt: skip


@pytest.mark.parametrize(("joiners", "shown"), [(6, False), (7, True)])
def test_seven_who_came_hide_in_the_change_of_a_sensitive_scale_and_six_do_not(
    session: Session, joiners: int, shown: bool
) -> None:
    people = hire(session, TEAMS)
    first = series(session)
    say(session, first, people)
    came = hire(session, {"North 2": ("North", joiners)})
    second = over(session, first)
    say(session, second, [*people, *came])
    over(session, second)
    assert (trend(session, second)["Culture of openness", "North"].value is not None) is shown


def test_a_wave_nobody_answered_says_so_and_leaks_nothing(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    people = hire(session, TEAMS)
    first = series(session)
    say(session, first, people)
    second = over(session, first)
    over(session, second)
    found = trend(session, second)
    assert {one.value for one in found.values()} == {None}
    leader = signed_in(Role.LEADER)
    assert "for everyone together no change can be shown" in leader.get(f"/campaigns/{second.id}/trend").text
    assert leader.get("/campaigns/999/trend").status_code == 404


def test_whoever_runs_a_series_ends_it(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    hire(session, TEAMS)
    first = series(session)
    client = signed_in(Role.STUDY_LEAD)
    assert "The next wave opens by itself" in client.get(f"/campaigns/{first.id}").text
    assert client.post(f"/campaigns/{first.id}/end").status_code == 302
    assert client.post(f"/campaigns/{first.id}/end").status_code == 409
    assert "The next wave opens by itself" not in client.get(f"/campaigns/{first.id}").text
