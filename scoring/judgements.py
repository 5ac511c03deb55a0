"""How high, and how far apart, are the ratings a few people gave?"""

import numpy as np
from scipy.stats import chi2, t

from scoring.errors import Code
from scoring.responses import Floats
from scoring.results import Caveat, Estimate

#: Nothing is known of the spread of more people than these.
ALIKE = Caveat(Code.NO_VARIANCE, {"of": "ratings"})


def mean(values: Floats, method: str, of: str) -> Estimate:
    """The mean with its t interval; refused from none.

    From one value, or from values all alike, it has no interval and a caveat: the spread of more is not known.
    """
    n = len(values)
    few = Caveat(Code.N_TOO_SMALL, {"n": n, "need": 2, "of": of})
    if n == 0:
        return Estimate.refusal(few, method=method)
    value = float(np.mean(values))
    if n == 1:
        return Estimate(value, 1, method, status="caveat", reasons=(few,))
    if np.ptp(values) == 0:
        return Estimate(value, n, method, status="caveat", reasons=(ALIKE,))
    reach = float(t.ppf(0.975, n - 1) * np.std(values, ddof=1) / np.sqrt(n))
    return Estimate(value, n, method, value - reach, value + reach)


def spread(values: Floats, method: str, of: str) -> Estimate:
    """The standard deviation (n - 1) with its chi-square interval; refused from fewer than two values.

    From values all alike it has no interval and a caveat.
    """
    n = len(values)
    if n < 2:
        return Estimate.refusal(Caveat(Code.N_TOO_SMALL, {"n": n, "need": 2, "of": of}), method=method, n=n)
    value = float(np.std(values, ddof=1))
    if value == 0:
        return Estimate(value, n, method, status="caveat", reasons=(ALIKE,))
    low, high = (value * float(np.sqrt((n - 1) / chi2.ppf(p, n - 1))) for p in (0.975, 0.025))
    return Estimate(value, n, method, low, high)
