"""What differs between two versions of an instrument, and does a score still mean the same?"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any

from surveys.definition import Instrument, Item, Scale
from surveys.plain import to_plain


class Effect(IntEnum):
    """What a change may do to scores; the greatest of a scale's changes is the scale's."""

    NOTHING = 0
    #: Order, time, shuffle: the same questions met differently.
    SETTING = 1
    #: Other words for the same answers: people may understand them differently.
    WORDING = 2
    #: Other items, keys or points: the number means something else.
    KEY = 3


@dataclass(frozen=True, slots=True)
class Detail:
    """One entry that differs, as plain text on both sides."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A section, item or scale that is ``added``, ``removed``, ``changed`` or ``moved``.

    Attributes
    ----------
    sort : str
        ``instrument``, ``section``, ``item`` or ``scale``.
    text : str
        Its words, the newer ones where there are both.
    details : tuple of Detail
        What differs, for a changed one.
    """

    sort: str
    code: str
    what: str
    text: str
    effect: Effect
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs, and the effect on every scale of either version."""

    changes: tuple[Change, ...]
    scales: Mapping[str, Effect]

    @property
    def effect(self) -> Effect:
        """The greatest effect on any scale, or of any change where there are no scales."""
        return max(
            [*self.scales.values(), *(change.effect for change in self.changes if not self.scales)], default=Effect(0)
        )


#: What an entry of an item does to the scores it goes into; entries not named here are words.
_ITEM = {
    "kind": Effect.KEY,
    "minimum": Effect.KEY,
    "maximum": Effect.KEY,
    "step": Effect.KEY,
    "level": Effect.KEY,
    "whole": Effect.KEY,
    "required": Effect.SETTING,
    "shuffle": Effect.SETTING,
    "longest": Effect.SETTING,
    "accepts": Effect.SETTING,
}
_SECTION = {"title": Effect.WORDING, "text": Effect.WORDING, "practice": Effect.KEY}
_SCALE = {"label": Effect.NOTHING, "direction": Effect.NOTHING, "sensitive": Effect.SETTING}
_APART = {"code", "items", "sections", "scales", "translations"}


def differences(before: Instrument, after: Instrument) -> Differences:
    """What was added, removed, changed and moved from one to the other; items are known by their codes."""
    changes = (*_whole(before, after), *_sections(before, after), *_items(before, after), *_scales(before, after))
    return Differences(changes, _effects(before, after, changes))


def _whole(before: Instrument, after: Instrument) -> Iterator[Change]:
    details = list(_details(before, after))
    for language in sorted({one.language for one in (*before.translations, *after.translations)}):
        old, new = (
            {one.language: dict(one.words) for one in side.translations}.get(language) for side in (before, after)
        )
        if old != new:
            details.append(Detail(f"translation {language}", _count(old), _count(new)))
    if before.code != after.code:
        details.append(Detail("code", before.code, after.code))
    if details:
        heard = {"notice", "title", "language"} & {detail.name for detail in details}
        effect = (
            Effect.WORDING if heard or any(one.name.startswith("translation") for one in details) else Effect.NOTHING
        )
        yield Change("instrument", after.code, "changed", after.title, effect, tuple(details))


def _sections(before: Instrument, after: Instrument) -> Iterator[Change]:
    old, new = ({one.code: one for one in side.sections} for side in (before, after))
    for code, section in old.items():
        if code not in new:
            yield Change("section", code, "removed", section.title, Effect.SETTING)
    moved = _moved(list(old), list(new))
    for code, section in new.items():
        if code not in old:
            yield Change("section", code, "added", section.title, Effect.SETTING)
            continue
        details = tuple(_details(old[code], section))
        if details:
            yield Change(
                "section", code, "changed", section.title, _greatest(details, _SECTION, Effect.SETTING), details
            )
        elif code in moved:
            yield Change("section", code, "moved", section.title, Effect.SETTING)


def _items(before: Instrument, after: Instrument) -> Iterator[Change]:
    old, new = before.items, after.items
    for code, item in old.items():
        if code not in new:
            yield Change("item", code, "removed", item.text, Effect.KEY)
    moved = _moved(list(old), list(new))
    for code, item in new.items():
        if code not in old:
            yield Change("item", code, "added", item.text, Effect.KEY)
            continue
        details = [*_details(old[code], item), *_options(old[code], item)]
        homes = before.section_of[code].code, after.section_of[code].code
        if homes[0] != homes[1]:
            details.append(Detail("section", *homes))
        if details:
            yield Change("item", code, "changed", item.text, _of_item(details), tuple(details))
        elif code in moved:
            yield Change("item", code, "moved", item.text, Effect.SETTING)


