"""Groups that few answered are shown over several waves together, never by one, and nobody is told apart by it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.queries import latest
from assess.campaigns import actions, tasks
from assess.campaigns.models import Campaign, CampaignReleasedSet
from assess.campaigns.tasks import releasing, tabling
from assess.people.models import Person
from scoring.results import Report
from surveys.anonymity import People, Release, answer, release
from surveys.items import Given
from tests.assess.campaigns.companies import admission, answers, hire, opened
from tests.surveys.anonymity.test_waves import singled_out

PLACES = {"North": 8, "East": 6, "South": 8, "West": 10}
ASKED = "have real conversations with three or more people on the customer's side?"
#: Who answers in a wave, by place: everybody where a place is not named.
Comers = Mapping[str, range]


@pytest.fixture
def staff(session: Session) -> list[Person]:
    return hire(session, {f"{place} 1": (place, size) for place, size in PLACES.items()})


def run(session: Session, staff: list[Person], waves: Sequence[Comers], promise: str = "confidential") -> Campaign:
    """A series of which each wave is answered, closed and released before the next; gives the last."""
    wave = opened(session, ["location"], promise=promise, repeat=actions.Repeat(4, max(len(waves), 2)))
    for number, comers in enumerate(waves, start=1):
        if number > 1:
            wave = actions.next_wave(session, "lead", wave)
        came = [one for one in staff if int(one.code.rpartition("-")[2]) in comers.get(one.location, range(99))]
        for place, one in enumerate(came):
            say(session, wave, one, answers((place * 7 + number) % 121))
        actions.close(session, "lead", wave)
        session.commit()
        tasks.file_answers(session)
        tasks.release_results(session, wave.id, "lead")
        session.commit()
    return wave


def say(session: Session, wave: Campaign, person: Person, given: Mapping[str, Given]) -> None:
    """One answer under either promise, all at once."""
    way = admission(session, wave, person)
    if wave.promise == "anonymous":
        actions.answer(session, way, given)
        return
    administration = actions.begin(session, way, "en")
    actions.keep(session, administration, given)
    actions.finish(session, administration)


def report(session: Session, wave: Campaign) -> Report:
    found = latest(session, "campaign", f"campaign:{wave.id}")
    assert found is not None
    return found.report


def alone(session: Session, wave: Campaign) -> set[str]:
    """The groups that are shown by this wave alone."""
    rows = report(session, wave).table("groups").rows
    return {str(name) for name, _within, _invited, answers, _rate in rows if answers is not None}


def pooled(session: Session, wave: Campaign) -> dict[str, tuple[str, int]]:
    """The waves and the people behind the question on conversations, by group."""
    tables = [one for one in report(session, wave).tables if one.key == "pooled"]
    rows = [row for one in tables for row in one.rows if row[0] == ASKED]
    return {str(group): (str(waves), int(str(n))) for _measure, group, waves, n, _mean in rows}


def sets(session: Session) -> list[frozenset[str]]:
    """Every set of answers behind a number on conversations, named by wave, as a thief of the log would have them."""
    rows = session.execute(select(CampaignReleasedSet, Campaign.wave).join(Campaign)).all()
    return [
        frozenset(row.members if row.pooled else (answer(wave, one) for one in row.members))
        for row, wave in rows
        if row.measure == "item.multithread"
    ]


THREE_AND_THREE = [{"North": range(3)}, {"North": range(3, 6)}]


def test_six_people_of_whom_three_answered_each_time_are_shown_over_both_waves(
    session: Session, staff: list[Person]
) -> None:
    last = run(session, staff, THREE_AND_THREE)
    assert pooled(session, last) == {"North": ("1, 2", 6)}
    assert alone(session, last) == {"all", "South", "West"}  # East goes with North, whom all less the others would show
    assert singled_out(sets(session)) is None


def test_three_people_who_answered_twice_are_three_and_not_six(
    session: Session, staff: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pooled(session, run(session, staff, [{"North": range(3)}, {"North": range(3)}])) == {}
    assert singled_out(sets(session)) is None
    monkeypatch.setattr(People, "fewest", lambda self, answers: len(answers))  # the weakened build counts answers
    assert pooled(session, run(session, staff, [{"North": range(3)}, {"North": range(3)}])) == {"North": ("1, 2", 6)}
    found = singled_out(sets(session))
    assert found is not None and len(found) == 3


def test_under_anonymity_whoever_may_have_answered_twice_is_counted_once(session: Session, staff: list[Person]) -> None:
    assert pooled(session, run(session, staff, THREE_AND_THREE, "anonymous")) == {}  # nobody knows that they are six
    last = run(session, staff, [{"North": range(3)}, {"North": range(6)}], "anonymous")
    assert pooled(session, last) == {"North": ("1, 2", 6)}  # no wave has two answers of one person
    assert "North" not in alone(session, last)


LEFT_OVER = [{"North": range(3), "East": range(3)}, {"North": range(3, 7), "East": range(2, 4)}]


def test_a_pool_that_less_what_was_released_earlier_gives_a_few_away_is_withheld(
    session: Session, staff: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    # both waves less South, West and the pool of the North are four people of the East
    assert pooled(session, run(session, staff, LEFT_OVER)) == {}
    assert singled_out(sets(session)) is None
    session.query(CampaignReleasedSet).delete()
    monkeypatch.setattr(tabling, "linked", lambda waves, before, limits: [])  # the weakened build forgets
    run(session, staff, LEFT_OVER)
    found = singled_out(sets(session))
    assert found is not None and len(found) == 4


def test_from_its_first_small_wave_on_a_group_never_stands_alone(session: Session, staff: list[Person]) -> None:
    waves = [{}, {"North": range(3)}, {}, {}, {}]
    last = run(session, staff, waves)
    series = session.scalars(select(Campaign).order_by(Campaign.wave)).all()
    assert ["North" in alone(session, one) for one in series] == [True, False, False, False, False]
    assert pooled(session, last) == {"North": ("4, 5", 8)}  # in whole waves of its own it would have been eight, twice
    assert pooled(session, series[2]) == {"North": ("2, 3", 8)}
    assert singled_out(sets(session)) is None


def test_a_wave_nobody_answered_is_released_with_what_is_pooled_and_leaves_later_ones_alone(
    session: Session, staff: list[Person], signed_in: Callable[..., FlaskClient]
) -> None:
    last = run(session, staff, [{}, dict.fromkeys(PLACES, range(0)), {}])
    assert alone(session, last) == {"all", *PLACES}
    empty = session.scalars(select(Campaign).where(Campaign.wave == 2)).one()
    page = signed_in(Role.LEADER).get(f"/campaigns/{empty.id}/results").text
    assert "Too few of the 32 people asked have answered for anything to be shown." in page


def test_the_page_says_over_which_waves_and_why(
    session: Session, staff: list[Person], signed_in: Callable[..., FlaskClient]
) -> None:
    last = run(session, staff, THREE_AND_THREE)
    page = signed_in(Role.LEADER).get(f"/campaigns/{last.id}/results").text
    assert "Pooled over waves 1, 2" in page
    assert "never shown by a single wave" in page


def test_a_wave_that_is_over_is_released_once_more_so_that_it_is_pooled(
    session: Session, staff: list[Person], signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int]
) -> None:
    run(session, staff, [{"North": range(3)}])
    first = session.scalars(select(Campaign)).one()
    second = actions.next_wave(session, "lead", first)
    for place, one in enumerate(staff[3:6]):
        say(session, second, one, answers(place))
    session.commit()
    client = signed_in(Role.STUDY_LEAD)
    assert client.post(f"/campaigns/{second.id}/release").status_code == 409  # three answers, and more may come
    client.post(f"/campaigns/{second.id}/close")
    assert client.post(f"/campaigns/{second.id}/release").status_code == 302
    run_jobs()
    assert pooled(session, second) == {"North": ("1, 2", 6)}
    assert alone(session, second) == set()
    assert client.post(f"/campaigns/{second.id}/release").status_code == 409


def test_two_waves_released_at_once_are_judged_one_after_the_other(
    session: Session, staff: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    last = run(session, staff, THREE_AND_THREE)
    first = session.scalars(select(Campaign).where(Campaign.wave == 1)).one()

    def meanwhile(*given: Any, **more: Any) -> Release:
        session.add(CampaignReleasedSet(campaign_id=first.id, measure="answers", group="all", members=["somebody"]))
        session.commit()
        return release(*given, **more)

    monkeypatch.setattr(releasing, "release", meanwhile)
    with pytest.raises(releasing.ReleasedMeanwhile):
        tasks.release_results(session, last.id, "lead")
