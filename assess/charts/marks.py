"""The small marks that stand in table rows and under a number: an interval, a dot, a shaded zone."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

MINUS = "−"
ROW_WIDTH, ROW_HEIGHT = 300.0, 32.0
TRACK_WIDTH, TRACK_HEIGHT = 320.0, 42.0
BARS_WIDTH = 150.0
MARGIN = 14.0


@dataclass(frozen=True, slots=True)
class Domain:
    """The span of values a drawing covers, with round ticks inside it."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float | None], *, zero: bool = True, most: float = math.inf) -> "Domain":
        """The span of these values widened to half steps; with zero inside, and nothing beyond ``most`` either way."""
        known = [value for value in values if value is not None and math.isfinite(value)] or [0.0, 1.0]
        if zero:
            known.append(0.0)
        low, high = max(min(known), -most), min(max(known), most)
        step = _step(high - low or 1.0) / 2
        low, high = math.floor(low / step) * step, math.ceil(high / step) * step
        return cls(low, high if high > low else low + 2 * step)

    @property
    def ticks(self) -> list[float]:
        """About five round values inside the span."""
        step = _step(self.high - self.low)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]

    def place(self, value: float, start: float, end: float) -> float:
        """Where a value lies between two coordinates, clipped to them."""
        share = (value - self.low) / (self.high - self.low or 1.0)
        return start + min(max(share, 0.0), 1.0) * (end - start)


def _step(span: float) -> float:
    """A round step that cuts the span into three to seven parts."""
    rough = span / 5
    magnitude = 10.0 ** math.floor(math.log10(rough))
    return next(magnitude * nice for nice in (1, 2, 2.5, 5, 10) if magnitude * nice >= rough * 0.999)


def c(value: float) -> str:
    """A coordinate, short."""
    return f"{value:.1f}".removesuffix(".0")


def tick(value: float, *, signed: bool = False) -> str:
    """A tick's words: a real minus sign, a plus where differences are shown, 0 as 0."""
    text = f"{abs(value):.4g}"
    if text == "0":
        return text
    return (MINUS if value < 0 else "+" if signed else "") + text


def svg(body: str, width: float, height: float, css: str = "", extra: str = 'aria-hidden="true"') -> Markup:
    """A drawing whose parts are already safe."""
    css = f'class="{css}" ' if css else ""
    return Markup(f'<svg {css}viewBox="0 0 {c(width)} {c(height)}" {extra}>{body}</svg>')  # noqa: S704 built from numbers


def row(
    domain: Domain, low: float | None, value: float | None, high: float | None,
    zone: tuple[float, float] | None = None, ref: float | None = 0.0, tone: str = "",
) -> Markup:  # fmt: skip
    """One row of a plot table: interval and dot, a shaded zone behind, a dashed reference; nothing without a value."""
    start, end, middle = MARGIN, ROW_WIDTH - MARGIN, ROW_HEIGHT / 2
    parts = []
    if zone is not None:
        left, right = (domain.place(edge, start, end) for edge in zone)
        parts.append(f'<rect class="zone" x="{c(left)}" y="0" width="{c(right - left)}" height="{c(ROW_HEIGHT)}"/>')
    if ref is not None and domain.low <= ref <= domain.high:
        x = c(domain.place(ref, start, end))
        parts.append(f'<path class="ref" d="M{x} 0V{c(ROW_HEIGHT)}"/>')
    if value is not None:
        css = f" {tone}" if tone else ""
        if low is not None and high is not None:
            left, right = domain.place(low, start, end), domain.place(high, start, end)
            parts.append(f'<path class="ci-wide{css}" d="M{c(left)} {c(middle)}H{c(right)}"/>')
        parts.append(f'<circle class="pt{css}" cx="{c(domain.place(value, start, end))}" cy="{c(middle)}" r="5.5"/>')
    return svg("".join(parts), ROW_WIDTH, ROW_HEIGHT)


def bars(domain: Domain, values: Iterable[float]) -> Markup:
    """A small bar for each value, upward to the right of zero, one below the other."""
    start, end, high = 2.0, BARS_WIDTH - 2, 6.5
    zero = domain.place(0, start, end)
    rects, y = [], 2.0
    for value in values:
        at = domain.place(value, start, end)
        css = "bar" if value > 0 else "bar is-4"
        size = f'x="{c(min(zero, at))}" y="{c(y)}" width="{c(abs(at - zero))}" height="5" rx="1"'
        rects.append(f'<rect class="{css}" {size}/>')
        y += high
    height = max(y + 1, ROW_HEIGHT - 2)
    ground = f'<path class="axis" d="M{c(zero)} 0V{c(height)}"/>'
    extra = f'width="{c(BARS_WIDTH)}" height="{c(height)}" aria-hidden="true"'
    return svg(ground + "".join(rects), BARS_WIDTH, height, "interval", extra)


def axis(domain: Domain, *, signed: bool = True) -> Markup:
    """The axis that stands in the head of a plot column."""
    parts = [
        f'<text x="{c(domain.place(value, MARGIN, ROW_WIDTH - MARGIN))}" y="15" text-anchor="middle">'
        f"{tick(value, signed=signed)}</text>"
        for value in domain.ticks
    ]
    return svg("".join(parts), ROW_WIDTH, 22)


def track(low: float | None, value: float, high: float | None, domain: Domain, ref: float | None = None) -> Markup:
    """The range of one estimate under its number."""
    start, end, y = MARGIN, TRACK_WIDTH - MARGIN, 14.0
    parts = [f'<path class="track" d="M{c(start)} {c(y)}H{c(end)}"/>']
    if ref is not None:
        x = c(domain.place(ref, start, end))
        parts.append(f'<path class="ref" d="M{x} 4V24"/>')
    if low is not None and high is not None:
        left, right = domain.place(low, start, end), domain.place(high, start, end)
        parts.append(f'<path class="ci-wide" d="M{c(left)} {c(y)}H{c(right)}"/>')
        parts += [f'<path class="ci" d="M{c(x)} 9V19"/>' for x in (left, right)]
    parts.append(f'<circle class="pt" cx="{c(domain.place(value, start, end))}" cy="{c(y)}" r="6"/>')
    parts += [
        f'<text x="{c(domain.place(at, start, end))}" y="38" text-anchor="middle">{tick(at)}</text>'
        for at in domain.ticks
    ]
    return svg("".join(parts), TRACK_WIDTH, TRACK_HEIGHT, "interval", 'width="320" aria-hidden="true"')
