"""What can n people show, before anyone collects data?"""

from scoring.power.designs import Correlation, Design, Proportions, Teams, TwoGroups, detectable, least_n
from scoring.power.profile_gate import ProfileGate
from scoring.power.standing import Standing, periods_for, reliability
from scoring.power.ways import Way, ways

__all__ = [
    "Correlation",
    "Design",
    "ProfileGate",
    "Proportions",
    "Standing",
    "Teams",
    "TwoGroups",
    "Way",
    "detectable",
    "least_n",
    "periods_for",
    "reliability",
    "ways",
]
