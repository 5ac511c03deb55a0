"""How close do a person's scores come to what predicted high performance, and how sure is that?"""

from scoring.fit.bands import compare, difference
from scoring.fit.results import Comparison, Contribution, Fit, Fits, Use
from scoring.fit.score import expectancy, fit

__all__ = ["fit", "compare", "difference", "expectancy", "Comparison", "Contribution", "Fit", "Fits", "Use"]
