"""Pages of the instrument library and of drafts."""

from assess.instruments.views import (
    advice,
    drafts,
    items,
    languages,
    library,
    looking,
    pictures,
    scales,
    sections,
    starting,
    versions,
)
from assess.instruments.views.blueprint import bp

__all__ = [
    "advice",
    "bp",
    "drafts",
    "items",
    "languages",
    "library",
    "looking",
    "pictures",
    "scales",
    "sections",
    "starting",
    "versions",
]
