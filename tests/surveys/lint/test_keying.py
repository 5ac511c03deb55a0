"""Advice on keys, answers, repeats, law and passport."""

from dataclasses import replace

import pytest

from surveys.bank import library
from surveys.definition import Instrument, Item, Keyed, Option, Section, Translation
from surveys.drafting import parts
from surveys.drafting.scales import keyed
from surveys.lint import RULES, Wanted, lint
from surveys.lint.keying import inter_item, needed
from surveys.lint.passport import minutes


@pytest.fixture
def style() -> Instrument:
    return replace(library()["work_style"], translations=(), construct="personality")


def rules(instrument: Instrument, place: str = "", wanted: Wanted | None = None) -> list[str]:
    return [one.rule for one in lint(instrument, wanted) if place in ("", one.place)]


def test_spearman_and_brown_tell_how_many_items_it_takes() -> None:
    """Doubling a test of reliability .60 gives .75: so .75 takes twice the items of .60 (2 * .6 / 1.6)."""
    r = inter_item(0.60, 10)
    assert r == pytest.approx(0.130435, abs=1e-6)
    assert needed(0.5, r) == 20
    assert needed(0.45, 0.25) == 12
    assert needed(0.4472135954999579, 0.5) == 4


def test_a_scale_too_short_for_the_wanted_error_is_told_the_number(style: Instrument) -> None:
    found = next(one for one in lint(style) if one.place == "scale openness" and one.rule == "TOO_FEW")
    assert (found.values["n"], found.values["need"]) == (10, 12)
    assert float(found.values["sem"]) == pytest.approx(0.4804, abs=1e-4)
    assert "TOO_FEW" not in rules(style, "scale openness", Wanted(0.55))


def test_what_the_version_before_measured_counts_more_than_the_assumption(style: Instrument) -> None:
    good = Wanted(0.45, {"openness": (0.90, 10)})
    assert "TOO_FEW" not in rules(style, "scale openness", good)
    weak = next(one for one in lint(style, Wanted(0.45, {"openness": (0.60, 10)})) if one.place == "scale openness")
    assert (weak.rule, weak.values["need"], weak.values["known"]) == ("TOO_FEW", 27, True)


def test_keys_all_one_way_and_lopsided_keys_are_named(style: Instrument) -> None:
    scale = next(one for one in style.scales if one.code == "openness")
    ups = keyed(style, "openness", {one.item: Keyed(one.item, 1) for one in scale.items})
    assert "ONE_DIRECTION" in rules(ups, "scale openness")
    one_down = keyed(ups, "openness", {scale.items[0].item: Keyed(scale.items[0].item, -1)})
    assert "UNBALANCED" in rules(one_down, "scale openness")
    assert {"UNBALANCED", "ONE_DIRECTION"} & set(rules(style, "scale openness")) == set()


def test_an_item_in_no_scale_is_named_unless_there_are_no_scales(style: Instrument) -> None:
    loose = keyed(style, "openness", {"o01": None})
    assert rules(loose, "item o01") == ["UNKEYED"]
    assert "UNKEYED" not in rules(replace(style, scales=()))


def test_answers_that_do_not_fit_are_named(style: Instrument) -> None:
    item = style.items["e01"]
    four = replace(item, options=item.options[:4])
    uneven = replace(item, options=(*item.options[:4], Option("9", "Very like me")))
    same = replace(item, options=(*item.options[:4], Option("5", " very unlike ME")))
    many = replace(item, options=tuple(Option(str(n), f"Point {n}") for n in range(1, 12)))
    for changed, rule in (
        (four, "OTHER_ANSWERS"),
        (uneven, "SCORES_NOT_RISING"),
        (same, "SAME_LABEL"),
        (many, "MANY_POINTS"),
    ):
        assert rule in rules(parts.changed_item(style, "e01", changed), "item e01")
        assert rule not in rules(style)


def test_half_scored_choices_are_named(style: Instrument) -> None:
    item = Item("c", "choice", "Which?", options=(Option("a", "One", 1), Option("b", "Two")))
    assert "UNSCORED_OPTION" in rules(parts.with_items(style, "part_1", (item,)), "item c")


def test_repeats_are_found_word_by_word_and_nearly(style: Instrument) -> None:
    item = style.items["c01"]
    same = replace(item, code="z1", text="I plan my week, before it starts!")
    near = replace(item, code="z2", text="I plan my whole week before it starts.")
    other = replace(item, code="z3", text="I plan my holidays before the year ends.")
    found = lint(parts.with_items(style, "part_5", (same, near, other)))
    told = {one.place: (one.rule, one.values.get("other")) for one in found if one.rule in {"SAME_ITEM", "NEAR_ITEM"}}
    assert told == {"item z1": ("SAME_ITEM", "c01"), "item z2": ("NEAR_ITEM", "c01")}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("I often feel hopeless.", "HEALTH"),
        ("I take medication for my nerves.", "HEALTH"),
        ("Have you ever been depressed?", "HEALTH"),
        ("I go to church on Sundays.", "PROTECTED"),
        ("I want to have children.", "PROTECTED"),
        ("Are you over 50 years old?", "PROTECTED"),
    ],
)
def test_what_must_not_be_asked_of_applicants_is_named(style: Instrument, text: str, rule: str) -> None:
    asked = parts.changed_item(style, "e01", replace(style.items["e01"], text=text))
    assert rule in rules(asked, "item e01")
    assert rule not in rules(replace(asked, uses=("research",)), "item e01")


def test_no_shipped_instrument_asks_applicants_about_health_or_protected_traits() -> None:
    for instrument in library().values():
        assert {"HEALTH", "PROTECTED"} & set(rules(instrument)) == set(), instrument.code


def test_words_in_other_words_are_not_found(style: Instrument) -> None:
    asked = parts.changed_item(style, "e01", replace(style.items["e01"], text="I manage packages in the wageroom."))
    assert {"HEALTH", "PROTECTED"} & set(rules(asked)) == set()


def test_a_passport_that_lacks_something_is_named(style: Instrument) -> None:
    bare = replace(style, source="", licence="", notice="", construct="", translations=(Translation("de", {}),))
    assert {"NO_SOURCE", "NO_LICENCE", "NO_NOTICE", "NO_CONSTRUCT", "UNTRANSLATED"} <= set(rules(bare, "instrument"))
    scale = replace(style.scales[0], direction="")
    assert "NO_DIRECTION" in rules(replace(style, scales=(scale,)))
    assert "EMPTY_SECTION" in rules(parts.with_section(style, Section("x", "X", ())))


def test_time_is_reckoned_from_words_and_limits(style: Instrument) -> None:
    one = style.with_sections(
        (Section("a", "A", (Item("t", "likert", "one two three four five six seven eight nine ten"),)),)
    )
    assert minutes(one) == pytest.approx((3 + 10 * 60 / 200) / 60)
    timed = one.with_sections((replace(one.sections[0], seconds=600),))
    assert minutes(timed) == 10
    items = tuple(replace(style.items["e01"], code=f"i{n}") for n in range(600))
    long = style.with_sections((Section("a", "A", items),))
    assert "TOO_LONG" in rules(long, "instrument") and "TOO_LONG" not in rules(style)


def test_five_thousand_items_are_judged_within_seconds(style: Instrument) -> None:
    items = tuple(
        Item(
            f"i{n}", "likert", f"I {n} plan {n % 7} my {n % 11} week {n % 13} well", options=style.items["e01"].options
        )
        for n in range(5000)
    )
    assert len(RULES) == len(set(RULES))
    assert lint(style.with_sections((Section("a", "A", items),)))
