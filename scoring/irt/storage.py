"""How is a calibrated bank kept as text and read back the same?"""

import json
import math
from typing import Any

import numpy as np
import pandas as pd

from scoring.errors import BadTable
from scoring.irt.bank import Bank, checked

FORMAT = "exemplar item bank"
VERSION = 1
FIELDS = ("columns", "model", "mean", "sd", "n", "items")


def dump(bank: Bank) -> str:
    """The bank as JSON text, every number with all its digits; a missing one is null.

    Raises
    ------
    BadTable
        When its numbers can be no probabilities (as ``checked``), or an item's name is neither text nor a whole number.
    """
    checked(bank)
    for name in bank.items.index:
        if isinstance(name, bool) or not isinstance(name, str | int | np.integer):
            raise BadTable(f"bank, item {name}: the name is neither text nor a whole number")
    columns = list(bank.items.columns)
    rows = [
        {
            "item": name if isinstance(name, str) else int(name),
            "categories": [float(answer) for answer in bank.categories[name]],
            "merged": [[float(answer), float(meant)] for answer, meant in bank.merged.get(name, {}).items()],
            **{column: _plain(value) for column, value in zip(columns, row, strict=True)},
        }
        for name, row in zip(bank.items.index, bank.items.to_numpy(dtype=float), strict=True)
    ]
    text = {
        "format": FORMAT, "version": VERSION, "model": bank.model, "mean": float(bank.mean), "sd": float(bank.sd),
        "n": int(bank.n), "columns": columns, "items": rows,
    }  # fmt: skip
    return json.dumps(text, ensure_ascii=False, allow_nan=False, indent=1)


def load(text: str) -> Bank:
    """The inverse of ``dump``.

    Raises
    ------
    BadTable
        That names what is missing or wrong, and where.
    """
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadTable(f"bank: no JSON text ({error})") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BadTable(f"bank: the text is no {FORMAT}")
    if data.get("version") != VERSION:
        raise BadTable(f"bank: version {data.get('version')}; this reads version {VERSION}")
    for name in FIELDS:
        if name not in data:
            raise BadTable(f"bank: {name} is missing")
    columns, rows = data["columns"], data["items"]
    if not (isinstance(columns, list) and all(isinstance(column, str) for column in columns)):
        raise BadTable("bank: columns are no list of names")
    if len(set(columns)) != len(columns):
        raise BadTable("bank: a column is there twice")
    if not isinstance(rows, list):
        raise BadTable("bank: items are no list")
    names = [_name(place, row) for place, row in enumerate(rows, 1)]
    numbers = [[_number(name, row, column) for column in columns] for name, row in zip(names, rows, strict=True)]
    items = pd.DataFrame(numbers, index=pd.Index(names, name="item"), columns=columns, dtype=float)
    categories = {name: _categories(name, row) for name, row in zip(names, rows, strict=True)}
    mean, sd, n = (_number(None, data, name) for name in ("mean", "sd", "n"))
    if not (math.isfinite(n) and n >= 0 and n == int(n)):
        raise BadTable(f"bank: n {data['n']} is no number of people")
    merged = {name: _merged(name, row) for name, row in zip(names, rows, strict=True) if row.get("merged")}
    return checked(Bank(data["model"], items, categories, mean, sd, int(n), merged))


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _name(place: int, row: Any) -> Any:
    """As text, or as the whole number that names the column of an array."""
    name = row.get("item") if isinstance(row, dict) else None
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise BadTable(f"bank, item {place}: no name")
    return name


def _number(item: Any, row: dict[str, Any], column: str) -> float:
    where = f"bank: {column}" if item is None else f"bank, item {item}: {column}"
    if column not in row:
        raise BadTable(f"{where} is missing")
    value = row[column]
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 2**1023:
        raise BadTable(f'{where} "{value}" is not a number')
    return float(value)


def _merged(item: Any, row: dict[str, Any]) -> dict[float, float]:
    pairs = row["merged"]
    if not isinstance(pairs, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise BadTable(f"bank, item {item}: merged is no list of pairs")
    return {_number(item, {"merged": a}, "merged"): _number(item, {"merged": b}, "merged") for a, b in pairs}


def _categories(item: Any, row: dict[str, Any]) -> tuple[float, ...]:
    found = row.get("categories")
    if not isinstance(found, list) or not found:
        raise BadTable(f"bank, item {item}: categories are missing")
    return tuple(_number(item, {"categories": answer}, "categories") for answer in found)
