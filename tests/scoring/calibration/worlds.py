"""Interviewers of known habits, and what is found of them."""

from functools import cache

import numpy as np
import pandas as pd

from assess.demo.panels import CENTRAL, DRIFTING, ERRATIC, HALO, LENIENT, SEVERE, make
from scoring.calibration import PATTERNS, Calibration, calibration

START = pd.Timestamp("2026-01-01", tz="UTC")
#: Pattern and the interviewer who has it.
TRUE = {
    "halo": HALO, "equal_ratings": HALO, "central_tendency": CENTRAL, "inconsistency": ERRATIC, "predictability": HALO,
    "drift": DRIFTING,
}  # fmt: skip
ORDINARY = range(ERRATIC + 1, 16)


def rated(seed: int, candidates: int = 200) -> tuple[pd.DataFrame, pd.Series]:
    """Ratings of methods §16.4 and their dates."""
    world = make(seed, candidates)
    table = pd.DataFrame(
        {
            "rater": world.interviewer,
            "ratee": world.candidate,
            "criterion": world.competency,
            "rating": world.points + 1,
        }
    )
    return table, START + pd.Series(pd.to_timedelta(world.month * 30.4375, unit="D"))


@cache
def found(seed: int) -> Calibration:
    return calibration(*rated(seed))


def rates(seeds: range) -> dict[str, tuple[float, float]]:
    """Detection in the interviewer who has the habit, and false alarms among the ordinary ones, by pattern."""
    hits = {pattern.key: np.zeros((len(seeds), 16)) for pattern in PATTERNS}
    for row, seed in enumerate(seeds):
        for flag in found(seed).flags:
            hits[flag.pattern.key][row, int(flag.rater)] = flag.verdict == "flagged"
    shown = {key: (hits[key][:, who].mean(), hits[key][:, list(ORDINARY)].mean()) for key, who in TRUE.items()}
    return shown | {"severity": (hits["severity"][:, [LENIENT, SEVERE]].mean(), wrong_sign(seeds))}


def wrong_sign(seeds: range) -> float:
    """Share of raters told to be kinder or harder who are not by a tenth of a logit, against the mean."""
    wrong = []
    for seed in seeds:
        true = make(seed).severity - make(seed).severity.mean()
        flags = [one for one in found(seed).flags if one.pattern.key == "severity" and one.verdict == "flagged"]
        wrong += [np.sign(true[int(one.rater)]) != -np.sign(one.estimate.value) or abs(true[int(one.rater)]) < 0.1
                  for one in flags]  # fmt: skip
    return float(np.mean(wrong))


def recovery(seed: int) -> float:
    """Correlation of estimated with true severity."""
    return float(np.corrcoef(found(seed).severity.raters["severity"], make(seed).severity)[0, 1])
