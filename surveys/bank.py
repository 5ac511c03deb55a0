"""Reading a bank file (TOML) into an instrument, or saying everything that is wrong with it at once."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from wtforms import Form

from surveys.definition import USES, Anchor, Instrument, Item, Keyed, Option, Scale, Section
from surveys.errors import BankRefused, NotAnAnswer
from surveys.items import KINDS, Answer, Given

BANKS = Path(__file__).parent / "banks"
LARGEST = 1_000_000
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST_CODE = 60
#: What a form has of its own, or a page sends beside the answers: an item so called would stand in its way.
RESERVED = frozenset(dir(Form())) | {"csrf_token", "submit", "go", "shown"}

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(_text(one) for one in value)


def _some_texts(value: Any) -> bool:
    return _texts(value) and bool(value)


def _tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _labels(value: Any) -> bool:
    return _text(value) or _texts(value) or _tables(value)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


#: What a table may hold, and of which sort; names with a star must be there.
_SHAPES: dict[str, dict[str, Check]] = {
    "instrument": {
        "code*": _text, "title*": _text, "language*": _text, "source*": _text, "licence*": _text, "uses*": _some_texts,
        "sections*": _tables, "status": _text, "notice": _text, "scales": _tables,
        "answers": lambda value: isinstance(value, dict) and all(map(_labels, value.values())),
    },
    "section": {
        "code*": _text, "title*": _text, "items*": _tables, "text": _text,
        "defaults": lambda value: isinstance(value, dict),
    },
    "item": {
        "code*": _text, "kind*": _text, "text*": _text, "definition": _text, "questions": _texts, "probes": _texts,
        "options": _labels, "anchors": _tables, "cues": _texts, "minimum": _number, "maximum": _number,
        "whole": _flag, "unit": _text, "longest": _whole, "required": _flag,
    },
    "option": {"value*": _text, "label*": _text, "score": _number},
    "anchor": {"points*": _whole, "behaviour*": _text},
    "scale": {
        "code*": _text, "label*": _text, "items*": _texts, "low*": _number, "high*": _number, "direction": _text,
    },
}  # fmt: skip


def read(path: Path) -> Instrument:
    """The instrument in a bank file; raises BankRefused with every complaint there is."""
    if path.stat().st_size > LARGEST:
        raise BankRefused((f"{path.name}: file: larger than {LARGEST} bytes",))
    return parse(path.read_bytes(), path.name)


def parse(content: bytes, name: str) -> Instrument:
    """The instrument in the content of a bank file called ``name``; raises BankRefused."""
    if len(content) > LARGEST:
        raise BankRefused((f"{name}: file: larger than {LARGEST} bytes",))
    try:
        raw = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise BankRefused((f"{name}: file: not UTF-8 text, byte {error.start} cannot be read",)) from None
    except tomllib.TOMLDecodeError as error:
        raise BankRefused((f"{name}: file: not TOML: {error}",)) from None
    except RecursionError:
        raise BankRefused((f"{name}: file: not TOML: nested too deep",)) from None
    reader = _Reader(name)
    instrument = reader.instrument(raw)
    reader.check(instrument)
    if reader.complaints:
        raise BankRefused(tuple(reader.complaints))
    return instrument


@cache
def library() -> Mapping[str, Instrument]:
    """The shipped instruments by code."""
    found = [read(path) for path in sorted(BANKS.glob("*.toml"))]
    return {instrument.code: instrument for instrument in found}


class _Reader:
    """Goes on after a fault with whatever is sound, so that one run finds every fault."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.complaints: list[str] = []
        #: items named in the file, sound or not
        self.named: set[str] = set()

    def complain(self, place: str, reason: str) -> None:
        self.complaints.append(f"{self.name}: {place}: {reason}")

    def entries(self, shape: str, place: str, raw: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
        """The entries of a table that are of the right sort, and whether all that must be there are."""
        checks = {key.rstrip("*"): check for key, check in _SHAPES[shape].items()}
        needed = {key[:-1] for key in _SHAPES[shape] if key.endswith("*")}
        good = {}
        for key, value in raw.items():
            if key not in checks:
                self.complain(place, f"unknown entry {key!r}")
            elif not checks[key](value):
                self.complain(place, f"{key} is empty or of the wrong sort")
            else:
                good[key] = value
        for key in checks:
            if key in needed and key not in raw:
                self.complain(place, f"{key} is missing")
        return good, needed <= good.keys()

    def table(self, shape: str, place: str, raw: Mapping[str, Any]) -> dict[str, Any] | None:
        """The entries of the right sort; None where one that must be there is not."""
        good, whole = self.entries(shape, place, raw)
        return good if whole else None

    def instrument(self, raw: Mapping[str, Any]) -> Instrument:
        """The instrument as far as it is sound; empty where it is not."""
        good, _ = self.entries("instrument", "instrument", raw)
        answers = good.pop("answers", {})
        sections = [self.section(at, section, answers) for at, section in enumerate(good.pop("sections", []), start=1)]
        scales = [self.scale(at, scale) for at, scale in enumerate(good.pop("scales", []), start=1)]
        texts = dict.fromkeys(("code", "title", "language", "source", "licence"), "")
        return Instrument(
            **{
                **texts,
                **good,
                "uses": tuple(good.get("uses", ())),
                "sections": tuple(section for section in sections if section),
                "scales": tuple(scale for scale in scales if scale),
            }
        )

    def section(self, number: int, raw: Mapping[str, Any], answers: Mapping[str, Any]) -> Section | None:
        place = f"section {raw.get('code', number)}"
        good = self.table("section", place, raw)
        if good is None:
            return None
        defaults = good.pop("defaults", {})
        items = [self.item(place, at, {**defaults, **item}, answers) for at, item in enumerate(good["items"], start=1)]
        return Section(**{**good, "items": tuple(item for item in items if item)})

    def item(self, section: str, number: int, raw: Mapping[str, Any], answers: Mapping[str, Any]) -> Item | None:
        place = f"item {raw['code']}" if _text(raw.get("code")) else f"{section}, item {number}"
        self.named.add(str(raw.get("code")))
        good = self.table("item", place, raw)
        if good is None:
            return None
        options = good.get("options", [])
        if isinstance(options, str):
            if options not in answers:
                self.complain(place, f"options {options!r} are not among the answers of the instrument")
            options = answers.get(options, [])
        if _texts(options):
            options = [{"value": str(value), "label": label} for value, label in enumerate(options, start=1)]
        read_options = [self.table("option", place, option) for option in options]
        read_anchors = [self.table("anchor", place, anchor) for anchor in good.get("anchors", [])]
        if None in read_options or None in read_anchors:
            return None
        return Item(
            **{
                **good,
                "questions": tuple(good.get("questions", ())),
                "probes": tuple(good.get("probes", ())),
                "cues": tuple(good.get("cues", ())),
                "options": tuple(Option(**option) for option in read_options if option),
                "anchors": tuple(Anchor(**anchor) for anchor in read_anchors if anchor),
            }
        )

    def scale(self, number: int, raw: Mapping[str, Any]) -> Scale | None:
        good = self.table("scale", f"scale {raw.get('code', number)}", raw)
        if good is None:
            return None
        keyed = tuple(Keyed(item.removeprefix("-"), -1 if item.startswith("-") else 1) for item in good["items"])
        return Scale(**{**good, "items": keyed})

    def check(self, instrument: Instrument) -> None:
        """What only the whole shows: codes used twice, uses and kinds nobody knows, keys that do not fit."""
        for use in instrument.uses:
            if use not in USES:
                self.complain("instrument", f"unknown use {use!r}, not one of {', '.join(USES)}")
        items = [item for section in instrument.sections for item in section.items]
        for sort, codes in (
            ("section", [section.code for section in instrument.sections]),
            ("item", [item.code for item in items]),
            ("scale", [scale.code for scale in instrument.scales]),
            ("instrument", [instrument.code] if instrument.code else []),
        ):
            for code, times in Counter(codes).items():
                if times > 1:
                    self.complain(f"{sort} {code}", f"code used {times} times")
                if not _CODE.fullmatch(code) or len(code) > _LONGEST_CODE:
                    self.complain(f"{sort} {code}", "codes are small letters, digits and single _, 60 at most")
        if not self.named:
            self.complain("instrument", "has no items")
        for item in items:
            if item.code in RESERVED:
                self.complain(f"item {item.code}", "this code has a meaning of its own, choose another")
            if item.kind not in KINDS:
                self.complain(f"item {item.code}", f"unknown kind {item.kind!r}, not one of {', '.join(KINDS)}")
                continue
            for reason in KINDS[item.kind].complaints(item):
                self.complain(f"item {item.code}", reason)
        for scale in instrument.scales:
            self.check_scale(instrument, scale)

    def check_scale(self, instrument: Instrument, scale: Scale) -> None:
        place = f"scale {scale.code}"
        if not scale.low < scale.high:
            self.complain(place, "low must be below high")
        for code, times in Counter(keyed.item for keyed in scale.items).items():
            if times > 1:
                self.complain(place, f"item {code} is in it {times} times")
        for keyed in scale.items:
            item = instrument.items.get(keyed.item)
            if item is None:
                if keyed.item not in self.named:
                    self.complain(place, f"item {keyed.item} does not exist")
            elif item.kind in KINDS:
                for score in _scores(item):
                    if score is None:
                        self.complain(place, f"item {item.code} cannot be scored")
                        break
                    if not scale.low <= score <= scale.high:
                        self.complain(
                            place, f"item {item.code} scores {score:g}, outside {scale.low:g} to {scale.high:g}"
                        )
                        break


def _scores(item: Item) -> Iterator[float | None]:
    """The scores an item can give: of each option, or of its bounds."""
    kind = KINDS[item.kind]
    bounds = (bound for bound in (item.minimum, item.maximum) if bound is not None)
    for value in [option.value for option in item.options] or [f"{bound:g}" for bound in bounds] or ["1"]:
        try:
            answer: Answer = kind.read(item, Given(value))
        except NotAnAnswer:
            continue  # complained about where the item is checked
        yield kind.score(item, answer)
