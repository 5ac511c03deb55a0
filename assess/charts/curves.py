"""Curves over a scale, one panel or many small ones, and a table of loadings as a map of shades."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.frame import WIDE, framed, named
from assess.charts.marks import Domain, c, tick
from assess.labels import label
from assess.phrases import WORDS, phrase
from scoring.results import Cell, Figure, Table

#: Panels side by side at most, and how tall one is.
ACROSS, PANEL, SINGLE = 5, 132.0, 330.0
#: Beyond this many panels a page of curves is no picture any more; the table carries them.
MOST_PANELS = 60
#: Classes told apart by hue and dash; more series than that repeat them and are told apart by their words.
HUES = 6
ROW = 26.0
#: Loadings below this are noise to the eye and stay pale (Comrey & Lee 1992 read .32 as the least worth reading).
SHADES = (0.20, 0.32, 0.45, 0.63)


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its words, and its points from left to right."""

    name: str
    points: tuple[tuple[float, float], ...]

    @property
    def peak(self) -> tuple[float, float]:
        """Its highest point."""
        return max(self.points, key=lambda point: point[1])


def curves(figure: Figure, table: Table) -> Markup:
    """Lines of ``y`` over ``x``, one a ``series``; with a ``panel`` role one small drawing for each."""
    panels = _panels(figure, table)[:MOST_PANELS]
    if not panels:
        return framed(figure, "", _("Nothing could be drawn."), WIDE, 40, "chart chart-wide")
    points = [point for _name, lines in panels for line in lines for point in line.points]
    across = Domain(min(x for x, _y in points), max(x for x, _y in points))
    up = Domain.of(y for _x, y in points)
    columns = min(ACROSS, len(panels))
    width = WIDE / columns
    height = SINGLE if len(panels) == 1 else PANEL
    body = "".join(
        _panel(
            figure, name, lines, across, up, (place % columns * width, place // columns * (height + 52)), width, height
        )
        for place, (name, lines) in enumerate(panels)
    )
    rows = -(-len(panels) // columns)
    said = "; ".join(_said(name, lines) for name, lines in panels)
    return framed(figure, body, said, WIDE, rows * (height + 52) + 20, "chart chart-wide")


def _panels(figure: Figure, table: Table) -> list[tuple[str, list[Curve]]]:
    roles = figure.roles
    empty = ("",) * len(table.rows)
    columns: list[Sequence[Cell]] = [
        table.column(roles["panel"]) if "panel" in roles else empty,
        table.column(roles["series"]) if "series" in roles else empty,
        table.column(roles["x"]),
        table.column(roles["y"]),
    ]
    known = [
        row for row in zip(*columns, strict=True) if isinstance(row[2], int | float) and isinstance(row[3], int | float)
    ]
    return [
        (
            str(panel),
            [
                Curve(str(series), tuple((float(row[2]), float(row[3])) for row in line))
                for series, line in groupby(rows, key=lambda row: row[1])
            ],
        )
        for panel, rows in groupby(known, key=lambda row: row[0])
    ]


def _panel(
    figure: Figure, name: str, lines: Sequence[Curve], across: Domain, up: Domain,
    corner: tuple[float, float], width: float, height: float,
) -> str:  # fmt: skip
    left, right = corner[0] + 40, corner[0] + width - 12
    top, bottom = corner[1] + 34, corner[1] + 34 + height - 18
    parts = [f'<text class="strong" x="{c(left)}" y="{c(top - 20)}">{escape(named(name))}</text>'] if name else []
    parts += [
        f'<path class="grid" d="M{c(left)} {c(up.place(at, bottom, top))}H{c(right)}"/>'
        f'<text x="{c(left - 6)}" y="{c(up.place(at, bottom, top) + 4)}" text-anchor="end">{tick(at)}</text>'
        for at in (up.ticks if not name else up.ticks[:: max(1, len(up.ticks) // 3)])
    ]
    parts += [
        f'<text x="{c(across.place(at, left, right))}" y="{c(bottom + 16)}" text-anchor="middle">{tick(at)}</text>'
        for at in across.ticks
    ]
    parts.append(f'<path class="axis" d="M{c(left)} {c(bottom)}H{c(right)}"/>')
    axis = f"axis.{figure.roles['x']}"
    if not name and axis in WORDS:
        parts.append(f'<text class="faint" x="{c(left)}" y="{c(bottom + 34)}">{escape(phrase(axis))}</text>')
    taken: list[tuple[float, float]] = []
    for place, line in enumerate(lines):
        at = [(across.place(x, left, right), up.place(y, bottom, top)) for x, y in line.points]
        path = "M" + "L".join(f"{c(x)} {c(y)}" for x, y in at)
        parts.append(f'<path class="line line-{place % HUES + 1}" d="{path}"/>')
        if name:
            parts.append(_at_peak(line, place, at, taken))
    if not name:
        parts += _legend(lines, left, top - 18)
    return "".join(parts)


def _legend(lines: Sequence[Curve], left: float, y: float) -> Iterator[str]:
    """The curves' words in a row above a single panel, each behind a piece of its line."""
    x = left
    for place, line in enumerate(lines):
        words = named(line.name)[:22]
        yield f'<path class="line line-{place % HUES + 1}" d="M{c(x)} {c(y - 4)}H{c(x + 26)}"/>'
        yield f'<text class="line-ink line-ink-{place % HUES + 1}" x="{c(x + 32)}" y="{c(y)}">{escape(words)}</text>'
        x += 58 + 7.2 * len(words)


def _at_peak(line: Curve, place: int, at: Sequence[tuple[float, float]], taken: list[tuple[float, float]]) -> str:
    """A curve's words over its highest point, above those already there."""
    x, y = at[line.points.index(line.peak)]
    y -= 3
    while any(abs(x - other) < 16 and abs(y - height) < 11 for other, height in taken):
        y -= 4
    taken.append((x, y))
    words = escape(named(line.name)[:14])
    return (
        f'<text class="line-ink line-ink-{place % HUES + 1}" x="{c(x)}" y="{c(y)}" text-anchor="middle">{words}</text>'
    )


def _said(name: str, lines: Sequence[Curve]) -> str:
    words = [
        _("%(curve)s highest %(y)s at %(x)s", curve=named(line.name), y=tick(round(y, 2)), x=tick(round(x, 2)))
        for line in lines
        for x, y in (line.peak,)
    ]
    return (f"{named(name)}: " if name else "") + ", ".join(words)


def heat(figure: Figure, table: Table) -> Markup:
    """A map of the table's numbers, darker the further from zero; the sign stands in the cell."""
    name = [column.key for column in table.columns].index(figure.roles["label"])
    shown = [place for place, column in enumerate(table.columns) if column.kind == "number"]
    shown = [place for place in shown if any(isinstance(row[place], int | float) for row in table.rows)]
    if not shown or not table.rows:
        return framed(figure, "", _("Nothing could be drawn."), WIDE, 40, "chart")
    left, top, width = 120.0, 24.0, min(72.0, 900.0 / len(shown))
    parts = [
        f'<text x="{c(left + width * (place + 0.5))}" y="16" text-anchor="middle">'
        f"{escape(label('column', table.columns[column].key))}</text>"
        for place, column in enumerate(shown)
    ]
    for number, row in enumerate(table.rows):
        y = top + ROW * number
        parts.append(f'<text x="{c(left - 10)}" y="{c(y + 17)}" text-anchor="end">{escape(str(row[name])[:16])}</text>')
        for place, column in enumerate(shown):
            value = row[column]
            if isinstance(value, int | float):
                shade = 1 + sum(abs(value) >= step for step in SHADES)
                x = left + width * place
                size = f'x="{c(x)}" y="{c(y)}" width="{c(width - 2)}" height="{c(ROW - 2)}" rx="3"'
                parts.append(f'<rect class="r{shade}" {size}/>')
                middle = f'x="{c(x + width / 2 - 1)}" y="{c(y + 16)}" text-anchor="middle"'
                parts.append(f'<text class="r{shade}-ink" {middle}>{tick(round(value, 2))}</text>')
    said = _("%(rows)s rows by %(columns)s columns", rows=len(table.rows), columns=len(shown))
    return framed(
        figure, "".join(parts), said, left + width * len(shown) + 10, top + ROW * len(table.rows) + 6, "chart"
    )
