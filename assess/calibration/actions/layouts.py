"""Which layout is this file in, what do its columns mean, and which ratings stand in its rows?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from assess.calibration.forms import (
    AFTER_DISCUSSION,
    CRITERION,
    LONG_KEY,
    MOST_POINTS,
    WIDE_COLUMNS,
    WIDE_KEY,
    long_columns,
    score,
)
from assess.calibration.models import RatingBatch
from assess.uploads import Checked, Limits, Sheet, Unreadable, checked, read, suggested
from assess.uploads.cells import Cell, bare
from assess.uploads.delimited import plain_text
from assess.uploads.errors import NoHeader
from assess.uploads.facets import facets, is_facets
from assess.uploads.harvest import scorecards

#: Layouts whose sheet has a row a rating.
ROW_A_RATING = frozenset({"long", "facets", "harvest"})
_AFTER = frozenset(map(bare, AFTER_DISCUSSION))


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating of a file; ``row`` as the user sees it, ``rating`` None for "no evidence"."""

    row: int
    candidate: str
    rater: str
    criterion: str
    question: str
    round: str
    rating: int | None
    day: date | None
    evidence: int | None

    @property
    def after_discussion(self) -> bool:
        """Whether it was given after the talk, by the name of its round."""
        return bare(self.round) in _AFTER


def opened(path: Path, limits: Limits) -> tuple[str, Sheet]:
    """The layout and the rows of a file, found by its content; Unreadable."""
    with path.open("rb") as file:
        start = file.read(16)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"[", b"{")) and not start.startswith(b"{\\rtf"):
        return "harvest", scorecards(path.read_bytes(), limits)
    if not start.startswith(b"PK\x03\x04") and _is_facets(path):
        return "facets", facets(path.read_bytes(), limits)
    try:
        sheet = read(path, limits)
    except NoHeader:
        # rows of elements and a rating, which need no header
        return "facets", facets(path.read_bytes(), limits)
    found = suggested(sheet.names, long_columns(0, 1))
    return ("long" if {"competency_key", "score"} <= found.keys() else "wide"), sheet


def _is_facets(path: Path) -> bool:
    try:
        return is_facets(plain_text(path.read_bytes()))
    except Unreadable:  # whoever reads it as a table says what is wrong with it
        return False


def meanings(layout: str, sheet: Sheet) -> dict[str, str]:
    """Which column of the file is probably which of ours, theirs to ours."""
    if layout in ROW_A_RATING:
        return {theirs: ours for ours, theirs in suggested(sheet.names, long_columns(0, 1)).items()}
    fixed = {theirs: ours for ours, theirs in suggested(sheet.names, WIDE_COLUMNS).items()}
    criteria = [name for name in sheet.names if name not in fixed and _numbers(sheet, name) is not None]
    return fixed | dict.fromkeys(criteria, CRITERION)


def ends(
    layout: str, sheet: Sheet, mapping: Mapping[str, str], scales: Mapping[str, tuple[int, int]]
) -> tuple[int, int]:
    """The ends the scale probably has.

    Those by which the same criterion is rated here (``scales``) if the ratings lie between them, else those of the
    points used, and 1 where nobody gave less.
    """
    if layout == "harvest":
        return 1, 5
    rated = [theirs for theirs, ours in mapping.items() if ours in {CRITERION, "score"}]
    found = [value for name in rated for value in _numbers(sheet, name) or []]
    if not found:
        return 1, 5
    low, high = int(min(found)), int(max(found))
    for criterion in _criteria(sheet, mapping):
        known = scales.get(criterion)
        if known is not None and known[0] <= low and high <= known[1]:
            return known
    return min(low, 1), max(high, low + 1) if high - low < MOST_POINTS else min(low, 1) + 1


def _criteria(sheet: Sheet, mapping: Mapping[str, str]) -> list[str]:
    named = [theirs for theirs, ours in mapping.items() if ours == "competency_key"]
    wide = [theirs for theirs, ours in mapping.items() if ours == CRITERION]
    return sorted({str(cell) for name in named for cell in set(sheet.cells[name])} | set(wide))


def _numbers(sheet: Sheet, name: str) -> list[float] | None:
    """The distinct numbers of a column; None where one of its cells is something else."""
    try:
        return [float(cell) for cell in set(sheet.cells[name]) if cell != ""]
    except ValueError:
        return None


def understood(batch: RatingBatch, sheet: Sheet) -> Checked:
    """The rows held against the columns as they were mapped."""
    theirs = {ours: name for name, ours in batch.mapping.items() if ours != CRITERION and name in sheet.names}
    if batch.layout in ROW_A_RATING:
        key = tuple(name for name in LONG_KEY if name in theirs)
        return checked(sheet, long_columns(batch.low, batch.high), theirs, key)
    criteria = {name: name for name in criteria_of(batch, sheet)}
    columns = (*WIDE_COLUMNS, *(score(batch.low, batch.high, name) for name in criteria))
    return checked(sheet, columns, theirs | criteria, tuple(name for name in WIDE_KEY if name in theirs))


def criteria_of(batch: RatingBatch, sheet: Sheet) -> list[str]:
    """The columns of a wide file that are criteria."""
    return [name for name in sheet.names if batch.mapping.get(name) == CRITERION]


def rated(batch: RatingBatch, sheet: Sheet, found: Checked) -> Iterator[Rated]:
    """Every rating of a checked file, in its order; those without evidence too."""
    rows = found.rows.tolist()
    columns = {name: column.tolist() for name, column in found.columns.items()}
    nothing: list[Cell | None] = [None] * len(rows)
    fixed = [columns.get(name, nothing) for name in ("candidate_id", "rater_id", "question_key", "round")]
    days, notes = columns.get("submitted_at", nothing), columns.get("evidence", nothing)
    if batch.layout in ROW_A_RATING:
        told = "evidence" in batch.mapping.values()
        parts = zip(rows, *fixed, days, columns["competency_key"], columns["score"], notes, strict=True)
        for row, candidate, rater, question, round_, day, criterion, value, note in parts:
            length = len(note or "") if told else None
            yield Rated(row, candidate, rater, criterion, question or "", round_ or "", _points(value), day, length)
        return
    for criterion in criteria_of(batch, sheet):
        for row, candidate, rater, _question, round_, day, value in zip(
            rows, *fixed, days, columns[criterion], strict=True
        ):
            yield Rated(row, candidate, rater, criterion, "", round_ or "", _points(value), day, None)


def _points(value: float) -> int | None:
    return None if np.isnan(value) else int(value)
