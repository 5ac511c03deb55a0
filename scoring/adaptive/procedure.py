"""Given the answers so far: where does this person stand, is that enough, and which item comes next?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.adaptive.chance import Seeds, chance, chances, seeds
from scoring.adaptive.content import Content, content
from scoring.adaptive.rules import Rules, Stop
from scoring.adaptive.tables import Floats, Indices, Tables, eap, tables, weighted_likelihood
from scoring.errors import Code, Undefined
from scoring.irt.bank import Bank

Flags = npt.NDArray[np.bool_]
#: An item and the answer to it as it stands in the data; None for an item that was shown and not answered.
Answered = Sequence[tuple[str, float | None]]
#: ``AdaptiveTest.stops`` gives places in this list.
STOPS: tuple[Stop | None, ...] = (None, Stop.PRECISION, Stop.GAIN, Stop.LENGTH, Stop.EXHAUSTED)
#: So many of the best items are looked at first; the whole bank only where too few of them are open.
_FIRST = 64


@dataclass(frozen=True, slots=True)
class Step:
    """Where a person stands after ``n`` items; either the next item or the reason to stop is None.

    ``theta`` and ``se`` are in the unit of the bank.
    """

    theta: float
    se: float
    n: int
    item: str | None
    stop: Stop | None


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Of many people at once, (people,): the EAP at which items are chosen, and the score that is reported."""

    eap: Floats
    theta: Floats
    se: Floats


