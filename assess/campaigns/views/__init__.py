"""Pages of campaigns: preparing and looking after them, reading what was released, answering."""

from assess.campaigns.views import answering, confiding, managing, results
from assess.campaigns.views.blueprint import bp

__all__ = ["answering", "bp", "confiding", "managing", "results"]
