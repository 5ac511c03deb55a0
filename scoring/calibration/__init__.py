"""Who is harsh, by how much, and does it matter?"""

from scoring.calibration.bias import Bias, bias
from scoring.calibration.change import Change, Standing, Swap, would_change
from scoring.calibration.flags import PATTERNS, Flag, Pattern
from scoring.calibration.influence import Influence, influence
from scoring.calibration.panels import Calibration, calibration, fair_averages

__all__ = [
    "PATTERNS", "Bias", "Calibration", "Change", "Flag", "Influence", "Pattern", "Standing", "Swap", "bias",
    "calibration", "fair_averages", "influence", "would_change",
]  # fmt: skip
