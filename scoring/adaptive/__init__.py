"""Which item should this person answer next, when is it enough, and how well does the bank do before anyone takes it?

``prepare`` makes an ``AdaptiveTest`` of a calibrated bank; its ``step`` takes a person's answers so far and gives the
estimate and the next item; ``exposure`` finds who may see which item; ``simulate`` tries it all on invented people.
"""

from scoring.adaptive.exposure import Exposure, exposure
from scoring.adaptive.procedure import AdaptiveTest, Step, prepare
from scoring.adaptive.rules import Rules, Stop
from scoring.adaptive.simulation import Simulation, simulate

__all__ = ["prepare", "exposure", "simulate", "AdaptiveTest", "Exposure", "Rules", "Simulation", "Step", "Stop"]
