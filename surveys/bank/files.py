"""Files of a bank, read as TOML or refused in a sentence."""

import tomllib
from pathlib import Path
from typing import Any

from surveys.errors import BankRefused

LARGEST = 1_000_000


def content(path: Path) -> bytes:
    """The bytes of a file, which is not even opened when it is too large; raises BankRefused."""
    if path.stat().st_size > LARGEST:
        raise BankRefused((_too_large(path.name),))
    return path.read_bytes()


def tables(given: bytes, name: str) -> dict[str, Any]:
    """The tables in the content of a file called ``name``; raises BankRefused."""
    if len(given) > LARGEST:
        raise BankRefused((_too_large(name),))
    try:
        return tomllib.loads(given.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise BankRefused((f"{name}: file: not UTF-8 text, byte {error.start} cannot be read",)) from None
    except tomllib.TOMLDecodeError as error:
        raise BankRefused((f"{name}: file: not TOML: {error}",)) from None
    except RecursionError:
        raise BankRefused((f"{name}: file: not TOML: nested too deep",)) from None


def _too_large(name: str) -> str:
    return f"{name}: file: larger than {LARGEST} bytes"