@dataclass(frozen=True, slots=True, eq=False)
class AdaptiveTest:
    """A bank under its rules, ready to be taken; made by ``prepare``. It holds nothing of any person.

    Attributes
    ----------
    names : tuple of str
    place : Mapping of item to its place in ``names``
    category : per item, Mapping of answer to category
    eligibility : (items,) or None
        The chance that a person may see the item.
    enemies : (sets, items)
        Zeros and ones.
    """

    rules: Rules
    names: tuple[str, ...]
    place: Mapping[str, int]
    category: tuple[Mapping[float, int], ...]
    tables: Tables
    unit: float
    start: float
    graded: bool
    content: Content | None
    eligibility: Floats | None
    enemies: npt.NDArray[np.float32]

    def step(self, answered: Answered, seed: int) -> Step:
        """All a request needs to know.

        Parameters
        ----------
        answered : sequence of (item, answer)
            In order; the whole state of the test.
        seed : int
            The person's own, the same at every step.

        Raises
        ------
        ValueError
            When an item is not in the bank or there twice, or an answer is none of its categories.
        """
        items, categories = self._read(answered)
        n = len(items)
        now = self._standing(items, categories, back=self._gains(n))
        used = np.zeros((1, len(self.names)), dtype=bool)
        used[0, items] = True
        code = int(self.stops(n, now.se[:1], now.se[1:], used)[0])
        item = -1
        if not code:
            draws = np.array([[chance(seed, place) for place in self.places(n)]])
            item = int(self.choose(now.eap[:1], n, used, self.eligible(seeds([seed])), draws)[0])
        stop = Stop.EXHAUSTED if item < 0 and not code else STOPS[code]
        return Step(float(now.theta[0]), float(now.se[0]), n, self.names[item] if item >= 0 else None, stop)

    def next(self, answered: Answered, seed: int) -> str | None:
        """The next item, None when the test is over; parameters and errors as ``step``."""
        return self.step(answered, seed).item

    def stop(self, answered: Answered, seed: int) -> Stop | None:
        """Why the test is over, None while it is not; parameters and errors as ``step``."""
        return self.step(answered, seed).stop

    def estimate(self, answered: Answered) -> tuple[float, float]:
        """θ and its standard error, in the unit of the bank; errors as ``step``."""
        standing = self._standing(*self._read(answered))
        return float(standing.theta[0]), float(standing.se[0])

    def standing(self, log_likelihood: Floats, moments: Floats, told: Flags) -> Standing:
        """Where people stand, from what their answers add up to, (people, nodes) and (people, 2, nodes).

        Who has ``told`` nothing stands where everybody starts.
        """
        mean, sd = eap(self.tables, log_likelihood)
        if self.rules.score == "EAP":
            return Standing(mean, mean, sd)
        theta, se = weighted_likelihood(self.tables, log_likelihood, moments)
        if told.all():
            return Standing(mean, theta, se)
        return Standing(mean, np.where(told, theta, mean), np.where(told, se, sd))

    def stops(self, n: int, se: Floats, before: Floats, used: Flags) -> Indices:
        """(people,) place in ``STOPS`` of the reason to end after n items; 0 to go on.

        ``before`` is the standard error before the last of them, read only where its gain counts.
        """
        rules = self.rules
        if n >= rules.most:
            return np.where(se <= rules.precision * self.unit, 1, 3)
        if n < rules.least:
            return np.zeros(len(se), dtype=np.int64)
        code = np.where(se <= rules.precision * self.unit, 1, 0)
        if self._gains(n):
            code = np.where((code == 0) & (abs(before - se) < (rules.gain or 0.0) * self.unit), 2, code)
        if self.content is not None:
            code = np.where(self.content.complete(used), code, 0)
        return code

    def eligible(self, people: Seeds) -> Flags | None:
        """Which items each person may see, (people, items), drawn once for the whole test (Sympson & Hetter 1985).

        To draw at every selection and set a rejected item aside for good, as they do, is the same.
        """
        if self.eligibility is None:
            return None
        return np.asarray(chances(people, np.arange(len(self.names), dtype=np.uint64)) < self.eligibility)

    def places(self, n: int) -> range:
        """Where in a person's stream of chance stands what decides the n-th step: which item, and between areas."""
        width = 1 + (len(self.content.areas) if self.content else 0)
        return range(len(self.names) + n * width, len(self.names) + (n + 1) * width)

    def choose(self, theta: Floats, n: int, used: Flags, eligible: Flags | None, draws: Floats) -> Indices:
        """(people,) the place of the item after the n-th, −1 where none is left.

        One of the most informative at θ among those that are not used nor the enemy of a used one, of the area that
        is due and eligible. Where no item is all of that, eligibility yields first, then content. ``draws`` are the
        chances at ``places(n)``, (people, places).
        """
        free = ~used
        if len(self.enemies):
            free &= (used @ self.enemies.T > 0) @ self.enemies == 0
        if self.content is not None:
            open_ = self.content.open(free, used, draws[:, 1:])
            free = _unless_empty(free & open_[:, self.content.of], free)
        if eligible is not None:
            free = _unless_empty(free & eligible, free)
        node = self.tables.node(theta if n else np.full(len(theta), self.start))
        return self._best(node, free, draws[:, 0])

    def _best(self, node: Indices, free: Flags, draw: Floats) -> Indices:
        """One of the best ``among`` free items at each person's node of the grid."""
        found = np.full(len(node), -1)
        rest = np.arange(len(node))
        for width in (_FIRST, len(self.names)):
            order = self.tables.ranking[node[rest], :width]
            rank = free[rest[:, None], order].cumsum(axis=1)
            count = np.minimum(rank[:, -1], self.rules.among)
            wanted = (draw[rest] * count).astype(np.int64) + 1
            column = (rank == wanted[:, None]).argmax(axis=1)
            sure = (count == self.rules.among) | (width >= len(self.names))
            found[rest[sure]] = np.where(count > 0, order[np.arange(len(rest)), column], -1)[sure]
            rest = rest[~sure]
            if not len(rest):
                break
        return found

    def _gains(self, n: int) -> bool:
        return self.graded and self.rules.gain is not None and self.rules.least <= n < self.rules.most and n > 1

    def _standing(self, items: list[int], categories: list[int], back: bool = False) -> Standing:
        """Of one person, and in a second place, if ``back``, before the last answer."""
        told = np.array([category >= 0 for category in categories], dtype=bool)
        log_p, moments = self.tables.log_probability[items, categories], self.tables.moments[items]
        moments[~told] = 0.0
        ends = (len(items), len(items) - 1) if back else (len(items),)
        return self.standing(
            np.array([log_p[:end].sum(axis=0) for end in ends]),
            np.array([moments[:end].sum(axis=0) for end in ends]),
            np.array([told[:end].any() for end in ends]),
        )

    def _read(self, answered: Answered) -> tuple[list[int], list[int]]:
        """Places of the items and categories of the answers, −1 for none."""
        items = [self.place.get(item, -1) for item, _ in answered]
        if -1 in items:
            raise ValueError(f"item {answered[items.index(-1)][0]} is not in the bank")
        if len(set(items)) < len(items):
            raise ValueError("an item is answered twice")
        categories = []
        for item, (name, answer) in zip(items, answered, strict=True):
            missing = answer is None or math.isnan(answer)
            category = -1 if missing else self.category[item].get(float(answer or 0), -2)
            if category == -2:
                raise ValueError(f"item {name} has no answer {answer}")
            categories.append(category)
        return items, categories


