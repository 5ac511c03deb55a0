"""Between which bounds does a correlation, a proportion or a difference of two lie?"""

import math

from scipy.stats import norm

from scoring.errors import Code, Undefined


def fisher(r: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Interval of a Pearson correlation by Fisher's z: tanh(atanh r ± z/√(n−3)) (Fisher 1921).

    Parameters
    ----------
    r : float
        Correlation, −1 to 1; at ±1 the interval is that point.
    n : float
        Pairs of values; an effective number may be fractional.
    level : float
        Coverage, such as .95.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` when n is 3 or less: the standard error does not exist.
    ValueError
        When r is outside −1 to 1 or not a number.

    Examples
    --------
    >>> [round(bound, 3) for bound in fisher(0.25, 150)]
    [0.093, 0.394]
    """
    if not -1 <= r <= 1:
        raise ValueError(f"a correlation of {r}")
    if n <= 3:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=4)
    if abs(r) == 1:
        return r, r
    half = _z(level) / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def wilson(k: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Score interval of a proportion, k cases of n, at a coverage of ``level`` (Wilson 1927).

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` when n is 0.
    ValueError
        When k is not between 0 and n.

    Examples
    --------
    >>> [round(bound, 4) for bound in wilson(81, 263)]  # Newcombe 1998, table I
    [0.2553, 0.3662]
    """
    if n <= 0:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=1)
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n}")
    z, p = _z(level), k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(k1: int, n1: int, k2: int, n2: int, level: float = 0.95) -> tuple[float, float]:
    """Interval of the difference of two proportions, k1/n1 − k2/n2 (Newcombe 1998, method 10; appendix A4).

    Examples
    --------
    >>> [round(bound, 4) for bound in newcombe(56, 70, 48, 80)]  # Newcombe 1998, table II, case (a)
    [0.0524, 0.3339]
    """
    p1, p2 = k1 / n1, k2 / n2
    (l1, u1), (l2, u2) = wilson(k1, n1, level), wilson(k2, n2, level)
    d = p1 - p2
    return d - math.hypot(p1 - l1, u2 - p2), d + math.hypot(u1 - p1, p2 - l2)


def _z(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"a level of {level}")
    return float(norm.ppf((1 + level) / 2))
