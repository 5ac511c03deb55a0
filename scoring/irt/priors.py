"""What is believed about slopes before the answers are seen?"""

from dataclasses import dataclass

import numpy as np

from scoring.irt.models import Floats


@dataclass(frozen=True, slots=True)
class LogNormal:
    """ln a ~ N(mean, sd²), on slopes for a trait of SD 1 (Mislevy 1986); slopes are positive then."""

    mean: float = 0.0
    sd: float = 0.5

    def __post_init__(self) -> None:
        if not self.sd > 0:
            raise ValueError(f"the spread of a prior is positive, not {self.sd}")

    def log_density(self, slope: Floats) -> tuple[float, Floats, Floats]:
        """Σ ln density without its constant; its first derivative and its negative second by each slope."""
        if (slope <= 0).any():
            return -np.inf, np.zeros_like(slope), np.zeros_like(slope)
        away = (np.log(slope) - self.mean) / self.sd**2
        value = -(np.log(slope) + away * (np.log(slope) - self.mean) / 2).sum()
        return float(value), -(1 + away) / slope, (1 / self.sd**2 - 1 - away) / slope**2
