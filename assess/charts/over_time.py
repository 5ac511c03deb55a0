"""A share at the end of each month as one small line, with how many stand behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.frame import framed
from assess.charts.marks import Domain, c, tick
from scoring.results import Figure


@dataclass(frozen=True, slots=True)
class Point:
    """A share at the end of a month: its words below the axis, how many of how many."""

    words: str
    part: int
    whole: int


SMALL, TALL = 340.0, 128.0


def over_time(points: Sequence[Point]) -> Markup:
    """A small line of a share over months; months without anything to count leave a gap."""
    left, right, top, bottom = 34.0, SMALL - 42, 14.0, TALL - 26
    domain = Domain(0.0, 1.0)
    step = (right - left) / max(len(points) - 1, 1)
    parts = [
        f'<path class="grid" d="M{c(left)} {c(domain.place(at, bottom, top))}H{c(right)}"/>'
        f'<text x="{c(left - 6)}" y="{c(domain.place(at, bottom, top) + 4)}" text-anchor="end">{words}</text>'
        for at, words in ((0.0, "0"), (0.5, "½"), (1.0, _("all")))
    ]
    path, drawn = "", False
    for number, one in enumerate(points):
        if not one.whole:
            drawn = False
            continue
        x, y = left + step * number, domain.place(one.part / one.whole, bottom, top)
        path += f"{'L' if drawn else 'M'}{c(x)} {c(y)}"
        drawn = True
    parts.append(f'<path class="trend" d="{path}"/>')
    for number, one in enumerate(points):
        x = left + step * number
        if one.whole:
            y = domain.place(one.part / one.whole, bottom, top)
            parts.append(f'<circle class="pt" cx="{c(x)}" cy="{c(y)}" r="4"/>')
            if number == len(points) - 1:
                parts.append(f'<text class="strong" x="{c(x + 8)}" y="{c(y + 4)}">{one.part}/{one.whole}</text>')
        if number in {0, len(points) - 1}:
            anchor = "start" if number == 0 else "end"
            parts.append(f'<text x="{c(x)}" y="{c(bottom + 18)}" text-anchor="{anchor}">{escape(one.words)}</text>')
    told = "; ".join(f"{one.words}: {tick(one.part)}/{tick(one.whole)}" for one in points)
    return framed(Figure("alignment_share", "over_time", "", {}), "".join(parts), told, SMALL, TALL, "chart over-time")
