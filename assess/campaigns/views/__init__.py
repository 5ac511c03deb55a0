"""Pages of campaigns: preparing and looking after them, reading what was released, answering."""

from assess.campaigns.views import answering, managing, results
from assess.campaigns.views.blueprint import bp

__all__ = ["answering", "bp", "managing", "results"]
