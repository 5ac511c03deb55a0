"""Tables of interviews: rounds, panels and seats, fair averages, calendars; import from here."""

from assess.interviews.models.averages import FairAverage
from assess.interviews.models.calendars import REMINDERS, CalendarFeed, Reminder
from assess.interviews.models.panels import (
    CLOSED_REASONS,
    DEADLINE_HOURS,
    MINUTES,
    SEAT_STATES,
    SECOND_REASONS,
    STATES,
    Interview,
    Rater,
    Seat,
    SecondRating,
)
from assess.interviews.models.rounds import KINDS, SCORE_RULES, Round, ScoreRule

__all__ = [
    "CLOSED_REASONS",
    "DEADLINE_HOURS",
    "KINDS",
    "MINUTES",
    "REMINDERS",
    "SCORE_RULES",
    "SEAT_STATES",
    "SECOND_REASONS",
    "STATES",
    "CalendarFeed",
    "FairAverage",
    "Interview",
    "Rater",
    "Reminder",
    "Round",
    "ScoreRule",
    "Seat",
    "SecondRating",
]
