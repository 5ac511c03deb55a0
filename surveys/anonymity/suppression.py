"""Which cells must stay hidden so that no small group can be worked out (methods §10.4 and appendix A13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.anonymity.audit import leak
from surveys.errors import ReleaseBlocked


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
) -> frozenset[str]:
    """Names of the groups to withhold.

    Primary: fewer than ``k`` people. Query control: a set that differs from one released earlier by fewer than ``k``.
    Complementary: to a fixed point over all families. Then the exact audit of everything shown now and earlier: each
    hit hides the smallest set it takes, until there is none.

    Raises ReleaseBlocked when what was released earlier leaks by itself: nothing withheld now can mend that.
    """
    out = {name for name, members in groups.items() if len(members) < k or _differs_little(members, earlier, k)}
    while True:
        _complement(groups, families, out, k)
        shown = sorted(groups.keys() - out)
        hit = leak([*(groups[name] for name in shown), *earlier], k)
        if hit is None:
            return frozenset(out)
        new = [shown[place] for place in hit[1] if place < len(shown)]
        if not new:
            raise ReleaseBlocked(people=len(hit[0]))
        out.add(_smallest(new, groups))


def _differs_little(members: frozenset[str], earlier: Sequence[frozenset[str]], k: int) -> bool:
    return any(0 < len(members - before) < k or 0 < len(before - members) < k for before in earlier)


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
