"""How right and wrong values are spread over six options so that the options alone say nothing about the right one.

Where every wrong option is the right one with something changed, the right one is what the others have most in common,
and can be found without the problem (Hu, Ma, Liu, Wei & Bai 2021, on the matrices of RAVEN). Here every option stands
on a vertex of a figure whose vertices are all alike, and the right one takes any of them with the same chance.
"""

from collections.abc import Sequence
from typing import Any

from surveys.generators.draws import Draws
from surveys.generators.problem import LETTERS

#: By number of axes, the six vertices. Two axes: a grid of 2 by 3. Three: a cube without two opposite corners, a ring
#: of six where each axis is split 3 to 3. Four: that ring, and every second vertex. Turning the ring swaps any vertex
#: for any other, at most relabelling the values of an axis.
_PLACES: dict[int, tuple[tuple[int, ...], ...]] = {
    2: ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)),
    3: ((1, 0, 0), (1, 1, 0), (1, 1, 1), (0, 1, 1), (0, 0, 1), (0, 0, 0)),
    4: ((1, 0, 0, 0), (1, 1, 0, 1), (1, 1, 1, 0), (0, 1, 1, 1), (0, 0, 1, 0), (0, 0, 0, 1)),
}


def spread(draws: Draws, axes: Sequence[Sequence[Any]]) -> tuple[list[tuple[Any, ...]], str]:
    """Six combinations of the axes' values in random order, and the letter of the right one.

    Parameters
    ----------
    axes : sequence of sequences
        Two to four; each holds the right value first, then its wrong ones: one, or two on the last of two axes.
        Right and wrong values must be exchangeable (drawn alike), or their frequencies would give the right one away.
    """
    places = _PLACES[len(axes)]
    right = draws.pick(places)
    order = draws.shuffled(places)
    options = [
        tuple(axis[(at - home) % len(axis)] for axis, at, home in zip(axes, place, right, strict=True))
        for place in order
    ]
    return options, LETTERS[order.index(right)]
