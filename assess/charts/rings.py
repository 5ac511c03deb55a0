"""Where rings, pieces of rings and the places on them lie in a drawing whose two halves stand apart."""

import math
from dataclasses import dataclass

from assess.charts.marks import c

#: Radii of the four rings from the outermost on, and of the person in the middle, as shares of the outermost.
RINGS, CORE = (1.0, 0.82, 0.64, 0.46), 0.27
GAP = 4.0
#: The conditions fill the right half up to this many degrees from its ends.
MARGIN_DEGREES = 1.5


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are: width and height, the middle, half the width of the column of names, and the outer radius."""

    key: str
    width: float
    height: float
    y: float
    half: float
    radius: float
    css: str
    wide: bool

    @property
    def x(self) -> float:
        """The middle across."""
        return self.width / 2


def bounds(at: Layout, ring: int) -> tuple[float, float]:
    """Inner and outer radius of a ring."""
    shares = (*RINGS, CORE)
    return at.radius * shares[ring + 1] + GAP, at.radius * shares[ring]


def polar(x: float, y: float, radius: float, degrees: float) -> str:
    """A point, degrees clockwise from straight up."""
    turn = math.radians(degrees - 90)
    return f"{c(x + radius * math.cos(turn))} {c(y + radius * math.sin(turn))}"


def sector(x: float, y: float, inner: float, outer: float, start: float, end: float) -> str:
    """The path of a piece of a ring, clockwise from one angle to the other."""
    large = int(end - start > 180)
    return (
        f"M{polar(x, y, outer, start)}A{c(outer)} {c(outer)} 0 {large} 1 {polar(x, y, outer, end)}"
        f"L{polar(x, y, inner, end)}A{c(inner)} {c(inner)} 0 {large} 0 {polar(x, y, inner, start)}Z"
    )


def angles(count: int) -> list[tuple[float, float]]:
    """Where each of so many pieces of the right half begins and ends."""
    step = (180 - 2 * MARGIN_DEGREES) / max(count, 1)
    return [(MARGIN_DEGREES + step * n + 0.5, MARGIN_DEGREES + step * (n + 1) - 0.5) for n in range(count)]
