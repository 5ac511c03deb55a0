"""Pages of the instrument library and of drafts."""

from assess.instruments.views import (
    advice,
    comparing,
    drafts,
    exchange,
    items,
    languages,
    library,
    pictures,
    previews,
    scales,
    sections,
    starting,
    versions,
    words,
)
from assess.instruments.views.blueprint import bp

__all__ = [
    "advice",
    "bp",
    "comparing",
    "drafts",
    "exchange",
    "items",
    "languages",
    "library",
    "pictures",
    "previews",
    "scales",
    "sections",
    "starting",
    "versions",
    "words",
]
