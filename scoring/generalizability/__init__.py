"""How much of a rating is the ratee, and how many raters are enough?"""

from scoring.generalizability.decision import ENOUGH, Generalizability, Panel
from scoring.generalizability.study import generalizability

__all__ = ["ENOUGH", "Generalizability", "Panel", "generalizability"]
