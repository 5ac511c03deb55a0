"""What is written comes back, in every format and for every kind of item; what has no place is named."""

import json
from collections import defaultdict
from dataclasses import replace

import pytest

from surveys.definition import Instrument, Section
from surveys.exchange import FORMATS, Loss, Why, read_any
from surveys.exchange.kept import EVERY, OWN
from surveys.items import KINDS
from tests.surveys.exchange.instruments import instrument

WRITTEN = [code for code, form in FORMATS.items() if form.write]
SEEDS = range(12)


def written(code: str, made: Instrument) -> bytes:
    write = FORMATS[code].write
    assert write is not None
    return write(made).content


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_instrument_comes_back_whole_whatever_it_holds(code: str, seed: int) -> None:
    made = instrument(seed)
    back = FORMATS[code].read(written(code, made), "file")
    assert back.instrument == made
    assert back.instrument.content_hash == made.content_hash
    assert back.losses == ()


@pytest.mark.parametrize("code", WRITTEN)
def test_every_kind_of_item_is_among_those_tried(code: str) -> None:
    assert {item.kind for item in instrument(1).items.values()} == set(KINDS)
    assert set(OWN) == set(WRITTEN)


def places(made: Instrument, losses: tuple[Loss, ...]) -> dict[str, set[str]]:
    """The fields that other programs will not see, with the kinds of item they belong to."""
    found: dict[str, set[str]] = defaultdict(set)
    for loss in losses:
        sort, _, name = loss.place.partition(" ")
        field = "words" if "×" in loss.what else loss.what
        if loss.kept:
            found[f"{sort}.{field}"] |= {made.items[name].kind} if sort == "item" else set()
    return found


@pytest.mark.parametrize("code", WRITTEN)
def test_what_has_no_place_in_a_format_is_exactly_what_the_table_says(code: str) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    write = FORMATS[code].write
    assert write is not None
    for seed in range(60):
        made = instrument(seed, tame=True)
        for field, kinds in places(made, write(made).losses).items():
            found[field] |= kinds
    every = {name for name, kinds in OWN[code].items() if kinds == EVERY}
    assert {name: set(KINDS) if name in every else set(kinds) for name, kinds in OWN[code].items()} == found


@pytest.mark.parametrize("code", WRITTEN)
def test_only_the_bytes_of_a_picture_are_lost_on_the_way_back(code: str) -> None:
    write = FORMATS[code].write
    assert write is not None
    lost = {loss.why for seed in SEEDS for loss in write(instrument(seed)).losses if not loss.kept}
    assert lost == {Why.PICTURE_APART}


@pytest.mark.parametrize("code", WRITTEN)
def test_the_same_instrument_gives_a_file_that_is_recognised_whatever_it_is_called(code: str) -> None:
    made = instrument(3)
    assert read_any(written(code, made), "whatever.bin").instrument == made


@pytest.mark.parametrize("code", WRITTEN)
def test_an_instrument_with_no_items_and_one_with_an_empty_page_come_back(code: str) -> None:
    made = replace(instrument(5), translations=(), scales=())
    empty = Section("nothing", "Nothing here yet", ())
    adaptive = tuple(replace(section, adaptive=None) for section in made.sections)
    made = made.with_sections((*adaptive, empty))
    assert FORMATS[code].read(written(code, made), "file").instrument == made


@pytest.mark.parametrize("code", ["qti", "limesurvey", "surveyjs"])
def test_the_same_instrument_gives_the_same_bytes(code: str) -> None:
    assert written(code, instrument(4)) == written(code, instrument(4))


def test_what_another_program_changed_stands_and_is_told_and_all_else_comes_back() -> None:
    made = instrument(1, tame=True)
    held = json.loads(written("surveyjs", made))
    kinds = {item.kind: item.code for item in made.items.values()}
    elements = {one["name"]: one for page in held["pages"] for one in page["elements"]}
    elements[kinds["bestworst"]]["columns"][0]["text"] = "Changed"
    elements[kinds["text"]]["title"] = "Asked otherwise"
    back = FORMATS["surveyjs"].read(json.dumps(held).encode(), "file")
    assert [(loss.place, loss.what, loss.why) for loss in back.losses] == [
        (f"item {kinds['bestworst']}", "options", Why.CHANGED_ELSEWHERE)
    ]
    found = back.instrument.items
    assert found[kinds["text"]] == replace(made.items[kinds["text"]], text="Asked otherwise")
    assert found[kinds["bestworst"]].options[0].label == "Changed"
    assert found[kinds["bestworst"]].kind == "bestworst"
    untouched = set(made.items) - {kinds["text"], kinds["bestworst"]}
    assert all(found[code] == made.items[code] for code in untouched)


def test_an_item_taken_out_elsewhere_is_gone_and_the_others_are_whole() -> None:
    made = instrument(1, tame=True)
    held = json.loads(written("surveyjs", made))
    gone = held["pages"][0]["elements"].pop(0)["name"]
    found = FORMATS["surveyjs"].read(json.dumps(held).encode(), "file").instrument.items
    assert gone not in found
    assert all(found[code] == item for code, item in made.items.items() if code != gone)
