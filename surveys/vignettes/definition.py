"""What a vignette is: a written interview, and the level each topic was written to show, as plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from surveys.plain import content_hash, from_plain, to_plain

SPEAKERS = ("interviewer", "candidate")
#: ``practice`` is rated with feedback; the gold of ``test`` is never shown to whoever may rate it.
PARTS = ("practice", "test")


@dataclass(frozen=True)
class Turn:
    """What one of the two says before the other speaks."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Level:
    """The points a topic was written to show.

    Attributes
    ----------
    points : int
        By the anchors of the scorecard.
    quote : str
        The passage that shows it, in the words of one turn of the candidate.
    why : str
        How passage and anchors lead to these points.
    mistake : str
        The error that is often made here; for practice.
    """

    topic: str
    points: int
    quote: str
    why: str
    mistake: str = ""


@dataclass(frozen=True)
class Vignette:
    """One written interview; ``position`` is its place in the order of the set, ``scorecard`` the code of the bank."""

    code: str
    title: str
    scorecard: str
    part: str
    position: int
    source: str
    licence: str
    status: str
    turns: tuple[Turn, ...]
    levels: tuple[Level, ...]

    @property
    def words(self) -> int:
        """How long it is to read."""
        return sum(len(turn.text.split()) for turn in self.turns)

    def level(self, topic: str) -> Level:
        """The level of a topic; KeyError if it has none."""
        for level in self.levels:
            if level.topic == topic:
                return level
        raise KeyError(topic)

    def plain(self) -> dict[str, Any]:
        """Dictionaries, lists and scalars only; ``from_plain`` is the inverse."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Vignette":
        """The inverse of ``plain``; KeyError or TypeError on anything else."""
        return from_plain(cls, plain)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (64 hex digits) of everything it says."""
        return content_hash(self)
