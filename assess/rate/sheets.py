"""One file of the user as a typed data frame, or a refusal that names file, row and reason."""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from flask_babel import gettext as _

from assess.phrases import phrase
from assess.uploads import Checked, Column, Complaint, Limits, Sheet, Unreadable, checked, read, suggested
from assess.uploads.cells import Decimal, bare

#: The column that holds each row's number as the user sees it.
ROW = "file row"
#: Complaints said at once; the rest is counted.
MOST_SAID = 5
#: What must never enter a score, whatever file it comes in (methods §5), by bare name.
PROTECTED = frozenset(
    name
    for names in (
        "age agegroup birthdate birthday birthyear dateofbirth dob children color disability education ethnicity",
        "familystatus gender genderidentity maritalstatus nationality origin photo pregnancy race religion sex",
        "sexualorientation veteran veteranstatus yearofbirth",
    )
    for name in names.split()
)
#: Words that name the same in any column: ``Gender (M/F)``, ``employee_age``.
_PROTECTED_WORDS = frozenset(
    word
    for words in (
        "age gender sex male female race ethnicity ethnic religion nationality disability disabled marital married dob",
        "birth birthdate birthday pregnant veteran alter geschlecht religionszugehörigkeit staatsangehörigkeit edad",
        "sexo género genero raza nacionalidad minority",
    )
    for word in words.split()
)
_WORD = re.compile(r"[A-ZÄÖÜ]?[a-zäöüñáéíóúß]+|[A-ZÄÖÜÑ]+(?![a-zäöüñ])")
_NUMERIC = re.compile(r"\s*[+\-−.,]?\d")


class Unusable(Exception):
    """A file or a set of files nothing can be computed from; the text is for the user."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that could be read: where it was, its rows, and the hash of its bytes."""

    path: Path
    sheet: Sheet
    hash: str
    decimal: Decimal

    @property
    def name(self) -> str:
        """As the user knows it."""
        return self.path.name

    def has(self, *names: str) -> bool:
        """Whether all these columns are there, however they are written."""
        return {bare(name) for name in names} <= {bare(name) for name in self.sheet.names}

    def frame(self, columns: Sequence[Column], key: Sequence[str] = ()) -> pd.DataFrame:
        """The columns by our names; and ``ROW``; raises Unusable with the first complaints."""
        found = checked(self.sheet, columns, suggested(self.sheet.names, columns), key, self.decimal)
        if not found.fits:
            raise Unusable(_said(self.name, found))
        return pd.DataFrame(found.columns | {ROW: found.rows})

    def refuse(self, row: int, column: str, reason: str) -> Unusable:
        """An Unusable that names this file, the row as the user sees it, and the column."""
        return Unusable(_("%(file)s, row %(row)s, %(column)s: %(reason)s", file=self.name, row=row, column=column,
                          reason=reason))  # fmt: skip

    def numeric(self, apart: Collection[str]) -> tuple[list[str], list[str], list[str]]:
        """The other columns: those that hold numbers, those that hold only words, those that may not be used."""
        known = {bare(name) for name in apart}
        others = [name for name in self.sheet.names if bare(name) not in known]
        barred = [name for name in others if is_protected(name)]
        free = [name for name in others if name not in barred]
        numbers = [name for name in free if any(map(_looks_numeric, set(self.sheet.cells[name])))]
        return numbers, [name for name in free if name not in numbers], barred


def is_protected(name: str) -> bool:
    """Whether a column's name says that it holds what must never enter a score."""
    return bare(name) in PROTECTED or any(word.casefold() in _PROTECTED_WORDS for word in _WORD.findall(name))


def opened(path: Path, decimal: Decimal = "", lenient: bool = False) -> File:
    """The file, or Unusable if nothing of it can be read; ``lenient`` as in ``uploads.read``."""
    if not path.is_file():
        raise Unusable(_("%(file)s: there is no such file.", file=path))
    try:
        sheet = read(path, Limits(), lenient)
    except Unreadable as reason:
        raise Unusable(f"{path.name}: {phrase(reason.key, **reason.values)}") from None
    return File(path, sheet, hashlib.sha256(path.read_bytes()).hexdigest(), decimal)


def _looks_numeric(cell: object) -> bool:
    return isinstance(cell, float) or bool(_NUMERIC.match(str(cell)))


def _said(name: str, found: Checked) -> str:
    lines = [f"{name}, {_place(complaint)}" for complaint in found.complaints[:MOST_SAID]]
    left = len(found.complaints) - MOST_SAID
    return "\n".join(lines + ([_("… and %(n)s more complaints.", n=left)] if left > 0 else []))


def _place(complaint: Complaint) -> str:
    where = _("row %(row)s", row=complaint.row)
    if complaint.column:
        where += f", {complaint.column}"
    shown = f" “{complaint.value}”" if complaint.value else ""
    return f"{where}{shown}: {phrase(complaint.key, **complaint.values)}"
