"""Given the answers so far: where does this person stand, is that enough, and which item comes next?"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from scoring.adaptive.chance import stream
from scoring.adaptive.content import Content, content
from scoring.adaptive.rules import Rules, Stop
from scoring.adaptive.tables import Floats, Tables, eap, tables, weighted_likelihood
from scoring.errors import Code, Undefined
from scoring.irt.bank import Bank

#: An item and the answer to it as it stands in the data; None for an item that was shown and not answered.
Answered = Sequence[tuple[str, float | None]]
#: ``AdaptiveTest.ends`` gives places in this list.
STOPS: tuple[Stop | None, ...] = (None, Stop.PRECISION, Stop.GAIN, Stop.LENGTH, Stop.EXHAUSTED)


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
class AdaptiveTest:
    """A bank under its rules, ready to be taken; made by ``prepare``. It holds nothing of any person.

    A person's step is a few passes over the grid, and plain numbers for the rest: arrays of one cost more than they do.

    Attributes
    ----------
    names : tuple of str
    place : Mapping of item to its place in ``names``
    row : per item, Mapping of answer to its place in ``rows``
    rows : (items × (categories + 1), nodes)
        ``tables.log_probability``, one answer below the other.
    eligibility : (items,) or None
        The chance that a person may see the item.
    enemies : tuple of sets of places
    """

    rules: Rules
    names: tuple[str, ...]
    place: Mapping[str, int]
    row: tuple[Mapping[float, int], ...]
    rows: Floats
    tables: Tables
    unit: float
    start: float
    graded: bool
    content: Content | None
    eligibility: Floats | None
    enemies: tuple[frozenset[int], ...]

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
        items, told, rows = self._read(answered)
        n = len(items)
        sums = self._sums(told, rows)
        mean, theta, se = self._standing(*sums)
        before = self._standing(*self._less(*sums, told, rows))[2] if self.gains(n) and told[-1:] == items[-1:] else se
        code = self.ends(n, se, before, self.content is None or bool(self.content.complete(self.content.count(items))))
        item = -1 if code else self._choose(mean if n else self.start, items, seed)
        stop = Stop.EXHAUSTED if item < 0 and not code else STOPS[code]
        return Step(theta, se, n, self.names[item] if item >= 0 else None, stop)

    def next(self, answered: Answered, seed: int) -> str | None:
        """The next item, None when the test is over; parameters and errors as ``step``."""
        return self.step(answered, seed).item

    def stop(self, answered: Answered, seed: int) -> Stop | None:
        """Why the test is over, None while it is not; parameters and errors as ``step``."""
        return self.step(answered, seed).stop

    def estimate(self, answered: Answered) -> tuple[float, float]:
        """θ and its standard error, in the unit of the bank; errors as ``step``."""
        _, told, rows = self._read(answered)
        return self._standing(*self._sums(told, rows))[1:]

    def ends(self, n: int, se: float, before: float, complete: bool) -> int:
        """Place in ``STOPS`` of the reason to end after n items; 0 to go on.

        ``before`` is the standard error before the last of them, read only where its gain counts; ``complete`` says
        whether every area had its least items.
        """
        rules = self.rules
        precise = se <= rules.precision * self.unit
        if n >= rules.most:
            return 1 if precise else 3
        if n < rules.least or not complete:
            return 0
        if precise:
            return 1
        return 2 if self.gains(n) and abs(before - se) < (rules.gain or 0.0) * self.unit else 0

    def gains(self, n: int) -> bool:
        """Whether a small gain ends the test after n items."""
        return self.graded and self.rules.gain is not None and self.rules.least <= n < self.rules.most and n > 1

    def places(self, n: int) -> range:
        """Where in a person's stream of chance stands what decides the n-th step: which item, and between areas."""
        width = 1 + (len(self.content.areas) if self.content else 0)
        return range(len(self.names) + n * width, len(self.names) + (n + 1) * width)

    def _choose(self, theta: float, items: list[int], seed: int) -> int:
        """The place of the item after these, −1 where none is left.

        One of the most informative at θ among those that are not used nor the enemy of a used one, of the area that
        is due and eligible. Where no item is all of that, eligibility yields first, then content.
        """
        barred = set(items).union(*(group for group in self.enemies if not group.isdisjoint(items)))
        place, *between = self.places(len(items))
        draw = stream(seed)
        areas: set[int] = set()
        if self.content is not None:
            ties = np.array([[draw(tie) for tie in between]])
            left = self.content.count(barred) < self.content.size
            areas = set(np.flatnonzero(self.content.open(left, self.content.count(items), ties)).tolist())
        for eligibility in (self.eligibility, None):
            best = list(islice(self._open(theta, barred, areas, eligibility, draw), self.rules.among))
            if best:
                return best[int(draw(place) * len(best)) if len(best) > 1 else 0]
        return -1

    def _open(
        self, theta: float, barred: set[int], areas: set[int], eligibility: Floats | None, draw: Callable[[int], float]
    ) -> Iterator[int]:
        """The items that may come, the most informative first; of all areas if none is named.

        Who may see an item is drawn once for the whole test (Sympson & Hetter 1985): to draw at every selection and
        set a rejected item aside for good, as they do, is the same.
        """
        content = self.content if areas else None
        for part in self.tables.best(theta):
            for item in part:
                if item in barred or (content is not None and content.of.item(item) not in areas):
                    continue
                if eligibility is None or draw(item) < eligibility.item(item):
                    yield item

    def _standing(self, log_likelihood: Floats, moments: Floats | None) -> tuple[float, float, float]:
        """The EAP, at which items are chosen, and the score that is reported with its error."""
        mean, sd = eap(self.tables, log_likelihood)
        if moments is None:
            return mean, mean, sd
        return mean, *weighted_likelihood(self.tables, log_likelihood, moments)

    def _sums(self, told: list[int], rows: list[int]) -> tuple[Floats, Floats | None]:
        """What answers add up to, (nodes,), and the moments of their items, (2, nodes), where they are needed."""
        log_p = np.add.reduce(self.rows.take(np.array(rows, dtype=np.int64), axis=0))
        if self.rules.score == "EAP" or not told:
            return log_p, None
        return log_p, np.add.reduce(self.tables.moments.take(np.array(told, dtype=np.int64), axis=0))

    def _less(
        self, log_p: Floats, moments: Floats | None, told: list[int], rows: list[int]
    ) -> tuple[Floats, Floats | None]:
        """The same without the last answer."""
        alone = moments is None or len(told) == 1
        return log_p - self.rows[rows[-1]], None if alone else moments - self.tables.moments[told[-1]]

    def _read(self, answered: Answered) -> tuple[list[int], list[int], list[int]]:
        """Places of the items, of those that were answered, and of the answers in ``rows``."""
        items, told, rows = [], [], []
        for name, answer in answered:
            item = self.place.get(name)
            if item is None:
                raise ValueError(f"item {name} is not in the bank")
            items.append(item)
            row = None if answer is None else self.row[item].get(answer)
            if row is not None:
                told.append(item)
                rows.append(row)
            elif answer is not None and not math.isnan(answer):
                raise ValueError(f"item {name} has no answer {answer}")
        if len(set(items)) < len(items):
            raise ValueError("an item is answered twice")
        return items, told, rows


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
    width = known.log_probability.shape[1]
    place = {name: number for number, name in enumerate(names)}
    for name in (name for group in rules.enemies for name in group):
        if name not in place:
            raise ValueError(f"enemy {name} is not in the bank")
    allowed = None if eligibility is None else np.array([float(eligibility.get(name, np.nan)) for name in names])
    if allowed is not None and not ((allowed > 0) & (allowed <= 1)).all():
        raise ValueError("every item needs an eligibility above 0 and not above 1")
    return AdaptiveTest(
        rules=rules,
        names=names,
        place=place,
        row=tuple(
            {float(answer): item * width + k for k, answer in enumerate(bank.categories[one])}
            for item, one in enumerate(bank.items.index)
        ),
        rows=known.log_probability.reshape(-1, rules.nodes),
        tables=known,
        unit=bank.sd,
        start=bank.mean + bank.sd * rules.start,
        graded=width > 3,
        content=content(names, content_of, rules),
        eligibility=allowed,
        enemies=tuple(frozenset(place[name] for name in group) for group in rules.enemies),
    )
