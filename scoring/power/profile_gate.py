"""How likely does a profile whose true validity is r pass its gate at n incumbents?"""

import math
from dataclasses import dataclass

from scipy.stats import norm

from scoring.policy import minimum

#: What resampled teams and overlapping training parts cost against a plain correlation, fitted to ``scoring.profile``.
_COST = 1.3


@dataclass(frozen=True, slots=True)
class ProfileGate:
    """The condition of methods §5.8 that rests on chance: both intervals of the cross-validated r lie above zero.

    Chance = Φ((1 − 1.3/√n)·atanh(r·√reliability)·√(n − 3) − 1.96), none below the least number of incumbents. The
    form is that of a plain correlation; the factor was fitted to ``scoring.profile`` on 200 samples of each of eleven
    cells (four scales, teams of eight), which it meets within .04, see ``tests/scoring/power/test_gate.py``.

    Attributes
    ----------
    reliability : float
        Of the results, 0 to 1.
    """

    reliability: float = 1.0
    name: str = "gate"
    largest: float = 0.999

    @property
    def fewest(self) -> int:
        """Fewer people than this never pass."""
        return int(minimum("profile_unit", "people").refuse)

    def power(self, effect: float, n: float) -> float:
        """Chance to pass with a true validity ``effect`` and n incumbents."""
        if n < self.fewest:
            return 0.0
        shown = min(abs(effect), self.largest) * math.sqrt(self.reliability)
        distance = (1 - _COST / math.sqrt(n)) * math.atanh(shown) * math.sqrt(n - 3)
        return float(norm.cdf(distance - norm.ppf(0.975)))
