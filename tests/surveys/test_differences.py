"""What differs between two versions, and whether a score still means the same."""

from dataclasses import replace

import pytest

from surveys.bank import library
from surveys.definition import Instrument, Keyed, Option
from surveys.differences import Effect, differences
from surveys.drafting import parts
from surveys.drafting.catalogues import translated
from surveys.drafting.scales import keyed


@pytest.fixture
def before() -> Instrument:
    return replace(library()["work_style"], translations=())


def told(before: Instrument, after: Instrument) -> list[tuple[str, str, str]]:
    return [(change.sort, change.code, change.what) for change in differences(before, after).changes]


def test_nothing_differs_from_itself(before: Instrument) -> None:
    found = differences(before, before)
    assert found.changes == () and found.effect is Effect.NOTHING
    assert set(found.scales) == {"extraversion", "agreeableness", "conscientiousness", "stability", "openness"}


def test_another_licence_leaves_every_score_as_it_was(before: Instrument) -> None:
    found = differences(before, replace(before, licence="CC0-1.0"))
    assert [(one.name, one.before, one.after) for one in found.changes[0].details] == [
        ("licence", "GPL-3.0-or-later", "CC0-1.0")
    ]
    assert found.effect is Effect.NOTHING


def test_other_words_touch_only_the_scales_of_the_item(before: Instrument) -> None:
    item = before.items["e01"]
    found = differences(before, parts.changed_item(before, "e01", replace(item, text="I talk first.")))
    assert found.scales["extraversion"] is Effect.WORDING
    assert found.scales["openness"] is Effect.NOTHING
    assert found.effect is Effect.WORDING


def test_another_label_is_a_word_and_another_value_is_a_key(before: Instrument) -> None:
    item = before.items["e01"]
    label = replace(item, options=(*item.options[:4], Option("5", "Just like me")))
    value = replace(item, options=(*item.options[:4], Option("6", "Very like me")))
    assert differences(before, parts.changed_item(before, "e01", label)).scales["extraversion"] is Effect.WORDING
    assert differences(before, parts.changed_item(before, "e01", value)).scales["extraversion"] is Effect.KEY


def test_a_turned_sign_an_item_gone_and_another_weight_are_other_keys(before: Instrument) -> None:
    turned = keyed(before, "openness", {"o01": Keyed("o01", -1)})
    weighed = keyed(before, "openness", {"o01": Keyed("o01", 1, 2.0)})
    gone = parts.without_item(before, "o01")
    for after in (turned, weighed, gone):
        found = differences(before, after)
        assert found.scales["openness"] is Effect.KEY and found.scales["stability"] is Effect.NOTHING
    details = [one for change in differences(before, turned).changes for one in change.details]
    assert [(one.name, one.before, one.after) for one in details] == [("key o01", "+", "−")]


def test_one_item_moved_is_one_item_moved(before: Instrument) -> None:
    moved = parts.moved_item(before, "e01", "part_1", 9)
    assert told(before, moved) == [("item", "e01", "moved")]
    assert differences(before, moved).scales["extraversion"] is Effect.SETTING
    away = parts.moved_item(before, "e01", "part_2", 0)
    change = differences(before, away).changes[0]
    assert (change.code, change.details[0].name, change.details[0].after) == ("e01", "section", "part_2")


def test_what_is_added_and_removed_is_named(before: Instrument) -> None:
    after, copy = parts.duplicated(parts.without_section(before, "part_5"), "e01")
    found = told(before, after)
    assert ("section", "part_5", "removed") in found and ("item", copy, "added") in found
    assert sum(what == "removed" for sort, _, what in found if sort == "item") == 10


def test_practice_turned_on_is_another_key(before: Instrument) -> None:
    practised = parts.changed_section(before, "part_1", replace(before.section("part_1"), practice=True))
    assert differences(before, practised).scales["extraversion"] is Effect.KEY


def test_a_translation_counts_its_texts(before: Instrument) -> None:
    found = differences(before, translated(before, "de", {"At work …": "Bei der Arbeit …"}))
    assert [(one.name, one.before, one.after) for one in found.changes[0].details] == [("translation de", "", "1")]
    assert found.effect is Effect.WORDING
