"""Free words, kept as written."""

from collections.abc import Iterator
from typing import Any

from wtforms import TextAreaField

from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.items.kind import Answer, Given, nothing, unscored

LONGEST = 20_000

lacks = nothing
span = unscored


def complaints(item: Item) -> Iterator[str]:
    if not 1 <= item.longest <= LONGEST:
        yield f"longest must be between 1 and {LONGEST}"


def fields(item: Item) -> dict[str, Any]:
    return {item.code: TextAreaField(item.text, render_kw={"maxlength": item.longest})}


def read(item: Item, given: Given) -> Answer:
    return Answer(text=words(item, given.value, item.longest) or None)


def words(item: Item, written: str, longest: int) -> str:
    """What was written, with one kind of line end and no space around; raises NotAnAnswer."""
    kept = written.replace("\r\n", "\n").strip()
    if len(kept) > longest:
        raise NotAnAnswer(item.code, "TOO_LONG", longest=longest)
    # PostgreSQL stores no NUL, and no database stores half a surrogate pair
    if "\0" in kept or any("\ud800" <= letter <= "\udfff" for letter in kept):
        raise NotAnAnswer(item.code, "UNREADABLE_TEXT")
    return kept


def score(item: Item, answer: Answer) -> float | None:
    return None
