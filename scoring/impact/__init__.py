"""Do groups pass a step of selection at different rates, and could chance alone have done it?"""

from scoring.impact.comparison import FOUR_FIFTHS, Comparison, Count, Verdict, compared, compared_with
from scoring.impact.pairs import breslow_day, fisher, mid_p, pooled_ratio, ratio_interval, z_statistic
from scoring.impact.pooling import Pooled, pooled

__all__ = [
    "FOUR_FIFTHS",
    "Comparison",
    "Count",
    "Pooled",
    "Verdict",
    "breslow_day",
    "compared",
    "compared_with",
    "fisher",
    "mid_p",
    "pooled",
    "pooled_ratio",
    "ratio_interval",
    "z_statistic",
]
