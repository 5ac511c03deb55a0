"""By rank, in how many sets of weights somebody stays on top: a step where weights decide little, else a slope."""

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.frame import WIDE, framed
from assess.charts.marks import Domain, c, tick
from assess.filters import number
from assess.phrases import phrase
from scoring.results import Figure, Table

TALL = 260.0
#: Shares at which somebody stays for sure, and goes for sure (methods §2.10 asks for .70).
SURE, GONE = 0.70, 0.30


def staying(figure: Figure, table: Table) -> Markup:
    """One dot a person over the rank; upright, the border of the top."""
    columns = (table.column(figure.roles[role]) for role in ("place", "value", "top"))
    points = [
        (float(rank), float(share), bool(inside))
        for rank, share, inside in zip(*columns, strict=True)
        if isinstance(rank, int | float) and isinstance(share, int | float)
    ]
    if not points:
        return framed(figure, "", _("Nothing could be drawn."), WIDE, 40, "chart chart-wide")
    top, bottom, left, right = 26.0, TALL - 40, 56.0, WIDE - 12
    ranks = [rank for rank, _share, _inside in points]
    across, up = Domain(min(ranks) - 1, max(ranks) + 1), Domain(0.0, 1.0)
    held = [share for _rank, share, inside in points if inside]
    border = across.place(max((rank for rank, _share, inside in points if inside), default=0.0) + 0.5, left, right)
    parts = [
        f'<path class="grid" d="M{c(left)} {c(up.place(at, bottom, top))}H{c(right)}"/>'
        f'<text x="{c(left - 8)}" y="{c(up.place(at, bottom, top) + 4)}" text-anchor="end">'
        f"{escape(number(100 * at, 0))} %</text>"
        for at in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    parts += [
        f'<text x="{c(across.place(at, left, right))}" y="{c(bottom + 18)}" text-anchor="middle">{tick(at)}</text>'
        for at in across.ticks
        if at > 0
    ]
    parts.append(f'<text class="faint" x="{c(left)}" y="14">{escape(phrase("axis.sensitivity"))}</text>')
    parts.append(f'<path class="ref" d="M{c(border)} {c(top)}V{c(bottom)}"/>')
    parts += [
        f'<circle class="t-dot t-{_tone(share)}" cx="{c(across.place(rank, left, right))}" '
        f'cy="{c(up.place(share, bottom, top))}" r="3.4"/>'
        for rank, share, _inside in points
    ]
    said = _(
        "%(sure)s of the %(n)s people now in the top fifth stay there in 70 of 100 sets of weights or more.",
        sure=sum(share >= SURE for share in held), n=len(held),
    )  # fmt: skip
    return framed(figure, "".join(parts), said, WIDE, TALL, "chart chart-wide")


def _tone(share: float) -> str:
    return "confident" if share >= SURE else "low" if share < GONE else "borderline"
