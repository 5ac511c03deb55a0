"""How well do so many periods tell people apart, and of how many can tiers be said with confidence?"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from scoring.performers.shrinkage import ASSUMED_PHI, effective_periods

#: Where tiers draw their line (methods §2.5).
TOP, CONFIDENT = 0.20, 0.80
MOST_PERIODS = 60


def reliability(periods: float, icc: float, phi: float = ASSUMED_PHI) -> float:
    """Reliability of a mean over periods: ICC·n_eff / (1 + ICC·(n_eff − 1)), n_eff by AR(1) (methods §2.3).

    Parameters
    ----------
    periods : float
        Periods of each person.
    icc : float
        Share of the differences in one period that is lasting, 0 to 1.
    phi : float
        Lag-1 autocorrelation of what is not.

    Examples
    --------
    >>> round(reliability(12, 0.45, 0.15), 2)  # the demo world of methods §16.1
    0.88
    """
    effective = float(effective_periods(np.array([float(periods)]), phi)[0])
    return icc * effective / (1 + icc * (effective - 1))


def periods_for(target: float, icc: float, phi: float = ASSUMED_PHI) -> int | None:
    """The fewest periods that give such a reliability; None where sixty would not do."""
    return next((t for t in range(1, MOST_PERIODS + 1) if reliability(t, icc, phi) >= target), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """What tiers of n people over some periods can say, with normal true scores and errors (methods §2.5).

    A person's P20 is Φ((ĉ − q)/√(1 − rel)) where ĉ ~ N(0, rel) and q cuts off the top fifth: "confident" needs
    ĉ ≥ q + .84·√(1 − rel), and P20 lies between .20 and .80 within as much below.
    """

    people: int
    reliability: float

    @property
    def confident(self) -> float:
        """How many of the people can be expected to be named with confidence."""
        return self.people * float(norm.sf(self._place(1)))

    @property
    def unclear(self) -> float:
        """Of how many the data will not tell whether they belong to the top fifth."""
        return self.people * float(norm.sf(self._place(-1))) - self.confident

    @property
    def places(self) -> int:
        """How many places the top fifth has."""
        return math.ceil(TOP * self.people)

    def _place(self, side: int) -> float:
        cut, width = norm.isf(TOP), norm.ppf(CONFIDENT) * math.sqrt(1 - self.reliability)
        return float((cut + side * width) / math.sqrt(self.reliability))
