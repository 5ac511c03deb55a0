"""Which coarse groups may an answer carry, decided before the first answer and on the invited people alone?"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Carried:
    """What each invited person's answer may carry, and the groups that can never be reported.

    Attributes
    ----------
    labels : Mapping
        Values by person in the order of the cuts; shorter than the cuts where a finer value would say too much.
    never : tuple
        Paths of values, such as ``("South", "South 4")``, that no answer carries.
    """

    labels: Mapping[int, tuple[str, ...]]
    never: tuple[tuple[str, ...], ...]


def carried(attributes: Mapping[int, Sequence[str]], k: int, before: Collection[frozenset[int]] = ()) -> Carried:
    """The finest labels that leave ``k`` invited people or more behind every combination an answer can carry.

    ``attributes`` are each person's values, coarsest first, each read within the one before; empty where unknown.
    A group of fewer than ``k`` loses its label; where those without one would be fewer than ``k``, the smallest of
    the others loses its label with them. ``before`` are the invited people of groups that earlier waves reported: a
    group that has fewer than ``k`` people more or less than one of these loses its label too, since whoever knows who
    came and went could work out these from two waves.
    """
    labels: dict[int, tuple[str, ...]] = dict.fromkeys(attributes, ())
    never: list[tuple[str, ...]] = []

    def split(path: tuple[str, ...], people: Sequence[int]) -> None:
        cells: dict[str, list[int]] = defaultdict(list)
        loose = 0
        for person in people:
            values = attributes[person][len(path) :]
            if values and values[0]:
                cells[values[0]].append(person)
            else:
                loose += 1
        for value in sorted(cells, key=lambda value: (len(cells[value]), value)):
            if len(cells[value]) < k or 0 < loose < k or _little_moved(frozenset(cells[value]), before, k):
                loose += len(cells.pop(value))
                never.append((*path, value))
        for value, members in sorted(cells.items()):
            labels.update(dict.fromkeys(members, (*path, value)))
            split((*path, value), members)

    split((), sorted(attributes))
    return Carried(labels, tuple(sorted(never)))


def _little_moved(people: frozenset[int], before: Collection[frozenset[int]], k: int) -> bool:
    return any(0 < len(people ^ earlier) < k for earlier in before)
