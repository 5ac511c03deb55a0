"""Invented answers with known truth: two traits, five items each, one of them reversed."""

import numpy as np
import pandas as pd

from scoring.keys import ScoringKey
from scoring.measurement import Study, study
from scoring.passport import Evidence, passport
from scoring.reports.measurement import report
from scoring.results import Report

KEYS = tuple(
    ScoringKey(scale, {f"{scale[0]}{n}": -1 if n == 5 else 1 for n in range(1, 6)}, 1, 5) for scale in ("calm", "drive")
)


def draw(people: int, seed: int = 1) -> pd.DataFrame:
    """Answers from 1 to 5; loadings of .6 to .8, traits correlated .3."""
    rng = np.random.default_rng(seed)
    traits = rng.multivariate_normal([0, 0], [[1, 0.3], [0.3, 1]], people)
    parts = {}
    for key, trait in zip(KEYS, traits.T, strict=True):
        for place, (item, sign) in enumerate(key.items.items()):
            loading = 0.6 + 0.05 * place
            felt = sign * loading * trait + np.sqrt(1 - loading**2) * rng.normal(size=people)
            parts[item] = np.digitize(felt, [-1.2, -0.4, 0.4, 1.2]) + 1.0
    return pd.DataFrame(parts)


def studied(answers: pd.DataFrame, keys: tuple[ScoringKey, ...] = KEYS, **groups: pd.Series) -> Study:
    return study(answers, keys, pd.Series(False, index=answers.index), groups, seed=3)


def reported(found: Study, *uses: str) -> Report:
    facts = found.reliability
    return report(found, {scale: passport(Evidence(uses or ("selection",), facts[scale])) for scale in facts})
