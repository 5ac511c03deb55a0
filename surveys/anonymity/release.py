"""Releasing finished tables: what is shown is rounded, what is withheld says nothing, not even its n."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.anonymity.audit import within
from surveys.anonymity.people import ONE_WAVE, People
from surveys.anonymity.suppression import Family, hidden
from surveys.anonymity.tables import Cell, GroupTable
from surveys.anonymity.thresholds import THRESHOLDS, Thresholds
from surveys.errors import TooManyDimensions

#: Below this many answers percentages move in steps of five (methods §10.3).
COARSE_BELOW = 20
#: Where fewer than k of a group skipped a question, its answers are counted in steps of this, downwards.
COARSE_COUNT = 5


@dataclass(frozen=True)
class ReleasedSet:
    """Who stood behind a number that left the house: kept to judge later releases, never shown."""

    measure: str
    members: frozenset[str]


@dataclass(frozen=True)
class ReleasedCell:
    """What a reader may see of a group.

    ``mean`` to one decimal; ``shares`` in percent, to 5 below twenty answers; ``alike`` when nearly all said the same,
    and then neither is given. A withheld cell has none of these, and whether it is small itself or protects another
    is not said.
    """

    group: str
    shown: bool
    n: int | None = None
    mean: float | None = None
    shares: tuple[int, ...] | None = None
    alike: bool = False


@dataclass(frozen=True)
class ReleasedTable:
    """The cells of one measure, in the order they came."""

    measure: str
    cells: tuple[ReleasedCell, ...]


@dataclass(frozen=True)
class Release:
    """Tables fit to be shown, and the sets to add to the campaign's log before anybody sees them."""

    tables: tuple[ReleasedTable, ...]
    log: tuple[ReleasedSet, ...]


def release(
    tables: Sequence[GroupTable],
    released_before: Sequence[ReleasedSet],
    thresholds: Thresholds = THRESHOLDS,
    people: People = ONE_WAVE,
) -> Release:
    """Suppresses on the finished set of tables, together with all that was released before.

    Tables of one measure, or of linked ones, are judged jointly, distributions again by their own threshold. ``people``
    says how many are behind answers where one may have answered in several waves. Raises
    TooManyDimensions for a table that crosses more than allowed, ReleaseBlocked when earlier releases leak by
    themselves, ValueError when one group of a measure comes with two memberships.
    """
    for table in tables:
        if len(table.dimensions) > thresholds.dimensions:
            raise TooManyDimensions(measure=table.measure, most=thresholds.dimensions)
    cells: dict[str, dict[str, Cell]] = defaultdict(dict)
    needed: dict[str, int] = defaultdict(int)
    linked: dict[str, str] = {}
    ends: dict[str, tuple[frozenset[str], ...]] = {}
    for table in tables:
        linked[table.measure] = table.linked or table.measure
        ends[table.measure] = table.ends
        family = linked[table.measure]
        needed[family] = max(needed[family], getattr(thresholds, table.topic))
        for cell in table.cells:
            known = cells[table.measure].setdefault(cell.group, cell)
            if known.members != cell.members:
                raise ValueError(f"{table.measure}: two memberships of {cell.group}")
    plain: dict[str, frozenset[str]] = {}
    spread: dict[str, frozenset[str]] = {}
    for family, k in needed.items():
        own = {measure: list(found.values()) for measure, found in cells.items() if linked[measure] == family}
        plain |= _shown(own, [before.members for before in released_before if before.measure in own], k, people)
        for measure, found in own.items():
            earlier = [before.members for before in released_before if before.measure == measure]
            plain[measure] = _diverse(found, plain[measure], ends[measure], earlier, people)
        wide = {
            measure: [
                cell for cell in found if cell.group in plain[measure] and cell.counts and not _alike(cell, people)
            ]
            for measure, found in own.items()
        }
        before_spread = {_spread(measure) for measure in own}
        earlier = [before.members for before in released_before if before.measure in before_spread]
        spread |= _shown(wide, earlier, max(k, thresholds.distribution), people)
    log = [
        ReleasedSet(name(measure), cells[measure][group].members)
        for name, shown in ((str, plain), (_spread, spread))
        for measure in cells
        for group in sorted(shown[measure])
    ]
    widest: dict[str, frozenset[str]] = {}
    for by_group in cells.values():
        for group, cell in by_group.items():
            widest[group] = max(widest.get(group, frozenset()), cell.members, key=len)
    return Release(
        tuple(
            ReleasedTable(
                table.measure,
                tuple(
                    _seen(
                        cell,
                        cell.group in plain[table.measure],
                        cell.group in spread[table.measure],
                        _told(people.fewest(cell.members), len(widest[cell.group] - cell.members), thresholds.result),
                        people,
                    )
                    for cell in table.cells
                ),
            )
            for table in tables
        ),
        tuple(log),
    )


