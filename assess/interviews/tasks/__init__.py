"""Mails about panels, in time, and how far interviewers agree: importing this tells the worker of all of them."""

from assess.interviews.tasks import agreement, calendars, letters, reminders

__all__ = ["agreement", "calendars", "letters", "reminders"]
