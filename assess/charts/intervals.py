"""One line a row: an interval, a dot and a reference at zero; beyond sixty rows in columns side by side."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from assess.charts.frame import WIDE, framed, named
from assess.charts.marks import Domain, c, tick
from scoring.results import Estimate, Figure, Table

#: A row of a figure: words, estimate, group.
Entry = tuple[str, Estimate, str]

ROW, LOW_ROW = 26.0, 15.0
#: Rows in one column, and columns: what lies beyond is in the table.
IN_A_COLUMN, ACROSS = 60, 4
#: Ticks at most under a column as narrow as this.
NARROW, FEW_TICKS = 300.0, 3


def entries(table: Table, figure: Figure) -> list[Entry]:
    """The rows a figure draws: those whose value is not refused."""
    roles = figure.roles
    groups = table.column(roles["group"]) if "group" in roles else ("",) * len(table.rows)
    rows = zip(table.column(roles["label"]), table.column(roles["value"]), groups, strict=True)
    return [
        (str(label), value, str(group))
        for label, value, group in rows
        if isinstance(value, Estimate) and value.value is not None
    ]


def intervals(figure: Figure, table: Table) -> Markup:
    """One line a row: interval, dot, and a dashed reference at zero; all columns on one scale."""
    rows = entries(table, figure)[: IN_A_COLUMN * ACROSS]
    many = len(rows) > IN_A_COLUMN
    across = max(1, -(-len(rows) // IN_A_COLUMN))
    tall = -(-len(rows) // across)
    row, whole = (LOW_ROW, WIDE) if many else (ROW, 480.0)
    domain = Domain.of(bound for _label, e, _group in rows for bound in (e.low, e.value, e.high))
    parts: list[str] = []
    for place in range(across):
        some = rows[place * tall : (place + 1) * tall]
        parts += _column(some, domain, place * whole / across, whole / across, row)
    said = "; ".join(f"{named(label)} {tick(e.value, signed=True)}" for label, e, _group in rows if e.value is not None)
    css = "chart chart-wide" if many else "chart"
    return framed(figure, "".join(parts), said, whole, 10.0 + row * tall + 28, css)


def _column(rows: list[Entry], domain: Domain, start: float, width: float, row: float) -> Iterator[str]:
    left, right, top = start + 0.396 * width, start + width - 14, 10.0
    few = width < NARROW
    yield from grid(domain, left, right, top, top + row * len(rows), domain.ticks[:: _every(domain)] if few else None)
    dot, most = (5.0, 28) if row == ROW else (3.2, int((left - start) / 6.4))
    for place, (label, e, _group) in enumerate(rows):
        y, words = top + row * (place + 0.5), named(label)
        yield f'<text x="{c(left - 12)}" y="{c(y + 4)}" text-anchor="end">{escape(words[:most])}</text>'
        if e.low is not None and e.high is not None:
            span = f"M{c(domain.place(e.low, left, right))} {c(y)}H{c(domain.place(e.high, left, right))}"
            yield f'<path class="ci-wide" d="{span}"/>'
        if e.value is not None:
            yield f'<circle class="pt" cx="{c(domain.place(e.value, left, right))}" cy="{c(y)}" r="{c(dot)}"/>'


def _every(domain: Domain) -> int:
    return max(1, -(-len(domain.ticks) // FEW_TICKS))


def grid(
    domain: Domain, left: float, right: float, top: float, bottom: float, ticks: list[float] | None = None
) -> list[str]:
    """Upright lines at round values, dashed at zero, with their words below; zero is always among them."""
    shown = domain.ticks if ticks is None else ticks + ([0.0] if 0.0 in domain.ticks and 0.0 not in ticks else [])
    return [
        f'<path class="{"ref" if at == 0 else "grid"}" d="M{c(domain.place(at, left, right))} {c(top)}V{c(bottom)}"/>'
        f'<text x="{c(domain.place(at, left, right))}" y="{c(bottom + 18)}" text-anchor="middle">'
        f"{tick(at, signed=True)}</text>"
        for at in shown
    ]
