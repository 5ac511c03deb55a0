"""What do ten who know the job of a sales representative say it consists of?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

#: How much hangs on each task, and how often it is done, in the order of the usual tasks of sales representatives.
IMPORTANCE = (3.4, 2.5, 4.3, 4.6, 3.6, 3.8, 4.5, 3.3, 4.0, 4.2, 3.6, 2.6)
FREQUENCY = (3.0, 2.0, 4.2, 4.4, 3.8, 3.2, 3.6, 2.6, 4.6, 3.4, 2.4, 2.8)
#: How much each competency matters, and the places of the tasks it is needed for.
COMPETENCIES: Mapping[str, tuple[float, tuple[int, ...]]] = {
    "preparation": (4.2, (0, 2)),
    "discovery": (4.7, (2, 3, 5)),
    "people": (3.4, (4,)),
    "value": (3.5, (5,)),
    "deciding": (4.6, (6,)),
    "pipeline": (4.0, (8,)),
    "negotiation": (2.8, (7,)),
    "care": (4.2, (9, 10)),
    "prospecting": (2.6, (0, 1)),
    "learning": (2.8, (11,)),
}
#: An expert's own view beside that of all, in points; and how often one does not see a tie that is there.
OWN_VIEW, NOT_SEEN = 0.6, 0.15


@dataclass(frozen=True, slots=True)
class View:
    """What one expert says: by task (place) frequency and importance 1–5, by competency importance and tasks."""

    tasks: Mapping[int, tuple[int, int]]
    competencies: Mapping[str, int]
    links: Mapping[str, tuple[int, ...]]


def view(expert: int, seed: int = 7) -> View:
    """The view of one expert, the same for the same seed."""
    rng = np.random.default_rng([seed, 17, expert])

    def points(level: float) -> int:
        return int(np.clip(round(level + rng.normal(0, OWN_VIEW)), 1, 5))

    tasks = {
        at: (points(often), points(weighty))
        for at, (often, weighty) in enumerate(zip(FREQUENCY, IMPORTANCE, strict=True))
    }
    links = {
        code: tuple(task for task in served if rng.random() > NOT_SEEN) for code, (_, served) in COMPETENCIES.items()
    }
    return View(tasks, {code: points(level) for code, (level, _) in COMPETENCIES.items()}, links)
