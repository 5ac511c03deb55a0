"""Group results before they are released: who stands behind each cell, and how groups contain each other."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

Topic = Literal["result", "sensitive", "comment"]


@dataclass(frozen=True)
class Cell:
    """One group's result on one measure.

    Attributes
    ----------
    members : frozenset of str
        Ids of those who answered this measure; they never leave with the release.
    mean : float
        Their mean.
    commonest : int
        How many gave the answer that most gave.
    counts : tuple of int
        How many gave each answer, in the order of the scale; empty when no distribution is wanted.
    parent, cut : str
        The group this one is a part of, and by which dimension (``"region"``); empty at the top.
    alone : bool
        Whether it may stand apart from other waves of the same group; where not, it is withheld however large it is.
    """

    group: str
    members: frozenset[str]
    mean: float
    commonest: int
    counts: tuple[int, ...] = ()
    parent: str = ""
    cut: str = ""
    alone: bool = True


@dataclass(frozen=True)
class GroupTable:
    """All groups' results on one measure; tables of the same measure are judged together.

    So are tables of one ``linked`` name: a scale and its items, whose sums give each other. ``ends`` are those who gave
    the lowest and those who gave the highest answer: a mean at an end of the scale tells what each of a group said.
    """

    measure: str
    cells: tuple[Cell, ...]
    topic: Topic = "result"
    dimensions: tuple[str, ...] = ()
    linked: str = ""
    ends: tuple[frozenset[str], ...] = ()


def tabulate(
    measure: str,
    values: Mapping[str, float],
    groups: Mapping[str, Collection[str]],
    *,
    parents: Mapping[str, tuple[str, str]] | None = None,
    points: tuple[float, ...] = (),
    topic: Topic = "result",
    dimensions: tuple[str, ...] = (),
    linked: str = "",
) -> GroupTable:
    """A table of one measure.

    Parameters
    ----------
    values : Mapping
        The answer of each respondent, by id; who did not answer is left out.
    groups : Mapping
        Ids of the people in each group.
    parents : Mapping
        For a group that is part of another: the other's name and the dimension that splits it.
    points : tuple of float
        Points of the scale, where a distribution is wanted.
    linked : str
        The same for measures of which one can be worked out from others.
    """
    cells = []
    for group, people in groups.items():
        members = frozenset(people) & values.keys()
        if members:
            said = [values[person] for person in sorted(members)]
            found = Counter(said)
            parent, cut = (parents or {}).get(group, ("", ""))
            counts = tuple(found[point] for point in points)
            mean, commonest = sum(said) / len(said), max(found.values())
            cells.append(Cell(group, frozenset(members), mean, commonest, counts, parent, cut))
    last = {min(values.values()), max(values.values())} if values else set()
    ends = tuple(frozenset(person for person, value in values.items() if value == end) for end in sorted(last))
    return GroupTable(measure, tuple(cells), topic, dimensions, linked, ends)
