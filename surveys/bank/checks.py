"""What only the whole of an instrument shows: codes used twice, unknown kinds, keys and conditions that do not fit."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from wtforms import Form

from surveys.definition import CONSTRUCTS, USES, Condition, Instrument, Item, Scale, Section
from surveys.items import KINDS

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_LONGEST_CODE = 60
#: Kinds answered by an order or a pair of options: none of their answers is one value a condition could name.
ORDERED = frozenset({"bestworst", "ranking", "forced"})
#: What a form has of its own, or a page sends beside the answers: an item so called would stand in its way.
RESERVED = frozenset(dir(Form())) | {"csrf_token", "submit", "go", "shown"}

Fault = tuple[str, str]


def faults(instrument: Instrument, named: Collection[str] = ()) -> Iterator[Fault]:
    """Place and reason of everything for which the instrument cannot be used.

    ``named`` are items known to be faulty elsewhere, whose absence is no news.
    """
    yield from _of_the_whole(instrument)
    yield from _codes(instrument)
    known = instrument.items.keys() | set(named)
    if not known:
        yield "instrument", "has no items"
    for item in _items(instrument):
        yield from ((f"item {item.code}", reason) for reason in _of_item(instrument, item))
    for section in instrument.sections:
        yield from ((f"section {section.code}", reason) for reason in _of_section(instrument, section, known))
    for scale in instrument.scales:
        yield from ((f"scale {scale.code}", reason) for reason in _of_scale(instrument, scale, known))


def _items(instrument: Instrument) -> list[Item]:
    return [item for section in instrument.sections for item in section.items]


def _of_the_whole(instrument: Instrument) -> Iterator[Fault]:
    for use in instrument.uses:
        if use not in USES:
            yield "instrument", f"unknown use {use!r}, not one of {', '.join(USES)}"
    if instrument.construct and instrument.construct not in CONSTRUCTS:
        yield "instrument", f"unknown construct {instrument.construct!r}, not one of {', '.join(CONSTRUCTS)}"
    if instrument.retest_days < 0:
        yield "instrument", "retest_days is below 0"
    for language in (instrument.language, *(one.language for one in instrument.translations)):
        if language and not _LANGUAGE.fullmatch(language):
            yield "instrument", f"unknown language {language!r}; write de or pt_BR"
    if instrument.language in {one.language for one in instrument.translations}:
        yield "instrument", f"is written in {instrument.language} and translated into it"


def _codes(instrument: Instrument) -> Iterator[Fault]:
    for sort, codes in (
        ("section", [section.code for section in instrument.sections]),
        ("item", [item.code for item in _items(instrument)]),
        ("scale", [scale.code for scale in instrument.scales]),
        ("instrument", [instrument.code] if instrument.code else []),
    ):
        for code, times in Counter(codes).items():
            if times > 1:
                yield f"{sort} {code}", f"code used {times} times"
            if not _CODE.fullmatch(code) or len(code) > _LONGEST_CODE:
                yield f"{sort} {code}", "codes are small letters, digits and single _, 60 at most"


def _of_item(instrument: Instrument, item: Item) -> Iterator[str]:
    if item.code in RESERVED:
        yield "this code has a meaning of its own, choose another"
    if item.kind not in KINDS:
        yield f"unknown kind {item.kind!r}, not one of {', '.join(KINDS)}"
        return
    yield from KINDS[item.kind].complaints(item)
    scales = {scale.code for scale in instrument.scales}
    for option in item.options:
        if option.scale and option.scale not in scales:
            yield f"option {option.value} speaks for scale {option.scale}, which does not exist"
    if item.expected and item.kind != "likert":
        yield "only a likert item can check attention"
    for value in item.expected:
        if all(option.value != value for option in item.options):
            yield f"expects {value!r}, which is none of its answers"
    if item.shuffle and len(item.options) < 2:
        yield "has no options to shuffle"


def _of_section(instrument: Instrument, section: Section, known: Collection[str]) -> Iterator[str]:
    if section.seconds is not None and section.seconds < 1:
        yield "seconds is below 1"
    earlier: dict[str, Item] = {}
    for one in instrument.sections:
        if one.code == section.code:
            break
        earlier |= {item.code: item for item in one.items}
    for condition in section.when:
        if condition.item not in earlier:
            where = "does not exist" if condition.item not in known else "is not in an earlier section"
            yield f"depends on item {condition.item}, which {where}"
        else:
            yield from _of_condition(condition, earlier[condition.item])
    if section.adaptive is not None:
        scale = next((one for one in instrument.scales if one.code == section.adaptive.scale), None)
        items = {keyed.item for keyed in scale.items} if scale else set()
        if scale is None:
            yield f"measures scale {section.adaptive.scale}, which does not exist"
        elif not {item.code for item in section.items} <= items:
            yield f"has items that are not in scale {scale.code}"
        if not 1 <= section.adaptive.least <= section.adaptive.most:
            yield "least must be 1 or more and at most most"
        if section.practice or section.seconds is not None:
            yield "an adaptive section is neither practice nor timed"


def _of_condition(condition: Condition, item: Item) -> Iterator[str]:
    if item.kind in ORDERED:
        yield f"depends on item {item.code}, whose answer is an order of its options and never one of them"
    if not condition.values and condition.low is None and condition.high is None:
        yield f"its condition on item {item.code} names neither values nor bounds"
    offered = {option.value for option in item.options}
    for value in condition.values:
        if offered and value not in offered:
            yield f"its condition names {value!r}, which is no answer to item {item.code}"


def _of_scale(instrument: Instrument, scale: Scale, known: Collection[str]) -> Iterator[str]:
    if not scale.low < scale.high:
        yield "low must be below high"
    stated = any(option.scale == scale.code for item in instrument.items.values() for option in item.options)
    if not scale.items and not stated:
        yield "has no items"
    for code, times in Counter(keyed.item for keyed in scale.items).items():
        if times > 1:
            yield f"item {code} is in it {times} times"
    for keyed in scale.items:
        item = instrument.items.get(keyed.item)
        if not keyed.weight > 0:
            yield f"item {keyed.item} has a weight that is not above 0"
        if item is None:
            if keyed.item not in known:
                yield f"item {keyed.item} does not exist"
        elif instrument.section_of[keyed.item].practice:
            yield f"item {item.code} is for practice and cannot be scored"
        elif item.expected:
            yield f"item {item.code} checks attention and cannot be scored"
        elif item.kind in KINDS:
            yield from _of_scores(item, scale)


def _of_scores(item: Item, scale: Scale) -> Iterator[str]:
    span = KINDS[item.kind].span(item)
    if span is None:
        yield f"item {item.code} cannot be scored"
        return
    outside = next((score for score in span if not scale.low <= score <= scale.high), None)
    if outside is not None:
        yield f"item {item.code} scores {outside:g}, outside {scale.low:g} to {scale.high:g}"
