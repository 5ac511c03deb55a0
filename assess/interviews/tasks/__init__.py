"""Mails about panels, and what goes in time: importing this tells the worker of all of them."""

from assess.interviews.tasks import calendars, letters, reminders, retention

__all__ = ["calendars", "letters", "reminders", "retention"]
