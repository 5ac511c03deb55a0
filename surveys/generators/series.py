"""Number series written by rule: six to eight numbers, what comes next, and how hard the rule makes it.

Levels (each adds to what has to be kept in mind; Holzman, Pellegrino & Glaser 1983):

1. one small step up
2. one step of two digits with carries, up or down
3. one factor or divisor, or one step of three digits with carries
4. two steps taking turns
5. a step that grows
6. two strands, a step in each
7. a factor and a step at once
8. a factor and a step taking turns, or the two numbers before together and a constant
9. two strands of different kinds: a growing step or a factor in one of them
10. two strands or two turns, a growing step and a factor
"""

import itertools
from collections.abc import Callable
from functools import cache

from surveys.generators.continuations import continuations
from surveys.generators.draws import Draws
from surveys.generators.options import spread
from surveys.generators.problem import NoProblem, Problem, Rule, checked
from surveys.generators.progressions import Progression, Step

VERSION = 1
LEVELS = 10
#: Tries until a problem has one right answer; of 20,000 seeds a level none needed more than 29.
_TRIES = 1000
#: Four digits can be held in mind and fit on a phone.
_LARGEST = 9999
_FEWEST_CARRIES = 3
#: Problems of a level whose mean difficulty is the level's.
_FIRST = 100

#: Logits from the features of the rule. Set by us in the order that Holzman et al. (1983), Loe et al. (2018) and Sun,
#: Liu & Luo (2019) found, not estimated: an LLTM (Fischer 1973) on answers given here replaces them.
_EASIEST = -2.4
_WEIGHTS = {"add": 0.0, "times": 0.9, "divide": 1.1, "grow": 1.6, "scale": 2.3, "sum": 2.4}
_TURNS, _STRANDS, _MIXED, _CARRIES, _DIGITS = 1.3, 1.9, 0.6, 0.8, 0.35

Made = tuple[Progression, tuple[int, ...], int]


def problem(level: int, seed: int) -> Problem:
    """The number series of that level and seed; the same for ever within a VERSION. Raises ValueError."""
    checked(level, seed, LEVELS)
    draws = Draws("series", VERSION, level, seed)
    for _ in range(_TRIES):
        progression, starts, length = _MAKERS[level](draws)
        numbers = progression.run(starts, length + 1)
        if numbers is None or not _shows_well(level, progression, numbers):
            continue
        shown, right = numbers[:-1], numbers[-1]
        if continuations(shown) != {right}:
            continue
        options = _options(draws, progression, starts, numbers)
        if options is None:
            continue
        values, answer = options
        return Problem("series", VERSION, level, seed, (*shown, None), tuple(values), answer, _rules(progression))
    raise NoProblem(f"series, level {level}, seed {seed}")


def predicted(of: int | Problem) -> float:
    """Difficulty in logits predicted from the rule, not yet calibrated; of a level, the mean of its first problems."""
    if not isinstance(of, Problem):
        return _of_level(of)
    names = [rule.name for rule in of.rules]
    places = {rule.of.partition("_")[0] for rule in of.rules}
    total = _EASIEST + sum(_WEIGHTS[name] for name in names)
    total += _TURNS * ("turn" in places) + _STRANDS * ("strand" in places) + _MIXED * (len(set(names)) > 1)
    total += _DIGITS * max((len(str(abs(rule.by[0]))) - 1 for rule in of.rules if rule.name == "add"), default=0)
    numbers = [number for number in of.shown if number is not None]
    lag = 2 if "strand" in places else 1
    return total + _CARRIES * _carries(numbers, lag) / (len(numbers) - lag)


@cache
def _of_level(level: int) -> float:
    return sum(predicted(problem(level, seed)) for seed in range(_FIRST)) / _FIRST