def prepare(
    bank: Bank,
    rules: Rules | None = None,
    content_of: Mapping[str, str] | None = None,
    eligibility: Mapping[str, float] | None = None,
) -> AdaptiveTest:
    """An adaptive test of a calibrated bank. Takes a moment; keep it between requests.

    Parameters
    ----------
    bank : Bank
    rules : Rules
        The defaults where None.
    content_of : Mapping of item to area
        Needed when the rules have quotas.
    eligibility : Mapping of item to chance
        The chance that a person may see the item, as ``exposure`` finds it; without it everybody may see everything.

    Raises
    ------
    BadTable
        When the bank cannot be used, or an item has no area.
    Undefined
        ``N_TOO_SMALL`` when the bank has fewer items than the shortest test, or an area fewer than its quota.
    ValueError
        When an area has no quota, an enemy is not in the bank, or an item has no eligibility within (0, 1].

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"slope": [0.8257, 0.7227], "threshold_1": [-3.3586, -1.3701]}, index=["1", "2"])
    >>> lsat6 = Bank("2PL", items, {"1": (0.0, 1.0), "2": (0.0, 1.0)})  # two items (Bock & Lieberman 1970)
    >>> prepare(lsat6, Rules(least=1, most=2, among=1)).next([], seed=1)  # informs most at 0
    '2'
    """
    rules = rules or Rules()
    names = tuple(str(name) for name in bank.items.index)
    if len(names) < rules.least:
        raise Undefined(Code.N_TOO_SMALL, n=len(names), need=rules.least, of="items")
    known = tables(bank, rules.nodes)
    place = {name: number for number, name in enumerate(names)}
    enemies = np.zeros((len(rules.enemies), len(names)), dtype=np.float32)
    for row, group in zip(enemies, rules.enemies, strict=True):
        strange = [name for name in group if name not in place]
        if strange:
            raise ValueError(f"enemy {strange[0]} is not in the bank")
        row[[place[name] for name in group]] = 1
    chance = None if eligibility is None else np.array([float(eligibility.get(name, np.nan)) for name in names])
    if chance is not None and not ((chance > 0) & (chance <= 1)).all():
        raise ValueError("every item needs an eligibility above 0 and not above 1")
    return AdaptiveTest(
        rules=rules,
        names=names,
        place=place,
        category=tuple({float(answer): k for k, answer in enumerate(bank.categories[one])} for one in bank.items.index),
        tables=known,
        unit=bank.sd,
        start=bank.mean + bank.sd * rules.start,
        graded=known.log_probability.shape[1] > 3,
        content=content(names, content_of, rules),
        eligibility=chance,
        enemies=enemies,
    )


def _unless_empty(fewer: Flags, more: Flags) -> Flags:
    """The fewer items, but the more where a person has none of the fewer."""
    some = np.asarray(fewer.any(axis=1))
    return fewer if some.all() else np.asarray(np.where(some[:, None], fewer, more))
