"""Mails of campaigns, filing and releasing answers: importing this tells the worker of all of them."""

from assess.campaigns.tasks import mailing, releasing
from assess.campaigns.tasks.filing import file_answers

__all__ = ["file_answers", "mailing", "releasing"]
