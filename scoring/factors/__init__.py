"""How many traits do the items measure, and which item measures which?"""

from scoring.factors.adequacy import Kmo, Sphericity, bartlett, kmo
from scoring.factors.bifactor import SchmidLeiman, schmid_leiman
from scoring.factors.cfa import cfa
from scoring.factors.cfa_result import Cfa
from scoring.factors.correlations import Correlation, correlation
from scoring.factors.efa import Efa, efa
from scoring.factors.invariance import Invariance, invariance
from scoring.factors.polychoric import Polychoric, polychoric
from scoring.factors.retention import MinimumAveragePartial, ParallelAnalysis, map_test, parallel_analysis

__all__ = [
    "parallel_analysis", "map_test", "kmo", "bartlett", "efa", "schmid_leiman", "polychoric", "correlation",
    "ParallelAnalysis", "MinimumAveragePartial", "Kmo", "Sphericity", "Efa", "SchmidLeiman", "Polychoric",
    "Correlation", "cfa", "Cfa", "invariance", "Invariance",
]  # fmt: skip
