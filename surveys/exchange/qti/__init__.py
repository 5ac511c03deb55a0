"""QTI: packages, tests and items of 3.0 read, and those of 2.x by their names; packages of 3.0 written."""

from surveys.definition import Instrument, Item
from surveys.exchange.outcome import Exported, Imported
from surveys.exchange.qti.reading import parse
from surveys.exchange.qti.writing import compose
from surveys.exchange.travelling import carried, returned


def read(content: bytes, name: str) -> Imported:
    """The instrument in a QTI package, or in a single test or item; raises ExchangeRefused."""
    return returned(content, name, parse)


def write(instrument: Instrument) -> Exported:
    """The instrument as a QTI 3.0 package."""
    return carried(instrument, compose, parse, _spread, ".qti.zip", "application/zip")


def _spread(item: Item) -> int:
    # best and worst are two interactions of one item, which is read as one
    return 1
