"""Is there one general factor above the groups of items, and how strong is it in each item?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import norm as normal

from scoring.errors import Code, ScoringError, Undefined
from scoring.factors.extraction import extract
from scoring.factors.rotation import rotate
from scoring.reliability.one_factor import LEAST_UNIQUENESS, copies, one_factor
from scoring.results import Caveat

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Group factors and the general factor behind them (Schmid & Leiman 1957).

    Attributes
    ----------
    primary : (items, factors)
        Oblique loadings of the group factors, each with a positive sum.
    second : (factors,)
        Loadings of the group factors on the general one; NaN where there is no proper solution, for the reason in
        ``improper``.
    uniqueness : (items,)
    """

    primary: Floats
    second: Floats
    uniqueness: Floats
    improper: Caveat | None = None

    @property
    def freedom(self) -> float:
        """Degrees of freedom of the group factors; below 0 many solutions fit alike."""
        k, m = self.primary.shape
        return float((k - m) ** 2 - k - m) / 2

    def total(self, r: Floats) -> float:
        """1 − Σψ/Σr."""
        return float(1 - self.uniqueness.sum() / r.sum())

    def general(self, r: Floats) -> float:
        """(Σ general loadings)²/Σr."""
        return float((self.primary @ self.second).sum() ** 2 / r.sum())

    def frame(self, names: pd.Index) -> pd.DataFrame:
        """General loading, group loadings freed of it, uniqueness."""
        table = pd.DataFrame({"uniqueness": self.uniqueness}, index=names)
        if self.improper is None:
            table.insert(0, "g", self.primary @ self.second)
            group = self.primary * np.sqrt(1 - self.second**2)
            for place in range(group.shape[1]) if group.shape[1] > 1 else ():
                table.insert(place + 1, f"group_{place + 1}", group[:, place])
        return table


def hierarchy(r: Floats, names: pd.Index, n_factors: int, starts: int = 10) -> Hierarchy:
    """Minres factors, turned by oblimin, and one minres factor of their correlations.

    Raises
    ------
    Undefined
        ``HEYWOOD`` naming the item, ``NOT_CONVERGED``, ``UNRELIABLE_MEASURE`` with too few items for so many factors.
    """
    if n_factors == 1:
        found = one_factor(r, names, "minres")
        return Hierarchy(found.loading[:, None], np.ones(1), found.uniqueness)
    if n_factors >= len(r):
        raise Undefined(Code.UNRELIABLE_MEASURE, items=len(r), need=n_factors + 1)
    copies(r, names, inverse=True)
    loadings, uniqueness = extract(r, n_factors, "minres")
    worst = int(np.argmin(uniqueness))
    if uniqueness[worst] < LEAST_UNIQUENESS * 1.001:
        raise Undefined(Code.HEYWOOD, item=str(names[worst]))
    primary, phi = rotate(loadings, "oblimin", starts=starts)
    sign = np.where(primary.sum(axis=0) < 0, -1.0, 1.0)
    primary, phi = primary * sign, phi * np.outer(sign, sign)
    try:
        return Hierarchy(primary, _second(phi), uniqueness)
    except Undefined as undefined:
        nothing = np.full(n_factors, np.nan)
        return Hierarchy(primary, nothing, uniqueness, Caveat(undefined.code, undefined.values))


def bootstrap(
    x: Floats, found: Hierarchy, value: float, level: float, resamples: int, seed: int
) -> tuple[float | None, float | None]:
    """Interval of omega hierarchical from its standard error over samples of people drawn with replacement.

    None when more than a tenth of the samples have no proper solution.
    """
    rng = np.random.default_rng(seed)
    names = pd.RangeIndex(x.shape[1])
    drawn = []
    for _ in range(resamples):
        with np.errstate(invalid="ignore", divide="ignore"):
            r = np.asarray(np.corrcoef(x[rng.integers(0, len(x), len(x))], rowvar=False))
        try:
            again = hierarchy(r, names, found.primary.shape[1], starts=1)
        except (ScoringError, np.linalg.LinAlgError):
            continue
        if again.improper is None:
            drawn.append(again.general(r))
    if len(drawn) < 0.9 * resamples or max(drawn) >= 1:
        return None, None
    half = float(normal.ppf((1 + level) / 2) * np.std(np.log(1 - np.array(drawn)), ddof=1))
    return 1 - (1 - value) * float(np.exp(half)), 1 - (1 - value) * float(np.exp(-half))


def _second(phi: Floats) -> Floats:
    """Loadings of the group factors on the general one."""
    if len(phi) == 2:
        if not 0 <= phi[0, 1] < 1:
            raise Undefined(Code.HEYWOOD, factors=2)
        return np.full(2, np.sqrt(phi[0, 1]))
    try:
        return one_factor(phi, pd.RangeIndex(1, len(phi) + 1), "minres").loading
    except Undefined as undefined:
        raise Undefined(undefined.code, factors=len(phi)) from undefined
