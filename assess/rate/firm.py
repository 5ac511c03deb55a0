"""One file with a row a person, as a firm keeps it: people, results, circumstances and tests, with what was guessed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from flask_babel import gettext as _

from assess.phrases import phrase
from assess.rate.headings import Series, series
from assess.rate.kinds import Kind, Taken, guessed, is_potential, kinds, may_be
from assess.rate.rows import named, people, places
from assess.rate.sheets import File, Unusable, is_protected
from assess.rate.timing import Timed, timed
from assess.uploads.amounts import MISSING, PERCENT, Amounts, amounts, mark
from assess.uploads.cells import Decimal, bare, shown
from assess.uploads.days import Order

#: A column is one of numbers when at least this share of what it holds can be read as a number.
_NUMBERS = 0.5


@dataclass(frozen=True, slots=True)
class Firm:
    """What one file says about a firm's people.

    Attributes
    ----------
    kpis : DataFrame
        Long layout of ``scoring.frames.KPIS``.
    metrics : DataFrame
        metric_key, label, direction.
    scores, circumstances, unclear, results : DataFrame
        Indexed by person; averages over periods where there are several.
    taken : tuple of Taken
        Every column of the file.
    filled : Mapping of column to its filled cells
    rows : int
        Rows that count.
    """

    kpis: pd.DataFrame
    metrics: pd.DataFrame
    scores: pd.DataFrame
    circumstances: pd.DataFrame
    unclear: pd.DataFrame
    results: pd.DataFrame
    taken: tuple[Taken, ...]
    filled: Mapping[str, int]
    rows: int


def firm(file: File, said: Mapping[str, Kind], lower: Sequence[str], dates: Order, notes: list[str]) -> Firm:
    """The file read; what was guessed, left out or could not be read is added to ``notes``.

    Parameters
    ----------
    said : Mapping of the file's column to what somebody said it is
    lower : names of results of which less is better
    dates : {"", "dmy", "mdy"}

    Raises
    ------
    Unusable
        Where no column can be a result, or no row is left; it says what to add.
    """
    said, worse = named(file, said), set(named(file, dict.fromkeys(lower, Kind.RESULT)))
    notes += [phrase(key) for key in file.sheet.guessed]
    notes += [_("Row %(row)s has %(cells)s cells where there are %(names)s names: check it.", row=row, cells=cells,
                names=len(file.sheet.names)) for row, cells in list(file.sheet.uneven.items())[:5]]  # fmt: skip
    found = people(file, said, notes)
    when = timed(file, said, found, dates, notes)
    kept = when.kept
    read = _numbers(file, kept, notes)
    taken = _taken(file, read, said, worse, found.column, when)
    parts = series([name for name, one in taken.items() if one.kind in (Kind.UNCLEAR, Kind.RESULT, Kind.CIRCUMSTANCE)
                    and name not in said])  # fmt: skip
    taken |= _spread(parts, taken, notes)
    _one_currency(file, taken, read, kept, notes)
    ids = [found.names[row] for row in kept]
    table = pd.DataFrame(
        {name: read[name].values[list(kept)] for name, one in taken.items() if name in read}, dtype=float
    )
    kpis, metrics, results = _results(file, table, ids, taken, parts, when, _with_quota(taken, read), notes)
    by_kind = {kind: _columns(table, ids, taken, kind) for kind in (Kind.SCORE, Kind.CIRCUMSTANCE, Kind.UNCLEAR)}
    filled = {name: int(np.sum([file.sheet.cells[name][row] != "" for row in kept])) for name in file.sheet.names}
    return Firm(
        kpis, metrics, by_kind[Kind.SCORE], by_kind[Kind.CIRCUMSTANCE], by_kind[Kind.UNCLEAR], results,
        tuple(taken.values()), filled, len(kept),
    )  # fmt: skip


def _numbers(file: File, kept: Sequence[int], notes: list[str]) -> dict[str, Amounts]:
    """The columns that hold numbers, under the decimal mark the file proves or the user states."""
    proofs = {name: mark(file.sheet.cells[name]) for name in file.sheet.names}
    proven = Counter(decimal for decimal, _doubtful in proofs.values() if decimal)
    usual: Decimal = file.decimal or (proven.most_common(1)[0][0] if proven else ".")
    found, doubtful = {}, []
    for name in file.sheet.names:
        own: Decimal = file.decimal or proofs[name][0] or usual
        read = amounts(file.sheet.cells[name], own)
        if read.filled and len(read.wrong) <= (1 - _NUMBERS) * read.filled and not is_protected(name):
            found[name] = read
            if proofs[name][1] and not (file.decimal or proofs[name][0] or proven):
                doubtful.append(name)
    if doubtful:
        notes.append(_("%(names)s: 1,234 was read as one thousand and more, 1.234 as one and a fraction; --decimal , "
                       "reads them the other way round.", names=", ".join(doubtful)))  # fmt: skip
    inside = set(kept)
    for name, read in found.items():
        wrong = [place for place in read.wrong if place in inside]
        if wrong:
            shown = places(file, wrong, {place: f" “{file.sheet.cells[name][place]}”" for place in wrong})
            notes.append(_("%(name)s: no number in %(rows)s; taken as missing.", name=name, rows=shown))
    return found


def _taken(
    file: File,
    read: Mapping[str, Amounts],
    said: Mapping[str, Kind],
    lower: set[str],
    person: str | None,
    when: Timed,
) -> dict[str, Taken]:
    """What every column is; constant and empty ones are nothing, whatever their name."""
    sorted_ = kinds([name for name in read], said, lower)
    taken: dict[str, Taken] = {}
    for name in file.sheet.names:
        if name == person:
            taken[name] = Taken(name, Kind.PERSON, name in said)
        elif name == when.column:
            taken[name] = Taken(name, Kind.PERIOD, name in said)
        elif is_protected(name):
            taken[name] = Taken(name, Kind.PROTECTED)
        elif all(shown(cell).strip().casefold() in MISSING for cell in file.sheet.cells[name]):
            taken[name] = Taken(name, Kind.EMPTY)
        elif name not in read:
            kind = Kind.CURRENCY if may_be(Kind.CURRENCY, name) else Kind.WORDS
            taken[name] = Taken(name, said.get(name, kind) if said.get(name) is Kind.LEFT_OUT else kind, name in said)
        elif np.isnan(read[name].values).all():
            taken[name] = Taken(name, Kind.EMPTY)
        elif np.nanmin(read[name].values) == np.nanmax(read[name].values) and len(file.sheet) > 1:
            taken[name] = Taken(name, Kind.CONSTANT)
        else:
            taken[name] = sorted_[name]
    if not any(one.kind is Kind.RESULT for one in taken.values()):
        free = [one for one in taken.values() if one.kind is Kind.UNCLEAR]
        if len(free) == 1 and not free[0].said:
            taken[free[0].name] = Taken(free[0].name, Kind.RESULT, lower=free[0].name in lower)
    return taken


def _spread(parts: Sequence[Series], taken: Mapping[str, Taken], notes: list[str]) -> dict[str, Taken]:
    """The columns of a measure that stands month by month are results."""
    found: dict[str, Taken] = {}
    for one in parts:
        kind = guessed(one.measure) if one.measure else Kind.RESULT
        if kind in (Kind.RESULT, Kind.UNCLEAR):
            found |= {name: Taken(name, Kind.RESULT, lower=taken[name].lower) for name in one.periods}
            if not one.dated:
                notes.append(_("The columns %(first)s to %(last)s name no year; they are taken as periods of one year.",
                               first=next(iter(one.periods)), last=list(one.periods)[-1]))  # fmt: skip
    return found


def _one_currency(
    file: File, taken: Mapping[str, Taken], read: Mapping[str, Amounts], kept: Sequence[int], notes: list[str]
) -> None:
    """Amounts in another currency than most are left out and named; nothing is added up across currencies."""
    column = next((name for name, one in taken.items() if one.kind is Kind.CURRENCY), None)
    money = [name for name, one in taken.items() if one.kind in (Kind.RESULT, Kind.QUOTA) and name in read]
    stated = [str(cell).strip().upper() for cell in file.sheet.cells[column]] if column else [""] * len(file.sheet)
    for name in money:
        units = [own if own not in ("", "%") else (stated[place] if own == "" and _is_money(name, read, column) else "")
                 for place, own in enumerate(read[name].units)]  # fmt: skip
        counted = Counter(units[place] for place in kept if units[place] and not np.isnan(read[name].values[place]))
        if len(counted) < 2:
            continue
        usual = counted.most_common(1)[0][0]
        other = [place for place in kept if units[place] not in ("", usual)]
        read[name].values[other] = np.nan
        shown = places(file, other, {place: f" ({units[place]})" for place in other})
        notes.append(_("%(name)s: amounts in %(usual)s count; other currencies have no rate here and are left out: "
                       "%(rows)s.", name=name, usual=usual, rows=shown))  # fmt: skip


def _is_money(name: str, read: Mapping[str, Amounts], column: str | None) -> bool:
    """Whether a currency's column speaks about this one: not where it counts, in per cent or in another unit."""
    return column is not None and "%" not in read[name].units and bare(name) not in {"deals", "units", "orders", "won"}


