"""Which numbers stand in a column people wrote for people: with currencies, per cent, marks of thousands, brackets?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assess.uploads.cells import Cell, Decimal
from scoring.money import SIGNS

#: What programs and people write where there is nothing.
MISSING = frozenset(
    {"", "na", "n/a", "n.a.", "#n/a", "#na", "nan", "null", "none", "nil", "-", "–", "—", ".", "?", "missing",
     "#div/0!", "#value!", "#ref!", "#null!", "#num!", "#name?", "k.a.", "s/d"}
)  # fmt: skip
_CODES = frozenset(
    code
    for codes in (
        "AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KES KRW KWD MAD MXN MYR NGN",
        "NOK NZD PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TND TRY TWD UAH USD VND ZAR",
    )
    for code in codes.split()
)
_BODY = re.compile(r"[0-9](?:[0-9.,'’\u00a0\u202f ]*[0-9])?|[.,][0-9]+")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_ONE_MARK = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
PERCENT = "%"
#: No amount people work with is beyond; a typing error is.
LARGEST = 1e15
THOUSAND = {"k": 1e3}


@dataclass(frozen=True, slots=True)
class Amounts:
    """A column as numbers.

    Attributes
    ----------
    values : float array
        NaN where the cell is empty or no number.
    units : tuple of str
        Per cell: a currency's code, ``%`` or nothing.
    wrong : tuple of int
        Places that hold something which is no number.
    filled : int
        Cells that hold anything at all.
    """

    values: NDArray[np.float64]
    units: tuple[str, ...]
    wrong: tuple[int, ...]
    filled: int

    @property
    def currencies(self) -> Counter[str]:
        """How many cells name which currency."""
        return Counter(unit for unit in self.units if unit and unit != PERCENT)


def amounts(cells: Sequence[Cell] | NDArray[Any], decimal: Decimal) -> Amounts:
    """Every cell that can be read under this decimal mark ("" is a point)."""
    values, units, wrong, filled = np.full(len(cells), np.nan), [""] * len(cells), [], 0
    for place, cell in enumerate(cells):
        if isinstance(cell, float):
            values[place], filled = cell, filled + 1
            continue
        if cell.strip().casefold() in MISSING:
            continue
        filled += 1
        body, units[place], factor = _stripped(cell)
        number = _number(body, decimal or ".")
        if number is None or not abs(number * factor) <= LARGEST:
            wrong.append(place)
        else:
            values[place] = number * factor
    return Amounts(values, tuple(units), tuple(wrong), filled)


def mark(cells: Iterable[Cell]) -> tuple[Decimal, bool]:
    """The decimal mark these cells prove ("" if none), and whether some could be read either way."""
    doubtful, proof = False, Counter[Decimal]()
    for cell in cells:
        if isinstance(cell, float):
            continue
        body = _stripped(cell)[0].lstrip("+-−")
        if not _BODY.fullmatch(body) or not ({".", ","} & set(body)):
            continue
        if "." in body and "," in body:
            proof["." if body.rfind(".") > body.rfind(",") else ","] += 1
        elif body.count(".") > 1:
            proof[","] += 1
        elif body.count(",") > 1:
            proof["."] += 1
        elif not _ONE_MARK.fullmatch(body) or body.startswith("0"):
            proof["." if "." in body else ","] += 1
        else:
            doubtful = True
    return (proof.most_common(1)[0][0] if proof else ""), doubtful


def _stripped(cell: str) -> tuple[str, str, float]:
    """The digits with their marks and sign, the unit, and what a ``k`` multiplies by."""
    text, unit, factor, negative = cell.strip(), "", 1.0, False
    if text.startswith("(") and text.endswith(")"):
        text, negative = text[1:-1].strip(), True
    if text.endswith(("-", "−")) and text[:1].isdigit():
        text, negative = text[:-1].strip(), True
    if text[:1] in "+-−" and text:
        negative ^= text[0] != "+"
        text = text[1:].strip()
    while True:
        found = _unit(text)
        if found is None or unit:
            break
        text, unit = found
    if text[:1] in "+-−" and text:
        negative ^= text[0] != "+"
        text = text[1:].strip()
    if text[-1:].casefold() in THOUSAND and text[:-1].strip()[-1:].isdigit():
        text, factor = text[:-1].strip(), THOUSAND[text[-1:].casefold()]
    return ("-" if negative else "") + text, unit, factor


def _unit(text: str) -> tuple[str, str] | None:
    """The text without a currency or per cent at either end, and which."""
    if text.endswith("%"):
        return text[:-1].strip(), PERCENT
    lowered = text.casefold()
    for sign, code in SIGNS.items():
        if lowered.startswith(sign):
            return text[len(sign) :].strip(), code
        if lowered.endswith(sign):
            return text[: -len(sign)].strip(), code
    for part, rest in ((text[:3], text[3:]), (text[-3:], text[:-3])):
        if part.upper() in _CODES and rest.strip() and not rest.strip()[0].isalpha():
            return rest.strip(), part.upper()
    return None


def _number(body: str, decimal: str) -> float | None:
    sign = -1.0 if body.startswith("-") else 1.0
    digits = body.lstrip("-")
    if _PLAIN.fullmatch(digits):
        return sign * float(digits)
    if not _BODY.fullmatch(digits):
        return None
    whole, point, fraction = digits.rpartition(decimal) if decimal in digits else (digits, "", "")
    if point and (not fraction.isdigit() or decimal in whole):
        return None
    groups = re.split(r"[.,'’\u00a0\u202f ]", whole)
    if len(groups) > 1 and (not all(len(group) == 3 for group in groups[1:]) or not 1 <= len(groups[0]) <= 3):
        return None
    joined = "".join(groups) or "0"
    return sign * float(f"{joined}.{fraction or 0}")
