"""A file, stored by the SHA-256 of its bytes; the bytes themselves are kept by ``surveys.uploads``."""

import re
from collections.abc import Iterator
from typing import Any

from wtforms import StringField

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items import text
from surveys.items.kind import Answer, Given, nothing, unscored

#: What can be checked to the last byte; sound and moving pictures cannot.
ACCEPTED = ("pdf", "png", "jpeg", "txt")
LEAST, MOST = 10_000, 10_000_000
_SHA256 = re.compile("[0-9a-f]{64}")

lacks = nothing
score = text.score
span = unscored


def complaints(item: Item) -> Iterator[str]:
    if not item.accepts:
        yield f"accepts is missing: one or more of {', '.join(ACCEPTED)}"
    for kind in item.accepts:
        if kind not in ACCEPTED:
            yield f"accepts {kind!r}, which is not one of {', '.join(ACCEPTED)}"
    if not LEAST <= item.longest <= MOST:
        yield f"longest counts bytes: from {LEAST} to {MOST}"


def fields(item: Item) -> dict[str, Any]:
    return {item.code: StringField(item.text)}


def read(item: Item, given: Given) -> Answer:
    if not given.value:
        return Answer()
    if not _SHA256.fullmatch(given.value):
        raise NotAnAnswer(item.code, "NO_FILE")
    return Answer(text=given.value)
