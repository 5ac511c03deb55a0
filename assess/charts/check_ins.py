"""What was measured from check-in to check-in, beside the line agreed on and the limits of chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.marks import Domain, c, svg, tick

WIDE, TALL = 340.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, WIDE - 14, 14.0, TALL - 30


@dataclass(frozen=True, slots=True)
class Look:
    """One measurement: the line agreed on then, limits where there are any, and whether chance alone is unlikely."""

    on: date
    value: float
    line: float
    low: float | None = None
    high: float | None = None
    signal: bool = False


def check_ins(
    name: str, title: str, looks: Sequence[Look], centre: float | None, ends: tuple[float, float], joined: bool,
    day: Callable[[date], str],
) -> Markup:  # fmt: skip
    """Dots by day, the agreed line dashed, the zone of chance shaded; what chance hardly brings is a ring.

    ``name`` tells apart the drawings of one page; baseline and target, the ``ends``, are always within it. Dots are
    ``joined`` only once there are enough to speak of a course. Nothing can be drawn of no looks.
    """
    known = [look for look in looks if look.low is not None and look.high is not None]
    values = [number for look in looks for number in (look.value, look.line, look.low, look.high)]
    up = Domain.of([*values, centre, *ends], zero=False)
    first, last = looks[0].on, looks[-1].on
    days = max((last - first).days, 1)

    def x(look: Look) -> float:
        return LEFT + (RIGHT - LEFT) * ((look.on - first).days / days if last > first else 0.5)

    def y(value: float) -> float:
        return up.place(value, BOTTOM, TOP)

    parts = [
        f'<path class="grid" d="M{c(LEFT)} {c(y(at))}H{c(RIGHT)}"/>'
        f'<text x="{c(LEFT - 6)}" y="{c(y(at) + 4)}" text-anchor="end">{tick(at)}</text>'
        for at in up.ticks
    ]
    if known:
        upper = [f"{c(x(look))} {c(y(look.high or 0.0))}" for look in known]
        lower = [f"{c(x(look))} {c(y(look.low or 0.0))}" for look in reversed(known)]
        parts.append(f'<path class="trend-band" d="M{"L".join([*upper, *lower])}Z"/>')
    if centre is not None:
        parts.append(f'<path class="axis" d="M{c(LEFT)} {c(y(centre))}H{c(RIGHT)}"/>')
    if len(looks) > 1:
        parts.append(f'<path class="ref" d="M{"L".join(f"{c(x(look))} {c(y(look.line))}" for look in looks)}"/>')
    if joined:
        parts.append(f'<path class="line" d="M{"L".join(f"{c(x(look))} {c(y(look.value))}" for look in looks)}"/>')
    for look in looks:
        css, size = ("pt-open", 6.0) if look.signal else ("pt", 4.5)
        parts.append(f'<circle class="{css}" cx="{c(x(look))}" cy="{c(y(look.value))}" r="{c(size)}"/>')
    days_shown = (
        [(first, "start", LEFT), (last, "end", RIGHT)] if last > first else [(first, "middle", (LEFT + RIGHT) / 2)]
    )
    parts += [
        f'<text x="{c(at)}" y="{c(BOTTOM + 20)}" text-anchor="{anchor}">{escape(day(on))}</text>'
        for on, anchor, at in days_shown
    ]
    said = "; ".join(
        _("%(day)s: %(value)s, agreed line %(line)s", day=day(one.on), value=tick(one.value), line=tick(one.line))
        for one in looks
    )
    head = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(said)}</desc>'
    extra = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    return svg(head + "".join(parts), WIDE, TALL, "chart over-time", extra)
