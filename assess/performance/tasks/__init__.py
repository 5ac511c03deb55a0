"""Background work of performance: tiers, what else their tables tell, and files nobody came back for."""

from assess.performance.tasks import importing, managing, readings, screening
from assess.performance.tasks.rating import SEED, forget_files, rate, rated

__all__ = ["SEED", "forget_files", "importing", "managing", "rate", "rated", "readings", "screening"]
