"""Pages about uploads, KPIs and tiers."""

from assess.performance.views import kpis, persons, tiers, uploads
from assess.performance.views.blueprint import bp

__all__ = ["bp", "kpis", "persons", "tiers", "uploads"]
