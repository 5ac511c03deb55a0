"""How else could a number series go on? Every number that some rule foretells, found from the numbers alone.

A rule counts when the numbers confirm it: each of its steps is seen at least once more than it has free numbers. The
families hold all rules the generator uses and their neighbours (turns of three, three strands, growing factors, third
differences), so a series whose only continuation here is the intended one has one defensible answer.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

#: Seen pairs (from, to) of one step in order, and the number to go on from: what follows, or None if it does not fit.
Fit = Callable[[Sequence[tuple[int, int]], int], Fraction | None]
_LAGS = (1, 2, 3)
_TURNS = (1, 2, 3)


def continuations(numbers: Sequence[int]) -> set[int]:
    """The whole numbers that a confirmed rule puts after these; empty when none is confirmed."""
    return {int(found) for found in _foretold(numbers) if found.denominator == 1}


def _foretold(numbers: Sequence[int]) -> Iterator[Fraction]:
    for lag in _LAGS:
        for turns in _TURNS:
            yield from _by_turns(numbers, lag, turns)
    pairs = list(itertools.pairwise(numbers))
    # the two before together, and always the same more
    more = {third - first - second for (first, second), third in zip(pairs, numbers[2:], strict=False)}
    if len(more) == 1 and len(numbers) > 3:
        yield Fraction(numbers[-1] + numbers[-2] + more.pop())


def _by_turns(numbers: Sequence[int], lag: int, turns: int) -> Iterator[Fraction]:
    """Continuations by steps taking turns, where every one of them is confirmed."""
    steps: list[list[tuple[int, int]]] = [[] for _ in range(turns)]
    for place in range(lag, len(numbers)):
        steps[(place - lag) % turns].append((numbers[place - lag], numbers[place]))
    wanted = (len(numbers) - lag) % turns
    if len(numbers) <= lag:
        return
    if all(_fits(pairs, pairs[-1][1]) if pairs else False for turn, pairs in enumerate(steps) if turn != wanted):
        yield from _fits(steps[wanted], numbers[-lag])


def _fits(pairs: Sequence[tuple[int, int]], start: int) -> list[Fraction]:
    found = (fit(pairs, start) for free, fit in _STEPS if len(pairs) > free)
    return [one for one in found if one is not None]


def _constant(values: Sequence[Fraction | int]) -> bool:
    return all(value == values[0] for value in values)


def _differences(values: Sequence[Fraction | int]) -> list[Fraction | int]:
    return [after - before for before, after in itertools.pairwise(values)]


def _add(pairs: Sequence[tuple[int, int]], start: int) -> Fraction | None:
    steps = [to - of for of, to in pairs]
    return Fraction(start + steps[0]) if _constant(steps) else None


def _grow(pairs: Sequence[tuple[int, int]], start: int) -> Fraction | None:
    steps = [to - of for of, to in pairs]
    more = _differences(steps)
    return Fraction(start + steps[-1] + more[0]) if _constant(more) else None


def _grow_twice(pairs: Sequence[tuple[int, int]], start: int) -> Fraction | None:
    steps = [to - of for of, to in pairs]
    more = _differences(steps)
    twice = _differences(more)
    return Fraction(start + steps[-1] + more[-1] + twice[0]) if _constant(twice) else None


def _times(pairs: Sequence[tuple[int, int]], start: int) -> Fraction | None:
    if any(of == 0 for of, _ in pairs):
        return None
    factors = [Fraction(to, of) for of, to in pairs]
    return start * factors[0] if _constant(factors) else None


def _growing_times(pairs: Sequence[tuple[int, int]], start: int) -> Fraction | None:
    if any(of == 0 for of, _ in pairs):
        return None
    factors = [Fraction(to, of) for of, to in pairs]
    more = _differences(factors)
    return start * (factors[-1] + more[0]) if _constant(more) else None


def _scale(pairs: Sequence[tuple[int, int]], start: int) -> Fraction | None:
    (first, to_first), (second, to_second) = pairs[:2]
    if first == second:
        return None
    factor = Fraction(to_second - to_first, second - first)
    more = to_first - factor * first
    return factor * start + more if all(to == factor * of + more for of, to in pairs) else None


#: Free numbers of a step, and how it is fitted.
_STEPS: tuple[tuple[int, Fit], ...] = (
    (1, _add),
    (1, _times),
    (2, _grow),
    (2, _growing_times),
    (2, _scale),
    (3, _grow_twice),
)
