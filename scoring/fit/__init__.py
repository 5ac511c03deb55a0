"""How close do a person's scores come to what predicted high performance, and how sure is that?"""

from scoring.fit.bands import compare, difference, pairs
from scoring.fit.bulk import PART, Bulk, bulk
from scoring.fit.rating import Rater, Ratings
from scoring.fit.results import Comparison, Contribution, Fit, Fits, Pairs, Use
from scoring.fit.score import fit
from scoring.fit.what_if import MissingPart, WhatIf, what_if
from scoring.profile.chances import expectancy
from scoring.profile.validation import TOP_SHARE

__all__ = [
    "fit",
    "bulk",
    "compare",
    "difference",
    "pairs",
    "expectancy",
    "Comparison",
    "Contribution",
    "Fit",
    "Fits",
    "Pairs",
    "Use",
    "Bulk",
    "PART",
    "Rater",
    "Ratings",
    "TOP_SHARE",
    "what_if",
    "MissingPart",
    "WhatIf",
]
