"""An invented campaign in which some tick one column and some tick at random (methods §4.7)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.keys import ScoringKey

STRAIGHT, RANDOM = 1, 2


@dataclass(frozen=True)
class Campaign:
    """Answers as given, median seconds an item, the scales, wrong answers to three infrequency items, and the truth."""

    answers: pd.DataFrame
    seconds: pd.Series
    keys: list[ScoringKey]
    infrequency: pd.DataFrame
    kind: np.ndarray


def campaign(seed, people=400, scales=5, items=10):
    """2 % straight-liners and 2 % who tick at random, at 1.1 seconds an item; honest ones take 4.2.

    Factors correlate .2, items load .65, 45 % are reversed, five options cut at −1.5, −.5, .5, 1.5.
    """
    g = np.random.default_rng(seed)
    count = scales * items
    traits = g.multivariate_normal(np.zeros(scales), 0.2 + 0.8 * np.eye(scales), people)
    place = np.tile(np.arange(scales), items)
    sign = np.where(g.random(count) < 0.45, -1, 1)
    felt = traits[:, place] * sign * 0.65 + np.sqrt(1 - 0.65**2) * g.normal(size=(people, count))
    x = np.digitize(felt, [-1.5, -0.5, 0.5, 1.5]) + 1
    seconds = np.exp(g.normal(np.log(4.2), 0.35, (people, 1)) + g.normal(0, 0.4, (people, count)))
    few = people // 50
    kind = np.repeat([STRAIGHT, RANDOM, 0], [few, few, people - 2 * few])
    x[kind == STRAIGHT] = g.integers(1, 6, (few, 1))
    x[kind == RANDOM] = g.integers(1, 6, (few, count))
    seconds[kind > 0] = np.exp(g.normal(np.log(1.1), 0.3, (2 * few, count)))
    wrong = g.random((people, 3)) < np.where(kind == 0, 0.01, 0.75)[:, None]
    names = [f"i{number}" for number in range(count)]
    keys = [
        ScoringKey(f"s{scale}", {names[j]: float(sign[j]) for j in np.flatnonzero(place == scale)}, 1, 5)
        for scale in range(scales)
    ]
    return Campaign(
        pd.DataFrame(x.astype(float), columns=names),
        pd.Series(np.median(seconds, axis=1)),
        keys,
        pd.DataFrame(wrong.astype(float), columns=["t1", "t2", "t3"]),
        kind,
    )
