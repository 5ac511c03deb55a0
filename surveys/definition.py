"""What an instrument is: sections, items, options, anchors and scales, as plain frozen data with one content hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

USES = ("selection", "development", "research", "survey")


@dataclass(frozen=True)
class Option:
    """One answer to choose: ``value`` is what is stored, ``score`` what a key makes of it (not stored with answers)."""

    value: str
    label: str
    score: float | None = None


@dataclass(frozen=True)
class Anchor:
    """What a number of points looks like in behaviour that can be seen or heard (Smith & Kendall 1963)."""

    points: int
    behaviour: str


@dataclass(frozen=True)
class Item:
    """One thing asked.

    Attributes
    ----------
    text : str
        The sentence, question or competency named.
    definition : str
        What is meant by it, for those who rate.
    questions, probes : tuple of str
        What an interviewer asks, and may ask further.
    options : tuple of Option
        For ``likert`` and ``choice``.
    anchors, cues : tuple
        For ``anchored``: described points, and things to tap when heard or seen, numbered from 1 in answers.
    minimum, maximum : float or None
        Bounds of a ``number``, or of the points of an ``anchored`` item.
    whole : bool
        A ``number`` must be an integer.
    longest : int
        Most characters of a ``text``.
    required : bool
        Must be answered before submitting.
    """

    code: str
    kind: str
    text: str
    definition: str = ""
    questions: tuple[str, ...] = ()
    probes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    cues: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    unit: str = ""
    longest: int = 4000
    required: bool = False


@dataclass(frozen=True)
class Section:
    """One page of items, with what is said above them."""

    code: str
    title: str
    items: tuple[Item, ...]
    text: str = ""


@dataclass(frozen=True)
class Keyed:
    """An item's place in a scale: sign 1, or -1 where a high answer means little of the trait."""

    item: str
    sign: int = 1


@dataclass(frozen=True)
class Scale:
    """Items scored together between ``low`` and ``high``; ``direction`` says in words what a high score means."""

    code: str
    label: str
    items: tuple[Keyed, ...]
    low: float
    high: float
    direction: str = ""


@dataclass(frozen=True)
class Instrument:
    """A whole instrument, with where it comes from and what it may be used for (methods §14)."""

    code: str
    title: str
    language: str
    source: str
    licence: str
    uses: tuple[str, ...]
    sections: tuple[Section, ...]
    scales: tuple[Scale, ...] = ()
    status: str = ""
    notice: str = ""

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its code, in the order asked."""
        return {item.code: item for section in self.sections for item in section.items}

    def section(self, code: str) -> Section:
        """The section of that code; KeyError if there is none."""
        for section in self.sections:
            if section.code == code:
                return section
        raise KeyError(code)

    def plain(self) -> dict[str, Any]:
        """Dictionaries, lists and scalars only; ``from_plain`` is the inverse."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Instrument":
        """The inverse of ``plain``; KeyError or TypeError on anything else."""
        return cls(
            **{
                **plain,
                "uses": tuple(plain["uses"]),
                "sections": tuple(
                    Section(**{**section, "items": tuple(_item(item) for item in section["items"])})
                    for section in plain["sections"]
                ),
                "scales": tuple(
                    Scale(**{**scale, "items": tuple(Keyed(**keyed) for keyed in scale["items"])})
                    for scale in plain["scales"]
                ),
            }
        )

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (64 hex digits) of the canonical JSON: sorted keys, no spaces, UTF-8."""
        text = json.dumps(self.plain(), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _item(plain: Mapping[str, Any]) -> Item:
    return Item(
        **{
            **plain,
            "questions": tuple(plain["questions"]),
            "probes": tuple(plain["probes"]),
            "options": tuple(Option(**option) for option in plain["options"]),
            "anchors": tuple(Anchor(**anchor) for anchor in plain["anchors"]),
            "cues": tuple(plain["cues"]),
        }
    )
