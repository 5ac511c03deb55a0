"""The key of the IPIP-NEO-120 is that of Johnson (2014)."""

import json
from collections import Counter

import pytest

from surveys.ipip.key import FACETS, ITEMS, REVERSED, Place, place
from tests.reference import SHARED, beside

NUMBERS = range(1, ITEMS + 1)


def test_there_are_thirty_facets_of_four_items_in_five_domains() -> None:
    facets = Counter((place(number).domain, place(number).facet) for number in NUMBERS)
    assert len(facets) == 30 and set(facets.values()) == {4}
    assert {domain: len(names) for domain, names in FACETS.items()} == {"N": 6, "E": 6, "O": 6, "A": 6, "C": 6}


def test_fifty_five_items_are_reversed_in_every_domain() -> None:
    assert len(REVERSED) == 55
    counted = Counter(place(number).domain for number in REVERSED)
    assert counted == {"N": 7, "E": 6, "O": 12, "A": 17, "C": 13}


@pytest.mark.parametrize(
    ("domain", "facet", "keyed"),
    [
        ("C", 4, {20: 1, 50: 1, 80: -1, 110: -1}),
        ("E", 3, {12: 1, 42: 1, 72: 1, 102: -1}),
        ("A", 2, {9: -1, 39: -1, 69: -1, 99: -1}),
    ],
)
def test_facets_hold_the_published_items(domain: str, facet: int, keyed: dict[int, int]) -> None:
    assert {n: place(n).sign for n in NUMBERS if (place(n).domain, place(n).facet) == (domain, facet)} == keyed


def test_depression_immoderation_and_politics_are_not_asked_of_applicants() -> None:
    barred = {place(number).name for number in NUMBERS if not place(number).for_selection}
    assert {"Depression", "Immoderation", "Liberalism"} <= barred
    assert barred == {*FACETS["N"], "Liberalism"}
    assert sum(place(number).for_selection for number in NUMBERS) == 92


def test_there_is_no_item_beyond() -> None:
    assert place(1) == Place("N", 1, 1) and place(120) == Place("C", 6, -1)
    for number in (0, 121):
        with pytest.raises(ValueError, match=f"there is no item {number}"):
            place(number)


@beside("the counts and facets above hold the same key")
def test_every_item_is_keyed_as_in_the_reference() -> None:
    rows = json.loads((SHARED / "reference" / "ipip_neo120_key.json").read_text())
    assert [place(row["n"]) for row in rows] == [Place(row["domain"], row["facet"], row["key"]) for row in rows]
