"""Do people get better results where the conditions of their team are better?"""

from scoring.conditions.analysis import conditions
from scoring.conditions.results import Aggregation, Condition, Conditions, Crossing, Found, Source

__all__ = ["Aggregation", "Condition", "Conditions", "Crossing", "Found", "Source", "conditions"]
