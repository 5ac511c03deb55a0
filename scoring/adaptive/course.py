"""How does the test go for many people at once, whose answer to every item is known?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.adaptive.chance import Seeds, chances
from scoring.adaptive.procedure import STOPS, AdaptiveTest, Standing
from scoring.adaptive.tables import Floats, Indices
from scoring.irt.models import Parameters, probabilities

#: Probabilities held at once, (items, categories, people), to bound the memory.
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """How the tests went, one row a person.

    Attributes
    ----------
    used : (people, items)
        Which items they saw.
    theta, se : (people,)
    length : (people,)
    stop : (people,)
        Places in ``procedure.STOPS``.
    """

    used: npt.NDArray[np.bool_]
    theta: Floats
    se: Floats
    length: Indices
    stop: Indices


def administer(test: AdaptiveTest, categories: npt.NDArray[np.int8], people: Seeds) -> Course:
    """The course of the tests of people who would answer thus: ``AdaptiveTest.step``, all people in step.

    Parameters
    ----------
    test : AdaptiveTest
    categories : (people, items)
        The category each person would choose; −1 for no answer.
    people : (people,)
        Seeds.
    """
    count, nodes = len(people), len(test.tables.theta)
    course = Course(
        used=np.zeros((count, len(test.names)), dtype=bool),
        theta=np.zeros(count), se=np.zeros(count),
        length=np.zeros(count, dtype=np.int64), stop=np.zeros(count, dtype=np.int64),
    )  # fmt: skip
    eligible = test.eligible(people)
    on = np.arange(count)
    log_p, moments, told = np.zeros((count, nodes)), np.zeros((count, 2, nodes)), np.zeros(count, dtype=bool)
    before = np.full(count, np.inf)
    for n in range(test.rules.most + 1):
        now = test.standing(log_p, moments, told)
        code = test.stops(n, now.se, before, course.used[on])
        draws = chances(people[on], np.array(test.places(n), dtype=np.uint64))
        item = test.choose(now.eap, n, course.used[on], None if eligible is None else eligible[on], draws)
        code = np.where((code == 0) & (item < 0), len(STOPS) - 1, code)
        _finish(course, on, now, n, code)
        go = code == 0
        if not go.any():
            break
        on, item, before = on[go], item[go], now.se[go]
        answer = categories[on, item]
        course.used[on, item] = True
        log_p = log_p[go] + test.tables.log_probability[item, answer]
        moments = moments[go] + test.tables.moments[item] * (answer >= 0)[:, None, None]
        told = told[go] | (answer >= 0)
    return course


def sittings(test: AdaptiveTest, items: Parameters, theta: Floats, rng: np.random.Generator) -> Course:
    """The course of people of these θ, whose answers to the items are drawn."""
    batch = max(1, _CELLS // test.tables.log_probability[:, :, 0].size)
    parts = []
    for start in range(0, len(theta), batch):
        some = theta[start : start + batch]
        above = 1 - probabilities(items, some).cumsum(axis=1)[:, :-1]
        drawn = (rng.random((len(test.names), 1, len(some))) < above).sum(axis=1, dtype=np.int8).T
        parts.append(administer(test, drawn, rng.integers(2**64, size=len(some), dtype=np.uint64)))
    names = Course.__dataclass_fields__
    return Course(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def _finish(course: Course, on: Indices, now: Standing, n: int, code: Indices) -> None:
    over = code > 0
    done = on[over]
    course.theta[done], course.se[done] = now.theta[over], now.se[over]
    course.length[done], course.stop[done] = n, code[over]
