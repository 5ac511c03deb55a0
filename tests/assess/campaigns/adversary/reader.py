"""A reader who knows who works where and who has answered, keeps every number, and solves every equation in them.

Independent of the audit that is attacked: floating point, one unknown for each answer of each person, every small group
of people tried.
"""

from collections import defaultdict
from itertools import combinations

import numpy as np

from tests.assess.campaigns.adversary.company import ITEMS, Company, Number

EXACT = 1e-8


def singled_out(company: Company, k: int = 5) -> list[frozenset[str]]:
    """Fewer than k people about whose answers alone an equation follows from all that was released."""
    numbers = [number for number in company.seen if not number.alike]
    rows, owners = _equations(numbers)
    if not owners:
        return []
    _, strength, right = np.linalg.svd(rows)
    free = right[int((strength > EXACT).sum()) :].T  # a line an unknown: the directions nothing released fixes
    lines: dict[int, list[int]] = defaultdict(list)
    for line, (owner, _item) in enumerate(owners):
        lines[owner].append(line)
    atoms = _atoms(numbers)
    small = [place for place, people in enumerate(atoms) if len(people) < k and place in lines]
    for size in range(1, k):
        for chosen in combinations(small, size):
            if sum(len(atoms[place]) for place in chosen) < k:
                part = free[[line for place in chosen for line in lines[place]]]
                if part.shape[1] < len(part) or np.linalg.svd(part, compute_uv=False)[-1] < EXACT:
                    return [frozenset().union(*(atoms[place] for place in chosen))]
    return []


def _atoms(numbers: list[Number]) -> list[frozenset[str]]:
    together: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for person in sorted(frozenset().union(*(number.members for number in numbers))):
        key = tuple(place for place, number in enumerate(numbers) if person in number.members)
        together[key].add(person)
    return [frozenset(people) for people in together.values()]


def _equations(numbers: list[Number]) -> tuple[np.ndarray, list[tuple[int, str]]]:
    """A line a number, a column what an atom said to an item; a scale is the mean of its items."""
    atoms = _atoms(numbers) if numbers else []
    columns = [(place, item) for place in range(len(atoms)) for item in ITEMS]
    rows = np.zeros((len(numbers), len(columns)))
    for line, number in enumerate(numbers):
        for column, (place, item) in enumerate(columns):
            if atoms[place] <= number.members and number.measure in (item, "scale"):
                rows[line, column] = 1 / len(ITEMS) if number.measure == "scale" else 1
    used = np.flatnonzero(rows.any(axis=0))
    return rows[:, used], [columns[column] for column in used]


def unanimous(company: Company, k: int = 5) -> list[frozenset[str]]:
    """Groups whose answers are known one by one, since their mean, shown or subtracted, is an end of the scale."""
    found = []
    shown = [number for number in company.seen if not number.alike and number.measure != "scale"]
    by_measure: dict[str, list[Number]] = defaultdict(list)
    for number in shown:
        by_measure[number.measure].append(number)
    for numbers in by_measure.values():
        for whole in numbers:
            for part in (None, *numbers):
                inside = part.members if part else frozenset()
                rest = whole.members - inside
                if inside < whole.members and rest:
                    total = whole.total - (part.total if part else 0)
                    if abs(total - len(rest)) < EXACT or abs(total - 5 * len(rest)) < EXACT:
                        found.append(rest)
    return found


def exchanged(company: Company, k: int = 5) -> list[frozenset[str]]:
    """Fewer than k people who are in one number and not in an earlier one, against as few who went and who talk."""
    found = []
    for later in company.seen:
        for earlier in company.seen:
            if earlier.release < later.release and earlier.measure == later.measure:
                more, less = later.members - earlier.members, earlier.members - later.members
                if (more or less) and max(len(more), len(less)) < k:
                    found.append(more or less)
    return found


def regained(company: Company) -> list[frozenset[str]]:
    """Groups that were withheld and whose mean is that of their parent less the parts that were shown."""
    shown = {(number.release, number.measure, number.group): number for number in company.seen}
    found = []
    for number in company.withheld:
        whole = shown.get((number.release, number.measure, number.parent))
        if whole is not None:
            beside = (number.release, number.measure, number.parent, number.cut)
            parts = [one.members for one in company.seen if beside == (one.release, one.measure, one.parent, one.cut)]
            if whole.members.difference(*parts) == number.members:
                found.append(number.members)
    return found
