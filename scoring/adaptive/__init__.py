"""Which item should this person answer next, when is it enough, and how well does the bank do before anyone takes it?

``prepare`` makes an ``AdaptiveTest`` of a calibrated bank; its ``step`` takes a person's answers so far and gives the
estimate and the next item; ``exposure`` finds who may see which item; ``simulate`` tries it all on invented people.
"""
