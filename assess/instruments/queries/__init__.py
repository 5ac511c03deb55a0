"""Reading the library and its drafts."""

from assess.instruments.queries.library import (
    WHERE_USED,
    Listed,
    Published,
    Use,
    answerable,
    listed,
    listed_version,
    offered,
    published,
    shipped,
    shipped_instrument,
    siblings,
    sittings,
    uses,
    version_of,
    versions,
)

__all__ = [
    "WHERE_USED",
    "Listed",
    "Published",
    "Use",
    "answerable",
    "listed",
    "listed_version",
    "offered",
    "published",
    "shipped",
    "shipped_instrument",
    "siblings",
    "sittings",
    "uses",
    "version_of",
    "versions",
]
