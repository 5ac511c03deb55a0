"""One number of ours beside the reference's, and how far apart they may be."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

#: Beside the project, not in it: the data belong to GPL packages.
SHARED = Path(__file__).parents[3] / "shared"
#: How far apart a number may be from the reference's.
EXACT, COEFFICIENT, FIT, LOADING = 1e-6, 1e-4, 1e-3, 0.005
LIKELIHOOD, SLOPE, THRESHOLD, POLYCHORIC = 0.05, 0.02, 0.03, 0.01


@dataclass(frozen=True, slots=True)
class Claim:
    """A number."""

    group: str
    what: str
    ours: float
    reference: float
    tolerance: float

    @property
    def difference(self) -> float:
        """Ours less the reference's; nothing when both do not exist."""
        return 0.0 if np.isnan(self.ours) and np.isnan(self.reference) else self.ours - self.reference

    @property
    def holds(self) -> bool:
        """Whether it is near enough; a number that does not exist never is, unless the reference has none either."""
        return abs(self.difference) <= self.tolerance


def claims(
    group: str, ours: Mapping[Any, Any], reference: Mapping[str, Any], tolerance: float, of: str = ""
) -> Iterator[Claim]:
    """A claim for each name of the reference; KeyError when ours lacks one."""
    for name, value in reference.items():
        yield Claim(group, f"{of} {name}".strip(), _number(ours[name]), _number(value), tolerance)


def arrays(
    group: str, ours: npt.ArrayLike, reference: npt.ArrayLike, tolerance: float, names: object = None, of: str = ""
) -> Iterator[Claim]:
    """A claim for each cell; ValueError when the shapes differ."""
    a, b = np.asarray(ours, dtype=float), np.asarray(reference, dtype=float)
    if a.shape != b.shape:
        raise ValueError(f"{group}: ours is {a.shape}, the reference {b.shape}")
    labels = [str(name) for name in names] if isinstance(names, list | tuple | pd.Index) else None
    for place, value in np.ndenumerate(b):
        cell = ", ".join(str(index + 1) for index in place[1:])
        row = labels[place[0]] if labels else str(place[0] + 1) if place else ""
        yield Claim(group, " ".join(filter(None, (of, row, cell))), float(a[place]), float(value), tolerance)


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def golden(name: str) -> Any:
    """A file of reference numbers."""
    return json.loads((SHARED / "golden" / f"{name}.json").read_text())


def data(name: str, index: bool = False) -> pd.DataFrame:
    """The data they were computed on."""
    return pd.read_csv(SHARED / "data" / f"{name}.csv", index_col=0 if index else None)


def bfi() -> pd.DataFrame:
    """25 personality items of 2,800 people as they answered them."""
    return data("bfi", index=True).iloc[:, :25]


def keyed(items: pd.DataFrame) -> pd.DataFrame:
    """Items of the bfi that all point the same way."""
    against = golden("alpha_omega_bfi")["meta"]["reversed"]
    return items.assign(**{str(name): 7 - items[name] for name in items if name in against})
