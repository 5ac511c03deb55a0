"""Who uses which part of a scale, and how somebody's ratings move over months; many rows stand in columns."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.frame import WIDE, framed, named
from assess.charts.marks import Domain, c, tick
from assess.filters import number
from assess.labels import words_of
from scoring.results import Cell, Column, Figure, Table

#: Rows of bars in one column, columns side by side, and how tall a row is alone and among many.
IN_A_COLUMN, ACROSS, ROW, LOW_ROW = 60, 4, 26.0, 15.0
#: Shades there are; a scale with more points shares them out.
SHADES = 5
#: From this width on a share stands in its bar.
ROOM = 22.0
COURSES, COURSE_HEIGHT = 3, 128.0
#: Beyond this many courses a page of them is no picture any more; the table carries them.
MOST_COURSES = 30
#: A year of months before numbers on the axis crowd.
MOST_TICKS = 13


def shares(figure: Figure, table: Table) -> Markup:
    """One stacked bar a row; ``parts`` is the stem of the columns that add up to 1, from left to right."""
    stem = f"{figure.roles['parts']}:"
    parts = [column for column in table.columns if column.key.startswith(stem)]
    columns = [table.column(column.key) for column in parts]
    label = _column(table, figure.roles["label"])
    rows = [
        (words(label, name), [float(cell) if isinstance(cell, int | float) else 0.0 for cell in cells])
        for name, *cells in zip(table.column(label.key), *columns, strict=True)
    ][: IN_A_COLUMN * ACROSS]
    if not rows:
        return framed(figure, "", _("Nothing could be drawn."), WIDE, 40, "chart")
    many = len(rows) > IN_A_COLUMN
    across = -(-len(rows) // IN_A_COLUMN)
    whole, row = (WIDE, LOW_ROW) if many else (480.0, ROW)
    width, tall = whole / across, min(len(rows), IN_A_COLUMN)
    drawn = list(_key([_point(column) for column in parts]))
    for place, (name, values) in enumerate(rows):
        corner = place // IN_A_COLUMN * width, 34.0 + place % IN_A_COLUMN * row
        drawn += _stack(name, values, corner, width, row)
    said = "; ".join(f"{name}: {_listed(parts, values)}" for name, values in rows)
    return framed(figure, "".join(drawn), said, whole, 34.0 + tall * row + 8, "chart chart-wide" if many else "chart")


def words(column: Column, cell: Cell) -> str:
    """What a cell that names a row is called."""
    return words_of(column.key, str(cell)) if column.kind == "code" else named(str(cell))


def shade(place: int, count: int) -> int:
    """Which of the shades the part at this place gets, light to dark; the ends are always the ends."""
    return 1 + round(place * (SHADES - 1) / max(count - 1, 1))


def _column(table: Table, key: str) -> Column:
    return next(column for column in table.columns if column.key == key)


def _point(column: Column) -> str:
    return column.key.partition(":")[2]


def _listed(parts: Sequence[Column], values: Sequence[float]) -> str:
    return ", ".join(
        f"{_point(column)}: {number(100 * value, 0)} %" for column, value in zip(parts, values, strict=True)
    )


def _key(names: Sequence[str]) -> Iterator[str]:
    """What each shade stands for, in a row above the bars."""
    x = 8.0
    for place, name in enumerate(names):
        yield f'<rect class="r{shade(place, len(names))}" x="{c(x)}" y="6" width="14" height="14" rx="3"/>'
        yield f'<text x="{c(x + 20)}" y="18">{escape(name)}</text>'
        x += 38 + 6.6 * len(name)


def _stack(name: str, values: Sequence[float], corner: tuple[float, float], width: float, row: float) -> Iterator[str]:
    left, top = corner[0] + 0.38 * width, corner[1]
    right, high, base = corner[0] + width - 10, row - 4, top + row / 2 + 2
    fits = max(6, int((left - corner[0]) / 6.6) - 2)
    yield f'<text x="{c(left - 8)}" y="{c(base)}" text-anchor="end">{escape(_short(name, fits))}</text>'
    x, whole = left, sum(values) or 1.0
    for place, value in enumerate(values):
        wide = (right - left) * value / whole
        if wide <= 0:
            continue
        tone = shade(place, len(values))
        size = f'x="{c(x)}" y="{c(top)}" width="{c(max(wide - 1, 0.5))}" height="{c(high)}"'
        yield f'<rect class="r{tone}" {size}/>'
        if wide > ROOM and row == ROW:
            middle = f'x="{c(x + wide / 2)}" y="{c(base)}" text-anchor="middle"'
            yield f'<text class="r{tone}-ink" {middle}>{number(100 * value / whole, 0)}</text>'
        x += wide


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def courses(figure: Figure, table: Table) -> Markup:
    """A small drawing for each ``label``: ``value`` over months ``x`` around zero; dots grow with who was rated."""
    roles = figure.roles
    label = _column(table, roles["label"])
    columns = [table.column(roles[role]) for role in ("label", "x", "value", "n")]
    known = [row for row in zip(*columns, strict=True) if all(isinstance(cell, int | float) for cell in row[1:])]
    lines = [
        (words(label, name), [(float(str(x)), float(str(y)), float(str(n))) for _name, x, y, n in line])
        for name, line in groupby(known, key=lambda row: row[0])
    ][:MOST_COURSES]
    if not lines:
        return framed(figure, "", _("Nothing could be drawn."), WIDE, 40, "chart")
    points = [point for _name, line in lines for point in line]
    across = Domain(min(x for x, _y, _n in points), max(max(x for x, _y, _n in points), 1.0))
    up = Domain.of(y for _x, y, _n in points)
    columns_ = min(COURSES, len(lines))
    whole, height = (WIDE, COURSE_HEIGHT) if columns_ > 1 else (480.0, 190.0)
    width, step = whole / columns_, height + 58
    body = "".join(
        part
        for place, (name, line) in enumerate(lines)
        for part in _course(
            name if len(lines) > 1 else "", line, across, up, (place % columns_ * width, place // columns_ * step),
            width, height,
        )
    )  # fmt: skip
    tall = -(-len(lines) // columns_) * step
    axis = _("months since the first rating")
    body += f'<text class="faint" x="44" y="{c(tall + 10)}">{escape(axis)}</text>'
    said = "; ".join(_moved(name, line) for name, line in lines)
    css = "chart chart-wide" if columns_ > 1 else "chart"
    return framed(figure, body, said, whole, tall + 16, css)


def _course(
    name: str, line: Sequence[tuple[float, float, float]], across: Domain, up: Domain, corner: tuple[float, float],
    width: float, height: float,
) -> Iterator[str]:  # fmt: skip
    left, right, top = corner[0] + 44, corner[0] + width - 14, corner[1] + 28
    bottom = top + height
    if name:
        yield f'<text class="strong" x="{c(left)}" y="{c(top - 12)}">{escape(_short(name, int(width / 8)))}</text>'
    for at in up.ticks:
        y = up.place(at, bottom, top)
        yield f'<path class="{"ref" if at == 0 else "grid"}" d="M{c(left)} {c(y)}H{c(right)}"/>'
        yield f'<text x="{c(left - 6)}" y="{c(y + 4)}" text-anchor="end">{tick(at, signed=True)}</text>'
    for month in _months(across):
        x = across.place(month, left, right)
        yield f'<text x="{c(x)}" y="{c(bottom + 18)}" text-anchor="middle">{tick(month)}</text>'
    dots = [(across.place(x, left, right), up.place(y, bottom, top), n) for x, y, n in line]
    if len(dots) > 1:
        yield f'<path class="trend" d="M{"L".join(f"{c(x)} {c(y)}" for x, y, _n in dots)}"/>'
    for x, y, n in dots:
        yield f'<circle class="pt" cx="{c(x)}" cy="{c(y)}" r="{c(min(3 + n**0.5 / 2, 7))}"/>'


def _months(across: Domain) -> list[float]:
    """Whole months, every so many that they do not crowd."""
    first, last = round(across.low), round(across.high)
    return [float(month) for month in range(first, last + 1, -(-(last - first + 1) // MOST_TICKS))]


def _moved(name: str, line: Sequence[tuple[float, float, float]]) -> str:
    (start, low, _n), (end, high, _m) = line[0], line[-1]
    return str(_(
        "%(name)s: %(low)s in month %(start)s, %(high)s in month %(end)s", name=name, start=tick(start), end=tick(end),
        low=tick(round(low, 2), signed=True), high=tick(round(high, 2), signed=True),
    ))  # fmt: skip
