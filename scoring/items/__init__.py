"""Does each item of a scale do its part?"""

from scoring.items.analysis import ItemAnalysis, item_analysis
from scoring.items.options import Distractors, distractors, right

__all__ = ["item_analysis", "distractors", "right", "ItemAnalysis", "Distractors"]
