"""Is an item harder for one group than for another at the same level of the trait?"""

from scoring.dif.curves import Curves, curves
from scoring.dif.logistic import logistic, ordinal_logistic
from scoring.dif.mantel import mantel, mantel_haenszel
from scoring.dif.results import Dif

__all__ = ["Curves", "Dif", "curves", "logistic", "mantel", "mantel_haenszel", "ordinal_logistic"]
