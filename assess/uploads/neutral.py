"""May a spreadsheet run this cell? Every CSV that leaves the house goes through here."""

import re

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full width signs start formulas too


def neutralised(cell: object) -> str:
    """A cell's text, with an apostrophe before what a spreadsheet would take for a formula; plain numbers stay.

    Source: OWASP, CSV Injection. None becomes an empty cell.
    """
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(_STARTS) and not _NUMBER.fullmatch(text) else text
