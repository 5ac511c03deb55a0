"""Written interviews to train interviewers with: reading their files, or saying everything that is wrong with them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from surveys.bank import library as banks
from surveys.bank.files import content, tables
from surveys.definition import Instrument
from surveys.errors import BankRefused
from surveys.vignettes.definition import PARTS, Level, Turn, Vignette
from surveys.vignettes.reader import faults_of_set
from surveys.vignettes.reader import read as read_tables

FOLDER = Path(__file__).parent

__all__ = ["FOLDER", "PARTS", "Level", "Turn", "Vignette", "library", "parse", "read"]


def parse(given: bytes, name: str, scorecards: Mapping[str, Instrument]) -> Vignette:
    """The vignette in the content of a file called ``name``; raises BankRefused with every complaint.

    ``scorecards`` are the instruments it may be rated by, by code.
    """
    vignette, faults = read_tables(tables(given, name), scorecards)
    if vignette is None or faults:
        raise BankRefused(tuple(f"{name}: {place}: {reason}" for place, reason in faults))
    return vignette


def read(folder: Path, scorecards: Mapping[str, Instrument]) -> Mapping[str, Vignette]:
    """The vignettes of a folder by code, in their order; raises BankRefused with every complaint about every file."""
    found, complaints = [], list[str]()
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append((path.name, parse(content(path), path.name, scorecards)))
        except BankRefused as refusal:
            complaints += refusal.complaints
    complaints += [f"{name}: {place}: {reason}" for name, (place, reason) in faults_of_set(found)]
    if complaints:
        raise BankRefused(tuple(complaints))
    return {one.code: one for _, one in sorted(found, key=lambda pair: (pair[1].scorecard, pair[1].position))}


@cache
def library() -> Mapping[str, Vignette]:
    """The shipped vignettes by code, in their order."""
    return read(FOLDER, banks())
