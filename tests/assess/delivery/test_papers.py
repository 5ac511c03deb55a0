"""Everybody's own paper: in the language they chose, in an order that stays."""

import re
from dataclasses import replace

import pytest

from surveys.definition import Item, Option
from tests.assess.delivery.courses import FIVE, course, translated


def order(me) -> list[str]:
    return re.findall(r'name="(q\d)__mark"', me.get("1/last"))


@pytest.fixture
def shuffled():
    """Eight sentences in everybody's own order, and a choice whose options are too."""
    items = tuple(Item(f"q{number}", "likert", f"Sentence {number}", options=FIVE) for number in range(8))
    pick = Item("pick", "choice", "Which?", options=tuple(Option(c, f"letter {c}") for c in "abcdef"), shuffle=True)
    last = replace(course().sections[-1], items=items, shuffle=True)
    return replace(course(), sections=(last, replace(last, code="pick", items=(pick,), shuffle=False)), scales=())


def test_sentences_and_options_come_in_an_order_of_ones_own_that_stays(sit, shuffled) -> None:
    people = [sit(shuffled) for _ in range(4)]
    orders = [order(me) for me in people]
    assert all(sorted(one) == [f"q{number}" for number in range(8)] for one in orders)
    assert len({tuple(one) for one in orders}) > 1
    assert [order(me) for me in people] == orders
    letters = [re.findall(r"letter (\w)", me.get("1/pick")) for me in people]
    assert len({tuple(one) for one in letters}) > 1
    me = people[0]
    assert me.post("1/last", **{f"q{number}": "4" for number in range(8)}) == "/take/1/pick"
    assert me.answers() == {f"q{number}": 4 for number in range(8)}


def test_the_notice_offers_the_languages_everything_is_asked_in(sit) -> None:
    both = translated(course(), "de", "ar")
    me = sit(both, replace(translated(course(), "de"), code="another"), begin=False)
    page = me.get("")
    assert "Deutsch" in page and "English" in page
    assert re.findall(r'type="radio" name="language" value="(\w+)"', page) == ["en", "de"]
    assert me.client.post("/take/begin", data={"language": "ar"}).status_code == 400
    assert me.invitation.begun_at is None
    assert me.begin(language="de") == "/take/1/warm"
    me.session.expire_all()
    assert me.invitation.language == "de"
    page = me.get("1/warm")
    assert "de: 1 + 1?" in page and 'lang="de" dir="ltr"' in page
    assert 'type="radio" name="language"' not in me.get("")  # chosen once


def test_words_from_right_to_left_are_marked_so(sit) -> None:
    me = sit(translated(course(), "ar"), begin=False)
    assert 'lang="ar" dir="rtl"' in me.get("") and "العربية" in me.get("")
    me.begin(language="ar")
    assert 'lang="ar" dir="rtl"' in me.get("1/warm") and "ar: Warming up" in me.get("1/warm")


def test_one_language_is_no_choice(sit) -> None:
    me = sit(course(), begin=False)
    assert "Language of the questions" not in me.get("")
    assert me.begin() == "/take/1/warm"


def test_the_browser_s_language_is_ticked(sit) -> None:
    me = sit(translated(course(), "de"), begin=False)
    page = me.client.get("/take/", headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}).text
    assert re.search(r'value="de" checked', page)


def test_the_notice_counts_what_is_asked_at_most(sit) -> None:
    page = sit(course(), begin=False).get("")
    assert "up to 10 questions" in page and "1 minute by the clock" in page
