"""Pages of interviews: lists, rounds, planning and state, calendars, the scorecard, the panel and agreement."""

from assess.interviews.views import agreement, appointments, calendars, lists, panels, planning, rounds, scorecards
from assess.interviews.views.blueprint import bp

__all__ = ["agreement", "appointments", "bp", "calendars", "lists", "panels", "planning", "rounds", "scorecards"]
