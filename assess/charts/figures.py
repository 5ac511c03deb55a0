"""Whole figures: each draws one table of a Report, says in words what it shows, and colours by class only."""

from collections.abc import Callable, Iterator
from itertools import groupby

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.curves import curves, heat
from assess.charts.frame import WIDE, framed, named
from assess.charts.intervals import Entry, entries, grid, intervals
from assess.charts.marks import Domain, c, tick
from assess.charts.plan import plan
from assess.charts.points import points
from assess.charts.raters import courses, shares
from assess.charts.ratios import ratios
from assess.charts.staying import staying
from assess.labels import words_of
from assess.phrases import phrase
from scoring.results import Figure, Report, Table

TALL = 400.0
GROUP_GAP = 14.0
#: Tier → class of its marks, best first.
TONES = {
    "top_confident": "confident",
    "top_likely": "likely",
    "borderline": "borderline",
    "middle": "middle",
    "low_likely": "low",
}
ROW = 26.0


def draw(report: Report, figure: Figure) -> Markup:
    """The figure as SVG; KeyError for a kind there is no drawing of."""
    return DRAWINGS[figure.kind](figure, report.table(figure.table))


def tiers(figure: Figure, table: Table) -> Markup:
    """One upright line a person, best first inside each tier; a shaded zone behind the tiers that cannot be told."""
    rows = entries(table, figure)
    if not rows:
        return framed(figure, "", _("Nobody could be rated."), WIDE, 40, "chart chart-wide")
    top, bottom, left, right = 26.0, TALL - 40, 46.0, WIDE - 6
    domain = Domain.of(bound for _label, e, _group in rows for bound in (e.low, e.high))
    order = list(TONES)
    rows = sorted(rows, key=lambda entry: order.index(entry[2]))
    groups = [(name, list(members)) for name, members in groupby(rows, key=lambda entry: entry[2])]
    space = (right - left - GROUP_GAP * (len(groups) - 1)) / len(rows)
    parts = [
        f'<path class="grid" d="M{c(left)} {c(domain.place(at, bottom, top))}H{c(right)}"/>'
        f'<text x="{c(left - 8)}" y="{c(domain.place(at, bottom, top) + 4)}" text-anchor="end">'
        f"{tick(at, signed=True)}</text>"
        for at in domain.ticks
    ]
    parts.append(f'<text class="faint" x="{c(left)}" y="14">{escape(phrase("axis.adjusted_score"))}</text>')
    x, counted = left, []
    for name, members in groups:
        width = space * len(members)
        parts += _lines(domain, name, members, x, space, top, bottom)
        parts += _label(words_of("tier", name), len(members), x, width, bottom)
        counted.append(f"{words_of('tier', name)}: {len(members)}")
        x += width + GROUP_GAP
    return framed(figure, "".join(parts), "; ".join(counted), WIDE, TALL, "chart chart-wide")


def _lines(
    domain: Domain, tier: str, members: list[Entry], x: float, space: float, top: float, bottom: float
) -> Iterator[str]:
    tone = TONES[tier]
    if tone in {"likely", "borderline"}:
        width = space * len(members)
        size = f'width="{c(width + 8)}" height="{c(bottom - top)}"'
        yield f'<rect class="zone" x="{c(x - 4)}" y="{c(top)}" {size} rx="4"/>'
    for place, (_label, e, _group) in enumerate(members):
        if e.value is None or e.low is None or e.high is None:
            continue
        at = c(x + (place + 0.5) * space)
        low, value, high = (domain.place(v, bottom, top) for v in (e.low, e.value, e.high))
        yield f'<path class="t-line t-{tone}" d="M{at} {c(low)}V{c(high)}"/>'
        yield f'<circle class="t-dot t-{tone}" cx="{at}" cy="{c(value)}" r="2.1"/>'


def _label(words: str, count: int, x: float, width: float, bottom: float) -> Iterator[str]:
    yield f'<path class="axis" d="M{c(x)} {c(bottom + 2)}H{c(x + width)}"/>'
    # a group too narrow for its name is named in the description and the table
    if width > 5.5 * len(words):
        middle = c(x + width / 2)
        yield f'<text class="strong" x="{middle}" y="{c(bottom + 18)}" text-anchor="middle">{escape(words)}</text>'
        yield f'<text class="faint" x="{middle}" y="{c(bottom + 33)}" text-anchor="middle">{count}</text>'


def contributions(figure: Figure, table: Table) -> Markup:
    """One bar a row from zero, what it adds; a shaded zone behind it from ``low`` to ``high``."""
    names = table.column(figure.roles["label"])
    columns = [table.column(figure.roles[role]) for role in ("value", "low", "high")]
    rows = [
        (str(name), value, low, high)
        for name, value, low, high in zip(names, *columns, strict=True)
        if isinstance(value, float | int) and value
    ]
    if not rows:
        return framed(figure, "", _("No scale adds anything."), 480, 40, "chart")
    left, right, top = 190.0, 466.0, 10.0
    domain = Domain.of(bound for row in rows for bound in row[1:] if isinstance(bound, float | int))
    bottom = top + ROW * len(rows)
    zero = domain.place(0, left, right)
    parts, said = [], []
    for place, (name, value, low, high) in enumerate(rows):
        y, words = top + ROW * place, named(name)
        if isinstance(low, float | int) and isinstance(high, float | int):
            start, end = (domain.place(bound, left, right) for bound in (low, high))
            parts.append(f'<rect class="iqr" x="{c(start)}" y="{c(y + 3)}" width="{c(end - start)}" height="20"/>')
        end = domain.place(value, left, right)
        css = "bar" if value > 0 else "bar is-4"
        size = f'x="{c(min(zero, end))}" y="{c(y + 8)}" width="{c(abs(end - zero))}" height="10" rx="1"'
        parts.append(f'<rect class="{css}" {size}/>')
        parts.append(f'<text x="{c(left - 12)}" y="{c(y + 17)}" text-anchor="end">{escape(words[:28])}</text>')
        said.append(f"{words} {tick(value, signed=True)}")
    body = "".join(grid(domain, left, right, top, bottom) + parts)
    return framed(figure, body, "; ".join(said), 480, bottom + 28, "chart")


DRAWINGS: dict[str, Callable[[Figure, Table], Markup]] = {
    "tiers": tiers,
    "intervals": intervals,
    "contributions": contributions,
    "curves": curves,
    "heat": heat,
    "shares": shares,
    "courses": courses,
    "staying": staying,
    "plan": plan,
    "points": points,
    "ratios": ratios,
}
