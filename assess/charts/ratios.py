"""Impact ratios: one line a group under the name of its step, a shaded zone below four fifths, a line at one."""

from itertools import groupby

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.frame import WIDE, framed
from assess.charts.intervals import Entry
from assess.charts.marks import Domain, c, tick
from assess.labels import codes
from scoring.impact import FOUR_FIFTHS
from scoring.results import Estimate, Figure, Table

ROW, HEAD = 26.0, 30.0
#: Few ratios lie beyond, and intervals that do say no more than "anything".
MOST = 2.0
WIDTH, LABELS = 620.0, 230.0


def ratios(figure: Figure, table: Table) -> Markup:
    """Rows by ``group`` (the step) and ``within`` (the question); the group compared with has ratio 1 and no row."""
    rows = _rows(figure, table)
    if not rows:
        return framed(figure, "", _("Nothing could be drawn."), WIDE, 40, "chart")
    steps = [(head, list(members)) for head, members in groupby(rows, key=lambda entry: entry[2])]
    domain = Domain.of([1.2, *(bound for _l, e, _g in rows for bound in (e.value, e.high))], most=MOST)
    left, right, top = LABELS, WIDTH - 16, 8.0
    bottom = top + HEAD * len(steps) + ROW * len(rows)
    fifths, one = (domain.place(at, left, right) for at in (FOUR_FIFTHS, 1.0))
    parts = [
        f'<rect class="zone" x="{c(left)}" y="{c(top)}" width="{c(fifths - left)}" height="{c(bottom - top)}"/>',
        *(
            f'<path class="grid" d="M{c(domain.place(at, left, right))} {c(top)}V{c(bottom)}"/>'
            f'<text x="{c(domain.place(at, left, right))}" y="{c(bottom + 18)}" text-anchor="middle">{tick(at)}</text>'
            for at in domain.ticks
        ),
        f'<path class="ref" d="M{c(fifths)} {c(top)}V{c(bottom)}"/>',
        f'<path class="axis" d="M{c(one)} {c(top)}V{c(bottom)}"/>',
    ]
    y, said = top, []
    for words, members in steps:
        parts.append(f'<text class="strong" x="4" y="{c(y + 20)}">{escape(words)}</text>')
        y += HEAD
        for entry in members:
            parts.append(_row(entry, domain, left, right, y + ROW / 2))
            said.append(f"{words}, {entry[0]}: {tick(round(entry[1].value or 0, 2))}")
            y += ROW
    return framed(figure, "".join(parts), "; ".join(said), WIDTH, bottom + 28, "chart")


def _rows(figure: Figure, table: Table) -> list[Entry]:
    """Every group but the one compared with, under the words of its step and question."""
    keys = [figure.roles[role] for role in ("label", "value", "group", "within")]
    found = []
    for label, ratio, step, question in zip(*(table.column(key) for key in keys), strict=True):
        if isinstance(ratio, Estimate) and ratio.value is not None and ratio.low != ratio.high:
            words = ", ".join(codes("step", str(step)))
            found.append((str(label), ratio, f"{words} · {question}"))
    return found


def _row(entry: Entry, domain: Domain, left: float, right: float, y: float) -> str:
    label, e, _step = entry
    parts = [f'<text x="{c(left - 12)}" y="{c(y + 4)}" text-anchor="end">{escape(label[:30])}</text>']
    if e.value is not None and e.low is not None and e.high is not None:
        span = f"M{c(domain.place(e.low, left, right))} {c(y)}H{c(domain.place(e.high, left, right))}"
        parts.append(f'<path class="ci-wide" d="{span}"/>')
    if e.value is not None:
        parts.append(f'<circle class="pt" cx="{c(domain.place(e.value, left, right))}" cy="{c(y)}" r="5"/>')
    return "".join(parts)
