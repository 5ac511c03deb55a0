"""Pages of interviews: lists, rounds, planning and state, calendars, the scorecard and the panel."""

from assess.interviews.views import appointments, calendars, lists, panels, planning, rounds, scorecards
from assess.interviews.views.blueprint import bp

__all__ = ["appointments", "bp", "calendars", "lists", "panels", "planning", "rounds", "scorecards"]
