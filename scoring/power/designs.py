"""How likely does a study of n cases find an effect of a given size, if it is there?"""

import math
from dataclasses import dataclass
from typing import Protocol

from scipy.optimize import brentq
from scipy.special import nctdtr, ndtr, ndtri, stdtrit

ALPHA = 0.05
#: No company has more people than this, and no effect that needs them is worth a study of one.
MOST = 1_000_000


class Design(Protocol):
    """A kind of comparison: what counts as its cases, and how likely an effect of a size is found among n of them."""

    @property
    def name(self) -> str: ...

    @property
    def fewest(self) -> int: ...

    @property
    def largest(self) -> float: ...

    def power(self, effect: float, n: float) -> float: ...


def least_n(design: Design, effect: float, power: float = 0.8) -> int | None:
    """The fewest cases with which the effect is found that often; None where a million would not do.

    Examples
    --------
    >>> [least_n(Correlation(), r) for r in (0.10, 0.15, 0.20, 0.25, 0.30)]
    [783, 347, 194, 124, 85]
    """
    if design.power(effect, MOST) < power:
        return None
    low, high = design.fewest, MOST
    while low < high:
        middle = (low + high) // 2
        # the last bits of a root must not ask for one person more
        low, high = (low, middle) if design.power(effect, middle) >= power - 1e-12 else (middle + 1, high)
    return low


def detectable(design: Design, n: float, power: float = 0.8) -> float | None:
    """The smallest effect that n cases find that often; None where they find none.

    Examples
    --------
    >>> round(detectable(Correlation(), 38), 2)
    0.44
    """
    if n < design.fewest or design.power(design.largest, n) < power:
        return None
    return float(brentq(lambda effect: design.power(effect, n) - power, 1e-9, design.largest, xtol=1e-10))


def _two_sided(distance: float, alpha: float) -> float:
    """Power of a two-sided test whose statistic lies ``distance`` standard errors from zero."""
    if not 0 < alpha < 1:
        raise ValueError(f"an alpha of {alpha}")
    z = float(ndtri(1 - alpha / 2))
    return float(ndtr(distance - z) + ndtr(-z - distance))


@dataclass(frozen=True, slots=True)
class Correlation:
    """A correlation, tested by Fisher's z: n = ((z_{1−α/2} + z_{power}) / atanh r)² + 3 (methods A17).

    Attributes
    ----------
    reliability : float
        Of the results, 0 to 1: a true correlation r shows as r·√reliability (Spearman 1904).
    hypotheses : int
        How many are tested together; each is held to α divided by their number (Bonferroni), the cautious plan for a
        family that is judged by its false discovery rate.
    """

    reliability: float = 1.0
    hypotheses: int = 1
    alpha: float = ALPHA
    name: str = "correlation"
    fewest: int = 4
    largest: float = 0.999

    def power(self, effect: float, n: float) -> float:
        """Chance to find a true correlation ``effect`` among n people."""
        shown = min(abs(effect), self.largest) * math.sqrt(self.reliability)
        return _two_sided(math.atanh(shown) * math.sqrt(max(n - 3, 0)), self.alpha / self.hypotheses)


@dataclass(frozen=True, slots=True)
class TwoGroups:
    """The means of two groups: n_top = (1 + 1/k)·((z_{1−α/2} + z_{power}) / d)² with k others for one of the top (A17).

    The normal approximation; the exact t-test asks for about one person more in each group. Cases are all people of
    both groups.
    """

    others: float = 2.0
    reliability: float = 1.0
    hypotheses: int = 1
    alpha: float = ALPHA
    name: str = "groups"
    fewest: int = 4
    largest: float = 10.0

    def power(self, effect: float, n: float) -> float:
        """Chance to find a difference of ``effect`` standard deviations among n people of both groups."""
        top = n / (1 + self.others)
        error = math.sqrt((1 + 1 / self.others) / top)
        return _two_sided(abs(effect) * math.sqrt(self.reliability) / error, self.alpha / self.hypotheses)

    def top(self, effect: float, power: float = 0.8) -> int:
        """How many of the top it takes, ``others`` times as many of the others beside them.

        Examples
        --------
        >>> [TwoGroups().top(d) for d in (0.3, 0.5, 0.8)]
        [131, 48, 19]
        """
        z = ndtri(1 - self.alpha / self.hypotheses / 2) + ndtri(power)
        return math.ceil((1 + 1 / self.others) * (float(z) / (effect * math.sqrt(self.reliability))) ** 2)


@dataclass(frozen=True, slots=True)
class Proportions:
    """Two proportions, such as selection rates, by the pooled z-test (Fleiss, Levin & Paik 2003, eq. 4.13).

    The effect is how far the focal group's rate lies below ``rate``, that of the others. Cases are all people.

    Attributes
    ----------
    rate : float
        The others' proportion, 0 to 1.
    focal : float
        Share of the focal group among all, 0 to 1.
    """

    rate: float = 0.5
    focal: float = 0.5
    hypotheses: int = 1
    alpha: float = ALPHA
    name: str = "proportions"
    fewest: int = 4

    @property
    def largest(self) -> float:
        """Nobody of the focal group passes."""
        return self.rate

    def power(self, effect: float, n: float) -> float:
        """Chance to find the focal group's rate ``effect`` below the others' among n people."""
        other, own = self.rate, max(self.rate - effect, 0.0)
        first, second = n * (1 - self.focal), n * self.focal
        pooled = (first * other + second * own) / n
        under_none = math.sqrt(pooled * (1 - pooled) * (1 / first + 1 / second))
        under_effect = math.sqrt(other * (1 - other) / first + own * (1 - own) / second)
        if not under_effect:
            return float(effect > 0)
        z = float(ndtri(1 - self.alpha / self.hypotheses / 2)) * under_none
        return float(ndtr((effect - z) / under_effect) + ndtr((-z - effect) / under_effect))


@dataclass(frozen=True, slots=True)
class Teams:
    """Something about teams and the results of their people: a regression of team means, t with G − 2 degrees.

    The mean of m people varies between teams of equal condition by ICC + (1 − ICC)/m, in units of one person's
    variance (Snijders & Bosker 2012, §3.3). Cases are teams; the effect is in standard deviations of a person's result
    for one standard deviation of the condition.

    Attributes
    ----------
    size : float
        People in a team.
    icc : float
        Share of people's differences that lies between teams of equal condition, 0 to 1.
    """

    size: float = 10.0
    icc: float = 0.1
    hypotheses: int = 1
    alpha: float = ALPHA
    name: str = "teams"
    fewest: int = 4
    largest: float = 10.0

    def power(self, effect: float, n: float) -> float:
        """Chance to find an effect of the condition among n teams."""
        free = n - 2
        error = math.sqrt((self.icc + (1 - self.icc) / self.size) / n)
        distance = abs(effect) / error
        if distance > 30:  # beyond this the noncentral t of scipy loses its way; the answer is 1 to a hundred digits
            return 1.0
        edge = float(stdtrit(free, 1 - self.alpha / self.hypotheses / 2))
        # the other tail is below 1e-10 from here on, where scipy begins to lose it
        other = float(nctdtr(free, distance, -edge)) if distance < 5 else 0.0
        return 1.0 - float(nctdtr(free, distance, edge)) + other
