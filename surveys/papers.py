"""What one respondent was given: language, order of items and options, generated items; kept to be shown again."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from surveys.definition import Instrument, Item, Section
from surveys.items import GENERATORS
from surveys.languages import spoken
from surveys.plain import from_plain, to_plain


@dataclass(frozen=True)
class Paper:
    """How an instrument lies before one respondent, where that differs from how it was written.

    Attributes
    ----------
    language : str
        Empty for the language of the instrument.
    items : Mapping of str to sequence of str
        The codes of a shuffled section's items in their order.
    options : Mapping of str to sequence of str
        The values of a shuffled item's options in their order.
    problems : Mapping of str to Mapping
        What was generated for an item.
    """

    language: str = ""
    items: Mapping[str, Sequence[str]] = field(default_factory=dict)
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Dictionaries, lists and scalars; empty for an instrument given as it was written."""
        return {name: value for name, value in to_plain(self).items() if value}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Paper":
        """The inverse of ``plain``."""
        return from_plain(cls, plain)


def draw(instrument: Instrument, seed: str, language: str = "") -> Paper:
    """A paper of its own for everybody; the same for the same instrument, seed and language.

    ``seed`` is whatever stands for the sitting and nobody else knows, such as the administration's code.
    """
    return Paper(
        language="" if language == instrument.language else language,
        items={
            section.code: _shuffled([item.code for item in section.items], seed, section.code)
            for section in instrument.sections
            if section.shuffle
        },
        options={
            item.code: _shuffled([option.value for option in item.options], seed, item.code)
            for item in instrument.items.values()
            if item.shuffle
        },
        problems={
            item.code: GENERATORS[item.kind](item, _number(seed, item.code))
            for item in instrument.items.values()
            if item.kind in GENERATORS
        },
    )


def laid(instrument: Instrument, paper: Paper) -> Instrument:
    """The instrument as that respondent sees it."""
    read = spoken(instrument, paper.language) if paper.language else instrument
    if not (paper.items or paper.options or paper.problems):
        return read
    return read.with_sections(tuple(_laid(section, paper) for section in read.sections))


def given(item: Item, paper: Mapping[str, Any] | None) -> Item:
    """The item with what was generated for it, by the plain form of a paper."""
    problem = (paper or {}).get("problems", {}).get(item.code)
    return replace(item, problem=problem) if problem else item


def _laid(section: Section, paper: Paper) -> Section:
    items = {item.code: _ordered(item, paper) for item in section.items}
    return replace(section, items=tuple(items[code] for code in paper.items.get(section.code, items)))


def _ordered(item: Item, paper: Paper) -> Item:
    options = {option.value: option for option in item.options}
    return replace(
        item,
        options=tuple(options[value] for value in paper.options.get(item.code, options)),
        problem=paper.problems.get(item.code),
    )


def _shuffled(codes: list[str], seed: str, place: str) -> list[str]:
    # sorting by hashes is a shuffle that no version of Python changes
    return sorted(codes, key=lambda code: hashlib.sha256(f"{seed}/{place}/{code}".encode()).digest())


def _number(seed: str, place: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{place}".encode()).digest()[:8])
