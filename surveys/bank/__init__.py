"""Reading a bank file (TOML) into an instrument, or saying everything that is wrong with it at once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from surveys.bank.checks import faults
from surveys.bank.files import LARGEST, content, tables
from surveys.bank.reader import Reader
from surveys.bank.translations import FOLDER, translated
from surveys.definition import Instrument
from surveys.errors import BankRefused

BANKS = Path(__file__).parents[1] / "banks"

__all__ = ["BANKS", "LARGEST", "faults", "library", "parse", "read"]


def read(path: Path) -> Instrument:
    """The instrument in a bank file, with the translations beside it; raises BankRefused with every complaint."""
    return translated(parse(content(path), path.name), path.parent / FOLDER)


def parse(given: bytes, name: str) -> Instrument:
    """The instrument in the content of a bank file called ``name``; raises BankRefused with every complaint."""
    reader = Reader()
    instrument = reader.instrument(tables(given, name))
    complaints = [*reader.complaints, *faults(instrument, reader.named)]
    if complaints:
        raise BankRefused(tuple(f"{name}: {place}: {reason}" for place, reason in complaints))
    return instrument


@cache
def library() -> Mapping[str, Instrument]:
    """The shipped instruments by code."""
    found = [read(path) for path in sorted(BANKS.glob("*.toml"))]
    return {instrument.code: instrument for instrument in found}
