"""How reliable is a share that several coders counted of the same person on the same occasion?"""

from collections.abc import Iterable, Sequence

import numpy as np

from scoring.agreement import one_way
from scoring.policy import judged
from scoring.refusals import refusing
from scoring.results import Estimate

METHOD = "ICC(1,k) of coders' shares, McGraw & Wong 1996"


@refusing(Estimate, METHOD)
def agreement(shares: Iterable[Sequence[float]]) -> Estimate:
    """Reliability of the mean of the coders, each person and occasion with coders of its own.

    It says how far coders agree about a day, not how alike days are.

    Parameters
    ----------
    shares : iterable of sequences of float
        One sequence a person and occasion: what each of its two coders or more counted, 0 to 1.

    Returns
    -------
    Estimate
        ICC(1,k); refused ``N_TOO_SMALL`` below ten, ``NO_VARIANCE`` where everybody does it equally often, and
        ``UNRELIABLE_MEASURE`` where coders of one person differ more than people do.

    Examples
    --------
    >>> people = [(0.1, 0.2), (0.9, 0.8), (0.5, 0.5), (0.3, 0.4), (0.7, 0.6)] * 2
    >>> found = agreement(people)
    >>> round(found.value, 3), found.n, found.status
    (0.969, 10, 'caveat')
    """
    found = one_way(np.asarray(one, dtype=float) for one in shares)["1,k"]
    return judged(found, "agreement", ratees=found.n)
