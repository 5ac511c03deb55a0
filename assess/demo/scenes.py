"""How were role plays and a day with customers rated by those who watched?"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from assess.demo.panels import COMPETENCIES, MONTHS, interviewer_ids, levels, lyon_levels, make, rate

#: Positions of the candidates for Lyon who met the customer who cannot decide, each with two who watched.
PLAYED = {0: (6, 8), 1: (7, 9), 2: (6, 9), 4: (7, 8)}
#: The rep whose day was watched, by his manager and the one of the team beside.
WATCHED, WATCHERS = "M-0242", (14, 13)
#: When that day began.
DAY_OUT = datetime(2026, 10, 27, 8, tzinfo=UTC)


def met(person: int) -> datetime:
    """When a candidate met the customer: a week after all the talks, half an hour each."""
    return datetime(2026, 11, 19, 9, tzinfo=UTC) + timedelta(minutes=30 * person)


def played(person: int, rater: int, topics: Sequence[str], seed: int = 7) -> dict[str, int]:
    """Points 1–5 that this observer gave this candidate on each topic of the role play."""
    rng = np.random.default_rng([seed, 18, person, rater])
    # a quarter of an hour shows less of somebody than an hour's talk
    shown = lyon_levels(seed)[person] + rng.normal(0, 0.5, len(COMPETENCIES))
    given = rate(rng, shown, rater, make(seed).severity[rater], MONTHS)
    return {topic: given[COMPETENCIES.index(topic)] + 1 for topic in topics}


def watched(rater: int, topics: Sequence[str], seed: int = 7) -> dict[str, int]:
    """Points 1–5 that this manager gave the rep on his day with customers."""
    shown = levels(np.random.default_rng([seed, 19]), 1)[0] + 1.0
    given = rate(np.random.default_rng([seed, 19, rater]), shown, rater, make(seed).severity[rater], MONTHS)
    return {topic: given[COMPETENCIES.index(topic)] + 1 for topic in topics}


def cues(points: int, listed: Sequence[str]) -> tuple[str, ...]:
    """Numbers of the cues somebody taps beside such points: banks list what is good first."""
    many = len(listed)
    shown = {5: (1, 2, 3), 4: (1, 2), 3: (1,), 2: (many,), 1: (many - 1, many)}[points]
    return tuple(str(number) for number in shown if 0 < number <= many)


def observers(places: Sequence[int]) -> list[str]:
    """Their person ids."""
    return [interviewer_ids()[place] for place in places]
