"""What every kind of item must be able to do; a kind is a module with these functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from surveys.definition import Item


@dataclass(frozen=True)
class Given:
    """What came in from a page or a program, unread: text, and for ratings the note and the numbers of tapped cues."""

    value: str = ""
    evidence: str = ""
    cues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What is stored: a number, or an option's value or free words; both None when nothing is answered."""

    value: float | None = None
    text: str | None = None
    evidence: str = ""
    cues: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether anything was said, "no evidence" included."""
        return self.value is not None or self.text is not None


class Kind(Protocol):
    """A kind of item; ``fields`` names are the item's code, and ``<code>__<part>`` for what goes with it."""

    def complaints(self, item: Item) -> Iterator[str]:
        """What is wrong with an item of this kind, in plain words."""

    def fields(self, item: Item) -> dict[str, Any]:
        """The WTForms fields that ask for it."""

    def read(self, item: Item, given: Given) -> Answer:
        """The answer; raises NotAnAnswer. An empty value reads as not answered."""

    def score(self, item: Item, answer: Answer) -> float | None:
        """The number a scale uses, before any reverse key; None where there is none."""

    def span(self, item: Item) -> tuple[float, float] | None:
        """The least and the greatest score an answer can have; None where there are none, or the item is faulty."""

    def lacks(self, item: Item, answer: Answer) -> str | None:
        """The reason an answer, though saved, may not be submitted yet; None when it is whole."""


def unscored(item: Item) -> None:
    """The ``span`` of kinds whose answers are no number."""


def nothing(item: Item, answer: Answer) -> None:
    """The ``lacks`` of kinds whose answers are whole as soon as they can be read."""
