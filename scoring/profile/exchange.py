"""How is a profile kept between the day it was built and the day someone is measured by it?"""

import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from scoring.errors import Code
from scoring.profile.results import Profile

_hints: Callable[[Any], dict[str, Any]] = cache(get_type_hints)


def to_json(profile: Profile) -> str:
    """The profile as JSON with every digit, so that the fit computed from it is the same bit for bit."""
    return json.dumps(asdict(profile), sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=False)


def from_json(text: str) -> Profile:
    """The inverse of ``to_json``; KeyError or TypeError on anything else.

    What a profile of an earlier release lacks is empty.
    """
    found: Profile = _read(Profile, json.loads(text))
    return found


def _read(hint: Any, data: Any) -> Any:
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{key: _read(hints[key], value) for key, value in data.items()})
    if isinstance(hint, UnionType):
        return None if data is None else _read(next(one for one in get_args(hint) if one is not type(None)), data)
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], value) for value in data)
    if hint is Code:
        return Code(data)
    return data
