"""Pieces of an instrument changed one by one; keys and conditions follow."""

from dataclasses import replace

import pytest

from surveys.bank import faults, library
from surveys.definition import Adaptive, Condition, Instrument, Keyed, Section
from surveys.drafting import parts
from surveys.drafting.complaints import MOST_ITEMS, check_size, complaints
from surveys.drafting.scales import changed_scale, keyed, scale_of, scorable, with_scale, without_scale
from surveys.errors import InstrumentTooLarge


@pytest.fixture
def style() -> Instrument:
    return replace(library()["work_style"], translations=())


def test_a_new_code_goes_into_keys_and_conditions(style: Instrument) -> None:
    asked = parts.changed_section(
        style, "part_2", replace(style.section("part_2"), when=(Condition("e01", low=3, high=5),))
    )
    renamed = parts.changed_item(asked, "e01", replace(asked.items["e01"], code="talks"))
    assert renamed.section("part_2").when == (Condition("talks", low=3, high=5),)
    assert scale_of(renamed, "extraversion").items[0].item == "talks"
    assert list(faults(renamed)) == []


def test_an_item_removed_leaves_its_scales_and_its_conditions_are_complained_of(style: Instrument) -> None:
    asked = parts.changed_section(
        style, "part_2", replace(style.section("part_2"), when=(Condition("e01", low=3, high=5),))
    )
    gone = parts.without_item(asked, "e01")
    assert "e01" not in {one.item for one in scale_of(gone, "extraversion").items}
    assert complaints(gone) == (("section part_2", "depends on item e01, which does not exist"),)


def test_moving_there_and_back_changes_nothing(style: Instrument) -> None:
    there = parts.moved_item(style, "e01", "part_3", 4)
    assert [item.code for item in there.section("part_3").items][4] == "e01"
    assert parts.moved_item(there, "e01", "part_1", 0).content_hash == style.content_hash
    section = parts.moved_section(style, "part_1", 3)
    assert [one.code for one in section.sections] == ["part_2", "part_3", "part_4", "part_1", "part_5"]
    assert parts.moved_section(section, "part_1", 0).content_hash == style.content_hash


def test_a_copy_stands_behind_its_item_in_no_scale(style: Instrument) -> None:
    made, copy = parts.duplicated(style, "e01")
    assert copy == "e01_2" and [item.code for item in made.section("part_1").items][:2] == ["e01", "e01_2"]
    assert "e01_2" not in {one.item for scale in made.scales for one in scale.items}


def test_codes_used_twice_are_told_apart(style: Instrument) -> None:
    twice = style.with_sections((*style.sections, style.sections[0]))
    told = parts.apart(twice)
    assert len(told.items) == 60 and told.sections[5].code == "part_1_2"
    assert told.sections[5].items[0].code == "e01_2"
    assert list(faults(told)) == []


def test_the_other_items_with_the_same_answers_are_found(style: Instrument) -> None:
    assert len(parts.same_answers(style, "e01")) == 9


def test_keys_keep_their_order_and_new_ones_come_in_the_order_asked(style: Instrument) -> None:
    scale = scale_of(style, "openness")
    assert keyed(style, "openness", {one.item: one for one in scale.items}) is style
    more = keyed(style, "openness", {"s01": Keyed("s01"), "e01": Keyed("e01", -1), "o01": None})
    codes = [one.item for one in scale_of(more, "openness").items]
    assert codes[:2] == ["o02", "o03"] and codes[-2:] == ["e01", "s01"]


def test_a_renamed_scale_takes_its_pool_along(style: Instrument) -> None:
    pool = parts.changed_section(style, "part_1", replace(style.section("part_1"), adaptive=Adaptive("openness")))
    renamed = changed_scale(pool, "openness", replace(scale_of(pool, "openness"), code="curiosity"))
    section = renamed.section("part_1")
    assert section.adaptive is not None and section.adaptive.scale == "curiosity"
    assert len(without_scale(with_scale(style, replace(scale_of(style, "openness"), code="x")), "x").scales) == 5


def test_practice_and_free_words_cannot_be_keyed(style: Instrument) -> None:
    practised = parts.changed_section(style, "part_1", replace(style.section("part_1"), practice=True))
    assert "e01" not in scorable(practised) and "e03" in scorable(practised)


def test_an_empty_draft_says_all_that_it_lacks() -> None:
    empty = Instrument("", "", "en", "", "", (), ())
    assert complaints(empty) == (
        ("instrument", "code is missing"),
        ("instrument", "title is missing"),
        ("instrument", "source is missing"),
        ("instrument", "licence is missing"),
        ("instrument", "uses are missing: say what it may be used for"),
        ("instrument", "has no items"),
    )


def test_more_items_than_an_editor_copes_with_are_refused(style: Instrument) -> None:
    item = style.items["e01"]
    most = tuple(replace(item, code=f"i{n}") for n in range(MOST_ITEMS))
    check_size(style.with_sections((Section("a", "A", most),)))
    with pytest.raises(InstrumentTooLarge):
        check_size(style.with_sections((Section("a", "A", (*most, item)),)))
    with pytest.raises(InstrumentTooLarge):
        check_size(parts.changed_item(style, "e01", replace(item, text="x" * 5_000_001)))
