"""What do choices between statements say about people, and not only about what each of them prefers?

``estimate`` finds the parameters of a Thurstonian IRT model from rankings within blocks, ``score`` places people by
them (Brown & Maydeu-Olivares 2011). Counting how often a trait's statements win is not provided: such ipsative scores
add up to the same for everybody and must not be compared between people. Nor are partial rankings (most and least like
me in a block of four).
"""

from scoring.forced_choice.estimation import Thurstonian, estimate
from scoring.forced_choice.scores import ForcedChoiceScores, score

__all__ = ["estimate", "score", "ForcedChoiceScores", "Thurstonian"]
