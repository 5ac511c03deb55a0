"""The pages of a sitting: branches, practice, timed pages, breaks; by hand and by hostile hands."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from assess.delivery.models import Accommodation
from surveys.models import SectionClock
from surveys.moments import now
from tests.assess.delivery.courses import course


def test_a_page_that_an_answer_closed_is_passed_over_and_its_answers_do_not_count(sit) -> None:
    me = sit(course())
    assert me.post("1/about", sells="yes") == "/take/1/selling"
    assert me.post("1/selling", years="4") == "/take/1/pool"
    assert "page 4 of 6" in me.get("1/selling")
    assert me.post("1/about", sells="no", sells__mark="") == "/take/1/pool"
    assert me.answers()["years"] == 4  # kept
    assert "page 4 of 5" in me.get("1/pool")
    assert me.client.get("/take/1/selling").headers["Location"] == "/take/1/pool"
    assert "is not asked" in me.get("1/pool")
    assert "1 of 9 answered" in me.get("review")  # speed 3, about 1, pool 4, last 1; practice is not counted


def test_a_page_sent_after_it_was_closed_says_so(sit) -> None:
    me = sit(course())
    assert me.post("1/selling", years="4") == "/take/1/warm"
    assert "not asked, given what you answered" in me.get("1/warm")


def test_practice_is_explained_may_be_repeated_and_never_counts(sit) -> None:
    me = sit(course())
    assert me.begin() == "/take/1/warm"
    assert "it does not count" in me.get("1/warm")
    assert "Please answer" in me.post("1/warm")
    assert me.post("1/warm", two="b") == "/take/1/warm/explained"
    page = me.get("1/warm/explained")
    assert "Not quite." in page and "One and one." in page
    assert me.post("1/warm", go="again") == "/take/1/warm"
    assert me.answers() == {}
    assert me.post("1/warm", two="a") == "/take/1/warm/explained"
    assert me.post("1/warm", two="a", two__mark="x") == "/take/1/warm/explained"  # sent twice
    assert "Right." in me.get("1/warm/explained")
    assert me.post("1/warm", go="on", two="a") == "/take/1/speed"
    assert "0 of 9 answered" in me.get("review")


def test_only_practice_is_explained(sit) -> None:
    me = sit(course())
    assert me.client.get("/take/1/about/explained").headers["Location"] == "/take/1/about"
    assert me.client.get("/take/1/none/explained").status_code == 404


def test_a_timed_page_says_what_will_be_before_its_clock_starts(sit) -> None:
    me = sit(course())
    page = me.get("1/speed")
    assert "You have 1 minute" in page and "It goes on if you leave" in page and "2 + 2" not in page
    assert me.session.scalar(select(SectionClock)) is None
    assert me.post("1/speed/open") == "/take/1/speed"
    page = me.get("1/speed")
    assert "2 + 2" in page and 'role="timer"' in page and "data-left" in page
    opened = me.session.scalars(select(SectionClock)).one().opened_at
    me.post("1/speed/open")  # a second press starts nothing
    me.session.expire_all()
    assert me.session.scalars(select(SectionClock)).one().opened_at == opened


def test_the_way_back_leads_to_no_page_that_is_opened_once(sit) -> None:
    me = sit(course())
    assert "Back to the page before" not in me.get("1/about")  # the timed page lies before it
    assert me.post("1/about", go="back") == "/take/1/about"


def test_a_timed_page_that_was_not_opened_takes_nothing(sit) -> None:
    me = sit(course())
    assert me.save("s1", "2") == 422
    assert me.post("1/speed", s1="2") == "/take/1/speed"
    assert "has not begun yet" in me.get("1/speed")
    assert me.answers() == {}


def test_nobody_comes_back_to_a_timed_page(sit) -> None:
    me = sit(course())
    me.post("1/speed/open")
    assert "Please answer" in me.post("1/speed", s1="2")
    assert me.post("1/speed", go="blank", s2="4") == "/take/1/about"
    assert "You cannot come back to it" in me.get("1/speed")
    assert me.post("1/speed", s3="6") == "/take/1/about"
    assert me.save("s3", "6") == 422
    assert me.answers() == {"s1": 2, "s2": 4}
    assert "You have left “Quick sums” already" in me.get("1/about")
    assert me.post("1/about", go="back") == "/take/1/warm"
    assert "Quick sums" not in me.get("review")


def test_a_page_sent_after_its_time_keeps_what_came_before_and_says_so(sit) -> None:
    me = sit(course())
    me.post("1/speed/open")
    assert me.save("s1", "2") == 204
    me.run_out()
    assert me.save("s2", "4") == 422
    assert me.post("1/speed", s1="2", s2="4", s3="6") == "/take/1/about"
    page = me.get("1/about")
    assert "The time for “Quick sums” is over" in page
    assert "1 answer came in time and is kept" in page and "What came after that is not counted" in page
    assert me.answers() == {"s1": 2}
    me.post("1/speed", s2="4")
    assert me.answers() == {"s1": 2}


def test_what_was_tapped_in_time_may_be_on_its_way_for_a_moment(sit) -> None:
    me = sit(course())
    me.post("1/speed/open")
    me.run_out(seconds=2)
    assert me.post("1/speed", go="over", s1="2", s2="not a number") == "/take/1/about"
    page = me.get("1/about")
    assert "1 answer came in time" in page and "not counted" not in page
    assert me.answers() == {"s1": 2}


def test_an_old_tap_does_not_come_in_time_by_its_age(sit) -> None:
    me = sit(course())
    me.post("1/speed/open")
    me.run_out(seconds=10)
    assert me.save("s1", "2", age=3_600_000, device="a", turn=1) == 422
    assert me.answers() == {}


def test_a_timed_page_looked_at_after_its_time_leads_on(sit) -> None:
    me = sit(course())
    me.post("1/speed/open")
    me.save("s1", "2")
    me.run_out()
    page = me.get("1/speed")
    assert (
        "The time for this page is over" in page and "1 answer came in time" in page and 'href="/take/1/about"' in page
    )
    assert me.begin() == "/take/1/about"


def test_a_running_clock_is_not_left_behind(sit) -> None:
    me = sit(course())
    me.post("1/about", sells="no")
    me.post("1/speed/open")
    assert me.begin() == "/take/1/pool"  # what was answered last lies further on
    other = sit(course())
    other.post("1/speed/open")
    assert other.begin() == "/take/1/speed"


@pytest.mark.parametrize(("extra", "words"), [(1.5, "You have 1 min 30 s"), (0.0, "no time limit for you")])
def test_more_time_is_told_before_and_given(sit, extra: float, words: str) -> None:
    me = sit(course())
    granted = Accommodation(
        invitation_id=me.invitation.id, wishes=["time"], outcome="granted", answered_at=now(), extra_time=extra
    )
    me.session.add(granted)
    me.session.commit()
    assert words in me.get("1/speed")
    me.post("1/speed/open")
    clock = me.session.scalars(select(SectionClock)).one()
    assert (clock.due_at is None) if not extra else (clock.due_at - clock.opened_at).total_seconds() == 90
    assert 'role="timer"' in me.get("1/speed") if extra else 'role="timer"' not in me.get("1/speed")


def test_a_break_lies_between_two_parts_and_nothing_runs(sit) -> None:
    short = replace(course(), sections=course().sections[-1:], scales=())
    me = sit(short, replace(short, code="another"), breaks=10)
    assert me.post("1/last", glad="4") == "/take/rest/1"
    page = me.get("rest/1")
    assert "up to 10 minutes" in page and 'href="/take/2/last"' in page
    assert me.post("2/last", glad="4") == "/take/review"
    assert me.client.get("/take/rest/3").status_code == 404


def test_without_a_break_there_is_none(sit) -> None:
    short = replace(course(), sections=course().sections[-1:], scales=())
    me = sit(short, replace(short, code="another"))
    assert me.post("1/last", glad="4") == "/take/2/last"
    assert me.client.get("/take/rest/1").status_code == 404


@pytest.mark.parametrize("page", ["0/speed", "2/speed", "99999999999/speed", "1/nothing", "1/speed/nothing", "rest/0"])
def test_pages_that_are_not_there_are_not_found(sit, page: str) -> None:
    me = sit(course())
    assert me.client.get(f"/take/{page}").status_code == 404
    if page != "1/speed/nothing":
        assert me.client.post(f"/take/{page}").status_code in {404, 405}


@pytest.mark.parametrize("part", [0, -1, 2, 6, 10**9])
def test_parts_that_are_not_there_take_no_answer(sit, part: int) -> None:
    assert sit(course()).save("sells", "yes", part=part) == 404


def test_everything_leads_to_the_receipt_once_it_is_handed_in_elsewhere(sit) -> None:
    me = sit(course())
    me.post("1/speed/open")
    me.device().post("/take/submit")
    for page in ("1/about", "1/speed/open"):
        assert me.post(page, sells="yes") == "/take/receipt"
    assert "perhaps on another device" in me.get("receipt")
    for page in ("1/speed", "1/warm/explained", "rest/1"):
        assert me.client.get(f"/take/{page}").headers["Location"] == "/take/receipt"
    assert me.save("sells", "yes") == 409
    assert me.answers() == {}
