"""Did something change, beyond chance and beyond what would have happened anyway?"""

from scoring.change.differences import difference_in_differences
from scoring.change.results import Arm, Causal, Cohort, Design, Intervention, Lead, Why

__all__ = ["Arm", "Causal", "Cohort", "Design", "Intervention", "Lead", "Why", "difference_in_differences"]