def _carries(numbers: list[int], lag: int) -> int:
    """In how many steps another digit than the last changes: something was carried or borrowed, or two digits added."""
    return sum(before // 10 != after // 10 for before, after in zip(numbers, numbers[lag:], strict=False))


def _shows_well(level: int, progression: Progression, numbers: list[int]) -> bool:
    """Numbers that fit, no two neighbours alike; the steps of levels 2 and 3 must carry."""
    fits = all(0 < number <= _LARGEST for number in numbers) and all(
        before != after for before, after in itertools.pairwise(numbers)
    )
    carries = level in (2, 3) and progression.steps[0].name == "add"
    return fits and (not carries or _units_carry(numbers) >= _FEWEST_CARRIES)


def _units_carry(numbers: list[int]) -> int:
    steps = itertools.pairwise(numbers)
    return sum(min(pair) % 10 + abs(pair[1] - pair[0]) % 10 >= 10 for pair in steps)


def _options(
    draws: Draws, progression: Progression, starts: tuple[int, ...], numbers: list[int]
) -> tuple[list[int], str] | None:
    """The right number among five that typical errors give, alone or together: a wrong step, a slip carried on.

    The wrong ones lie at fixed distances from one another, and the right one is any of them with the same chance;
    whatever is largest, smallest, in the middle or most like the others is right one time in six. The slip is that of
    a series with another start, so that it divides like the right one and does not stand out by being odd or round.
    """
    right = numbers[-1]
    slip = _slip(draws, progression, starts, len(numbers))
    if slip is None or slip == right:
        return None
    errors = _dividing(progression, len(numbers), sorted(_errors(progression, numbers)))
    if len(errors) < 2:
        return None
    offsets = [0, *draws.some(errors, 2)]
    home = draws.below(3)
    wrong = [offsets[(home + turn) % 3] - offsets[home] for turn in range(3)]
    pairs, answer = spread(draws, [[0, slip - right], wrong])
    values = [right + by_slip + by_rule for by_slip, by_rule in pairs]
    if len(set(values)) < len(values) or not all(0 < value <= _LARGEST for value in values):
        return None
    return values, answer


def _slip(draws: Draws, progression: Progression, starts: tuple[int, ...], length: int) -> int | None:
    """The last number of the same rule from starts a little off; None where that cannot be divided."""
    divided = [step.by ** (length - 1) for step in progression.steps if step.name == "divide"]
    off = draws.pick((1, 2, 10)) * draws.pick((1, -1)) * (divided or [1])[0]
    slipped = progression.run(tuple(start + off for start in starts), length)
    return slipped[-1] if slipped else None


def _dividing(progression: Progression, length: int, errors: list[int]) -> list[int]:
    """Errors of a number that was multiplied, as near as divides alike: its remainders would tell the right one."""
    step, used = progression.step_to(length - 1)
    if step.name not in ("times", "scale"):
        return errors
    whole = step.by ** (used + 1 if step.name == "times" else 1)
    return sorted({max(1, round(abs(error) / whole)) * whole * (1 if error > 0 else -1) for error in errors})


def _errors(progression: Progression, numbers: list[int]) -> set[int]:
    """How far off the right number typical mistakes about the rule end."""
    place, right = len(numbers) - 1, numbers[-1]
    step, used = progression.step_to(place)
    base, last = numbers[place - progression.lag], numbers[-2]
    guesses: set[int | None] = {2 * last - numbers[-3]}  # the last difference once more
    for other in progression.steps:  # the step of the other turn or strand, or the right one from the wrong number
        guesses |= {other.after(base, used), other.after(last, used)}
    if step.name == "grow":
        guesses |= {right - step.more, right + step.more}  # not grown, or grown twice
    elif step.name == "scale":
        guesses |= {base * step.by, right - 2 * step.more}  # nothing added, or taken away
    elif step.name == "sum":
        guesses |= {base + numbers[place - 2], right - 2 * step.by}
    elif step.name == "times":
        guesses |= {right + base, right - base, base + last}
    elif step.name == "divide":
        guesses |= {base // (step.by + 1), right + 10, right - 10, right + step.by, right - step.by}
    else:
        guesses |= {base - step.by, right + 10, right - 10, right + step.by}  # wrong way, carried wrongly, one too many
    widest = max(20, right // 2)
    return {guess - right for guess in guesses if guess is not None and 0 < abs(guess - right) <= widest}


def _rules(progression: Progression) -> tuple[Rule, ...]:
    where = "strand" if progression.lag == 2 else "turn"
    alone = len(progression.steps) == 1
    return tuple(
        Rule(step.name, "each" if alone else f"{where}_{at}", by=(step.by, step.more) if step.more else (step.by,))
        for at, step in enumerate(progression.steps, start=1)
    )


def _signed(draws: Draws, low: int, high: int) -> int:
    return draws.between(low, high) * draws.pick((1, -1))


def _small_step(draws: Draws) -> Made:
    return Progression(1, (Step("add", draws.between(2, 12)),)), (draws.between(1, 980),), 5


def _large_step(draws: Draws) -> Made:
    return Progression(1, (Step("add", _signed(draws, 13, 98)),)), (draws.between(1, 999),), 5


def _factor(draws: Draws) -> Made:
    if draws.below(2):
        return Progression(1, (Step("add", _signed(draws, 101, 899)),)), (draws.between(1, _LARGEST),), 5
    length, by, first = draws.pick(_FACTORS)
    if draws.below(2):
        return Progression(1, (Step("times", by),)), (first,), length
    return Progression(1, (Step("divide", by),)), (first * by**length,), length


def _two_turns(draws: Draws) -> Made:
    one, other = draws.some([*range(-15, -1), *range(2, 16)], 2)
    return Progression(1, (Step("add", one), Step("add", other))), (draws.between(10, 199),), draws.between(6, 7)


def _growing(draws: Draws) -> Made:
    step = Step("grow", _signed(draws, 1, 25), _signed(draws, 1, 9))
    return Progression(1, (step,)), (draws.between(1, 299),), draws.between(5, 6)


def _two_strands(draws: Draws) -> Made:
    one, other = draws.some([*range(-12, -1), *range(2, 13)], 2)
    steps = (Step("add", one), Step("add", other))
    return Progression(2, steps), (draws.between(5, 99), draws.between(5, 99)), draws.between(7, 8)


def _scaled(draws: Draws) -> Made:
    step = Step("scale", draws.between(2, 4), _signed(draws, 1, 25))
    return Progression(1, (step,)), (draws.between(1, 60),), draws.between(4, 5)


def _factor_and_step(draws: Draws) -> Made:
    if draws.below(3) == 0:
        return Progression(1, (Step("sum", _signed(draws, 1, 9)),)), (draws.between(1, 30), draws.between(1, 30)), 6
    steps = draws.shuffled((Step("times", draws.between(2, 3)), Step("add", _signed(draws, 2, 30))))
    return Progression(1, tuple(steps)), (draws.between(2, 60),), draws.between(6, 7)


def _strands_of_two_kinds(draws: Draws) -> Made:
    plain = Step("add", _signed(draws, 2, 15))
    if draws.below(2):
        second, start = Step("grow", _signed(draws, 1, 9), _signed(draws, 1, 6)), draws.between(5, 99)
    else:
        second, start = Step("times", draws.between(2, 4)), draws.between(2, 30)
    strands = draws.shuffled(((plain, draws.between(5, 99)), (second, start)))
    steps, starts = zip(*strands, strict=True)
    return Progression(2, tuple(steps)), tuple(starts), 8


def _growing_and_factor(draws: Draws) -> Made:
    grow = Step("grow", _signed(draws, 1, 9), _signed(draws, 1, 6))
    if draws.below(2):
        steps = draws.shuffled((grow, Step("times", draws.between(2, 3))))
        return Progression(1, tuple(steps)), (draws.between(2, 30),), 7
    strands = draws.shuffled(((grow, draws.between(5, 99)), (Step("times", draws.between(2, 4)), draws.between(2, 30))))
    strand_steps, starts = zip(*strands, strict=True)
    return Progression(2, tuple(strand_steps)), tuple(starts), 8


#: Every series of one factor that fits: numbers shown, factor, first number.
_FACTORS = [
    (length, by, first) for length in (4, 5) for by in range(2, 6) for first in range(2, _LARGEST // by**length + 1)
]

_MAKERS: dict[int, Callable[[Draws], Made]] = {
    1: _small_step,
    2: _large_step,
    3: _factor,
    4: _two_turns,
    5: _growing,
    6: _two_strands,
    7: _scaled,
    8: _factor_and_step,
    9: _strands_of_two_kinds,
    10: _growing_and_factor,
}
