"""How many of a group reached each step of selection, and how many got further?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from scoring.impact.comparison import Count

#: What became of an applicant: the step they went out at, or the last.
STEPS = ("applied", "assessment", "interview", "decision")
HIRED = "hired"
PLACES = (*STEPS, HIRED)
#: The whole process as one step.
OVERALL = "overall"

#: Neighbouring places taken together, first to last.
Merging = tuple[tuple[str, ...], ...]


def mergings(sizes: Mapping[str, int], least: int) -> Iterator[Merging]:
    """Ways to take neighbouring places together so that each holds ``least`` people, the finest first.

    Among equally fine ones those that keep the hired apart come first: they alone give the overall rate. Places nobody
    ended at are left out. When everybody is together nothing can be said, and that is never given.

    Parameters
    ----------
    sizes : mapping
        How many ended at each of ``PLACES``; what is not named is 0.

    Examples
    --------
    >>> next(mergings({"assessment": 40, "interview": 3, "decision": 9, "hired": 12}, 5))
    (('assessment',), ('interview', 'decision'), ('hired',))
    """
    places = tuple(place for place in PLACES if sizes.get(place, 0))
    for count in range(len(places) - 1, 0, -1):
        cuts = [(0, *inner, len(places)) for inner in combinations(range(1, len(places)), count)]
        found = [tuple(places[start:end] for start, end in pairwise(edges)) for edges in cuts]
        for merging in sorted(found, key=lambda one: one[-1] != (HIRED,)):
            if all(sum(sizes[place] for place in part) >= least for part in merging):
                yield merging


@dataclass(frozen=True, slots=True)
class Ended:
    """Where the people of one group ended: their number by part of a merging, in its order."""

    group: str
    by_part: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its places together (such as ``"interview decision"``), and each group's count."""

    code: str
    counts: tuple[Count, ...]


def steps(merging: Merging, groups: Sequence[Ended]) -> tuple[Step, ...]:
    """Overall first, then every step: who reached it was considered, who got further was selected (methods §8.7).

    Without the hired by themselves there is no overall step.
    """
    found = []
    if merging[-1] == (HIRED,):
        found.append(Step(OVERALL, tuple(Count(g.group, sum(g.by_part), g.by_part[-1]) for g in groups)))
    for place, part in enumerate(merging[:-1]):
        counts = tuple(Count(g.group, sum(g.by_part[place:]), sum(g.by_part[place + 1 :])) for g in groups)
        found.append(Step(" ".join(part), counts))
    return tuple(found)
