"""Reading a bank file (TOML) into an instrument, or saying everything that is wrong with it at once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from surveys.bank.checks import faults
from surveys.bank.reader import Reader
from surveys.definition import Instrument
from surveys.errors import BankRefused

BANKS = Path(__file__).parents[1] / "banks"
LARGEST = 1_000_000

__all__ = ["BANKS", "LARGEST", "faults", "library", "parse", "read"]


def read(path: Path) -> Instrument:
    """The instrument in a bank file; raises BankRefused with every complaint there is."""
    if path.stat().st_size > LARGEST:
        raise BankRefused((f"{path.name}: file: larger than {LARGEST} bytes",))
    return parse(path.read_bytes(), path.name)


def parse(content: bytes, name: str) -> Instrument:
    """The instrument in the content of a bank file called ``name``; raises BankRefused."""
    if len(content) > LARGEST:
        raise BankRefused((f"{name}: file: larger than {LARGEST} bytes",))
    try:
        raw = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise BankRefused((f"{name}: file: not UTF-8 text, byte {error.start} cannot be read",)) from None
    except tomllib.TOMLDecodeError as error:
        raise BankRefused((f"{name}: file: not TOML: {error}",)) from None
    except RecursionError:
        raise BankRefused((f"{name}: file: not TOML: nested too deep",)) from None
    reader = Reader()
    instrument = reader.instrument(raw)
    complaints = [*reader.complaints, *faults(instrument, reader.named)]
    if complaints:
        raise BankRefused(tuple(f"{name}: {place}: {reason}" for place, reason in complaints))
    return instrument


@cache
def library() -> Mapping[str, Instrument]:
    """The shipped instruments by code."""
    found = [read(path) for path in sorted(BANKS.glob("*.toml"))]
    return {instrument.code: instrument for instrument in found}
