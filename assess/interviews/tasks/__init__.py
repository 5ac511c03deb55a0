"""Mails about panels, in time: importing this tells the worker of all of them."""

from assess.interviews.tasks import calendars, letters, reminders

__all__ = ["calendars", "letters", "reminders"]
