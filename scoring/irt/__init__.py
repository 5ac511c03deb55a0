"""Item response theory: what each answer says about the level of the trait."""

from scoring.irt.bank import Bank
from scoring.irt.calibration import Calibration, calibrate
from scoring.irt.priors import LogNormal

__all__ = ["Bank", "Calibration", "LogNormal", "calibrate"]
