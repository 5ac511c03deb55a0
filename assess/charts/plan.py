"""Validity against impact: a cloud of weights, the line nobody beats, and the named ones among them."""

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.frame import framed
from assess.charts.marks import Domain, c, tick
from assess.labels import words_of
from assess.phrases import phrase
from scoring.impact import FOUR_FIFTHS
from scoring.results import Estimate, Figure, Table

WIDTH, TALL = 720.0, 400.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, WIDTH - 16, 20.0, TALL - 46
#: Points nearer than this to each other have their words one below the other.
CROWDED = 320.0
#: What stands on the grid only; all other kinds are named on the drawing.
_CLOUD, _LINE = "dominated", "undominated"


def plan(figure: Figure, table: Table) -> Markup:
    """Points at ``x`` (impact ratio) and ``y`` (validity), by ``kind``; named ones with their ranges."""
    roles = figure.roles
    kinds, xs, ys = (table.column(roles[role]) for role in ("kind", "x", "y"))
    points = [
        (str(kind), x, y)
        for kind, x, y in zip(kinds, xs, ys, strict=True)
        if isinstance(x, Estimate) and isinstance(y, Estimate) and x.value is not None and y.value is not None
    ]
    across = Domain.of([1.0, *(x.value for _kind, x, _y in points)])
    up = Domain.of((y.value for _kind, _x, y in points), zero=False)
    fifths = across.place(FOUR_FIFTHS, LEFT, RIGHT)
    parts = [
        f'<rect class="zone" x="{c(LEFT)}" y="{c(TOP)}" width="{c(fifths - LEFT)}" height="{c(BOTTOM - TOP)}"/>',
        *_grid(across, up),
        f'<path class="ref" d="M{c(fifths)} {c(TOP)}V{c(BOTTOM)}"/>',
    ]
    at = [
        (kind, across.place(x.value or 0, LEFT, RIGHT), up.place(y.value or 0, BOTTOM, TOP), x, y)
        for kind, x, y in points
    ]
    cloud = [f'<circle class="cloud" cx="{c(x)}" cy="{c(y)}" r="1.6"/>' for kind, x, y, _x, _y in at if kind == _CLOUD]
    line = sorted((x, y) for kind, x, y, _x, _y in at if kind == _LINE)
    if line:
        parts += [*cloud, f'<path class="line line-1" d="M{"L".join(f"{c(x)} {c(y)}" for x, y in line)}"/>']
    said = []
    taken: list[tuple[float, float]] = []
    for kind, x, y, ratio, validity in at:
        if kind in {_CLOUD, _LINE}:
            continue
        words = words_of("weights_are", kind)
        said.append(f"{words}: {tick(round(validity.value or 0, 2))}, {tick(round(ratio.value or 0, 2))}")
        parts.append(f'<circle class="pt" cx="{c(x)}" cy="{c(y)}" r="6"/>')
        height = y - 10
        while any(abs(x - other) < CROWDED and abs(height - place) < 14 for other, place in taken):
            height += 15
        taken.append((x, height))
        end, beside = ("end", x - 10) if x > (LEFT + RIGHT) / 2 else ("start", x + 10)
        parts.append(f'<text class="strong" x="{c(beside)}" y="{c(height)}" text-anchor="{end}">{escape(words)}</text>')
    return framed(figure, "".join(parts), "; ".join(said) or _("Nothing could be drawn."), WIDTH, TALL, "chart")


def _grid(across: Domain, up: Domain) -> list[str]:
    upright = [
        f'<path class="grid" d="M{c(across.place(at, LEFT, RIGHT))} {c(TOP)}V{c(BOTTOM)}"/>'
        f'<text x="{c(across.place(at, LEFT, RIGHT))}" y="{c(BOTTOM + 18)}" text-anchor="middle">{tick(at)}</text>'
        for at in across.ticks
    ]
    level = [
        f'<path class="grid" d="M{c(LEFT)} {c(up.place(at, BOTTOM, TOP))}H{c(RIGHT)}"/>'
        f'<text x="{c(LEFT - 6)}" y="{c(up.place(at, BOTTOM, TOP) + 4)}" text-anchor="end">{tick(at)}</text>'
        for at in up.ticks
    ]
    names = (
        f'<text class="faint" x="{c(LEFT)}" y="12">{escape(phrase("axis.composite_validity"))}</text>'
        f'<text class="faint" x="{c(LEFT)}" y="{c(BOTTOM + 38)}">{escape(phrase("axis.expected_ratio"))}</text>'
    )
    return [*upright, *level, names]
