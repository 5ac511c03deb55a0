"""Do items work alike for people of different groups who answered alike otherwise?"""

from collections.abc import Iterator, Mapping

import numpy as np

from scoring.dif import Dif
from scoring.measurement.study import COMPARED
from scoring.policy import judged
from scoring.reports.measurement.cells import finite
from scoring.results import Cell, Column, Estimate, Table


def dif(found: Mapping[tuple[str, str], Dif]) -> Table:
    """``dif``: a row an item and comparison, the largest first; refused where a group is too small."""
    columns = (
        Column("item"), Column("scale"), Column("compared"), Column("reference_people", "count"),
        Column("focal_people", "count"), Column("effect", "estimate"), Column("dif_class", "code"),
        Column("p_adjusted", "number"),
    )  # fmt: skip
    rows = [row for (grouping, scale), one in found.items() for row in _rows(grouping, scale, one)]
    return Table("dif", columns, tuple(sorted(rows, key=_size, reverse=True)))


def _rows(grouping: str, scale: str, found: Dif) -> Iterator[tuple[Cell, ...]]:
    for item, row in found.items.iterrows():
        fewest = min(row["n_reference"], row["n_focal"])
        if fewest < COMPARED or not np.isfinite(row["log_odds"]):
            continue
        n = int(row["n_reference"] + row["n_focal"])
        effect = Estimate(float(row["log_odds"]), n, found.method, finite(row["low"]), finite(row["high"]))
        effect = judged(effect, "dif", group=fewest).doubted(*found.reasons)
        compared = f"{grouping}: {row['focal']} / {found.reference}"
        yield (
            str(item), scale, compared, int(row["n_reference"]), int(row["n_focal"]), effect, row["effect_class"],
            finite(row["p_adjusted"]),
        )  # fmt: skip


def _size(row: tuple[Cell, ...]) -> tuple[str, float]:
    effect = row[5]
    return str(row[6]), abs(effect.value) if isinstance(effect, Estimate) and effect.value is not None else 0.0
