"""Does a second measurement of the same people say what the first did?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import t as student

from scoring.errors import BadTable, Code, Undefined
from scoring.intervals import fisher
from scoring.refusals import refusing
from scoring.responses import answers
from scoring.results import UNKNOWN, Estimate, Result

METHOD = "retest reliability, Pearson r with Fisher interval"
CHANGE = "mean change, paired t interval"
Scores = pd.Series | npt.NDArray[np.float64] | Sequence[float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Retest(Result):
    """Two measurements of the same people.

    Attributes
    ----------
    r : Estimate
        Retest reliability: do people keep their places?
    change : Estimate
        Mean of second − first in the scores' units: does practice or time move everyone?
    effect : float
        The change in SDs of the first measurement; NaN where it does not vary.
    """

    r: Estimate = UNKNOWN
    change: Estimate = UNKNOWN
    effect: float = float("nan")

    @property
    def value(self) -> float | None:
        """The retest reliability."""
        return self.r.value

    @property
    def low(self) -> float | None:
        """Its lower bound."""
        return self.r.low

    @property
    def high(self) -> float | None:
        """Its upper bound."""
        return self.r.high


@refusing(Retest, METHOD)
def retest(first: Scores, second: Scores, level: float = 0.95) -> Retest:
    """Retest reliability from people measured twice; whoever has only one score is left out.

    Parameters
    ----------
    first, second : one score a person
        Two Series are matched by index; anything else by place.

    Returns
    -------
    Retest
        Refused as ``N_TOO_SMALL`` below two people, ``NO_VARIANCE`` when all score the same on an occasion; the
        interval exists from four people on. How many and how long between is policy (methods §4.8: 50, 2–8 weeks).
    """
    if not 0 < level < 1:
        raise ValueError(f"a level of {level}")
    x = _pairs(first, second)
    n = len(x)
    if n < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=2, of="people")
    if (np.ptp(x, axis=0) == 0).any():
        raise Undefined(Code.NO_VARIANCE, n=n)
    value = float(np.clip(np.corrcoef(x[:, 0], x[:, 1])[0, 1], -1, 1))
    low, high = fisher(value, n, level) if n > 3 else (None, None)
    moved = x[:, 1] - x[:, 0]
    half = float(student.ppf((1 + level) / 2, n - 1) * moved.std(ddof=1) / np.sqrt(n))
    mean = float(moved.mean())
    return Retest(
        n=n,
        method=METHOD,
        r=Estimate(value, n, METHOD, low, high, level),
        change=Estimate(mean, n, CHANGE, mean - half, mean + half, level),
        effect=mean / float(x[:, 0].std(ddof=1)),
    )


def _pairs(first: Scores, second: Scores) -> npt.NDArray[np.float64]:
    if isinstance(first, pd.Series) and isinstance(second, pd.Series):
        for scores in (first, second):
            if scores.index.has_duplicates:
                raise BadTable(f"scores: person {scores.index[scores.index.duplicated()][0]} is there twice")
        table = pd.concat([first, second], axis=1, join="inner", keys=["first", "second"])
    elif len(first) == len(second):
        table = pd.DataFrame({"first": np.asarray(first), "second": np.asarray(second)})
    else:
        raise BadTable(f"scores: {len(first)} first and {len(second)} second ones")
    return answers(table, "scores").dropna().to_numpy()
