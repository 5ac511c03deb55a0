"""Mails of campaigns, filing and releasing answers: importing this tells the worker of all of them."""

from assess.campaigns.tasks import mailing
from assess.campaigns.tasks.comments import file_comments
from assess.campaigns.tasks.filing import file_answers, open_waves
from assess.campaigns.tasks.releasing import release_results

__all__ = ["file_answers", "file_comments", "mailing", "open_waves", "release_results"]
