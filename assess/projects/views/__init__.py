"""Pages of projects: the start, six steps, the map, the scorecard, coverage, packs, the log."""

from assess.projects.views import alignment, log, packs, picture, projects
from assess.projects.views.blueprint import bp

__all__ = ["alignment", "bp", "log", "packs", "picture", "projects"]
