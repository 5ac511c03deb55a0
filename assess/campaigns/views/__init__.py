"""Pages of campaigns: preparing and looking after them, reading what was released, answering."""

from assess.campaigns.views import answering, comments, confiding, managing, results, standing, study, themes
from assess.campaigns.views.blueprint import bp

__all__ = ["answering", "bp", "comments", "confiding", "managing", "results", "standing", "study", "themes"]
