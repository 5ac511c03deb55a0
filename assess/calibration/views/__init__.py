"""Pages of calibration: files of ratings, whose codes they hold, the Report, and everybody's own feedback."""

from assess.calibration.views import imports, raters, reports
from assess.calibration.views.blueprint import bp

__all__ = ["bp", "imports", "raters", "reports"]
