"""What is played in a role play, so that every candidate meets the same person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reveal:
    """What whoever plays a part says once the candidate asks for it, and not before."""

    asked: str
    said: str


@dataclass(frozen=True)
class Script:
    """A role play: ``brief`` is what the candidate reads beforehand, all else is for whoever plays the other part.

    ``escalations`` are said in this order, one more each time the candidate goes wrong; ``stop`` says when it ends.
    """

    brief: str
    minutes: int
    role: str
    mood: str
    facts: tuple[str, ...]
    reveals: tuple[Reveal, ...]
    escalations: tuple[str, ...]
    stop: str
