"""How severe is each rater, and what would fair raters have given?"""

from scoring.severity.facets import severity
from scoring.severity.results import Homogeneity, Severity

__all__ = ["Homogeneity", "Severity", "severity"]
