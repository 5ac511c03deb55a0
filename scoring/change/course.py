"""Is somebody on the way from where they began to where they agreed to be?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: Check-ins in a row that are behind: prompt the two, then ask the coach (methods §12.5).
PROMPT, REVIEW = 2, 4
#: Measurements in a row at target before the next question is asked.
MET = 2


class Place(StrEnum):
    """Where a measurement lies beside the line from baseline to target."""

    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"


class Ask(StrEnum):
    """What the course asks for now."""

    NOTHING = "nothing"
    CORRECT = "correct"
    REVIEW = "review"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement: when, what, where the line was then, and where it lies beside it."""

    on: date
    value: float
    line: float
    place: Place


@dataclass(frozen=True, slots=True)
class Course:
    """All measurements in order of time, how many of the last were behind in a row, and what that asks for."""

    points: tuple[Point, ...]
    behind: int
    ask: Ask


def expected(baseline: float, target: float, begin: date, end: date, on: date) -> float:
    """The line at a date: from baseline at ``begin`` to target at ``end``, flat before and after."""
    whole = (end - begin).days
    return baseline + (target - baseline) * min(max((on - begin).days / whole, 0.0), 1.0)


def course(
    baseline: float, target: float, begin: date, end: date, measured: Sequence[tuple[date, float]], sem: float
) -> Course:
    """Where each measurement lies (methods §12.5).

    On track is anywhere within one error of measurement of the line, ahead above that, behind below; of a target
    below the baseline less is more.

    Parameters
    ----------
    baseline, target : float
        Apart from each other.
    begin, end : date
    measured : sequence of (date, float)
        In any order; what was measured before ``begin`` is no part of the course.
    sem : float
        Error of measurement, 0 where there is none.

    Raises
    ------
    ValueError
        When target equals baseline, ``end`` is not after ``begin``, or the error is below 0.

    Examples
    --------
    >>> begun, ends = date(2026, 1, 1), date(2026, 4, 1)
    >>> found = course(40, 60, begun, ends, [(date(2026, 2, 15), 45), (date(2026, 3, 1), 46)], sem=2)
    >>> [point.place.value for point in found.points], found.ask.value
    (['behind', 'behind'], 'correct')
    """
    if baseline == target or end <= begin or not sem >= 0:
        raise ValueError(f"a course from {baseline} to {target}, {begin} to {end}, error {sem}")
    sign = 1 if target > baseline else -1
    points = []
    for on, value in sorted(measured):
        if on >= begin:
            line = expected(baseline, target, begin, end, on)
            above = sign * (value - line)
            place = Place.AHEAD if above > sem else Place.BEHIND if above < -sem else Place.ON_TRACK
            points.append(Point(on, value, line, place))
    behind = 0
    while behind < len(points) and points[-1 - behind].place is Place.BEHIND:
        behind += 1
    met = len(points) >= MET and all(sign * (point.value - target) >= 0 for point in points[-MET:])
    ask = Ask.NOTHING
    if met:
        ask = Ask.NEXT
    elif behind >= PROMPT:
        ask = Ask.REVIEW if behind >= REVIEW else Ask.CORRECT
    return Course(tuple(points), behind, ask)
