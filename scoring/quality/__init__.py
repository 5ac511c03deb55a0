"""Do these answers reflect the person, or a hurry? Signs to look at; never a reason to reject anyone."""

from scoring.quality.distance import mahalanobis
from scoring.quality.indices import average_longstring, even_odd, longstring, misses, response_spread, synonyms
from scoring.quality.rule import FLAGS, Quality, quality

__all__ = [
    "quality", "longstring", "average_longstring", "response_spread", "even_odd", "mahalanobis", "misses", "synonyms",
    "Quality", "FLAGS",
]  # fmt: skip
