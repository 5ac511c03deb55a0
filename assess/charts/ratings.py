"""A few ratings on a short scale as a row of marks: each as given, and their mean."""

from collections.abc import Sequence

from markupsafe import Markup

from assess.charts.marks import MARGIN, ROW_HEIGHT, ROW_WIDTH, Domain, c, svg
from assess.charts.marks import axis as plain_axis


def ratings(values: Sequence[float], mean: float | None, points: range) -> Markup:
    """Open dots as given, stacked where several are equal, and a filled one for the mean; the words are in the row."""
    domain, middle = _domain(points), ROW_HEIGHT / 2
    start, end = MARGIN, ROW_WIDTH - MARGIN
    parts = [f'<path class="grid" d="M{c(domain.place(point, start, end))} 0V{c(ROW_HEIGHT)}"/>' for point in points]
    if values:
        low, high = (domain.place(edge, start, end) for edge in (min(values), max(values)))
        parts.append(f'<path class="move" d="M{c(low)} {c(middle)}H{c(high)}"/>')
    for value in sorted(set(values)):
        count = list(values).count(value)
        for place in range(count):
            y = middle + 9 * (place - (count - 1) / 2)
            parts.append(f'<circle class="pt-open" cx="{c(domain.place(value, start, end))}" cy="{c(y)}" r="4"/>')
    if mean is not None:
        parts.append(f'<circle class="pt" cx="{c(domain.place(mean, start, end))}" cy="{c(middle)}" r="5.5"/>')
    return svg("".join(parts), ROW_WIDTH, ROW_HEIGHT)


def axis(points: range) -> Markup:
    """The points in the head of the column."""
    return plain_axis(_domain(points), signed=False)


def _domain(points: range) -> Domain:
    return Domain(points[0], points[-1])
