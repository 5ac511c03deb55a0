"""How does the test go for many people at once, whose answer to every item is known?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.adaptive.chance import Seeds, chances
from scoring.adaptive.content import Flags
from scoring.adaptive.procedure import STOPS, AdaptiveTest
from scoring.adaptive.tables import Floats, Indices, eaps, weighted_likelihoods
from scoring.irt.models import Parameters, probabilities

#: Probabilities held at once, (items, categories, people), to bound the memory.
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The EAP at which items are chosen, and the score that is reported with its error, (people,)."""

    eap: Floats
    theta: Floats
    se: Floats


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
    eligible = _eligible(test, people)
    enemies = np.zeros((len(test.enemies), len(test.names)), dtype=np.float32)
    for row, group in zip(enemies, test.enemies, strict=True):
        row[list(group)] = 1
    on = np.arange(count)
    log_p, moments, told = np.zeros((count, nodes)), np.zeros((count, 2, nodes)), np.zeros(count, dtype=bool)
    before = np.full(count, np.inf)
    for n in range(test.rules.most + 1):
        now = _standing(test, log_p, moments, told)
        used = course.used[on]
        code = _ends(test, n, now.se, before, used)
        draws = chances(people[on], np.array(test.places(n), dtype=np.uint64))
        may = _may(test, enemies, used, None if eligible is None else eligible[on], draws[:, 1:])
        item = _best(test, now.eap if n else np.full(len(on), test.start), may, draws[:, 0])
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


def _standing(test: AdaptiveTest, log_likelihood: Floats, moments: Floats, told: Flags) -> Standing:
    """Who has ``told`` nothing stands where everybody starts."""
    mean, sd = eaps(test.tables, log_likelihood)
    if test.rules.score == "EAP":
        return Standing(mean, mean, sd)
    theta, se = weighted_likelihoods(test.tables, log_likelihood, moments)
    return Standing(mean, np.where(told, theta, mean), np.where(told, se, sd))


def _ends(test: AdaptiveTest, n: int, se: Floats, before: Floats, used: Flags) -> Indices:
    if n < test.rules.least:
        return np.zeros(len(se), dtype=np.int64)
    complete = (
        np.ones(len(se), dtype=bool) if test.content is None else test.content.complete(used @ test.content.member)
    )
    each = zip(se.tolist(), before.tolist(), complete.tolist(), strict=True)
    return np.array([test.ends(n, *one) for one in each], dtype=np.int64)


def _eligible(test: AdaptiveTest, people: Seeds) -> Flags | None:
    """Which items each person may see, (people, items)."""
    if test.eligibility is None:
        return None
    return np.asarray(chances(people, np.arange(len(test.names), dtype=np.uint64)) < test.eligibility)


def _may(
    test: AdaptiveTest, enemies: npt.NDArray[np.float32], used: Flags, eligible: Flags | None, tie: Floats
) -> Flags:
    """The items that may come next, (people, items)."""
    free = ~used
    if len(enemies):
        free &= (used @ enemies.T > 0) @ enemies == 0
    if (content := test.content) is not None:
        areas = content.open(free @ content.member > 0, used @ content.member, tie)
        free = _unless_empty(free & areas[:, content.of], free)
    return free if eligible is None else _unless_empty(free & eligible, free)


def _best(test: AdaptiveTest, theta: Floats, free: Flags, draw: Floats) -> Indices:
    """One of the best ``among`` free items at each person's θ; the whole bank is looked at where the first are used."""
    found = np.full(len(theta), -1)
    rest = np.arange(len(theta))
    order, node = test.tables.bests(theta)
    while True:
        rank = free[rest[:, None], order].cumsum(axis=1)
        count = np.minimum(rank[:, -1], test.rules.among)
        wanted = (draw[rest] * count).astype(np.int64) + 1
        column = (rank == wanted[:, None]).argmax(axis=1)
        sure = (count == test.rules.among) | (order.shape[1] == len(test.names))
        found[rest[sure]] = np.where(count > 0, order[np.arange(len(rest)), column], -1)[sure]
        if sure.all():
            return found
        rest, order = rest[~sure], order[~sure]
        order = np.hstack([order, test.tables.ranking[node[rest], order.shape[1] :]])


def _unless_empty(fewer: Flags, more: Flags) -> Flags:
    """The fewer items, but the more where a person has none of the fewer."""
    some = np.asarray(fewer.any(axis=1))
    return fewer if some.all() else np.asarray(np.where(some[:, None], fewer, more))
