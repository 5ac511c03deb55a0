"""Tables: an item a row, as CSV and as an Excel workbook, read and written."""

from surveys.definition import Instrument, Item
from surveys.exchange.outcome import Exported, Imported
from surveys.exchange.tables.reading import parse_csv, parse_xlsx
from surveys.exchange.tables.writing import compose_csv, compose_xlsx
from surveys.exchange.travelling import carried, returned

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read_csv(content: bytes, name: str) -> Imported:
    """The instrument in a CSV file; raises ExchangeRefused."""
    return returned(content, name, parse_csv)


def read_xlsx(content: bytes, name: str) -> Imported:
    """The instrument on the first sheet of a workbook; raises ExchangeRefused."""
    return returned(content, name, parse_xlsx)


def write_csv(instrument: Instrument) -> Exported:
    """The instrument as a CSV file."""
    return carried(instrument, compose_csv, parse_csv, _spread, ".csv", "text/csv")


def write_xlsx(instrument: Instrument) -> Exported:
    """The instrument as a workbook."""
    return carried(instrument, compose_xlsx, parse_xlsx, _spread, ".xlsx", _WORKBOOK)


def _spread(item: Item) -> int:
    return 1
