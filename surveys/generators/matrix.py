"""Figural matrices of three by three cells written by rule, and how hard their rules make them.

Levels, by number and kind of rules (Carpenter, Just & Shell 1990: what is hard is to find and to keep several rules):

1. constant twice, along rows and along columns
2. progression, constant
3. addition (or), constant
4. distribution of three, constant
5. distribution of three, progression
6. exclusion (exclusive or), constant
7. distribution of three, progression, constant
8. exclusion, distribution of three
9. exclusion, distribution of three, progression
10. exclusion, distribution of three twice, progression
"""

from collections.abc import Callable
from itertools import combinations
from typing import Any

from surveys.generators.attributes import Laid, addition, constant, distribution, exclusion, progression
from surveys.generators.cells import FILLS, PLAIN, POINTING, SIZES, Cell
from surveys.generators.completions import completions, fits
from surveys.generators.draws import Draws
from surveys.generators.options import spread
from surveys.generators.problem import NoProblem, Problem, checked

VERSION = 1
_RULES: dict[int, tuple[str, ...]] = {
    1: ("constant", "constant"),
    2: ("progression", "constant"),
    3: ("addition", "constant"),
    4: ("constant", "distribution"),
    5: ("progression", "distribution"),
    6: ("exclusion", "constant"),
    7: ("distribution", "progression", "constant"),
    8: ("exclusion", "distribution"),
    9: ("exclusion", "distribution", "progression"),
    10: ("exclusion", "distribution", "distribution", "progression"),
}
LEVELS = len(_RULES)
#: Tries until the rules fit together; of 20,000 seeds a level none needed more than 135.
_TRIES = 1000

#: Logits: each rule by its kind, and the load of keeping several at once. Set by us in the order that Carpenter et al.
#: (1990), Embretson (1998) and Primi (2001) found, not estimated: an LLTM (Fischer 1973) on answers given here replaces
#: them.
_EASIEST = -3.2
_WEIGHTS = {"constant": 0.3, "progression": 0.6, "addition": 0.9, "distribution": 1.2, "exclusion": 1.8}
_LOAD = 0.4

_MAKERS: dict[str, Callable[[Draws, str, bool, int, str], Laid]] = {
    "constant": constant,
    "progression": progression,
    "addition": addition,
    "distribution": distribution,
    "exclusion": exclusion,
}
#: What a rule can be about; the rules of sets need a set.
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "constant": ("shape", "number", "size", "fill", "rotation"),
    "progression": ("number", "rotation", "dots"),
    "addition": ("dots",),
    "distribution": ("shape", "number", "size", "fill", "rotation"),
    "exclusion": ("dots",),
}


def problem(level: int, seed: int) -> Problem:
    """The matrix of that level and seed; the same for ever within a VERSION. Raises ValueError."""
    checked(level, seed, LEVELS)
    draws = Draws("matrix", VERSION, level, seed)
    for _ in range(_TRIES):
        made = _made(draws, _RULES[level])
        if made is None:
            continue
        cells, options, answer, laid = made
        allowed = completions((*cells[:-1], None))
        if [option for option in options if fits(option, allowed)] != [cells[-1]]:
            continue
        if any(len(values) != 1 for values in allowed.values()):
            continue
        shown = (*(tuple(cell) for cell in cells[:-1]), None)
        rules = tuple(one.rule for one in laid)
        return Problem("matrix", VERSION, level, seed, shown, tuple(tuple(one) for one in options), answer, rules)
    raise NoProblem(f"matrix, level {level}, seed {seed}")


def predicted(of: int | Problem) -> float:
    """Difficulty in logits predicted from the rules, not yet calibrated; the same for all problems of a level."""
    if isinstance(of, Problem):
        names = tuple(rule.name for rule in of.rules)
    else:
        checked(of, 0, LEVELS)
        names = _RULES[of]
    return _EASIEST + sum(_WEIGHTS[name] for name in names) + _LOAD * (len(names) - 1)


def _made(draws: Draws, rules: tuple[str, ...]) -> tuple[list[Cell], list[Cell], str, list[Laid]] | None:
    """Nine cells, six options, the letter and the rules as laid; None where attributes or rules collide."""
    attributes = [draws.pick(_ATTRIBUTES[rule]) for rule in rules]
    if len(set(attributes)) < len(attributes) or {"size", "number"} <= set(attributes):
        return None  # with the count the room for a size changes
    pointing = "rotation" in attributes
    alongs = draws.some(("row", "column"), 2) if set(rules) == {"constant"} else draws.some(("row", "column"), 1) * 4
    wrong = [1] * len(rules)
    if len(rules) == 2:
        wrong[1] = 2
    laid = [
        _MAKERS[rule](draws, attribute, pointing, wrong[at], alongs[at])
        for at, (rule, attribute) in enumerate(zip(rules, attributes, strict=True))
    ]
    if any(_parallel(one.values, other.values) for one, other in combinations(laid, 2)):
        return None  # two attributes that change together are one rule
    if any(_repeats(one) for one in laid):
        return None
    rest = {
        "shape": draws.pick(POINTING if pointing else PLAIN),
        "number": 1,
        "size": "large" if "number" in attributes else draws.pick(SIZES[1:]),
        "fill": draws.pick(FILLS),
        "rotation": 0,
        "dots": 0,
    }
    cells = [Cell(**{**rest, **_values(attributes, [one.values[at] for one in laid])}) for at in range(9)]
    combined, answer = spread(draws, [(one.values[-1], *one.wrong) for one in laid])
    options = [Cell(**{**rest, **_values(attributes, values)}) for values in combined]
    return cells, options, answer, laid


def _values(attributes: list[str], values: Any) -> dict[str, Any]:
    return dict(zip(attributes, values, strict=True))


def _parallel(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two attributes divide the nine cells alike."""
    pairs = set(zip(one, other, strict=True))
    return len(pairs) == len(set(one)) == len(set(other))


def _repeats(one: Laid) -> bool:
    """Whether a progression repeats itself in every line, and so is a constant of the other direction."""
    rows = {one.values[at : at + 3] for at in (0, 3, 6)}
    columns = {one.values[at::3] for at in range(3)}
    return one.rule.name == "progression" and 1 in (len(rows), len(columns))
