"""How do the sixteen interviewers rate the written interviews whose true levels are known?"""

from collections.abc import Mapping

import numpy as np

from assess.demo.panels import CENTRAL, ERRATIC, HALO, INTERVIEWERS, LENIENT, SEVERE, interviewer_ids
from assess.demo.world import Floats
from surveys.vignettes import library

#: Points that the lenient and the severe add (methods §16.4).
KINDNESS = {LENIENT: 0.6, SEVERE: -0.6}
#: SD of what anybody misses a level by, and of what the erratic one does.
MISSED, MISSED_ERRATICALLY = 0.45, 1.4
#: What of a level's distance from the middle the central one shows.
SPREAD = 0.35


def rated(seed: int = 7) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    """Points 1–5 by interviewer, vignette and topic."""
    return {
        person: {
            vignette.code: dict(
                zip(
                    (level.topic for level in vignette.levels),
                    _points(np.array([level.points for level in vignette.levels], dtype=float), place, seed, at),
                    strict=True,
                )
            )
            for at, vignette in enumerate(library().values())
        }
        for place, person in enumerate(interviewer_ids(INTERVIEWERS))
    }


def _points(levels: Floats, rater: int, seed: int, vignette: int) -> list[int]:
    rng = np.random.default_rng([seed, 16, rater, vignette])
    if rater == HALO:  # the overall impression on every topic
        levels = np.full_like(levels, levels.mean())
    if rater == CENTRAL:
        levels = 3 + SPREAD * (levels - 3)
    missed = rng.normal(0, MISSED_ERRATICALLY if rater == ERRATIC else MISSED, len(levels))
    felt = levels + KINDNESS.get(rater, 0.0) + missed
    return [int(points) for points in np.clip(np.rint(felt), 1, 5)]
