"""What a format has no place for: found by reading the written file back, kept beside it, and put back on reading.

Nothing is declared to be lost. A writer's file is read as a stranger's would be, and every field that came out
differently goes into a part that only Exemplar reads, with a mark of how it came out. When the file returns and that
field still comes out so, the true one is put back; when another program changed it, the change stands and is told.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from surveys.definition import Instrument, Item, Section, Translation
from surveys.exchange.outcome import Imported, Loss, Why
from surveys.exchange.soundness import sound
from surveys.exchange.trees import listing, mapping
from surveys.languages import words
from surveys.plain import from_plain, to_plain

VERSION = 1
_APART = {Instrument: {"sections", "translations"}, Section: {"items"}, Item: {"problem"}}
_HELD: dict[Any, tuple[str, ...]] = {Instrument: ("sections", "translations"), Section: ("items",), Item: ()}
Part = TypeVar("Part", Instrument, Section, Item)


def difference(true: Instrument, read: Imported, spread: Callable[[Item], int]) -> dict[str, Any]:
    """Everything by which an instrument read back differs from the one written.

    ``spread`` says as how many items an item came out. Raises ValueError where the writer and the reader of a format
    do not agree on how many sections and items there are.
    """
    came = read.instrument
    sections, items = [], []
    for section, other in zip(true.sections, came.sections, strict=True):
        if found := _fields(section, [other]):
            sections.append({"at": other.code, "fields": found})
        left = iter(other.items)
        for item in section.items:
            group = [next(left) for _ in range(spread(item))]
            found = _fields(item, group)
            if found or len(group) > 1:
                items.append({"at": [one.code for one in group], "fields": found})
        if next(left, None) is not None:
            raise ValueError(f"more items came out of section {section.code} than went in")
    return {
        "version": VERSION,
        "fields": _fields(true, [came]),
        "sections": sections,
        "items": items,
        "words": _words(true, came),
        "not_words": _words(came, true),
        "told": [_told(loss) for loss in read.losses],
    }


def spoken_of(extension: Mapping[str, Any], true: Instrument, came: Instrument) -> Iterator[Loss]:
    """What other programs will not see, item by item."""
    yield from (Loss("instrument", name, Why.NO_PLACE_THERE, kept=True) for name in extension["fields"])
    titles = {other.code: section.code for section, other in zip(true.sections, came.sections, strict=True)}
    for entry in extension["sections"]:
        for name in entry["fields"]:
            yield Loss(f"section {titles[entry['at']]}", name, Why.NO_PLACE_THERE, kept=True)
    names = _owners(extension, true, came)
    for entry in extension["items"]:
        for name in entry["fields"]:
            yield Loss(f"item {names[entry['at'][0]]}", name, Why.NO_PLACE_THERE, kept=True)
    for language, said in extension["words"].items():
        if said:
            yield Loss("instrument", f"{len(said)} × {language}", Why.NO_PLACE_THERE, kept=True)
    for item in true.items.values():
        if item.image:
            yield Loss(f"item {item.code}", "image", Why.PICTURE_APART)


def restored(read: Imported, extension: Any) -> tuple[Instrument, tuple[Loss, ...]]:
    """The instrument with everything put back that nobody changed, and what could not be, or was new in the file."""
    came, held = read.instrument, mapping(extension)
    told = set(map(str, listing(held.get("told"))))
    losses = [loss for loss in read.losses if _told(loss) not in told]
    if held.get("version") != VERSION:
        losses.append(Loss("instrument", "version", Why.DAMAGED_OWN_PART))
    sections = {str(mapping(one).get("at")): mapping(one).get("fields") for one in listing(held.get("sections"))}
    entries = [mapping(one) for one in listing(held.get("items"))]
    items = {tuple(map(str, listing(one.get("at")))): one.get("fields") for one in entries}
    whole = _put_back(came, [came], held.get("fields"), "instrument", losses)
    made = tuple(
        _put_back(
            replace(section, items=tuple(_items(section, items, losses))),
            [section],
            sections.get(section.code),
            f"section {section.code}",
            losses,
        )
        for section in came.sections
    )
    translated = _translated(whole.with_sections(made), held.get("words"), held.get("not_words"), losses)
    return translated, tuple(losses)


def _fields(true: Part, came: Sequence[Part]) -> dict[str, Any]:
    """Name to the mark of what came out and the true value, in plain form."""
    found = {}
    for name in _names(type(true)):
        value = to_plain(getattr(true, name))
        if value != to_plain(getattr(came[0], name)):
            found[name] = {"came": _mark(came, name), "is": value}
    return found


def _names(kind: Any) -> list[str]:
    return [one.name for one in fields(kind) if one.name not in _APART[kind]]


def _mark(came: Sequence[Any], name: str) -> str:
    values = [to_plain(getattr(one, name)) for one in came]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def _put_back(part: Part, came: Sequence[Part], entries: Any, place: str, losses: list[Loss]) -> Part:
    for name, entry in mapping(entries).items():
        if name not in _names(type(part)) or not isinstance(entry, dict):
            losses.append(Loss(place, str(name)[:60], Why.DAMAGED_OWN_PART))
        elif entry.get("came") != _mark(came, name):
            losses.append(Loss(place, name, Why.CHANGED_ELSEWHERE))
        else:
            part = _changed(part, name, entry.get("is"), place, losses)
    return part


def _changed(part: Part, name: str, value: Any, place: str, losses: list[Loss]) -> Part:
    # built and checked without what the part holds in great numbers
    nothing: dict[str, Any] = dict.fromkeys(_HELD[type(part)], ())
    bare = replace(part, **nothing)
    try:
        made = from_plain(type(part), {**to_plain(bare), name: value})
    except (TypeError, KeyError, AttributeError, ValueError):
        made = None
    if made is None or not sound(made):
        losses.append(Loss(place, name, Why.DAMAGED_OWN_PART))
        return part
    true: dict[str, Any] = {name: getattr(made, name)}
    return replace(part, **true)


def _items(section: Section, entries: Mapping[tuple[str, ...], Any], losses: list[Loss]) -> Iterator[Item]:
    firsts = {codes[0]: codes for codes in entries if codes}
    at = 0
    while at < len(section.items):
        item = section.items[at]
        codes = firsts.get(item.code, (item.code,))
        group = section.items[at : at + len(codes)]
        if tuple(one.code for one in group) != codes:
            losses.append(Loss(f"item {item.code}", ", ".join(codes[1:]), Why.CHANGED_ELSEWHERE))
            group, codes = (item,), (item.code,)
        own = entries.get(codes)
        true = mapping(mapping(own).get("code")).get("is") or item.code
        yield _put_back(item, group, own, f"item {true}", losses)
        at += len(group)


def _told(loss: Loss) -> str:
    return hashlib.sha256(f"{loss.place}\n{loss.what}\n{loss.why}".encode()).hexdigest()[:16]


def _owners(extension: Mapping[str, Any], true: Instrument, came: Instrument) -> dict[str, str]:
    """The true code of every item that the extension speaks of, by the code it came out with."""
    groups = {entry["at"][0]: len(entry["at"]) for entry in extension["items"]}
    codes, skip = [], 0
    for code in came.items:
        if skip:
            skip -= 1
            continue
        skip = groups.get(code, 1) - 1
        codes.append(code)
    return dict(zip(codes, true.items, strict=True))


def _words(one: Instrument, other: Instrument) -> dict[str, dict[str, str]]:
    """By language, in their order, the words of the one that the other has not, or has otherwise."""
    known = {translation.language: translation.words for translation in other.translations}
    found = {}
    for translation in one.translations:
        there = known.get(translation.language, {})
        found[translation.language] = {
            text: said for text, said in translation.words.items() if there.get(text) != said
        }
    return found


def _translated(came: Instrument, extension: Any, wrong: Any, losses: list[Loss]) -> Instrument:
    """With the words that did not come out, and without those that came out for another text than they belong to."""
    texts = set(words(came))
    not_words = {language: mapping(said) for language, said in mapping(wrong).items()}
    known = {}
    for one in came.translations:
        never = not_words.get(one.language, {})
        kept = {text: said for text, said in one.words.items() if text in texts and never.get(text) != said}
        known[one.language] = kept
    found: dict[str, dict[str, str]] = {}
    for language, said in mapping(extension).items():
        kept = {text: word for text, word in mapping(said).items() if isinstance(word, str)}
        if len(kept) < len(mapping(said)):
            losses.append(Loss("instrument", language[:20], Why.DAMAGED_OWN_PART))
        found[language] = {**known.pop(language, {}), **kept}
    found |= known
    made = tuple(Translation(*one) for one in found.items())
    good = tuple(one for one in made if sound(one))
    if len(good) < len(made):
        losses.append(Loss("instrument", "translations", Why.DAMAGED_OWN_PART))
    return replace(came, translations=good)
