"""All words for codes: reasons, sentences, column heads, refusals; found by key, translated."""

from typing import Any

from flask_babel import LazyString

from assess.phrases import engine, hiring, people, reasons, refusals

WORDS: dict[str, LazyString] = {
    **reasons.WORDS,
    **refusals.WORDS,
    **people.WORDS,
    **hiring.WORDS,
    **engine.WORDS,
}


def phrase(key: str, **values: Any) -> str:
    """The words for a key, filled with values; KeyError if there are none or a value is missing."""
    words = str(WORDS[key])
    return words % values if values or "%(" in words else words.replace("%%", "%")
