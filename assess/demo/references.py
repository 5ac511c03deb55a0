"""Who speaks for the candidates for Lyon, and how do they answer?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from assess.demo.panels import COMPETENCIES, lyon_levels


@dataclass(frozen=True, slots=True)
class Speaker:
    """A referee as the candidate names them, what they say they were, and when they answered (None: not yet)."""

    name: str
    email: str
    relation: str
    says: str
    length: str = "1_to_3"
    ago: timedelta | None = timedelta(days=5)


#: Elif's are as they should be; one of Amara's was no manager but a colleague, which is worth a look; Imani's are on
#: their way.
SPEAKERS: Mapping[str, tuple[Speaker, ...]] = {
    "C-0001": (
        Speaker("Selma Aydın", "selma.aydin@northfold.example", "manager", "manager", "over_3"),
        Speaker("Paul Renard", "p.renard@northfold.example", "colleague", "colleague", ago=timedelta(days=4)),
        Speaker("Ivana Horak", "horak@brightwater.example", "customer", "customer", ago=timedelta(days=3)),
    ),
    "C-0002": (
        Speaker("Chuka Eze", "chuka.eze@lumen-tools.example", "manager", "colleague"),
        Speaker("Marie Colin", "m.colin@lumen-tools.example", "colleague", "colleague", ago=timedelta(days=2)),
        Speaker("Oskar Brandl", "brandl@kessel-werke.example", "customer", "customer", "over_3", timedelta(days=4)),
    ),
    "C-0003": (
        Speaker("Joy Bennett", "joy.bennett@harbour-supply.example", "manager", "manager", ago=timedelta(days=1)),
        Speaker("Tom Ellery", "t.ellery@harbour-supply.example", "colleague", "colleague", ago=None),
        Speaker("Nadia Rahal", "nadia.rahal@atlas-foods.example", "customer", "customer", ago=None),
    ),
}
#: Points that somebody who speaks for somebody adds.
KINDNESS = 1.0


def points(candidate: str, speaker: int, topics: tuple[str, ...], seed: int = 7) -> dict[str, int]:
    """Points 1–5 by topic: what the candidate is truly like where interviews ask for it, kindly said."""
    place = int(candidate[2:]) - 1
    rng = np.random.default_rng([seed, 20, place, speaker])
    levels = dict(zip(COMPETENCIES, 3 + 0.6 * lyon_levels(seed)[place], strict=True))
    usual = float(np.mean(list(levels.values())))
    felt = [levels.get(topic, usual) + KINDNESS + rng.normal(0, 0.5) for topic in topics]
    return {topic: int(np.clip(round(one), 1, 5)) for topic, one in zip(topics, felt, strict=True)}
