"""What does a reader need to see of a single look at one firm's people?"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from scoring.cross_section import CrossSection
from scoring.errors import Code
from scoring.results import Caveat, Cell, Column, Report, Sentence, Table

KIND = "cross_section"
#: Column of the file, what it was taken for, whether that was said or guessed, cells filled, cells empty.
Taken = tuple[str, str, str, int, int]


def report(
    found: CrossSection, people: Sequence[str], results: pd.DataFrame, taken: Sequence[Taken], single: bool
) -> Report:
    """The Report of one look: ``taken_as``, ``people`` best first, ``circumstances``, ``relations``.

    Parameters
    ----------
    found : CrossSection
    people : sequence of str
    results : DataFrame
        As they came, a row a person.
    taken : sequence of Taken
    single : bool
        Whether it rests on one period.
    """
    order = np.lexsort((np.arange(len(people)), found.rank))
    used = [name for name, fate in found.fates.items() if fate == "used"]
    counts = {"people": len(people), "results": len(results.columns), "circumstances": len(used)}
    doubts = (Caveat(Code.ONE_PERIOD),) if single else ()
    return Report(
        kind=KIND,
        sentence=Sentence("cross_section.single" if single else "cross_section.several", counts),
        estimates={"explained": found.explained.doubted(*doubts)},
        tables=(_taken(taken), _people(found, people, results, order), _circumstances(found), _relations(found, taken)),
        caveats=doubts + _left_in(found),
    )


def _taken(taken: Sequence[Taken]) -> Table:
    columns = (
        Column("column"), Column("taken_as", "code"), Column("by", "code"), Column("filled", "count"),
        Column("blank", "count"),
    )  # fmt: skip
    return Table("taken_as", columns, tuple(taken))


def _people(found: CrossSection, people: Sequence[str], results: pd.DataFrame, order: np.ndarray) -> Table:
    columns = (
        Column("person_id"), *(Column(f"result:{name}", "number") for name in results.columns), Column("raw", "number"),
        Column("raw_rank", "number"), Column("by_circumstances", "number"), Column("remaining", "number"),
        Column("remaining_rank", "number"),
    )  # fmt: skip
    values = results.to_numpy(dtype=float)
    parts = (found.composite, found.rank, found.given, found.remaining, found.remaining_rank)
    rows = tuple((people[i], *map(_number, values[i]), *(_number(part[i]) for part in parts)) for i in order)
    return Table("people", columns, rows)


def _circumstances(found: CrossSection) -> Table:
    rows = tuple((name, fate) for name, fate in found.fates.items())
    return Table("circumstances", (Column("column"), Column("treated", "code")), rows)


def _relations(found: CrossSection, taken: Sequence[Taken]) -> Table:
    kinds: Mapping[str, str] = {name: kind for name, kind, *_rest in taken}
    columns = (Column("column"), Column("taken_as", "code"), Column("goes_with"), Column("r", "estimate"))
    rows = [(one.column, kinds.get(one.column, "unclear"), one.result, one.r) for one in found.relations]
    rows.sort(key=lambda row: (row[1] != "score", 1.0 if row[3].value is None else -abs(row[3].value)))
    return Table("relations", columns, tuple(rows))


def _left_in(found: CrossSection) -> tuple[Caveat, ...]:
    """Circumstances for which there are too few people."""
    names = [name for name, fate in found.fates.items() if fate == "too_few_people"]
    return (Caveat(Code.CONFOUNDED_BY_CIRCUMSTANCE, {"missing": ", ".join(names)}),) if names else ()


def _number(value: float) -> Cell:
    return float(value) if np.isfinite(value) else None
