"""The tables of a bank file as an instrument, as far as they are sound, with every fault of their form."""

from collections.abc import Mapping
from typing import Any

from surveys.bank.shapes import SHAPES, text, texts
from surveys.definition import (
    Adaptive,
    Anchor,
    Condition,
    Image,
    Instrument,
    Item,
    Keyed,
    Option,
    Scale,
    Section,
    Translation,
)
from surveys.scripts import Reveal, Script

#: What of an item is a list of texts.
_LISTS = ("questions", "probes", "cues", "ends", "accepts", "expected")


class Reader:
    """Goes on after a fault with whatever is sound, so that one run finds every fault.

    Attributes
    ----------
    complaints : list of (place, reason)
    named : set of str
        The items named in the file, sound or not.
    """

    def __init__(self) -> None:
        self.complaints: list[tuple[str, str]] = []
        self.named: set[str] = set()

    def instrument(self, raw: Mapping[str, Any]) -> Instrument:
        """The instrument as far as it is sound; empty where it is not."""
        good, _ = self._entries("instrument", "instrument", raw)
        answers = good.pop("answers", {})
        sections = [self._section(at, section, answers) for at, section in enumerate(good.pop("sections", []), start=1)]
        scales = [self._scale(at, scale) for at, scale in enumerate(good.pop("scales", []), start=1)]
        translations = good.pop("translations", {})
        needed = dict.fromkeys(("code", "title", "language", "source", "licence"), "")
        return Instrument(
            **{
                **needed,
                **good,
                "uses": tuple(good.get("uses", ())),
                "sections": tuple(section for section in sections if section),
                "scales": tuple(scale for scale in scales if scale),
                "translations": tuple(Translation(language, words) for language, words in translations.items()),
                "script": self._script(good.get("script")),
            }
        )

    def _complain(self, place: str, reason: str) -> None:
        self.complaints.append((place, reason))

    def _entries(self, shape: str, place: str, raw: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
        """The entries of a table that are of the right sort, and whether all that must be there are."""
        checks = {key.rstrip("*"): check for key, check in SHAPES[shape].items()}
        needed = {key[:-1] for key in SHAPES[shape] if key.endswith("*")}
        good = {}
        for key, value in raw.items():
            if key not in checks:
                self._complain(place, f"unknown entry {key!r}")
            elif not checks[key](value):
                self._complain(place, f"{key} is empty or of the wrong sort")
            else:
                good[key] = value
        for key in checks:
            if key in needed and key not in raw:
                self._complain(place, f"{key} is missing")
        return good, needed <= good.keys()

    def _table(self, shape: str, place: str, raw: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """The entries of the right sort; None where there is no table or one that must be there is not."""
        if raw is None:
            return None
        good, whole = self._entries(shape, place, raw)
        return good if whole else None

    def _script(self, raw: Mapping[str, Any] | None) -> Script | None:
        good = self._table("script", "script", raw)
        if good is None:
            return None
        reveals = [self._table("reveal", f"script, reveal {at}", one) for at, one in enumerate(good["reveals"], 1)]
        read = {"reveals": tuple(Reveal(**one) for one in reveals if one)}
        return Script(**{**good, **read, "facts": tuple(good["facts"]), "escalations": tuple(good["escalations"])})

    def _section(self, number: int, raw: Mapping[str, Any], answers: Mapping[str, Any]) -> Section | None:
        place = f"section {raw.get('code', number)}"
        good = self._table("section", place, raw)
        if good is None:
            return None
        defaults = good.pop("defaults", {})
        items = [self._item(place, at, {**defaults, **item}, answers) for at, item in enumerate(good["items"], start=1)]
        adaptive = self._table("adaptive", place, good.get("adaptive"))
        return Section(
            **{
                **good,
                "items": tuple(item for item in items if item),
                "when": tuple(self._conditions(place, good.get("when", []))),
                "adaptive": Adaptive(**adaptive) if adaptive else None,
            }
        )

    def _conditions(self, place: str, raw: list[Mapping[str, Any]]) -> list[Condition]:
        read = [self._table("condition", place, one) for one in raw]
        return [Condition(**{**one, "values": tuple(one.get("values", ()))}) for one in read if one]

    def _item(self, section: str, number: int, raw: Mapping[str, Any], answers: Mapping[str, Any]) -> Item | None:
        place = f"item {raw['code']}" if text(raw.get("code")) else f"{section}, item {number}"
        self.named.add(str(raw.get("code")))
        good = self._table("item", place, raw)
        if good is None:
            return None
        options = good.get("options", [])
        if isinstance(options, str):
            if options not in answers:
                self._complain(place, f"options {options!r} are not among the answers of the instrument")
            options = answers.get(options, [])
        if texts(options):
            options = [{"value": str(value), "label": label} for value, label in enumerate(options, start=1)]
        read_options = [self._table("option", place, option) for option in options]
        read_anchors = [self._table("anchor", place, anchor) for anchor in good.get("anchors", [])]
        image = self._table("image", place, good.get("image"))
        if None in read_options or None in read_anchors or (image is None and "image" in good):
            return None
        return Item(
            **{
                **good,
                **{name: tuple(good.get(name, ())) for name in _LISTS},
                "options": tuple(Option(**option) for option in read_options if option),
                "anchors": tuple(Anchor(**anchor) for anchor in read_anchors if anchor),
                "image": Image(**image) if image else None,
            }
        )

    def _scale(self, number: int, raw: Mapping[str, Any]) -> Scale | None:
        good = self._table("scale", f"scale {raw.get('code', number)}", raw)
        if good is None:
            return None
        weights = good.pop("weights", {})
        keyed = []
        for named in good.get("items", []):
            item = named.removeprefix("-")
            keyed.append(Keyed(item, -1 if named.startswith("-") else 1, weights.pop(item, 1.0)))
        for item in weights:
            self._complain(f"scale {good['code']}", f"a weight for item {item}, which is not in it")
        return Scale(**{**good, "items": tuple(keyed)})
