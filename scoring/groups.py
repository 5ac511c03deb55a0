"""How high is a group's mean when only some of its people answered, and do groups differ beyond chance?"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.stats import f_oneway, false_discovery_control, t

from scoring.errors import Code, Undefined
from scoring.results import Caveat, Estimate

METHOD = "mean, t interval with finite population correction, Cochran 1977, eq. 2.20"
REPEATED = f"{METHOD}; of answers over waves, as uncertain as if everybody always gave the same"
BORROWED = "; as spread as all answers, since of few the own spread would tell them one by one"
#: Below this share of answers the silent ones may well have said something else (methods §10.8).
ENOUGH_ANSWERED = 0.60


def group_mean(
    values: Sequence[float], invited: int, level: float = 0.95, people: int | None = None, spread: float | None = None
) -> Estimate:
    """The mean of those who answered, with an interval for the mean of all invited.

    Half width t(n−1)·s/√n·√((N−n)/(N−1)): nothing is uncertain once everybody has answered (Cochran 1977, eq. 2.20).

    Parameters
    ----------
    values : sequence of float
        One answer a person.
    invited : int
        How many could have answered, N.
    people : int, optional
        How many gave these answers at the least, where one may have given several: n. What the same person says again
        may be the same again, and then it adds nothing.
    spread : float, optional
        s in place of that of these answers: with their mean, of few, it would tell them one by one.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` below two answers.

    Examples
    --------
    >>> found = group_mean([2, 4, 4, 5, 5], invited=10)
    >>> [round(bound, 3) for bound in (found.low, found.value, found.high)]
    [2.867, 4.0, 5.133]
    """
    n = len(values) if people is None else people
    if n < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n, of="people", need=2)
    x = np.asarray(values, dtype=float)
    mean, s = float(x.mean()), float(x.std(ddof=1)) if spread is None else spread
    left = math.sqrt(max(invited - n, 0) / max(invited - 1, 1))
    half = float(t.ppf((1 + level) / 2, n - 1)) * s / math.sqrt(n) * left
    method = f"{METHOD if people is None else REPEATED}{'' if spread is None else BORROWED}"
    found = Estimate(mean, n, method, mean - half, mean + half, level)
    return found.doubted(Caveat(Code.MISSING_TOO_MUCH)) if n < ENOUGH_ANSWERED * invited else found


def differences(measures: Mapping[str, Sequence[Sequence[float]]]) -> dict[str, float]:
    """Chance of differences between groups as large as these if there were none, corrected for the number of measures.

    Welch's analysis of variance (Welch 1951) a measure, then Benjamini & Hochberg 1995. Measures with fewer than two
    groups of two people who differ among themselves are left out.
    """
    found = {}
    for measure, groups in measures.items():
        usable = [group for group in groups if len(group) >= 2 and np.ptp(group) > 0]
        if len(usable) >= 2:
            found[measure] = float(f_oneway(*usable, equal_var=False).pvalue)
    if not found:
        return {}
    corrected = false_discovery_control(list(found.values()), method="bh")
    return dict(zip(found, (float(p) for p in corrected), strict=True))
