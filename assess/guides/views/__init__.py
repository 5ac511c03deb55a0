"""Pages of guides, job analyses and judged anchors."""

from assess.guides.views import anchors, building, expert, guides, jobs, judge, kit
from assess.guides.views.blueprint import bp

__all__ = ["anchors", "bp", "building", "expert", "guides", "jobs", "judge", "kit"]
