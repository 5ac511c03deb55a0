"""How are several kinds of evidence on a candidate combined, and how much may the result be trusted?"""

from scoring.decisions.combine import combined
from scoring.decisions.cuts import Cut, angoff, expectancy_cut
from scoring.decisions.results import Composite, Composites, Part
from scoring.decisions.rule import (
    COMPONENTS,
    LEAST_SHARE,
    LITERATURE,
    MODELS,
    PRESETS,
    BadRule,
    Rule,
    local_weights,
    preset,
)
from scoring.decisions.validity import assumed_correlations, composite_validity, expected_validity, from_study

__all__ = [
    "COMPONENTS",
    "LEAST_SHARE",
    "LITERATURE",
    "MODELS",
    "PRESETS",
    "BadRule",
    "Composite",
    "Composites",
    "Cut",
    "Part",
    "Rule",
    "angoff",
    "assumed_correlations",
    "combined",
    "composite_validity",
    "expectancy_cut",
    "expected_validity",
    "from_study",
    "local_weights",
    "preset",
]
