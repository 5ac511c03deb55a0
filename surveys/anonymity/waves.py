"""Which waves of a survey may be shown apart, pooled, or beside each other (methods §10.4.5)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.anonymity.people import People
from surveys.anonymity.thresholds import THRESHOLDS

#: A group by the labels its answers carry, coarse before fine.
Path = tuple[str, ...]


@dataclass(frozen=True)
class Pool:
    """Answers of one group over several waves, by their numbers, fit to be a cell of a table."""

    group: Path
    waves: tuple[int, ...]
    members: frozenset[str]


def alone(waves: Sequence[frozenset[str]], k: int) -> bool:
    """Whether a group that said this in earlier waves may still be shown by a single one.

    After a wave of fewer than ``k`` answers it may not: that wave is pooled with another, and the other by itself would
    give it away. A wave nobody answered has nothing in it to give away.
    """
    return all(not said or len(said) >= k for said in waves)


def blocks(waves: Sequence[frozenset[str]], k: int, people: People) -> tuple[tuple[int, ...], ...]:
    """Places of the waves that are shown together: each block has ``k`` people or more, and no wave is in two.

    From the first wave with fewer than ``k`` answers on no wave of the group is a block, also where it has enough.
    What comes later never changes an earlier block; waves at the end that are not enough yet are in none.
    """
    found: list[tuple[int, ...]] = []
    block: list[int] = []
    for wave, said in enumerate(waves):
        if not said:
            continue
        block.append(wave)
        together = frozenset().union(*(waves[one] for one in block))
        if people.fewest(together) >= k and (len(block) > 1 or alone(waves[: wave + 1], k)):
            found.append(tuple(block))
            block = []
    return tuple(found)


def pools(waves: Mapping[int, Mapping[Path, frozenset[str]]], k: int, people: People) -> tuple[Pool, ...]:
    """What groups said in several waves together, by group and oldest first; blocks of one wave are no pools.

    ``waves`` are the groups of each wave by its number, with the ids (``people.answer``) of those who answered. Release
    pools with ``released_before`` of all waves of the series: whether the rest of a wave gives one group's part of it
    away is told by the audit alone.
    """
    numbers = sorted(waves)
    found = []
    for group in sorted({group for groups in waves.values() for group in groups}):
        said = [waves[number].get(group, frozenset()) for number in numbers]
        for block in blocks(said, k, people):
            if len(block) > 1:
                members = frozenset().union(*(said[place] for place in block))
                found.append(Pool(group, tuple(numbers[place] for place in block), members))
    return tuple(found)


def may_compare(before: frozenset[str], after: frozenset[str], k: int = THRESHOLDS.result) -> bool:
    """Whether a group's trend between two waves may be shown: nobody came or went, or ``k`` people did."""
    moved = len(before ^ after)
    return moved == 0 or moved >= k


def comparable(invited: Sequence[frozenset[str]], k: int = THRESHOLDS.result) -> tuple[int, ...]:
    """Places of the waves a group's trend may show, any two of them: ``invited`` are its people at each launch.

    The first wave stays in; a later one joins when it may be compared with all that are in, so that what was shown
    once is never taken back and no two waves beside each other are told apart by a few people.
    """
    kept: list[int] = []
    for wave, people in enumerate(invited):
        if all(may_compare(invited[other], people, k) for other in kept):
            kept.append(wave)
    return tuple(kept)
