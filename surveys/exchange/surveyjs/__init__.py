"""SurveyJS: the JSON of its form library, read and written."""

from surveys.definition import Instrument
from surveys.exchange.outcome import Exported, Imported
from surveys.exchange.shapes import spread
from surveys.exchange.surveyjs.reading import parse
from surveys.exchange.surveyjs.writing import compose
from surveys.exchange.travelling import carried, returned


def read(content: bytes, name: str) -> Imported:
    """The instrument in a SurveyJS file; raises ExchangeRefused."""
    return returned(content, name, parse)


def write(instrument: Instrument) -> Exported:
    """The instrument as a SurveyJS file."""
    return carried(instrument, compose, parse, spread, ".surveyjs.json", "application/json")
