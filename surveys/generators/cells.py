"""What a cell of a matrix can hold, attribute by attribute."""

from typing import Any, NamedTuple

#: Shapes that look the same however they are turned, as far as it matters, and shapes that point somewhere.
PLAIN = ("circle", "square", "triangle", "star", "cross", "diamond")
POINTING = ("arrow", "wedge", "drop", "half")
COUNTS = (1, 2, 3, 4)
SIZES = ("small", "medium", "large")
FILLS = ("empty", "striped", "solid")
TURNS = tuple(range(0, 360, 45))
#: Places of dots along the edge, clockwise from the top; place k is bit k of ``Cell.dots``.
PLACES = 8
EVERYWHERE = (1 << PLACES) - 1


class Cell(NamedTuple):
    """One cell: ``number`` equal shapes in the middle, turned clockwise by degrees; a set of dots along the edge."""

    shape: str
    number: int
    size: str
    fill: str
    rotation: int
    dots: int


def domain(attribute: str, pointing: bool) -> tuple[Any, ...]:
    """The values of an attribute but the dots, in order where there is one."""
    values: dict[str, tuple[Any, ...]] = {
        "shape": POINTING if pointing else PLAIN,
        "number": COUNTS,
        "size": SIZES,
        "fill": FILLS,
        "rotation": TURNS,
    }
    return values[attribute]


def moved(dots: int, places: int) -> int:
    """The dots, each so many places further clockwise."""
    places %= PLACES
    return (dots << places | dots >> (PLACES - places)) & EVERYWHERE
