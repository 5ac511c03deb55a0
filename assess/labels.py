"""The words of a Report's tables, columns and cells, found by their keys."""

from assess.filters import number
from assess.phrases import WORDS, phrase
from scoring.errors import Scalar
from scoring.results import Caveat


def label(kind: str, key: str, within: str = "") -> str:
    """Words of a ``table``, ``column``, ``figure``, ``estimate`` or ``report``; keys may carry a name after a colon.

    A column may have words of its own in a table (``within``). KeyError where there are none, so that no key ever
    reaches a page.
    """
    for plain in (f"{kind}.{within}.{key}", f"{kind}.{key}"):
        if plain in WORDS:
            return phrase(plain)
    stem, _colon, name = key.partition(":")
    if name == "missing":
        family = "by_missing" if stem.startswith("by_") else "circumstance_missing"
        return phrase(f"{kind}.{family}", name=stem.removeprefix("by_").removeprefix("circumstance_"))
    return phrase(f"{kind}.{stem}", name=name)


def words_of(column: str, code: str) -> str:
    """Words of one code in a column: its own, or those of a reason code."""
    if f"code.{column}.{code}" in WORDS:
        return phrase(f"code.{column}.{code}")
    stem, _colon, name = code.partition(":")
    if name == "missing":
        return phrase(f"code.{column}.missing_value", name=words_of(column, stem))
    return phrase(f"code.{column}.{stem}", name=name) if name else phrase(f"reason.{code}")


def codes(column: str, cell: str | None) -> list[str]:
    """Words of every code in a cell; codes are separated by spaces."""
    return [words_of(column, code) for code in (cell or "").split()]


def sentence(caveat: Caveat) -> str:
    """The plain sentence of a reason, with its counts in words; its few words where a count is not known.

    A code has a sentence of its own for some of the things it may be about (``of``).
    """
    values = {key: _counted(value) for key, value in caveat.values.items()}
    unit = f"unit.{values.get('of', 'people')}"
    values["of"] = phrase(unit) if unit in WORDS else values["of"]
    own = f"{caveat.code.value}.{caveat.values.get('of', '')}"
    try:
        return phrase(own if own in WORDS else caveat.code.value, **values)
    except KeyError:
        return phrase(f"reason.{caveat.code.value}")


def _counted(value: Scalar) -> Scalar:
    return number(value, 0 if value.is_integer() else 1) if isinstance(value, float) else value
