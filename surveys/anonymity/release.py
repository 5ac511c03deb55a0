"""Releasing finished tables: what is shown is rounded, what is withheld says nothing, not even its n."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.anonymity.suppression import Family, hidden
from surveys.anonymity.tables import Cell, GroupTable
from surveys.anonymity.thresholds import THRESHOLDS, Thresholds
from surveys.errors import TooManyDimensions

#: Below this many answers percentages move in steps of five (methods §10.3).
COARSE_BELOW = 20


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
    tables: Sequence[GroupTable], released_before: Sequence[ReleasedSet], thresholds: Thresholds = THRESHOLDS
) -> Release:
    """Suppresses on the finished set of tables, together with all that was released before.

    Tables of one measure are judged jointly, distributions again by their own threshold. Raises TooManyDimensions
    for a table that crosses more than allowed, ReleaseBlocked when earlier releases leak by themselves, ValueError
    when one group of a measure comes with two memberships.
    """
    for table in tables:
        if len(table.dimensions) > thresholds.dimensions:
            raise TooManyDimensions(measure=table.measure, most=thresholds.dimensions)
    earlier: dict[str, list[frozenset[str]]] = defaultdict(list)
    for before in released_before:
        earlier[before.measure].append(before.members)
    cells: dict[str, dict[str, Cell]] = defaultdict(dict)
    needed: dict[str, int] = defaultdict(int)
    for table in tables:
        needed[table.measure] = max(needed[table.measure], getattr(thresholds, table.topic))
        for cell in table.cells:
            known = cells[table.measure].setdefault(cell.group, cell)
            if known.members != cell.members:
                raise ValueError(f"{table.measure}: two memberships of {cell.group}")
    plain = {
        measure: _shown(list(found.values()), earlier[measure], needed[measure]) for measure, found in cells.items()
    }
    spread = {
        measure: _shown(
            [cell for cell in found.values() if cell.group in plain[measure] and cell.counts and not _alike(cell)],
            earlier[_spread(measure)],
            max(needed[measure], thresholds.distribution),
        )
        for measure, found in cells.items()
    }
    log = [ReleasedSet(measure, cells[measure][group].members) for measure in cells for group in sorted(plain[measure])]
    log += [
        ReleasedSet(_spread(measure), cells[measure][group].members)
        for measure in cells
        for group in sorted(spread[measure])
    ]
    return Release(
        tuple(
            ReleasedTable(
                table.measure,
                tuple(_seen(cell, plain[table.measure], spread[table.measure]) for cell in table.cells),
            )
            for table in tables
        ),
        tuple(log),
    )


def may_compare(before: frozenset[str], after: frozenset[str], thresholds: Thresholds = THRESHOLDS) -> bool:
    """Whether a group's trend between two waves may be shown: nobody came or went, or enough did (methods §10.4.5)."""
    moved = len(before ^ after)
    return moved == 0 or moved >= thresholds.result


def _spread(measure: str) -> str:
    return f"{measure}/distribution"


def _shown(cells: Sequence[Cell], earlier: Sequence[frozenset[str]], k: int) -> frozenset[str]:
    groups = {cell.group: cell.members for cell in cells}
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cell in cells:
        if cell.parent in groups:
            parts[cell.parent, cell.cut].append(cell.group)
    families = [Family(parent, tuple(sorted(names))) for (parent, _), names in sorted(parts.items())]
    return frozenset(groups.keys() - hidden(groups, families, list(dict.fromkeys(earlier)), k))


def _alike(cell: Cell) -> bool:
    """All say the same, or nine in ten of fewer than ten do."""
    n = len(cell.members)
    return cell.commonest == n or (n < 10 and cell.commonest >= 0.9 * n)


def _seen(cell: Cell, plain: frozenset[str], spread: frozenset[str]) -> ReleasedCell:
    if cell.group not in plain:
        return ReleasedCell(cell.group, shown=False)
    n = len(cell.members)
    if _alike(cell):
        return ReleasedCell(cell.group, shown=True, n=n, alike=True)
    step = 5 if n < COARSE_BELOW else 1
    shares = tuple(step * round(100 * count / n / step) for count in cell.counts) if cell.group in spread else None
    return ReleasedCell(cell.group, shown=True, n=n, mean=round(cell.mean, 1), shares=shares)
