"""Which tables does an analysis of severity give?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import Code
from scoring.responses import Floats
from scoring.severity.reading import Places

Z = 1.959963984540054
Texts = npt.NDArray[np.object_]


def labelled(name: str, labels: pd.Index, columns: dict[str, object]) -> pd.DataFrame:
    """A row for each label, which is its index, unnamed, and its first column."""
    return pd.DataFrame({name: labels, **columns}, index=pd.Index(labels, name=None))


def interval(value: Floats, se: Floats) -> tuple[Floats, Floats]:
    """95 %."""
    return value - Z * se, value + Z * se


def texts(size: int, text: str) -> Texts:
    """The same text for everyone."""
    return np.full(size, text, dtype=object)


@dataclass(slots=True, eq=False)
class Standing:
    """How far each row of a table may be trusted."""

    status: Texts
    reason: Texts

    @classmethod
    def ok(cls, size: int) -> "Standing":
        """All of them wholly."""
        return cls(texts(size, "ok"), texts(size, ""))

    def mark(self, where: npt.NDArray[np.bool_], status: str, code: Code) -> None:
        """These only with a caveat, or not at all; what was refused stays refused."""
        where = where & (self.status != "refused")
        self.status[where], self.reason[where] = status, str(code)


def by_group(value: Floats, group: Places, groups: int) -> Floats:
    """The mean of each group; NaN for one without values."""
    n = np.bincount(group, minlength=groups).astype(float)
    n[n == 0] = np.nan
    return np.asarray(np.bincount(group, value, groups) / n)
