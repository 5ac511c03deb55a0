"""One rule on one attribute over nine cells, built backwards from the right value and the wrong ones to be offered.

Right and wrong values are drawn first and alike, so that nothing tells them apart but the cells; then the cells are
laid so that the wrong ones are typical errors: the value of a neighbour, a progression one step short or one too far, a
dot kept that both cells share, or one forgotten (Carpenter, Just & Shell 1990).
"""

from dataclasses import dataclass
from typing import Any

from surveys.generators.cells import EVERYWHERE, PLACES, domain, moved
from surveys.generators.draws import Draws
from surveys.generators.problem import Rule

#: How many dots a cell may end with: enough to be a task, few enough to be seen.
_FEWEST_DOTS, _MOST_DOTS = 2, 5


@dataclass(frozen=True)
class Laid:
    """Nine values row by row, the last of them right; the wrong ones offered beside it; and the rule."""

    values: tuple[Any, ...]
    wrong: tuple[Any, ...]
    rule: Rule


def constant(draws: Draws, attribute: str, pointing: bool, wrong: int, along: str) -> Laid:
    """The same in every row, another in each."""
    right, *others = draws.some(domain(attribute, pointing), 3)
    rows = [[value] * 3 for value in (*draws.shuffled(others), right)]
    return _laid(rows, tuple(others[:wrong]), Rule("constant", attribute, along))


def distribution(draws: Draws, attribute: str, pointing: bool, wrong: int, along: str) -> Laid:
    """Three values, each once in every row and once in every column."""
    right, *others = draws.some(domain(attribute, pointing), 3)
    slant = draws.pick((1, 2))
    three = draws.shuffled(others)
    three.insert((2 + 2 * slant) % 3, right)
    rows = [[three[(row + slant * column) % 3] for column in range(3)] for row in range(3)]
    return _laid(rows, tuple(others[:wrong]), Rule("distribution", attribute))


def progression(draws: Draws, attribute: str, pointing: bool, wrong: int, along: str) -> Laid:
    """One more or one fewer from cell to cell; a turn by the same angle; a dot that wanders along the edge."""
    if attribute == "number":
        right, other = draws.some(domain(attribute, pointing), 2)
        step = 1 if right >= 3 else -1
        ends = [draws.pick((3, 4) if step > 0 else (1, 2)) for _ in range(2)]
        rows = [[end - 2 * step, end - step, end] for end in (*ends, right)]
        return _laid(rows, (other,), Rule("progression", attribute, along, (step,)))
    right, *rest = draws.some(range(PLACES), 3)
    step, error = draws.pick((1, 2, -1, -2)), draws.pick((1, -1))
    places = [[end - 2 * step, end - step, end] for end in (*rest, right)]
    show, unit = (_angle, 45) if attribute == "rotation" else (_dot, 1)
    rows = [[show(place) for place in row] for row in places]
    return _laid(rows, (show(right + error * step),), Rule("progression", attribute, along, (unit * step,)))


def addition(draws: Draws, attribute: str, pointing: bool, wrong: int, along: str) -> Laid:
    """The third cell holds the dots of the first and of the second."""
    right, other = _dots_and_one_toggled(draws)
    alone = right & ~other  # the dot that somebody forgets stands in one cell only
    rows = [_added(draws, _dots_and_one_toggled(draws)[0], 0) for _ in range(2)]
    return _laid([*rows, _added(draws, right, alone)], (other,), Rule("addition", attribute, along))


def exclusion(draws: Draws, attribute: str, pointing: bool, wrong: int, along: str) -> Laid:
    """The third cell holds the dots that stand in one of the two others only."""
    right, other = _dots_and_one_toggled(draws)
    shared = other & ~right  # the dot that somebody keeps stands in both cells
    rows = [_excluded(draws, _dots_and_one_toggled(draws)[0], 0) for _ in range(2)]
    return _laid([*rows, _excluded(draws, right, shared)], (other,), Rule("exclusion", attribute, along))


def _dots_and_one_toggled(draws: Draws) -> tuple[int, int]:
    """Two sets of dots that differ in one dot, each as likely the first."""
    while True:
        dots = draws.below(EVERYWHERE + 1)
        other = dots ^ 1 << draws.below(PLACES)
        if all(_FEWEST_DOTS <= one.bit_count() <= _MOST_DOTS for one in (dots, other)):
            return dots, other


def _bits(dots: int) -> list[int]:
    return [1 << place for place in range(PLACES) if dots >> place & 1]


def _added(draws: Draws, result: int, alone: int) -> list[int]:
    """Two sets whose union is the result, each with a dot of its own."""
    first_own, second_own, *others = draws.shuffled(_bits(result))
    first, second = first_own, second_own
    for dot in others:
        where = draws.below(2) if dot == alone else draws.below(3)
        first |= dot if where != 1 else 0
        second |= dot if where != 0 else 0
    return [first, second, result]


def _excluded(draws: Draws, result: int, shared: int) -> list[int]:
    """Two sets with the result as what is in one of them only, and a dot or two in both."""
    own = draws.shuffled(_bits(result))
    cut = draws.between(1, len(own) - 1)
    free = [dot for dot in _bits(EVERYWHERE & ~result) if dot != shared]
    both = sum(draws.some(free, draws.between(0, 1) if shared else draws.between(1, 2))) | shared
    return [sum(own[:cut]) | both, sum(own[cut:]) | both, result]


def _angle(place: int) -> int:
    return place % PLACES * 45


def _dot(place: int) -> int:
    return moved(1, place)


def _laid(rows: list[list[Any]], wrong: tuple[Any, ...], rule: Rule) -> Laid:
    if rule.along == "column":
        rows = [list(row) for row in zip(*rows, strict=True)]
    return Laid(tuple(value for row in rows for value in row), wrong, rule)
