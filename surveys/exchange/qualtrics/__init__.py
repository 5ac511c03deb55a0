"""Qualtrics: QSF files read."""

from surveys.exchange.limits import held
from surveys.exchange.outcome import Imported
from surveys.exchange.qualtrics.reading import parse
from surveys.exchange.travelling import named


def read(content: bytes, name: str) -> Imported:
    """The instrument in a QSF file; raises ExchangeRefused."""
    return named(held(parse(content)), name)
