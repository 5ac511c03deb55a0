"""Pages of calibration: files of ratings, whose codes they hold, the Report, and everybody's own feedback."""

from assess.calibration.views import feedback, imports, raters, reports
from assess.calibration.views.blueprint import bp

__all__ = ["bp", "feedback", "imports", "raters", "reports"]
