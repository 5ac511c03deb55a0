"""Which rows of a firm's file are people, and how are they called? Totals, repeats and blanks do not count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import gettext as _

from assess.rate.kinds import Kind, may_be, only_people
from assess.rate.sheets import File, Unusable, is_protected
from assess.uploads.amounts import MISSING
from assess.uploads.cells import bare, is_data, shown

#: How a row is called that adds up the others.
_TOTALS = frozenset(
    {"total", "totals", "sum", "average", "mean", "median", "summe", "gesamt", "mittelwert", "durchschnitt", "suma",
     "media", "promedio"}
)  # fmt: skip
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class People:
    """Who stands in which row.

    Attributes
    ----------
    column : str or None
        The file's column that names them; None where rows are numbered.
    names : tuple of str
        Of every row of the file.
    kept : tuple of int
        Places of rows that count.
    """

    column: str | None
    names: tuple[str, ...]
    kept: tuple[int, ...]


def named(file: File, said: Mapping[str, Kind]) -> dict[str, Kind]:
    """What somebody said, under the file's own names; Unusable where there is no such column."""
    known = {bare(name): name for name in file.sheet.names}
    for name in said:
        if bare(name) not in known:
            raise Unusable(_("%(file)s has no column “%(name)s”; it has %(known)s.", file=file.name, name=name,
                             known=", ".join(file.sheet.names)))  # fmt: skip
    found = {known[bare(name)]: kind for name, kind in said.items()}
    barred = [name for name, kind in found.items() if is_protected(name) and kind is not Kind.LEFT_OUT]
    if barred:
        raise Unusable(_("“%(name)s” is protected and never becomes part of a score.", name=barred[0]))
    return found


def people(file: File, said: Mapping[str, Kind], notes: list[str]) -> People:
    """Names, and the rows that count; a row that adds up others, holds nothing or stands there again does not."""
    column = _column(file, said)
    cells = file.sheet.cells
    if column is None:
        names = [_("row %(row)s", row=int(row)) for row in file.sheet.rows]
        notes.append(_("No column names people, so they are called by their row; --person NAME says which does."))
    else:
        names = [shown(cell).strip() for cell in cells[column]]
    kept, totals, blank = [], [], []
    for place, name in enumerate(names):
        held = [cells[other][place] for other in file.sheet.names if other != column]
        first = next((bare(shown(cell)) for cell in held if cell != ""), "")
        if bare(name) in _TOTALS or (column is None and first in _TOTALS):
            totals.append(place)
        elif all(shown(cell).strip().casefold() in MISSING for cell in held):
            blank.append(place)
        else:
            kept.append(place)
            names[place] = name or _("row %(row)s", row=int(file.sheet.rows[place]))
    for some, words in (
        (totals, _("Rows that add up others are left out")),
        (blank, _("Rows without any value are left out")),
    ):
        if some:
            notes.append(f"{words}: {places(file, some)}.")
    if not kept:
        raise Unusable(_("%(file)s: no row holds anything about a person.", file=file.name))
    return People(column, tuple(names), tuple(kept))


def once(file: File, found: People, keys: Sequence[object], notes: list[str]) -> tuple[int, ...]:
    """The rows that count once each key (a person, or a person and period) stands in one row only."""
    rows: defaultdict[object, list[int]] = defaultdict(list)
    for place, key in zip(found.kept, keys, strict=True):
        rows[key].append(place)
    repeated = [some for some in rows.values() if len(some) > 1]
    if len(repeated) * 2 > len(rows) and len(rows) > 1:
        raise Unusable(_("%(file)s: most people stand in several rows (%(who)s in %(rows)s). If these are periods, say "
                         "which column holds them: --period NAME.", file=file.name, who=found.names[repeated[0][0]],
                         rows=places(file, repeated[0])))  # fmt: skip
    out: set[int] = set()
    for some in repeated:
        same = len({tuple(shown(file.sheet.cells[name][place]) for name in file.sheet.names) for place in some}) == 1
        out |= set(some[1:] if same else some)
        words = _("the same row again counts once") if same else _("which one holds cannot be told, so none counts")
        notes.append(_("%(who)s stands in %(rows)s: %(what)s.", who=found.names[some[0]], rows=places(file, some),
                       what=words))  # fmt: skip
    kept = tuple(place for place in found.kept if place not in out)
    if not kept:
        raise Unusable(_("%(file)s: no row is left that can be told from the others.", file=file.name))
    return kept


def places(file: File, some: Iterable[int], more: Mapping[int, str] = MappingProxyType({})) -> str:
    """Rows as the user sees them, the first few by number."""
    some = list(some)
    said = ", ".join(
        _("row %(row)s", row=int(file.sheet.rows[place])) + more.get(place, "") for place in some[:_MOST_NAMED]
    )
    left = len(some) - _MOST_NAMED
    return said + (_(" and %(n)s more", n=left) if left > 0 else "")


def _column(file: File, said: Mapping[str, Kind]) -> str | None:
    """What somebody said; else a column called so whose cells differ; else a first one of different words or 1 … n."""
    for name, kind in said.items():
        if kind is Kind.PERSON:
            return name
    free = [name for name in file.sheet.names if name not in said and not is_protected(name)]
    likely = [
        name
        for name in free
        if may_be(Kind.PERSON, name)
        and (only_people(name) or _distinct(file, name) > 0.5)
        and not _fractions(file, name)
    ]
    if likely:
        return max(likely, key=lambda name: (_distinct(file, name), -file.sheet.names.index(name)))
    first = file.sheet.names[0]
    if first in free and _distinct(file, first) == 1 and (_words(file, first) or _counted(file, first)):
        return first
    return None


def _distinct(file: File, name: str) -> float:
    filled = [shown(cell) for cell in file.sheet.cells[name] if cell != ""]
    return len(set(filled)) / len(filled) if filled else 0.0


def _fractions(file: File, name: str) -> bool:
    return any(isinstance(cell, float) and cell != int(cell) for cell in file.sheet.cells[name]) or any(
        isinstance(cell, str) and "." in cell and is_data(cell) for cell in file.sheet.cells[name]
    )


def _words(file: File, name: str) -> bool:
    return not any(is_data(cell) for cell in file.sheet.cells[name] if cell != "")


def _counted(file: File, name: str) -> bool:
    return [shown(cell) for cell in file.sheet.cells[name]] == [str(n) for n in range(1, len(file.sheet) + 1)]
