"""Does a part of an instrument hold what its fields declare? What comes from a file may hold anything."""

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from surveys.exchange.limits import NUMBER, TEXT

_hints: Callable[[Any], dict[str, Any]] = cache(get_type_hints)


def sound(part: Any) -> bool:
    """Whether every field, at any depth, is of its declared type, every number finite and every text of some length."""
    hints: dict[str, Any] = _hints(type(part))
    return all(_fits(hints[one.name], getattr(part, one.name)) for one in fields(part))


def _fits(kind: Any, value: Any) -> bool:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return any(_fits(one, value) for one in get_args(kind))
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(get_args(kind)[0], one) for one in value)
    if origin is Mapping:
        return isinstance(value, Mapping) and all(_text(key) and _plain(one) for key, one in value.items())
    if isinstance(kind, type) and is_dataclass(kind):
        return isinstance(value, kind) and sound(value)
    return _scalar(kind, value)


def _scalar(kind: Any, value: Any) -> bool:
    if kind is str:
        return _text(value)
    if kind is bool or kind is type(None):
        return isinstance(value, kind)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return (kind is float or isinstance(value, int)) and math.isfinite(value) and abs(value) <= NUMBER


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= TEXT and "\0" not in value


def _plain(value: Any) -> bool:
    return _text(value) or isinstance(value, int | float | bool)
