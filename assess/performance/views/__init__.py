"""Pages about uploads, KPIs and tiers."""

from assess.performance.views import (
    definitions,
    events,
    kpis,
    persons,
    portfolios,
    rates,
    readings,
    screening,
    tiers,
    uploads,
)
from assess.performance.views.blueprint import bp

__all__ = [
    "bp",
    "definitions",
    "events",
    "kpis",
    "persons",
    "portfolios",
    "rates",
    "readings",
    "screening",
    "tiers",
    "uploads",
]
