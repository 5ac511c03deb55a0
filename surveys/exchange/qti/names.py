"""QTI's names: those of 2.x as those of 3.0 without prefix, and what its identifiers may hold."""

import re
from collections.abc import Iterable

from surveys.exchange.markup import Element

#: A name XML takes as an identifier, and short enough for every player.
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")
_REST = re.compile(r"[A-Za-z0-9_.-]{1,60}")
#: Stands before a value that begins with no letter, as 1 does.
_BEFORE = "v-"


def plain(root: Element) -> Element:
    """The same element, every name in it without ``qti-`` and in small letters with hyphens."""
    for element in root.iter():
        element.tag = _kebab(element.tag)
        for name in [*element.attrib]:
            element.attrib[_kebab(name)] = element.attrib.pop(name)
    return root


def identifiers(values: Iterable[str], stem: str) -> dict[str, str]:
    """An identifier for each value: itself where it is one, otherwise one that ``value`` reads back if it can."""
    found: dict[str, str] = {}
    for number, value in enumerate(values, start=1):
        if _IDENTIFIER.fullmatch(value) and not value.startswith(_BEFORE):
            found[value] = value
        else:
            found[value] = f"{_BEFORE}{value}" if _REST.fullmatch(value) else f"{stem}-{number}"
    return found


def value(identifier: str) -> str:
    """The value an identifier stands for."""
    return identifier.removeprefix(_BEFORE)


def flag(element: Element | None, name: str, default: bool = False) -> bool:
    """Whether an attribute says true."""
    return default if element is None else element.get(name, str(default).lower()) in ("true", "1")


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: f"-{match[1].lower()}", name).removeprefix("qti-")
