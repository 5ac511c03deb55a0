"""Where is the top of a likelihood whose every look is dear?"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scoring.irt.models import Floats

#: Steps remembered by the quasi-Newton direction.
MEMORY = 12
HALVINGS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """The height and the slope of a function at one place.

    Attributes
    ----------
    free : (parameters,)
    value : float
        What is to be as high as possible: the log-likelihood, and what is added to it.
    log_likelihood : float
    gradient : (parameters,)
    blocks : (items, 1 + steps, 1 + steps)
        Complete-data information.
    """

    free: Floats
    value: float
    log_likelihood: float
    gradient: Floats
    blocks: Floats


def ascend(
    look: Callable[[Floats], Point],
    start: Point,
    solve: Callable[[Point, Floats], Floats],
    settled: Callable[[Point, Floats], bool],
    longest: Callable[[Floats, Floats], float],
    slack: float = 1e-12,
    steps: int = 200,
) -> tuple[Point, int, bool]:
    """Climbs by limited-memory quasi-Newton steps (Nocedal 1980) on top of a known curvature.

    With the complete-data information as curvature the first step is one of the EM gradient algorithm (Lange 1995),
    with the observed information it is Newton's; the memory accelerates either. No step may lower the value.

    Parameters
    ----------
    look : callable
        From parameters to a Point.
    start : Point
    solve : callable
        Of a point and v: H⁻¹v for a positive definite H near the negative second derivative there.
    settled : callable
        Of a point and the step proposed there: is it the top?
    longest : callable
        Of parameters and a step: the share of it that is allowed.
    slack : float
        Share of the value that is noise of rounding.
    steps : int
        Give up after these.

    Returns
    -------
    point : Point
    steps : int
        Looks taken.
    settled : bool
    """
    point, looks = start, 0
    memory: deque[tuple[Floats, Floats]] = deque(maxlen=MEMORY)
    while looks < steps:
        direction = _direction(point, memory, solve)
        if settled(point, direction):
            return point, looks, True
        share = min(1.0, longest(point.free, direction))
        for _ in range(HALVINGS):
            ahead = look(point.free + share * direction)
            looks += 1
            if ahead.value >= point.value - slack * abs(point.value):
                break
            share /= 2
        else:
            if not memory:
                return point, looks, False
            memory.clear()
            continue
        moved, bent = ahead.free - point.free, point.gradient - ahead.gradient
        if moved @ bent > 1e-10 * np.sqrt((moved @ moved) * (bent @ bent)):
            memory.append((moved, bent))
        point = ahead
    return point, looks, False


def _direction(point: Point, memory: deque[tuple[Floats, Floats]], solve: Callable[[Point, Floats], Floats]) -> Floats:
    """The two-loop recursion; without memory, or where it points down, the step of the curvature alone."""
    rest = point.gradient.copy()
    pulls = []
    for moved, bent in reversed(memory):
        pull = (moved @ rest) / (moved @ bent)
        rest -= pull * bent
        pulls.append(pull)
    direction = solve(point, rest)
    for (moved, bent), pull in zip(memory, reversed(pulls), strict=True):
        direction += (pull - (bent @ direction) / (moved @ bent)) * moved
    if direction @ point.gradient <= 0:
        memory.clear()
        return solve(point, point.gradient)
    return direction
