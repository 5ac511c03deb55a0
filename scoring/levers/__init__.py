"""Which registered levers go with results once chance, circumstance, teams and the other levers are allowed for?"""

from scoring.levers.inputs import Data, Progress, Registered
from scoring.levers.results import Causal, Judged, Model, Verdict, Verdicts

__all__ = ["Causal", "Data", "Judged", "Model", "Progress", "Registered", "Verdict", "Verdicts"]
