"""How much of a score is the person, and how much is the moment?"""

from scoring.reliability.consistency import InternalConsistency, internal_consistency
from scoring.reliability.cronbach import alpha, alphas, coefficient_alpha, feldt
from scoring.reliability.error import sed, sem, true_score
from scoring.reliability.groups import GroupReliability, by_group
from scoring.reliability.halves import SplitHalf, split_half
from scoring.reliability.mcdonald import Omega, omega
from scoring.reliability.stability import Retest, retest

__all__ = [
    "alpha", "alphas", "by_group", "coefficient_alpha", "feldt", "internal_consistency", "omega", "retest", "sed",
    "sem", "split_half", "true_score", "GroupReliability", "InternalConsistency", "Omega", "Retest", "SplitHalf",
]  # fmt: skip
