"""Which ratings are in this FACETS file? Elements first, then observations, one row for each of them.

Source: Linacre, A user's guide to FACETS, "Data =", "Labels =" and "Facets =".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from assess.uploads.cells import Cell, bare, is_data
from assess.uploads.delimited import plain_text
from assess.uploads.errors import BrokenRow, FacetsElsewhere, FacetsRow, OnlyHeader, TooManyColumns, TooManyRows
from assess.uploads.sheets import Limits, Sheet

#: What the observation is called in the sheet that comes of it.
OBSERVATION = "score"
_SETTING = re.compile(r"\s*([A-Za-z][A-Za-z -]*?)\s*=\s*(.*)")
_RANGE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_ELEMENT = re.compile(r"\s*([^=,\t]+?)\s*=\s*([^,\t]*)")
_FACET = re.compile(r"\s*([0-9]{1,2})\s*[,\t]\s*([^,\t=]+)")
_MISSING = frozenset({"", ".", "*", "m", "M", "x", "X", "NA", "na"})
_LOOKED_AT = 50
_SPECIFICATION = frozenset({"data", "facets", "labels", "label"})


@dataclass
class _Specification:
    """What stands before the data: how many facets, what they and their elements are called."""

    facets: int = 0
    names: dict[int, str] = field(default_factory=dict)
    elements: dict[tuple[int, str], str] = field(default_factory=dict)


def is_facets(text: str) -> bool:
    """Whether a text says that it is a FACETS specification, or holds rows of elements with a range among them."""
    for line in text.splitlines()[:_LOOKED_AT]:
        setting = _SETTING.fullmatch(line)
        if setting and setting.group(1).lower() in _SPECIFICATION:
            return True
        if _range_at(_cells(_uncommented(line))) is not None:
            return True
    return False


def facets(data: bytes, limits: Limits | None = None) -> Sheet:
    """A specification file with its data, or data alone: a column a facet, and ``score``.

    A range such as ``1-5`` stands for as many elements as observations follow. Rows bear the number of their line.

    Raises
    ------
    Unreadable
        FacetsRow names the line; FacetsElsewhere where the data are in a file of their own.
    """
    limits = limits or Limits()
    lines = list(enumerate(plain_text(data).splitlines(), start=1))
    specified, start = _specification(lines)
    rows = [(number, cells) for number, line in lines[start:] if any(cells := _cells(_uncommented(line)))]
    if rows and not specified.facets and not _is_row(rows[0][1]):
        header, rows = rows[0][1], rows[1:]
        specified.names.update(enumerate(filter(None, header), start=1))
    if not rows:
        raise OnlyHeader
    count = specified.facets or _facets(rows)
    if count > limits.columns:
        raise TooManyColumns(most=limits.columns)
    return _sheet(specified, count, rows, limits)


def _specification(lines: Sequence[tuple[int, str]]) -> tuple[_Specification, int]:
    """What is specified, and at which line the data begin; the first one where nothing is."""
    found, labelling, facet = _Specification(), False, 0
    for place, (_number, raw) in enumerate(lines):
        line = _uncommented(raw)
        setting = _SETTING.fullmatch(line)
        key = setting.group(1).lower() if setting and not (labelling and facet) else ""
        if key == "data":
            if setting is not None and setting.group(2).strip():
                raise FacetsElsewhere(file=setting.group(2).strip()[:100])
            return found, place + 1
        if key == "facets" and setting is not None:
            found.facets = int(setting.group(2)) if setting.group(2).strip().isdecimal() else 0
        elif key:
            labelling = key in {"labels", "label"}
        elif labelling and line.strip() == "*":
            facet = 0
        elif labelling and not facet and (head := _FACET.match(line)):
            facet = int(head.group(1))
            found.names[facet] = head.group(2).strip()
        elif labelling and facet and (element := _ELEMENT.match(line)):
            found.elements[facet, element.group(1)] = element.group(2).strip() or element.group(1)
    return _Specification(), 0


def _uncommented(line: str) -> str:
    return line.split(";", 1)[0]


def _cells(line: str) -> list[str]:
    if "," in line:
        cells = line.split(",")
    elif "\t" in line:
        cells = line.split("\t")
    else:
        cells = line.split()
    return [cell.strip().strip("\"'") for cell in cells]


def _range_at(cells: Sequence[str]) -> int | None:
    """Where among the cells a range stands that as many observations follow."""
    for place, cell in enumerate(cells):
        found = _RANGE.fullmatch(cell)
        if place and found and int(found[2]) - int(found[1]) + 1 == len(cells) - place - 1:
            return place
    return None


def _is_row(cells: Sequence[str]) -> bool:
    return _range_at(cells) is not None or any(is_data(cell) for cell in cells)


def _facets(rows: Iterable[tuple[int, list[str]]]) -> int:
    """How many facets rows have that do not say so: up to the range, or all but the last cell."""
    widths = [cells for _number, cells in rows]
    places = [place for cells in widths[:_LOOKED_AT] if (place := _range_at(cells)) is not None]
    return places[0] + 1 if places else len(widths[0]) - 1


def _sheet(specified: _Specification, count: int, rows: Iterable[tuple[int, list[str]]], limits: Limits) -> Sheet:
    columns: list[list[Cell]] = [[] for _ in range(count + 1)]
    numbers: list[int] = []
    for number, cells in rows:
        for elements, observation in _observations(number, cells, count, limits):
            for place, element in enumerate(elements):
                columns[place].append(specified.elements.get((place + 1, element), element))
            columns[count].append("" if observation in _MISSING else observation)
            numbers.append(number)
        if len(numbers) > limits.rows:
            raise TooManyRows(most=limits.rows)
    names = _names(specified, count)
    cells_ = {name: np.array(column, dtype=object) for name, column in zip(names, columns, strict=True)}
    return Sheet(tuple(names), cells_, np.array(numbers), {})


def _observations(number: int, cells: list[str], count: int, limits: Limits) -> Iterator[tuple[list[str], str]]:
    elements, observed = cells[:count], cells[count:]
    if len(elements) < count or not observed or not all(elements):
        raise FacetsRow(line=number, facets=count)
    if max(map(len, cells)) > limits.cell:
        raise BrokenRow(line=number)
    ranged = [place for place, element in enumerate(elements) if _RANGE.fullmatch(element)]
    if not ranged:
        if any(observed[1:]):
            raise FacetsRow(line=number, facets=count)
        yield elements, observed[0]
        return
    low, high = map(int, elements[ranged[0]].split("-"))
    # counted before it is spread: a range may promise a billion
    if len(ranged) > 1 or high - low + 1 != len(observed):
        raise FacetsRow(line=number, facets=count)
    for element, observation in zip(range(low, high + 1), observed, strict=True):
        yield [*elements[: ranged[0]], str(element), *elements[ranged[0] + 1 :]], observation


def _names(specified: _Specification, count: int) -> list[str]:
    """Facets by their own names where these tell them apart, else by number."""
    names = [specified.names.get(place, f"facet {place}") for place in range(1, count + 1)]
    known = {bare(name) for name in (*names, OBSERVATION)}
    return [*(names if len(known) == count + 1 else [f"facet {place}" for place in range(1, count + 1)]), OBSERVATION]