def _results(
    file: File,
    table: pd.DataFrame,
    ids: Sequence[str],
    taken: Mapping[str, Taken],
    parts: Sequence[Series],
    when: Timed,
    quota: tuple[str, str] | None,
    notes: list[str],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Results in the long layout, their directions, and their averages by person."""
    results = [one for one in taken.values() if one.kind is Kind.RESULT]
    if not results:
        raise Unusable(_nothing_to_rank(file, taken))
    spread = {name: (one.measure or _("result"), span) for one in parts for name, span in one.periods.items()
              if taken[name].kind is Kind.RESULT}  # fmt: skip
    targets = _quotas(file, table[quota[1]], when.kept, notes) if quota else np.full(len(ids), np.nan)
    pieces = []
    for one in results:
        measure, fixed = spread.get(one.name, (one.name, None))
        spans = [fixed] * len(ids) if fixed else when.spans
        pieces.append(pd.DataFrame({
            "person_id": ids, "metric_key": measure, "period_start": [start for start, _end in spans],
            "period_end": [end for _start, end in spans], "value": table[one.name].to_numpy(),
            "target": targets if quota and one.name == quota[0] else np.nan,
        }))  # fmt: skip
    kpis = pd.concat(pieces, ignore_index=True).dropna(subset=["value"])
    if kpis.empty:
        raise Unusable(_("%(file)s: no result can be read in any row that counts.", file=file.name))
    direction = {spread.get(one.name, (one.name, None))[0]: "lower" if one.lower else "higher" for one in results}
    metrics = pd.DataFrame({"metric_key": list(direction), "label": list(direction), "direction": direction.values()})
    means = kpis.pivot_table(index="person_id", columns="metric_key", values="value", aggfunc="mean", sort=False)
    return kpis, metrics, means.reindex(columns=list(direction))


def _with_quota(taken: Mapping[str, Taken], read: Mapping[str, Amounts]) -> tuple[str, str] | None:
    """The result a quota belongs to, where the file has one quota and one result that is no percentage."""
    quotas = [one.name for one in taken.values() if one.kind is Kind.QUOTA]
    amounts_ = [one.name for one in taken.values() if one.kind is Kind.RESULT and PERCENT not in read[one.name].units]
    return (amounts_[0], quotas[0]) if len(quotas) == len(amounts_) == 1 else None


def _quotas(file: File, column: pd.Series, kept: Sequence[int], notes: list[str]) -> np.ndarray:
    """Quotas above zero; the others are named, and nothing is divided by them."""
    values = column.to_numpy(dtype=float)
    wrong = [place for place, value in zip(kept, values, strict=True) if value <= 0]
    if wrong:
        notes.append(_("%(name)s is zero or less in %(rows)s: no attainment there.", name=column.name,
                       rows=places(file, wrong)))  # fmt: skip
    return np.where(values > 0, values, np.nan)


def _columns(table: pd.DataFrame, ids: Sequence[str], taken: Mapping[str, Taken], kind: Kind) -> pd.DataFrame:
    """The columns of a kind, a row a person; what a territory holds comes first (methods §2.4)."""
    names = [name for name, one in taken.items() if one.kind is kind]
    names.sort(key=is_potential, reverse=True)
    return table[names].groupby(np.array(ids, dtype=object), sort=False).mean().rename_axis("person_id")


def _nothing_to_rank(file: File, taken: Mapping[str, Taken]) -> str:
    """What to add so that there is a result."""
    shown = "\n".join(f"  {one.name}: {phrase(f'code.taken_as.{one.kind}')}" for one in taken.values())
    said: str = _("%(file)s: no column could be taken as a result by its name; say which is one with --result NAME.",
                  file=file.name)  # fmt: skip
    return f"{said}\n{shown}"
