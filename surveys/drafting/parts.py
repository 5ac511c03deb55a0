"""Sections and items of an instrument added, changed, moved and removed; keys and conditions follow a new code.

Every function gives a new instrument and raises KeyError for a code that is not there.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

from surveys.definition import Condition, Instrument, Item, Section
from surveys.plain import to_plain


def mark(part: Any) -> str:
    """A short fingerprint of a piece, to tell later whether it is still the same."""
    text = json.dumps(to_plain(part), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fresh(wish: str, taken: Collection[str]) -> str:
    """The wished code, or the first of ``wish_2``, ``wish_3`` … that is not taken."""
    number, code = 2, wish
    while code in taken:
        code = f"{wish}_{number}"
        number += 1
    return code


def with_section(instrument: Instrument, section: Section) -> Instrument:
    """A section more, at the end."""
    return instrument.with_sections((*instrument.sections, section))


def changed_section(instrument: Instrument, code: str, section: Section) -> Instrument:
    """``section`` in the place of the one with that code."""
    instrument.section(code)
    return instrument.with_sections(tuple(section if one.code == code else one for one in instrument.sections))


def without_section(instrument: Instrument, code: str) -> Instrument:
    """The section gone with its items, which leave their scales."""
    gone = {item.code for item in instrument.section(code).items}
    rest = instrument.with_sections(tuple(one for one in instrument.sections if one.code != code))
    return _unkeyed(rest, gone)


def moved_section(instrument: Instrument, code: str, place: int) -> Instrument:
    """The section at that place, counted from 0; a place beyond the end is the end."""
    section = instrument.section(code)
    others = [one for one in instrument.sections if one.code != code]
    others.insert(max(0, place), section)
    return instrument.with_sections(tuple(others))


def with_items(instrument: Instrument, code: str, items: Iterable[Item], place: int | None = None) -> Instrument:
    """Items more in the section of that code, at a place counted from 0 or at the end."""
    section = instrument.section(code)
    at = len(section.items) if place is None else max(0, place)
    held = (*section.items[:at], *items, *section.items[at:])
    return changed_section(instrument, code, replace(section, items=held))


def changed_item(instrument: Instrument, code: str, item: Item) -> Instrument:
    """``item`` in the place of the one with that code; a new code goes into keys and conditions too."""
    changed = _items(instrument, instrument.section_of[code].code, lambda one: item if one.code == code else one)
    if item.code == code:
        return changed
    return replace(
        changed,
        sections=tuple(_depending(section, code, item.code) for section in changed.sections),
        scales=tuple(
            replace(
                scale,
                items=tuple(replace(one, item=item.code) if one.item == code else one for one in scale.items),
            )
            for scale in changed.scales
        ),
    )


def same_answers(instrument: Instrument, code: str) -> tuple[Item, ...]:
    """The other items of its section with the same kind and the same answers."""
    item, section = instrument.items[code], instrument.section_of[code]
    return tuple(
        one
        for one in section.items
        if one.code != code and item.options and one.kind == item.kind and one.options == item.options
    )


def without_item(instrument: Instrument, code: str) -> Instrument:
    """The item gone, and out of its scales; conditions on it stay, and are complained of."""
    section = instrument.section_of[code]
    rest = replace(section, items=tuple(one for one in section.items if one.code != code))
    return _unkeyed(changed_section(instrument, section.code, rest), {code})


def moved_item(instrument: Instrument, code: str, section: str, place: int) -> Instrument:
    """The item in that section at that place, counted from 0, its keys untouched."""
    item, home = instrument.items[code], instrument.section_of[code]
    instrument.section(section)
    rest = replace(home, items=tuple(one for one in home.items if one.code != code))
    return with_items(changed_section(instrument, home.code, rest), section, (item,), place)


def duplicated(instrument: Instrument, code: str) -> tuple[Instrument, str]:
    """A copy of the item right behind it, in no scale, and the copy's code."""
    item, section = instrument.items[code], instrument.section_of[code]
    copy = fresh(code, instrument.items.keys())
    place = section.items.index(item) + 1
    return with_items(instrument, section.code, (replace(item, code=copy),), place), copy


def apart(instrument: Instrument) -> Instrument:
    """No section, item or scale shares its code with another: the later one gets a number behind it."""
    taken: set[str] = set()
    sections: list[Section] = []
    for section in instrument.sections:
        items = []
        for item in section.items:
            items.append(replace(item, code=_own(item.code, taken)))
        sections.append(replace(section, items=tuple(items)))
    codes: set[str] = set()
    scales: set[str] = set()
    return replace(
        instrument,
        sections=tuple(replace(section, code=_own(section.code, codes)) for section in sections),
        scales=tuple(replace(scale, code=_own(scale.code, scales)) for scale in instrument.scales),
    )


def _own(code: str, taken: set[str]) -> str:
    own = fresh(code or "unnamed", taken)
    taken.add(own)
    return own


def _items(instrument: Instrument, section: str, turn: Callable[[Item], Item]) -> Instrument:
    found = instrument.section(section)
    return changed_section(instrument, section, replace(found, items=tuple(turn(item) for item in found.items)))


def _depending(section: Section, code: str, new: str) -> Section:
    def follow(condition: Condition) -> Condition:
        return replace(condition, item=new) if condition.item == code else condition

    return replace(section, when=tuple(follow(condition) for condition in section.when))


def _unkeyed(instrument: Instrument, gone: Collection[str]) -> Instrument:
    return replace(
        instrument,
        scales=tuple(
            replace(scale, items=tuple(one for one in scale.items if one.item not in gone))
            for scale in instrument.scales
        ),
    )
