"""Saves that come late, twice, in another order, from two devices, with absurd clocks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from surveys.models import Response
from surveys.moments import now
from surveys.writing import OLDEST
from tests.assess.delivery.courses import course

MINUTE = 60_000


def test_an_answer_queued_on_an_offline_phone_does_not_win_over_a_newer_one(sit) -> None:
    me = sit(course())
    assert me.save("glad", "5", device="laptop", turn=1, age=20) == 204
    assert me.save("glad", "1", device="phone", turn=1, age=30 * MINUTE) == 204  # acknowledged: it need not come again
    assert me.answers() == {"glad": 5}
    assert me.save("glad", "2", device="phone", turn=2, age=0) == 204
    assert me.answers() == {"glad": 2}


def test_saves_replayed_and_reordered_end_with_the_last_tap(sit) -> None:
    me = sit(course())
    taps = [("3", 3), ("1", 1), ("3", 3), ("2", 2), ("1", 1)]
    for value, turn in taps:
        assert me.save("glad", value, device="phone", turn=turn, age=(4 - turn) * 1000) == 204
    assert me.answers() == {"glad": 3}
    assert me.session.scalars(select(Response.changes)).one() == 0


def test_an_answer_taken_back_stays_taken_back_when_an_older_one_arrives(sit) -> None:
    me = sit(course())
    me.save("years", "4", device="phone", turn=1)
    me.save("years", "", device="phone", turn=2)
    me.save("years", "4", device="phone", turn=1)
    assert me.answers() == {}


@pytest.mark.parametrize("age", [-5, -1e300, 10**30, 1e300, 1e999, 0.5, 0])
def test_an_age_beyond_measure_is_cut_to_what_can_be(sit, age: float) -> None:
    me = sit(course())
    before = now()
    assert me.save("glad", "4", age=age, device="phone", turn=1) == 204
    moment = me.session.scalars(select(Response.answered_at)).one()
    assert before - OLDEST - timedelta(seconds=5) < moment <= now()
    assert (now() - moment < timedelta(minutes=1)) is (age < 1000)


def test_no_answer_lies_before_its_page_was_shown(sit) -> None:
    me = sit(course())
    shown = now() - timedelta(seconds=30)
    me.save("glad", "4", age=24 * 60 * MINUTE, device="phone", turn=1, shown=shown.isoformat())
    assert me.session.scalars(select(Response.answered_at)).one() == shown


@pytest.mark.parametrize(
    "more",
    [
        {"age": float("nan")},
        {"age": "5"},
        {"age": True},
        {"age": None},
        {"turn": -1},
        {"turn": 1.5},
        {"turn": 2**31},
        {"turn": True},
        {"device": 5},
        {"device": "x" * 33},
        {"device": "a b"},
        {"device": "\u0000"},
    ],
)
def test_what_cannot_be_a_tap_is_refused(sit, more: dict[str, object]) -> None:
    me = sit(course())
    assert me.save("glad", "4", **more) == 400
    assert me.answers() == {}


def test_a_page_sent_whole_wins_over_older_taps_and_gives_way_to_newer_ones(sit) -> None:
    me = sit(course())
    me.save("glad", "1", device="phone", turn=1, age=2 * MINUTE)
    me.post("1/last", glad="3", go="blank")
    me.save("glad", "2", device="phone", turn=2, age=MINUTE)
    assert me.answers() == {"glad": 3}
    me.save("glad", "5", device="phone", turn=3, age=0)
    assert me.answers() == {"glad": 5}
