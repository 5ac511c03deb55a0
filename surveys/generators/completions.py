"""How could the gap of a matrix be filled? Every value a rule of the families allows, found from the eight cells alone.

Attribute by attribute, along rows and along columns, the rules of Carpenter, Just & Shell (1990): constant,
progression, addition (or), distribution of three, distribution of two (exclusive or), and their neighbours (and, one
without the other, sum and difference of counts). A rule counts when both whole rows, or columns, show it. A matrix for
which each attribute has one value here has one defensible answer.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from surveys.generators.cells import COUNTS, PLACES, Cell, moved

Line = tuple[Any, Any, Any]
Pair = tuple[Any, Any]
#: From two whole lines and the beginning of the third: its end, or None where the rule does not hold.
Completion = Callable[[Line, Line, Pair], Any]


def completions(shown: Sequence[Any]) -> dict[str, set[Any]]:
    """For every attribute the values of the gap that some rule allows; the gap is the last of the nine."""
    cells = [Cell(*cell) for cell in shown[:-1]]
    return {
        attribute: set(_allowed(attribute, [getattr(cell, attribute) for cell in cells])) for attribute in Cell._fields
    }


def fits(cell: Cell, allowed: dict[str, set[Any]]) -> bool:
    """Whether a rule stands behind every attribute of the cell."""
    return all(getattr(cell, attribute) in values for attribute, values in allowed.items())


def _allowed(attribute: str, values: list[Any]) -> Iterator[Any]:
    rows = ((0, 1, 2), (3, 4, 5), (6, 7))
    columns = ((0, 3, 6), (1, 4, 7), (2, 5))
    for lines in (rows, columns):
        first, second, begun = (tuple(values[at] for at in line) for line in lines)
        for complete in _RULES.get(attribute, ()) + _EVERYWHERE:
            end = complete(first, second, begun)
            if end is not None:
                yield end


def _constant(first: Line, second: Line, begun: Pair) -> Any:
    return begun[0] if all(len(set(line)) == 1 for line in (first, second, begun)) else None


def _distribution(first: Line, second: Line, begun: Pair) -> Any:
    values = set(first)
    left = values - set(begun)
    return left.pop() if len(values) == 3 and set(second) == values and len(left) == 1 else None


def _count_progression(first: Line, second: Line, begun: Pair) -> Any:
    steps = {after - before for line in (first, second, begun) for before, after in itertools.pairwise(line)}
    return _count(begun[1] + steps.pop()) if len(steps) == 1 else None


def _sum(first: Line, second: Line, begun: Pair) -> Any:
    return _count(sum(begun)) if all(a + b == c for a, b, c in (first, second)) else None


def _difference(first: Line, second: Line, begun: Pair) -> Any:
    return _count(abs(begun[0] - begun[1])) if all(abs(a - b) == c for a, b, c in (first, second)) else None


def _count(number: int) -> int | None:
    return number if number in COUNTS else None


def _turning(first: Line, second: Line, begun: Pair) -> Any:
    steps = {(after - before) % 360 for line in (first, second, begun) for before, after in itertools.pairwise(line)}
    return (begun[1] + steps.pop()) % 360 if len(steps) == 1 else None


def _moving(first: Line, second: Line, begun: Pair) -> Any:
    for step in range(PLACES):
        if all(
            moved(before, step) == after
            for line in (first, second, begun)
            for before, after in itertools.pairwise(line)
        ):
            return moved(begun[1], step)
    return None


def _together(join: Callable[[int, int], int]) -> Completion:
    def complete(first: Line, second: Line, begun: Pair) -> Any:
        return join(*begun) if all(join(a, b) == c for a, b, c in (first, second)) else None

    return complete


_EVERYWHERE: tuple[Completion, ...] = (_constant, _distribution)
_RULES: dict[str, tuple[Completion, ...]] = {
    "number": (_count_progression, _sum, _difference),
    "rotation": (_turning,),
    "dots": (
        _moving,
        _together(lambda a, b: a | b),
        _together(lambda a, b: a ^ b),
        _together(lambda a, b: a & b),
        _together(lambda a, b: a & ~b),
        _together(lambda a, b: b & ~a),
    ),
}
