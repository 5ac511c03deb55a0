"""Which cells must stay hidden so that no small group can be worked out (methods §10.4 and appendix A13)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.anonymity.audit import leaks
from surveys.anonymity.people import ONE_WAVE, People
from surveys.errors import AuditTooLarge, ReleaseBlocked


@dataclass(frozen=True)
class Family:
    """A group and its parts along one dimension; people in no part are an implied remainder."""

    parent: str
    parts: tuple[str, ...]


def hidden(
    groups: Mapping[str, frozenset[str]],
    families: Sequence[Family],
    earlier: Sequence[frozenset[str]],
    k: int,
    people: People = ONE_WAVE,
    apart: Collection[str] = (),
) -> frozenset[str]:
    """Names of the groups to withhold.

    Primary: fewer than ``k`` people, and those that may not stand ``apart`` from other waves of theirs. Query control:
    a set that differs from one released earlier by fewer than ``k``. Complementary: to a fixed point over all families.
    Then the exact audit of everything shown now and earlier: each hit hides the smallest set it takes, until there is
    none. What cannot be decided is not shown: the smaller half of the sets goes, and the rest is audited again.

    Raises ReleaseBlocked when what was released earlier leaks by itself: nothing withheld now can mend that; and
    AuditTooLarge when not even what was released earlier can be audited.
    """
    small = {name for name, members in groups.items() if people.fewest(members) < k}
    out = small | set(apart) | _little_new(groups, earlier, k, people)
    while True:
        _complement(groups, families, out, k)
        shown = sorted(groups.keys() - out)
        try:
            hits = leaks([*(groups[name] for name in shown), *earlier], k, people)
        except AuditTooLarge:
            if not shown:
                raise
            by_size = sorted(shown, key=lambda name: (len(groups[name]), name))
            out.update(by_size[: (len(by_size) + 1) // 2])
            continue
        if not hits:
            return frozenset(out)
        for hit in hits:
            new = [shown[place] for place in hit.places if place < len(shown)]
            if not new:
                raise ReleaseBlocked
            if out.isdisjoint(new):
                out.add(_smallest(new, groups))


def _little_new(
    groups: Mapping[str, frozenset[str]], earlier: Sequence[frozenset[str]], k: int, people: People
) -> set[str]:
    """Groups that have fewer than ``k`` people more or less than a set released earlier of the same waves.

    A pool has a few answers more than a single wave by its nature; what that gives away the audit tells.
    """
    if not groups or not earlier:
        return set()
    place = {person: at for at, person in enumerate(sorted(frozenset().union(*groups.values(), *earlier)))}
    now, before = _incidence(list(groups.values()), place), _incidence(earlier, place)
    both = now @ before.T
    more, less = now.sum(axis=1)[:, None] - both, before.sum(axis=1)[None, :] - both
    near = ((more > 0) & (more < k)) | ((less > 0) & (less < k))
    spans = [people.span(members) for members in groups.values()]
    near &= np.array([[span == people.span(members) for members in earlier] for span in spans])
    return {name for name, little in zip(groups, near.any(axis=1), strict=True) if little}


def _incidence(sets: Sequence[frozenset[str]], place: Mapping[str, int]) -> NDArray[np.float32]:
    found = np.zeros((len(sets), len(place)), dtype=np.float32)
    for line, members in enumerate(sets):
        found[line, [place[person] for person in members]] = 1
    return found


def _complement(groups: Mapping[str, frozenset[str]], families: Sequence[Family], out: set[str], k: int) -> None:
    """A13: a shown parent minus its shown parts must leave two hidden parts or more, of ``k`` people together.

    The remainder is never hidden for anybody's sake, so alone it only has to be large enough.
    """
    changed = True
    while changed:
        changed = False
        for family in families:
            if family.parent in out:
                continue
            shown = [part for part in family.parts if part not in out]
            rest = groups[family.parent].difference(*(groups[part] for part in shown))
            hidden_parts = [part for part in family.parts if part in out]
            remainder = groups[family.parent].difference(*(groups[part] for part in family.parts))
            alone = len(hidden_parts) == 1 and not remainder
            if shown and rest and (len(rest) < k or alone):
                out.add(_smallest(shown, groups))
                changed = True


def _smallest(names: Sequence[str], groups: Mapping[str, frozenset[str]]) -> str:
    return min(names, key=lambda name: (len(groups[name]), name))
