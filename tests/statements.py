"""SQL statements compiled once in a process: each test has an engine of its own, and all speak the same dialect."""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

#: Compiled statements of every engine, by dialect and statement.
COMPILED: LRUCache[Any, Any] = LRUCache(10_000)


def remember_compiled_statements() -> None:
    """Let dialects of one kind be equal, so that what one engine compiled is found by the next."""

    def same(one: DefaultDialect, other: object) -> bool:
        return type(one) is type(other)

    DefaultDialect.__eq__ = same  # type: ignore[assignment,method-assign]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Any) -> None:
        connection.engine._compiled_cache = COMPILED
