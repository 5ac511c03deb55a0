"""KPIs, what people achieved in them, the territories they held, and the uploads all that came with."""

from assess.performance.models.kpis import Kpi, Measure, Ramp
from assess.performance.models.territories import Assignment, Territory
from assess.performance.models.uploads import Upload

__all__ = ["Assignment", "Kpi", "Measure", "Ramp", "Territory", "Upload"]