def _scales(before: Instrument, after: Instrument) -> Iterator[Change]:
    old, new = ({one.code: one for one in side.scales} for side in (before, after))
    for code, scale in old.items():
        if code not in new:
            yield Change("scale", code, "removed", scale.label, Effect.KEY)
    for code, scale in new.items():
        if code not in old:
            yield Change("scale", code, "added", scale.label, Effect.KEY)
            continue
        details = (*_details(old[code], scale), *_keys(old[code], scale))
        if details:
            yield Change("scale", code, "changed", scale.label, _greatest(details, _SCALE, Effect.KEY), details)


def _options(before: Item, after: Item) -> Iterator[Detail]:
    """Options by value: a label is a word, a value, a score or what it speaks for is a key."""
    old, new = ({option.value: option for option in item.options} for item in (before, after))
    for value in [*old, *(one for one in new if one not in old)]:
        one, other = old.get(value), new.get(value)
        if one is None or other is None:
            yield Detail(f"option {value}", one.label if one else "", other.label if other else "")
            continue
        if one.label != other.label:
            yield Detail(f"label {value}", one.label, other.label)
        for name in ("score", "scale", "sign"):
            sides = getattr(one, name), getattr(other, name)
            if sides[0] != sides[1]:
                yield Detail(f"{name} {value}", _text(sides[0]), _text(sides[1]))
    if list(old) != list(new) and old.keys() == new.keys():
        yield Detail("order of options", ", ".join(old), ", ".join(new))


def _keys(before: Scale, after: Scale) -> Iterator[Detail]:
    old, new = ({keyed.item: keyed for keyed in scale.items} for scale in (before, after))
    for code in [*old, *(one for one in new if one not in old)]:
        if old.get(code) != new.get(code):
            yield Detail(f"key {code}", *(_key(side.get(code)) for side in (old, new)))


def _of_item(details: Sequence[Detail]) -> Effect:
    found = Effect.NOTHING
    for detail in details:
        sort = detail.name.partition(" ")[0]
        if sort in {"option", "score", "scale", "sign"}:
            found = max(found, Effect.KEY)
        elif sort in {"order", "section"}:
            found = max(found, Effect.SETTING)
        else:
            found = max(found, _ITEM.get(sort, Effect.WORDING))
    return found


def _effects(before: Instrument, after: Instrument, changes: Sequence[Change]) -> dict[str, Effect]:
    of = {(change.sort, change.code): change for change in changes}
    found = {}
    for scale in {one.code: one for one in (*before.scales, *after.scales)}.values():
        touched = [of[("scale", scale.code)].effect] if ("scale", scale.code) in of else []
        for side in (before, after):
            for code in _members(side, scale.code):
                touched += [change.effect for change in (of.get(("item", code)),) if change]
                section = side.section_of[code].code if code in side.items else ""
                touched += [change.effect for change in (of.get(("section", section)),) if change]
        touched += [change.effect for change in changes if change.sort == "instrument"]
        found[scale.code] = max(touched, default=Effect.NOTHING)
    return found


def _members(instrument: Instrument, code: str) -> set[str]:
    keyed = {one.item for scale in instrument.scales if scale.code == code for one in scale.items}
    stated = {item.code for item in instrument.items.values() if any(option.scale == code for option in item.options)}
    return keyed | stated


def _details(before: Any, after: Any) -> Iterator[Detail]:
    for one in fields(before):
        if one.name in _APART or (isinstance(before, Item) and one.name == "options"):
            continue
        old, new = getattr(before, one.name), getattr(after, one.name)
        if old != new:
            yield Detail(one.name, _text(old), _text(new))


def _greatest(details: Sequence[Detail], known: Mapping[str, Effect], other: Effect) -> Effect:
    return max(known.get(detail.name, other) for detail in details)


def _moved(before: list[str], after: list[str]) -> set[str]:
    """The fewest that changed places: all outside the longest run that kept its order (Fredman 1975)."""
    place = {code: at for at, code in enumerate(before)}
    shared = [code for code in after if code in place]
    ends: list[int] = []
    chains: list[tuple[str, Any]] = []
    for code in shared:
        at = bisect_left(ends, place[code])
        chain = (code, chains[at - 1] if at else None)
        if at == len(ends):
            ends.append(place[code])
            chains.append(chain)
        else:
            ends[at], chains[at] = place[code], chain
    kept, link = set(), chains[-1] if chains else None
    while link:
        kept.add(link[0])
        link = link[1]
    return set(shared) - kept


def _key(keyed: Any) -> str:
    if keyed is None:
        return ""
    return ("−" if keyed.sign < 0 else "+") + (f" × {keyed.weight:g}" if keyed.weight != 1 else "")


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, float | int):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "\n".join(_text(one) for one in value)
    plain = to_plain(value)
    return " · ".join(_text(one) for one in plain.values() if one) if isinstance(plain, dict) else str(plain)


def _count(words: Mapping[str, str] | None) -> str:
    return "" if words is None else str(len(words))
