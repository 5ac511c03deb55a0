"""Do people with the same sum score answer an item as its curve says (S-X², Orlando & Thissen 2000)?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2

from scoring.irt.expectation import grid
from scoring.irt.models import Floats
from scoring.irt.reading import Reading
from scoring.irt.sum_scores import expected_shares

NODES = 61
#: Least expected people in a cell (Orlando & Thissen 2000).
LEAST = 1.0
COLUMNS = ["s_x2", "df", "p", "rmsea"]


@dataclass(frozen=True, slots=True)
class Cells:
    """The people of one sum score, by category or joined categories."""

    observed: Floats
    expected: Floats

    def joined(self, place: int, other: int) -> "Cells":
        """With one cell added to another beside it."""
        first = min(place, other)
        starts = [cell for cell in range(len(self.expected)) if cell != first + 1]
        return Cells(np.add.reduceat(self.observed, starts), np.add.reduceat(self.expected, starts))

    def __add__(self, other: "Cells") -> "Cells":
        size = max(len(self.expected), len(other.expected))
        both = [
            [np.pad(row, (0, size - len(row))) for row in (mine, its)]
            for mine, its in ((self.observed, other.observed), (self.expected, other.expected))
        ]
        return Cells(*(one + two for one, two in both))


def s_x2(answers: Reading) -> pd.DataFrame:
    """S-X² of each item; index item, columns s_x2, df, p and rmsea.

    All answers must be there. Sum scores nobody could differ in (lowest, highest) are left out. Cells that expect
    fewer than one person are joined to their smaller neighbour: categories of the same sum score first (Kang & Chen
    2008), then sum scores. NaN where nothing is left to compare.
    """
    bank = answers.bank
    items = bank.parameters
    people = grid(NODES)
    sums = answers.codes.sum(axis=0, dtype=np.int64)
    free = items.categories - (bank.model in ("1PL", "PCM"))
    rows = []
    shares = expected_shares(items, bank.mean + bank.sd * people.points, people.weights)
    for codes, size, parameters, share in zip(answers.codes, items.categories, free, shares, strict=True):
        table = np.bincount(sums * size + codes, minlength=share.size).reshape(-1, size).astype(float)
        rows.append(_statistic(_collapsed(table, share), int(parameters), len(sums)))
    return pd.DataFrame(rows, index=bank.items.index, columns=COLUMNS)


def _statistic(rows: list[Cells], parameters: int, people: int) -> tuple[float, float, float, float]:
    cells = [(o, e) for row in rows for o, e in zip(row.observed, row.expected, strict=True) if e > 0]
    df = len(cells) - len(rows) - parameters
    if df < 1:
        return np.nan, max(df, 0), np.nan, np.nan
    value = sum((o - e) ** 2 / e for o, e in cells)
    return value, df, float(chi2.sf(value, df)), float(np.sqrt(max(value / df - 1, 0) / (people - 1)))


def _collapsed(table: Floats, share: Floats) -> list[Cells]:
    """Observed and expected people by sum score, joined until hardly an expectation is below ``LEAST``.

    Sums so low or high that some category is impossible are one group with the nearest where none is.
    """
    steps = table.shape[1] - 1
    whole = np.where(table.sum(axis=1, keepdims=True) > 0, share, 0) * table.sum(axis=1, keepdims=True)
    starts = [1, *range(steps + 1, len(table) - steps)]
    rows: list[Cells] = []
    waiting: Cells | None = None
    for observed, expected in zip(
        np.add.reduceat(table[:-1], starts), np.add.reduceat(whole[:-1], starts), strict=True
    ):
        row = Cells(observed, expected)
        row = waiting + row if waiting else row
        waiting = row if row.observed.sum() == 1 else None  # one person alone makes no comparison
        if not waiting and row.observed.any():
            rows.append(row)
    if waiting and rows:
        rows[-1] += waiting
    return _rows_joined([_categories_joined(row) for row in rows])


def _categories_joined(row: Cells) -> Cells:
    while len(row.expected) > 2 and row.expected.min() < LEAST:
        least = len(row.expected) - 1 - int(row.expected[::-1].argmin())
        beside = [place for place in (least - 1, least + 1) if 0 <= place < len(row.expected)]
        row = row.joined(least, min(beside, key=lambda place: row.expected[place]))
    return row


def _rows_joined(rows: list[Cells]) -> list[Cells]:
    while len(rows) > 1:
        poor = [place for place, row in enumerate(rows) if ((row.expected > 0) & (row.expected < LEAST)).any()]
        if not poor:
            break
        beside = [place for place in (poor[0] - 1, poor[0] + 1) if 0 <= place < len(rows)]
        other = min(beside, key=lambda place: rows[place].observed.sum())
        rows[other] += rows[poor[0]]
        del rows[poor[0]]
    return rows
