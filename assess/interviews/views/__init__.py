"""Pages of interviews: planning and state, the scorecard, the panel and agreement."""

from assess.interviews.views import agreement, panels, planning, scorecards
from assess.interviews.views.blueprint import bp

__all__ = ["agreement", "bp", "panels", "planning", "scorecards"]
