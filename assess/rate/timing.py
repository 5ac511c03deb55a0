"""Which period is a row of a firm's file about? One for all where no column says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from assess.rate.kinds import Kind, may_be
from assess.rate.rows import People, once, places
from assess.rate.sheets import File, Unusable
from assess.uploads.cells import shown
from assess.uploads.days import Ambiguous, Order, day
from scoring.calendar import period
from scoring.errors import BadTable

Span = tuple[date, date]
#: Where nothing says when, results are of one period that stands for no particular year.
ONE_YEAR: Span = (date(2001, 1, 1), date(2001, 12, 31))


@dataclass(frozen=True, slots=True)
class Timed:
    """The rows that count and the period of each; ``column`` None where it is one for all."""

    column: str | None
    kept: tuple[int, ...]
    spans: tuple[Span, ...]


def timed(file: File, said: Mapping[str, Kind], found: People, dates: Order, notes: list[str]) -> Timed:
    """The period of every row; a day stands for its month. Unusable where a cell names none, or could name two."""
    column = _column(file, said, found)
    cells = [] if column is None else [shown(file.sheet.cells[column][place]).strip() for place in found.kept]
    if column is None or len(set(cells)) < 2:
        kept = once(file, found, [found.names[place] for place in found.kept], notes)
        spans = [ONE_YEAR] if column is None or not cells[0] else [_span(file, column, found.kept[0], dates)]
        return Timed(column, kept, tuple(spans * len(kept)))
    by_place = {place: _span(file, column, place, dates) for place in found.kept}
    kept = once(file, found, [(found.names[place], by_place[place]) for place in found.kept], notes)
    return Timed(column, kept, tuple(by_place[place] for place in kept))


def _column(file: File, said: Mapping[str, Kind], found: People) -> str | None:
    """What somebody said; else one called so whose every cell is a period, for people who stand in several rows."""
    for name, kind in said.items():
        if kind is Kind.PERIOD:
            return name
    for name in file.sheet.names:
        if name != found.column and name not in said and may_be(Kind.PERIOD, name):
            cells = {shown(file.sheet.cells[name][place]).strip() for place in found.kept}
            if all(_is_period(cell) for cell in cells):
                return name
    return None


def _is_period(cell: str) -> bool:
    try:
        period(cell)
    except (BadTable, ValueError):
        try:
            day(cell)
        except Ambiguous:
            return True
        except ValueError:
            return False
    return True


def _span(file: File, column: str, place: int, dates: Order) -> Span:
    cell = shown(file.sheet.cells[column][place]).strip()
    try:
        first, last = period(cell)
    except (BadTable, ValueError):
        try:
            first, last = period(f"{day(cell, dates):%Y-%m}")
        except Ambiguous:
            raise Unusable(_("%(file)s, %(row)s, %(column)s: “%(cell)s” could be two different days; --dates dmy or "
                             "--dates mdy says which comes first.", file=file.name, row=places(file, [place]),
                             column=column, cell=cell)) from None  # fmt: skip
        except ValueError:
            raise Unusable(_("%(file)s, %(row)s, %(column)s: “%(cell)s” is neither a period nor a day.", file=file.name,
                             row=places(file, [place]), column=column, cell=cell)) from None  # fmt: skip
    return first.date(), last.date()
