"""What happened when: bars from day to day and dots on a day, one row each, over one axis of years."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.frame import framed
from assess.charts.marks import c
from scoring.results import Figure

#: Narrower than other drawings, so that its words stay readable on a phone.
WIDTH, LEFT, RIGHT, TOP, ROW = 900.0, 170.0, 24.0, 12.0, 34.0
#: About so wide is a letter of the words beside a mark, to keep them inside the drawing.
LETTER = 6.4
#: Years between two ticks grow until there are no more ticks than this.
MOST_TICKS = 9


@dataclass(frozen=True, slots=True)
class Row:
    """One thing: its name, its days (``end`` None for a single one), its words and perhaps a tone."""

    name: str
    start: date
    end: date | None
    words: str
    tone: str = ""


def timeline(key: str, rows: Sequence[Row], today: date) -> Markup:
    """Rows from top to bottom, days from left to right; nothing is drawn without rows."""
    if not rows:
        return Markup("")
    first = min(row.start for row in rows)
    last = max(today, *(row.end or row.start for row in rows))
    low, high = first - timedelta(days=30), last + timedelta(days=30)
    height = TOP + ROW * len(rows)

    def at(day: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - low).days / max((high - low).days, 1)

    parts = [
        f'<path class="grid" d="M{c(at(day))} {c(TOP)}V{c(height)}"/><text x="{c(at(day))}" y="{c(height + 18)}" '
        f'text-anchor="middle">{escape(words)}</text>'
        for day, words in _ticks(low, high)
    ]
    for place, row in enumerate(rows):
        y = TOP + ROW * place + ROW / 2
        parts.append(f'<text class="strong" x="0" y="{c(y + 4)}">{escape(_short(row.name))}</text>')
        parts.append(_mark(row, at, y))
    said = "; ".join(f"{row.name}, {format_date(row.start, 'medium')}: {row.words}".rstrip(": ") for row in rows)
    figure = Figure(key, "timeline", "", {})
    return framed(figure, "".join(parts), said or _("Nothing could be drawn."), WIDTH, height + 26, "chart chart-wide")


def _mark(row: Row, at: Callable[[date], float], y: float) -> str:
    tone = f" {row.tone}" if row.tone else ""
    start, end = at(row.start), at(row.end) if row.end else at(row.start)
    if row.end:
        shape = f'<path class="ci{tone}" d="M{c(start)} {c(y)}H{c(max(end, start + 2))}"/>'
    else:
        shape = f'<circle class="pt{tone}" cx="{c(start)}" cy="{c(y)}" r="6"/>'
    width = LETTER * len(row.words)
    inside = end + 12 + width <= WIDTH
    x, anchor = (end + 12, "start") if inside else (start - 12, "end")
    return f'{shape}<text x="{c(x)}" y="{c(y + 4)}" text-anchor="{anchor}">{escape(row.words)}</text>'


def _ticks(low: date, high: date) -> list[tuple[date, str]]:
    """First days of years; of quarters where there are only a few years."""
    years = range(low.year, high.year + 2)
    if len(years) <= 4:
        days = [date(year, month, 1) for year in years for month in (1, 4, 7, 10)]
        inside = [day for day in days if low <= day <= high]
        return [(day, str(format_date(day, "MMM y"))) for day in inside[:: -(-len(inside) // MOST_TICKS) or 1]]
    step = -(-len(years) // MOST_TICKS)
    return [(date(year, 1, 1), str(year)) for year in years[::step] if low <= date(year, 1, 1) <= high]


def _short(name: str) -> str:
    most = int(LEFT / 7.2)
    return name if len(name) <= most else name[: most - 1] + "…"
