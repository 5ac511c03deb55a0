"""Which registered levers go with results once chance, circumstance, teams and the other levers are allowed for?"""

from scoring.levers.inputs import Data, Progress, Registered
from scoring.levers.results import SUPPORTED, Causal, Judged, Model, Verdict, Verdicts
from scoring.levers.rule import rule
from scoring.levers.study import DELTA, FALSE_DISCOVERIES, verdicts

__all__ = [
    "DELTA", "FALSE_DISCOVERIES", "SUPPORTED", "Causal", "Data", "Judged", "Model", "Progress", "Registered",
    "Verdict", "Verdicts", "rule", "verdicts",
]  # fmt: skip
