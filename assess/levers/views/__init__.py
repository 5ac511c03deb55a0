"""Pages of levers: the registry, what leaders believe, and the evidence."""

from assess.levers.views import launch, registry
from assess.levers.views.blueprint import bp

__all__ = ["bp", "launch", "registry"]
