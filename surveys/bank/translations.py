"""Translations that lie beside a bank, one file a language: ``translations/<code>.<language>.toml``, text by text."""

from dataclasses import replace
from pathlib import Path

from surveys.bank.checks import faults
from surveys.bank.files import content, tables
from surveys.definition import Instrument, Translation
from surveys.errors import BankRefused

FOLDER = "translations"


def translated(instrument: Instrument, folder: Path) -> Instrument:
    """The instrument with the translations of its code in ``folder``; raises BankRefused with every complaint.

    A file need not be complete: ``surveys.languages`` says which texts lack words, and which words stand for nothing.
    """
    found, complaints = list(instrument.translations), list[str]()
    for path in sorted(folder.glob(f"{instrument.code}.*.toml")):
        language = path.name.removeprefix(f"{instrument.code}.").removesuffix(".toml")
        words = tables(content(path), path.name)
        if language in {one.language for one in found}:
            complaints.append(f"{path.name}: file: the bank holds a translation into {language} itself")
        complaints += [
            f"{path.name}: {text!r}: its translation is empty or no text"
            for text, given in words.items()
            if not (isinstance(given, str) and given.strip())
        ]
        found.append(Translation(language, words))
    whole = replace(instrument, translations=tuple(found))
    complaints += [f"{instrument.code}: {place}: {reason}" for place, reason in faults(whole)]
    if complaints:
        raise BankRefused(tuple(complaints))
    return whole
