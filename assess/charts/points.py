"""One upright interval with its dot for each row, side by side, and the line that was fitted through them."""

from collections.abc import Mapping

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.frame import framed
from assess.charts.marks import Domain, c, tick
from assess.filters import number
from scoring.results import Cell, Estimate, Figure, Table

WIDTH, TALL = 480.0, 270.0
#: Beyond so many points words below them would run into each other.
CROWDED = 12


def points(figure: Figure, table: Table) -> Markup:
    """Values at ``x``, or at ``x`` to ``to``, with their intervals and people; ``line`` goes through them."""
    columns = [column.key for column in table.columns]
    rows = [dict(zip(columns, cells, strict=True)) for cells in table.rows]
    known = [(row, e) for row in rows if isinstance(e := row[figure.roles["value"]], Estimate) and e.value is not None]
    if not known:
        return framed(figure, "", _("Nothing could be drawn."), WIDTH, 40, "chart")
    top, bottom, left, right = 12.0, TALL - 50, 40.0, WIDTH - 12
    values = [e for _row, e in known]
    lines = [_number(row[figure.roles["line"]]) for row, _e in known] if "line" in figure.roles else []
    up = Domain.of([*lines, *(bound for e in values for bound in (e.low, e.value, e.high))])
    step = (right - left) / len(known)
    at = [left + step * (place + 0.5) for place in range(len(known))]
    parts = [
        f'<path class="{"ref" if y == 0 else "grid"}" d="M{c(left)} {c(up.place(y, bottom, top))}H{c(right)}"/>'
        f'<text x="{c(left - 8)}" y="{c(up.place(y, bottom, top) + 4)}" text-anchor="end">{tick(y, signed=True)}</text>'
        for y in up.ticks
    ]
    if lines:
        path = "L".join(f"{c(x)} {c(up.place(y, bottom, top))}" for x, y in zip(at, lines, strict=True))
        parts.append(f'<path class="trend" d="M{path}"/>')
    names = [_named(row, figure.roles) for row, _e in known]
    every = -(-len(known) // CROWDED)
    for place, (x, e, name) in enumerate(zip(at, values, names, strict=True)):
        if e.low is not None and e.high is not None:
            low, high = (c(up.place(bound, bottom, top)) for bound in (e.low, e.high))
            parts.append(f'<path class="ci-wide" d="M{c(x)} {low}V{high}"/>')
        parts.append(f'<circle class="pt" cx="{c(x)}" cy="{c(up.place(e.value or 0.0, bottom, top))}" r="5.5"/>')
        if place % every == 0:
            parts.append(
                f'<text class="strong" x="{c(x)}" y="{c(bottom + 22)}" text-anchor="middle">{escape(name)}</text>'
                f'<text class="faint" x="{c(x)}" y="{c(bottom + 39)}" text-anchor="middle">n {number(e.n, 0)}</text>'
            )
    said = "; ".join(
        f"{name}: {tick(round(e.value or 0, 2), signed=True)}" for name, e in zip(names, values, strict=True)
    )
    return framed(figure, "".join(parts), said, WIDTH, TALL, "chart")


def _named(row: Mapping[str, Cell], roles: Mapping[str, str]) -> str:
    first = _number(row[roles["x"]])
    last = _number(row[roles["to"]]) if "to" in roles else first
    return tick(first) if last == first else f"{tick(first)}–{tick(last)}"


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0
