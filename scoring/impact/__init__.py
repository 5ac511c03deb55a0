"""Do groups pass a step of selection at different rates, and could chance alone have done it?"""

from scoring.impact.comparison import FOUR_FIFTHS, Comparison, Count, Verdict, compared, compared_with
from scoring.impact.pairs import breslow_day, fisher, mid_p, pooled_ratio, ratio_interval, z_statistic
from scoring.impact.pooling import Pooled, pooled
from scoring.impact.steps import HIRED, OVERALL, PLACES, STEPS, Ended, Merging, Step, mergings, steps

__all__ = [
    "FOUR_FIFTHS",
    "HIRED",
    "OVERALL",
    "PLACES",
    "STEPS",
    "Comparison",
    "Count",
    "Ended",
    "Merging",
    "Pooled",
    "Step",
    "Verdict",
    "breslow_day",
    "compared",
    "compared_with",
    "fisher",
    "mergings",
    "mid_p",
    "pooled",
    "pooled_ratio",
    "ratio_interval",
    "steps",
    "z_statistic",
]
