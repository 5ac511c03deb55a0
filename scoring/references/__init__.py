"""What do references say of a candidate, together and with their leniency taken into account?"""

from scoring.references.leniency import Leniency, leniency
from scoring.references.standing import Standing, standing

__all__ = ["Leniency", "Standing", "leniency", "standing"]
