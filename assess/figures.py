"""Cells of figural matrices as geometry: paths and dots in a square of 100, for ``items/figures.html`` to draw."""

from collections.abc import Sequence
from math import cos, pi, radians, sin

from flask import Flask

from surveys.generators.cells import PLACES, Cell

Point = tuple[float, float]
#: A path in a circle of radius 1 around the origin, pointing up: letters as in SVG, with the points each needs;
#: an arc ("A") has the radius first.
Path = tuple[tuple[str, tuple[Point, ...], float], ...]

#: Radius by size: of one shape alone, and of one among several.
ALONE = {"small": 14.0, "medium": 21.0, "large": 28.0}
AMONG = {"small": 7.5, "medium": 10.5, "large": 13.5}
_CENTRES: dict[int, tuple[Point, ...]] = {
    1: ((50, 50),),
    2: ((33, 50), (67, 50)),
    3: ((50, 34), (33, 65), (67, 65)),
    4: ((34, 34), (66, 34), (34, 66), (66, 66)),
}
#: Where dots stand, clockwise from the top.
_EDGE: tuple[Point, ...] = ((50, 9), (91, 9), (91, 50), (91, 91), (50, 91), (9, 91), (9, 50), (9, 9))


def _polygon(*points: Point) -> Path:
    return (("M", points[:1], 0), *(("L", (point,), 0) for point in points[1:]))


def _star(tips: int, inner: float) -> Path:
    reach = [(1.0 if at % 2 == 0 else inner, pi * at / tips) for at in range(2 * tips)]
    return _polygon(*((far * sin(turn), -far * cos(turn)) for far, turn in reach))


_SHAPES: dict[str, Path] = {
    "circle": (("M", ((0, -0.9),), 0), ("A", ((0, 0.9),), 0.9), ("A", ((0, -0.9),), 0.9)),
    "square": _polygon((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
    "triangle": _polygon((0, -0.95), (1, 0.78), (-1, 0.78)),
    "star": _star(5, 0.42),
    "cross": _polygon(
        (-0.3, -0.95), (0.3, -0.95), (0.3, -0.3), (0.95, -0.3), (0.95, 0.3), (0.3, 0.3), (0.3, 0.95), (-0.3, 0.95),
        (-0.3, 0.3), (-0.95, 0.3), (-0.95, -0.3), (-0.3, -0.3),
    ),
    "diamond": _polygon((0, -1.05), (0.66, 0), (0, 1.05), (-0.66, 0)),
    "arrow": _polygon((0, -1), (0.75, -0.1), (0.27, -0.1), (0.27, 1), (-0.27, 1), (-0.27, -0.1), (-0.75, -0.1)),
    "wedge": _polygon((0, -1), (0.78, 0.9), (0, 0.45), (-0.78, 0.9)),
    "drop": (
        ("M", ((0, -1.05),), 0),
        ("C", ((0.2, -0.5), (0.62, -0.2), (0.62, 0.35)), 0),
        ("A", ((-0.62, 0.35),), 0.62),
        ("C", ((-0.62, -0.2), (-0.2, -0.5), (0, -1.05)), 0),
    ),
    "half": (("M", ((-1, 0.48),), 0), ("A", ((1, 0.48),), 1)),
}  # fmt: skip


def paths(cell: Sequence[object]) -> list[str]:
    """The outlines of a cell's shapes as SVG path data.

    Parameters
    ----------
    cell : sequence
        The fields of a ``Cell`` in order, as a problem's plain form has them.
    """
    shown = Cell(*cell)  # type: ignore[arg-type]
    radius = (ALONE if shown.number == 1 else AMONG)[shown.size]
    return [_drawn(_SHAPES[shown.shape], centre, radius, shown.rotation) for centre in _CENTRES[shown.number]]


def dots(cell: Sequence[object]) -> list[Point]:
    """The centres of a cell's dots."""
    shown = Cell(*cell)  # type: ignore[arg-type]
    return [_EDGE[place] for place in range(PLACES) if shown.dots >> place & 1]


def _drawn(path: Path, centre: Point, radius: float, degrees: int) -> str:
    along, across = cos(radians(degrees)), sin(radians(degrees))

    def placed(point: Point) -> str:
        x, y = point
        right, down = x * along - y * across, x * across + y * along
        return f"{_short(centre[0] + radius * right)} {_short(centre[1] + radius * down)}"

    parts = []
    for letter, points, bend in path:
        arc = f"{_short(bend * radius)} {_short(bend * radius)} 0 0 1 " if letter == "A" else ""
        parts.append(letter + arc + " ".join(map(placed, points)))
    return "".join(parts) + "Z"


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def install(app: Flask) -> None:
    """Make the geometry known to templates."""
    app.jinja_env.filters["figure_paths"] = paths
    app.jinja_env.filters["figure_dots"] = dots
