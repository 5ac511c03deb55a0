"""Which values lie further out than a skewed distribution would put them?"""

import numpy as np

from scoring.errors import Code, Undefined
from scoring.performers.results import Floats

#: Of the interquartile range, and how fast skewness moves the far and the near fence (Hubert & Vandervieren 2008).
WHISKER, FAR, NEAR = 1.5, 3.0, 4.0
#: Halvings of −1 to 1; what is left is below the last digit of a double.
_HALVINGS = 60


def medcouple(x: Floats) -> float:
    """Robust skewness between −1 and 1: the median of h(a, b) = (a + b − 2m)/(a − b) over pairs a ≥ m ≥ b.

    Brys, Hubert & Struyf 2004, eq. 2.2; pairs of values that both equal the median m count −1, 0 and 1 by their places
    (eq. 2.3). The pairs at or below a value are counted by one search in sorted values, and that value is halved until
    it is the middle one: O(n log n) steps a halving instead of n² pairs (the idea of Johnson & Mizoguchi 1978).

    Parameters
    ----------
    x : float, n
        NaN is left out.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` without a value.

    Examples
    --------
    >>> round(medcouple([1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 11, 15, 22, 40]), 9)  # robustbase::mc
    0.6
    """
    known = np.asarray(x, dtype=float)
    known = known[~np.isnan(known)]
    if not len(known):
        raise Undefined(Code.N_TOO_SMALL, n=0, of="values", need=1)
    off = known - np.median(known)
    above, below = np.sort(off[off > 0]), np.sort(-off[off < 0])
    ties = int((off == 0).sum())
    pairs = (len(above) + ties) * (len(below) + ties)

    def least(place: int) -> float:
        """The value of h at this place, from 1, in rising order."""
        low, high = -1.0, 1.0
        if _at_or_below(-1.0, above, below, ties) >= place:
            return -1.0
        for _halving in range(_HALVINGS):
            middle = (low + high) / 2
            if _at_or_below(middle, above, below, ties) >= place:
                high = middle
            else:
                low = middle
        return high

    return (least((pairs + 1) // 2) + least(pairs // 2 + 1)) / 2


def _at_or_below(t: float, above: Floats, below: Floats, ties: int) -> int:
    """How many pairs have h ≤ t, which is a(1 − t) ≤ b(1 + t) for distances a above and b below the median."""
    # a value at the median makes h = −1 with one below it and h = 1 with one above it
    found = ties * len(below) + (ties * len(above) if t >= 1 else 0)
    found += ties * (ties - 1) // 2 + (ties if t >= 0 else 0) + (ties * (ties - 1) // 2 if t >= 1 else 0)
    return found + int(np.searchsorted(above * (1 - t), below * (1 + t), side="right").sum())


def fences(x: Floats) -> tuple[float, float]:
    """Bounds of the adjusted boxplot: Q1 − 1.5·e^(−4·MC)·IQR and Q3 + 1.5·e^(3·MC)·IQR.

    Hubert & Vandervieren 2008, eqs 5 and 6; below a medcouple of zero the 3 and the 4 change places. Quartiles are
    type 7. Where the middle half is one value, so are the fences.

    Raises
    ------
    Undefined
        As ``medcouple``.

    Examples
    --------
    >>> [round(fence, 4) for fence in fences([1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 11, 15, 22, 40])]
    [2.1155, 68.4841]
    """
    known = np.asarray(x, dtype=float)
    known = known[~np.isnan(known)]
    skewness = medcouple(known)
    first, third = np.quantile(known, [0.25, 0.75])
    reach = WHISKER * (third - first)
    below, above = (-NEAR, FAR) if skewness >= 0 else (-FAR, NEAR)
    return float(first - reach * np.exp(below * skewness)), float(third + reach * np.exp(above * skewness))
