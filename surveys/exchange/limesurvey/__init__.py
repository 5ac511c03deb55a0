"""LimeSurvey: surveys, groups and questions of its old and its present layout read; surveys written."""

from surveys.definition import Instrument
from surveys.exchange.limesurvey.reading import parse
from surveys.exchange.limesurvey.writing import compose
from surveys.exchange.outcome import Exported, Imported
from surveys.exchange.shapes import spread
from surveys.exchange.travelling import carried, returned


def read(content: bytes, name: str) -> Imported:
    """The instrument in a .lss, .lsg or .lsq file; raises ExchangeRefused."""
    return returned(content, name, parse)


def write(instrument: Instrument) -> Exported:
    """The instrument as a .lss file."""
    return carried(instrument, compose, parse, spread, ".lss", "application/xml")