def _spread(measure: str) -> str:
    return f"{measure}/distribution"


def _told(n: int, skipped: int, k: int) -> int:
    """How many answers are said to stand behind a number: where only a few skipped it, not how few."""
    return n // COARSE_COUNT * COARSE_COUNT if 0 < skipped < k else n


def _shown(
    measures: Mapping[str, Sequence[Cell]], earlier: Sequence[frozenset[str]], k: int, people: People
) -> dict[str, frozenset[str]]:
    """Which groups of each measure may be shown; measures of one family are one pool, the same people one set."""
    names: dict[frozenset[str], str] = {}
    groups: dict[str, frozenset[str]] = {}
    families: dict[tuple[str, ...], Family] = {}
    for cells in measures.values():
        for cell in cells:
            groups[names.setdefault(cell.members, f"{cell.group} {len(names)}")] = cell.members
    for cells in measures.values():
        members = {cell.group: cell.members for cell in cells}
        parts: dict[tuple[str, str], list[str]] = defaultdict(list)
        for cell in cells:
            if cell.parent in members:
                parts[cell.parent, cell.cut].append(names[cell.members])
        for (parent, _), own in sorted(parts.items()):
            family = Family(names[members[parent]], tuple(sorted(own)))
            families[family.parent, *family.parts] = family
    apart = {names[cell.members] for cells in measures.values() for cell in cells if not cell.alone}
    out = hidden(groups, list(families.values()), list(dict.fromkeys(earlier)), k, people, apart)
    return {
        measure: frozenset(cell.group for cell in cells if names[cell.members] not in out)
        for measure, cells in measures.items()
    }


def _diverse(
    cells: Sequence[Cell],
    shown: frozenset[str],
    ends: Sequence[frozenset[str]],
    earlier: Sequence[frozenset[str]],
    people: People,
) -> frozenset[str]:
    """Groups less those whose means would give away what everybody of some group said alike.

    That is so where sums of a group that agrees follow from the others, or of people who are all at one end.
    """
    left = {cell.group: cell for cell in cells if cell.group in shown}
    alike = [cell.members for cell in left.values() if _alike(cell, people)]
    for agreed in dict.fromkeys([*alike, *ends]):
        while True:
            means = sorted(group for group, cell in left.items() if not _alike(cell, people))
            # of an earlier set within these people no mean was told: they agreed then as now
            known = [one for one in earlier if not one <= agreed]
            ways = within([*(left[group].members for group in means), *known], agreed)
            new = {means[place] for way in ways for place in way if place < len(means)}
            if not new:
                break
            del left[min(new, key=lambda group: (len(left[group].members), group))]
    return frozenset(left)


def _alike(cell: Cell, people: People) -> bool:
    """All say the same, or nine in ten of what fewer than ten people say is the same."""
    n = len(cell.members)
    return cell.commonest == n or (people.fewest(cell.members) < 10 and cell.commonest >= 0.9 * n)


def _seen(cell: Cell, plain: bool, spread: bool, n: int, people: People) -> ReleasedCell:
    if not plain:
        return ReleasedCell(cell.group, shown=False)
    if _alike(cell, people):
        return ReleasedCell(cell.group, shown=True, n=n, alike=True)
    step = 5 if len(cell.members) < COARSE_BELOW else 1
    shares = None
    if spread:
        shares = tuple(step * round(100 * count / len(cell.members) / step) for count in cell.counts)
    return ReleasedCell(cell.group, shown=True, n=n, mean=round(cell.mean, 1), shares=shares)
