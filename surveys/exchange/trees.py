"""JSON from a stranger: text of any Unicode encoding, no key twice, nothing that is no number, not too deep."""

import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Any

from surveys.exchange.limits import DEPTH, ELEMENTS
from surveys.exchange.outcome import ExchangeRefused


def decoded(content: bytes) -> str:
    """UTF-8, or UTF-16 that says so; raises ExchangeRefused with the byte that is neither."""
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    try:
        return content.removeprefix(BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as error:
        raise ExchangeRefused("not_text", byte=error.start) from None


def tree(text: str) -> Any:
    """The value written as JSON; raises ExchangeRefused."""
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except RecursionError:
        raise ExchangeRefused("too_deep", most=DEPTH) from None
    except json.JSONDecodeError as error:
        raise ExchangeRefused("broken_json", line=error.lineno, column=error.colno) from None
    except ValueError:
        # Python reads no whole number of more than 4,300 digits
        raise ExchangeRefused("broken_json", line=1, column=1) from None
    _measured(found)
    return found


def mapping(value: Any) -> dict[str, Any]:
    """The value where it is an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def listing(value: Any) -> list[Any]:
    """The value where it is an array; an empty one for anything else."""
    return value if isinstance(value, list) else []


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ExchangeRefused("repeated_key", key=next(key for key in keys if keys.count(key) > 1)[:60])
    return found


def _constant(name: str) -> Any:
    raise ExchangeRefused("broken_json", line=1, column=1, value=name)


def _measured(value: Any) -> None:
    level, count, depth = [value], 0, 0
    while level:
        count, depth = count + len(level), depth + 1
        if depth > DEPTH:
            raise ExchangeRefused("too_deep", most=DEPTH)
        if count > ELEMENTS:
            raise ExchangeRefused("too_many_elements", most=ELEMENTS)
        level = [one for held in level if isinstance(held, dict | list)
                 for one in (held.values() if isinstance(held, dict) else held)]  # fmt: skip
