"""Which waves of a survey may be shown apart, pooled, or beside each other (methods §10.4.5)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.anonymity.thresholds import THRESHOLDS, Thresholds


@dataclass(frozen=True)
class Pool:
    """Answers of one group over consecutive waves, fit to be a cell of a table; ``waves`` are their places."""

    group: str
    waves: tuple[int, ...]
    members: frozenset[str]


def blocks(counts: Sequence[int], k: int) -> tuple[tuple[int, ...], ...]:
    """Consecutive waves that are shown together: each block has ``k`` answers or more, and no wave is in two.

    From the first wave with fewer than ``k`` answers on no wave of the group stands alone, also where it has enough.
    What comes later never changes an earlier block; waves at the end that are not enough yet are in none.
    """
    found: list[tuple[int, ...]] = []
    tiny, open_since, answers = False, 0, 0
    for wave, count in enumerate(counts):
        tiny, answers = tiny or count < k, answers + count
        if answers >= k and (not tiny or wave > open_since):
            found.append(tuple(range(open_since, wave + 1)))
            open_since, answers = wave + 1, 0
    return tuple(found)


def pools(waves: Sequence[Mapping[str, frozenset[str]]], k: int) -> tuple[Pool, ...]:
    """Every group's answers in the blocks of its waves, oldest first.

    ``waves`` are the groups of each wave with the ids of those who answered. Release them with ``released_before`` of
    all waves of the series: whether the rest of a wave gives one group's part of it away is told by the audit alone.
    """
    return tuple(
        Pool(group, block, frozenset().union(*(waves[wave].get(group, frozenset()) for wave in block)))
        for group in sorted(frozenset().union(*waves))
        for block in blocks([len(wave.get(group, ())) for wave in waves], k)
    )


def may_compare(before: frozenset[str], after: frozenset[str], thresholds: Thresholds = THRESHOLDS) -> bool:
    """Whether a group's trend between two waves may be shown: nobody came or went, or enough did."""
    moved = len(before ^ after)
    return moved == 0 or moved >= thresholds.result


def comparable(invited: Sequence[frozenset[str]], thresholds: Thresholds = THRESHOLDS) -> tuple[int, ...]:
    """Places of the waves a group's trend may show, any two of them: ``invited`` are its people at each launch.

    The first wave stays in; a later one joins when it may be compared with all that are in, so that what was shown
    once is never taken back and no two waves beside each other are told apart by a few people.
    """
    kept: list[int] = []
    for wave, people in enumerate(invited):
        if all(may_compare(invited[other], people, thresholds) for other in kept):
            kept.append(wave)
    return tuple(kept)
