"""What an instrument is: sections, items, options, anchors and scales, as plain frozen data with one content hash."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from surveys.plain import content_hash, from_plain, later, to_plain
from surveys.scripts import Script

USES = ("selection", "development", "research", "survey")
#: What an instrument is about: the six kinds of psychometric content a selection needs (requirement S2-23).
CONSTRUCTS = ("competencies", "cognitive", "emotional", "personality", "behavioural", "interests")


@dataclass(frozen=True)
class Option:
    """One answer to choose: ``value`` is what is stored, ``score`` what a key makes of it (not stored with answers).

    In a forced-choice block ``scale`` names what the statement speaks for, or against where ``sign`` is -1.
    """

    value: str
    label: str
    score: float | None = None
    scale: str = later("")
    sign: int = later(1)


@dataclass(frozen=True)
class Anchor:
    """What a number of points looks like in behaviour that can be seen or heard (Smith & Kendall 1963)."""

    points: int
    behaviour: str


@dataclass(frozen=True)
class Image:
    """A picture kept by the SHA-256 (64 hex digits) of its bytes, and the words for those who cannot see it."""

    sha256: str
    alt: str


@dataclass(frozen=True)
class Condition:
    """Holds when the item was answered with one of ``values``, or with a number from ``low`` to ``high``."""

    item: str
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Adaptive:
    """A section whose items are chosen one by one for whoever answers, until the scale's standard error is small.

    Attributes
    ----------
    scale : str
        The scale that is measured, by a bank calibrated on 500 people or more; without one all items are given.
    least, most : int
        Items given at least and at most.
    se : float
        The standard error at which to stop, in the unit of the bank.
    """

    scale: str
    least: int = 8
    most: int = 20
    se: float = 0.32


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
        For every kind that offers answers.
    anchors, cues : tuple
        For ``anchored``: described points, and things to tap when heard or seen, numbered from 1 in answers.
    minimum, maximum : float or None
        Bounds of a ``number`` or ``slider``, of the points of an ``anchored`` item, of how many options a ``multiple``
        may have.
    whole : bool
        A ``number`` must be an integer.
    longest : int
        Most characters of a ``text``; most bytes of an ``upload``.
    required : bool
        Must be answered before submitting.
    image : Image or None
        What is looked at before answering.
    step : float or None
        Between two places of a ``slider``.
    ends : tuple of str
        The words at the low and the high end of a ``slider``; of the worst and the best of a ``bestworst``.
    level : int
        How hard a generated item shall be, from 1.
    accepts : tuple of str
        The kinds of file an ``upload`` takes.
    shuffle : bool
        Everybody gets the options in an order of their own.
    explanation : str
        What is said after a practice item was answered.
    expected : tuple of str
        The answers somebody gives who reads; any other is a sign of haste, and the item is in no scale (methods §4.7).
    problem : Mapping or None
        What one respondent was given in a generated item (see ``surveys.papers``); never part of an instrument.
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
    image: Image | None = later(None)
    step: float | None = later(None)
    ends: tuple[str, ...] = later(())
    level: int = later(0)
    accepts: tuple[str, ...] = later(())
    shuffle: bool = later(False)
    explanation: str = later("")
    expected: tuple[str, ...] = later(())
    problem: Mapping[str, Any] | None = later(None)


@dataclass(frozen=True)
class Section:
    """One page of items, with what is said above them.

    Attributes
    ----------
    seconds : int or None
        The time to answer it in, counted by the server from opening it.
    practice : bool
        For getting used to the items; never scored.
    shuffle : bool
        Everybody gets the items in an order of their own.
    when : tuple of Condition
        All must hold for the section to be asked; they speak of items of earlier sections.
    adaptive : Adaptive or None
        The items are a pool to choose from.
    """

    code: str
    title: str
    items: tuple[Item, ...]
    text: str = ""
    seconds: int | None = later(None)
    practice: bool = later(False)
    shuffle: bool = later(False)
    when: tuple[Condition, ...] = later(())
    adaptive: Adaptive | None = later(None)


@dataclass(frozen=True)
class Keyed:
    """An item's place in a scale: sign 1, or -1 where a high answer means little of the trait; ``weight`` above 0."""

    item: str
    sign: int = 1
    weight: float = later(1.0)


@dataclass(frozen=True)
class Scale:
    """Items scored together between ``low`` and ``high``; ``direction`` says in words what a high score means.

    The statements of forced-choice blocks name their scale themselves; such a scale has no items of its own. What is
    ``sensitive`` may cost somebody their standing: ethics, how managers lead, how openly one may speak.
    """

    code: str
    label: str
    items: tuple[Keyed, ...]
    low: float
    high: float
    direction: str = ""
    sensitive: bool = later(False)


@dataclass(frozen=True)
class Translation:
    """An instrument's words in another language, each by the words it stands for."""

    language: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Instrument:
    """A whole instrument, with where it comes from and what it may be used for (methods §14).

    Attributes
    ----------
    construct : str
        One of ``CONSTRUCTS``, or nothing.
    family : str
        Instruments of one family are parallel forms: who takes the test again gets another.
    retest_days : int
        Days to wait before taking it again.
    translations : tuple of Translation
        Complete or not; ``surveys.languages`` says which can be offered.
    script : Script or None
        What is played where the candidate is watched in a role play.
    """

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
    construct: str = later("")
    family: str = later("")
    retest_days: int = later(90)
    translations: tuple[Translation, ...] = later(())
    script: Script | None = later(None)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its code, in the order asked."""
        return {item.code: item for section in self.sections for item in section.items}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section of every item, by the item's code."""
        return {item.code: section for section in self.sections for item in section.items}

    def section(self, code: str) -> Section:
        """The section of that code; KeyError if there is none."""
        for section in self.sections:
            if section.code == code:
                return section
        raise KeyError(code)

    def with_sections(self, sections: tuple[Section, ...]) -> "Instrument":
        """The same instrument with other sections."""
        return replace(self, sections=sections)

    def plain(self) -> dict[str, Any]:
        """Dictionaries, lists and scalars only; ``from_plain`` is the inverse."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Instrument":
        """The inverse of ``plain``; KeyError or TypeError on anything else."""
        return from_plain(cls, plain)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (64 hex digits) of everything it says."""
        return content_hash(self)
