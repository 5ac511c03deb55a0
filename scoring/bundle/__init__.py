"""Do many good practices, done consistently, go with results more than any one of them?"""

from scoring.bundle.analysis import bundle
from scoring.bundle.results import Among, Bundle, Ceiling, Contest, Dose, Practised, Scale
from scoring.bundle.trends import trends

__all__ = ["Among", "Bundle", "Ceiling", "Contest", "Dose", "Practised", "Scale", "bundle", "trends"]
