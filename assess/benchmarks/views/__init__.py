"""Pages of benchmarks: bars and what bends them, targets and who endorses them, one's own level, the board."""

from assess.benchmarks.views import kpis, own, targets
from assess.benchmarks.views.blueprint import bp

__all__ = ["bp", "kpis", "own", "targets"]
