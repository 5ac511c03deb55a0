"""Frozen dataclasses as dictionaries, lists and scalars, and back, by the types their fields declare."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import Field, field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_LATER = "later"


def later(default: Any) -> Any:
    """A field that was added once content had been hashed: left out of the plain form while it holds its default."""
    return field(default=default, metadata={_LATER: True})


def to_plain(thing: Any) -> Any:
    """Dictionaries, lists and scalars only; ``from_plain`` is the inverse."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {one.name: to_plain(getattr(thing, one.name)) for one in fields(thing) if not _left_out(thing, one)}
    if isinstance(thing, tuple | list):
        return [to_plain(one) for one in thing]
    if isinstance(thing, Mapping):
        return {str(key): to_plain(value) for key, value in thing.items()}
    return thing


def content_hash(thing: Any) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of the plain form: sorted keys, no spaces, UTF-8."""
    text = json.dumps(to_plain(thing), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def from_plain(kind: type[T], plain: Mapping[str, Any]) -> T:
    """The dataclass of that kind; KeyError or TypeError where something is missing or too much."""
    builders = _builders(kind)
    unknown = plain.keys() - builders.keys()
    if unknown:
        raise TypeError(f"{kind.__name__} has no {sorted(unknown)[0]}")
    return kind(**{name: build(value) if (build := builders[name]) else value for name, value in plain.items()})


def _left_out(thing: Any, one: Field[Any]) -> bool:
    if not one.metadata.get(_LATER):
        return False
    return bool(getattr(thing, one.name) == one.default)


def _fields(kind: Any) -> dict[str, Callable[[Any], Any] | None]:
    """What turns each field's plain value into the field; None where it stays as it is."""
    return {name: _builder(hint) for name, hint in get_type_hints(kind).items()}


def _builder(kind: Any) -> Callable[[Any], Any] | None:
    if get_origin(kind) in (Union, UnionType):
        build = _builder(next(one for one in get_args(kind) if one is not type(None)))
        return (lambda value: None if value is None else build(value)) if build else None
    if is_dataclass(kind) and isinstance(kind, type):
        return lambda value: from_plain(kind, value)
    if get_origin(kind) is tuple:
        inner = _builder(get_args(kind)[0])
        return (lambda value: tuple(inner(one) for one in value)) if inner else tuple
    return None


_builders: Callable[[Any], dict[str, Callable[[Any], Any] | None]] = cache(_fields)
