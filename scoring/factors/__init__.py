"""How many traits do the items measure, and which item measures which?"""

from scoring.factors.bifactor import SchmidLeiman, schmid_leiman
from scoring.factors.correlations import Correlation, correlation
from scoring.factors.polychoric import Polychoric, polychoric

__all__ = ["Correlation", "Polychoric", "SchmidLeiman", "correlation", "polychoric", "schmid_leiman"]
