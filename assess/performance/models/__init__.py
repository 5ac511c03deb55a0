"""KPIs, what people achieved in them, what they were given to work, and the uploads all that came with."""

from assess.performance.models.events import TYPES, Event
from assess.performance.models.kpis import AGGREGATIONS, KINDS_OF_KPI, TIMINGS, Kpi, KpiWeight, Measure, Ramp
from assess.performance.models.portfolios import VERDICTS, Portfolio, Reconciliation
from assess.performance.models.rates import Rate
from assess.performance.models.screening import EthicsHold, Screen, ScreenVerdict
from assess.performance.models.standings import RatedPerson, Rating
from assess.performance.models.territories import Assignment, Territory
from assess.performance.models.uploads import Upload

__all__ = [
    "AGGREGATIONS",
    "KINDS_OF_KPI",
    "TIMINGS",
    "TYPES",
    "VERDICTS",
    "Assignment",
    "EthicsHold",
    "Event",
    "Kpi",
    "KpiWeight",
    "Measure",
    "Portfolio",
    "Ramp",
    "Rate",
    "RatedPerson",
    "Rating",
    "Reconciliation",
    "Screen",
    "ScreenVerdict",
    "Territory",
    "Upload",
]
