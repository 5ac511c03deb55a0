"""What do one firm's people show at a single look: which circumstances, tests and other columns go with results?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import ncf, rankdata

from scoring.errors import Code
from scoring.policy import judged, minimum
from scoring.profile.description import correlation
from scoring.results import Caveat, Estimate

Floats = NDArray[np.float64]
Fate = Literal["used", "too_few_people", "missing", "constant", "collinear"]
EXPLAINED = "R², adjusted (Ezekiel 1930); interval by the noncentral F, Steiger & Fouladi 1992"
#: A circumstance unknown for more people than this is not taken out.
MOST_MISSING = 0.2
#: Above this correlation with circumstances already taken, a further one says nothing new.
COLLINEAR = 0.95
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Relation:
    """How far one column goes with one result."""

    column: str
    result: str
    r: Estimate


@dataclass(frozen=True, slots=True)
class CrossSection:
    """N people in the order they came.

    Attributes
    ----------
    composite : float, N
        The sum score whose differences are looked at; NaN where not known.
    given, remaining : float, N
        What circumstances would have given anyone, as far as a straight line says, and the rest; NaN where unknown or
        where nothing could be taken out.
    rank, remaining_rank : float, N
        Mid-ranks from the top.
    fates : Mapping of circumstance to what became of it, in the order they were considered
    explained : Estimate
        Share of the differences between people that goes with the circumstances used.
    relations : tuple of Relation
    """

    composite: Floats
    given: Floats
    remaining: Floats
    rank: Floats
    remaining_rank: Floats
    fates: Mapping[str, Fate]
    explained: Estimate
    relations: tuple[Relation, ...]

    @property
    def looked_at(self) -> int:
        """How many relations have an interval; one in twenty of them would leave out zero by chance alone."""
        return sum(one.r.status != "refused" for one in self.relations)


def cross_section(
    composite: Floats, results: pd.DataFrame, circumstances: pd.DataFrame, others: pd.DataFrame
) -> CrossSection:
    """Describe; nothing here predicts anybody.

    Parameters
    ----------
    composite : float, N
    results, circumstances, others : DataFrame
        N rows; circumstances in the order in which they are taken out while there are ten people for each.

    Returns
    -------
    CrossSection
        Whatever N is; what may be shown is judged by ``scoring.policy``.
    """
    composite = np.asarray(composite, dtype=float)
    x = circumstances.to_numpy(dtype=float)
    fates = _fates(composite, circumstances)
    used = [place for place, name in enumerate(circumstances.columns) if fates[str(name)] == "used"]
    explained, given = _taken_out(composite, x[:, used])
    remaining = composite - given
    beside = pd.concat([circumstances, others], axis=1)
    relations = tuple(
        Relation(str(name), str(result), _relation(beside[name], results[result]))
        for name in beside.columns
        for result in results.columns
    )
    return CrossSection(composite, given, remaining, _ranks(composite), _ranks(remaining), fates, explained, relations)


def explained_interval(r2: float, n: int, predictors: int, level: float = LEVEL) -> tuple[float, float]:
    """Bounds of the population's R² for fixed predictors: λ/(λ + n) at the noncentralities that make F a tail.

    Parameters
    ----------
    r2 : float
        Of the sample, 0 to 1, not adjusted.
    n, predictors : int
        With n − predictors − 1 above 0.

    Source: Steiger & Fouladi 1992, p. 12; Smithson 2001, eq. 8.
    """
    free = n - predictors - 1
    if r2 >= 1:
        return 1.0, 1.0
    f = (r2 / predictors) / ((1 - r2) / free)

    def bound(tail: float) -> float:
        def off(noncentrality: float) -> float:
            return float(ncf.cdf(f, predictors, free, noncentrality)) - tail

        if off(0) < 0:
            return 0.0
        top = 1.0
        while off(top) > 0:
            top *= 2
        found = float(brentq(off, 0, top))
        return found / (found + n)

    return bound((1 + level) / 2), bound((1 - level) / 2)


def _fates(composite: Floats, circumstances: pd.DataFrame) -> dict[str, Fate]:
    """Which circumstances are taken out: known, not constant, saying something new, ten people for each."""
    most = int(np.isfinite(composite).sum() // minimum("cross_section", "people_per_circumstance").refuse)
    fates: dict[str, Fate] = {}
    taken: list[Floats] = []
    for name, column in circumstances.items():
        x = column.to_numpy(dtype=float)
        known = np.isfinite(x) & np.isfinite(composite)
        if not known.any() or (~known[np.isfinite(composite)]).mean() > MOST_MISSING:
            fates[str(name)] = "missing"
        elif np.ptp(x[known]) == 0:
            fates[str(name)] = "constant"
        elif any(_alike(x, other) for other in taken):
            fates[str(name)] = "collinear"
        elif len(taken) >= most:
            fates[str(name)] = "too_few_people"
        else:
            fates[str(name)] = "used"
            taken.append(x)
    return fates


def _alike(x: Floats, other: Floats) -> bool:
    both = np.isfinite(x) & np.isfinite(other)
    if both.sum() < 3 or np.ptp(x[both]) == 0 or np.ptp(other[both]) == 0:
        return True
    return bool(abs(np.corrcoef(x[both], other[both])[0, 1]) > COLLINEAR)


def _taken_out(composite: Floats, x: Floats) -> tuple[Estimate, Floats]:
    """The share that goes with x, and what x would have given each; both as policy lets them be shown."""
    known = np.isfinite(composite) & np.isfinite(x).all(axis=1)
    n, predictors = int(known.sum()), x.shape[1]
    nothing = np.full(len(composite), np.nan)
    if not predictors:
        return Estimate.refusal(
            Caveat(Code.CONFOUNDED_BY_CIRCUMSTANCE, {"missing": ""}), method=EXPLAINED, n=n
        ), nothing
    if n < predictors + 2 or np.ptp(composite[known]) == 0:
        reason = Caveat(Code.N_TOO_SMALL, {"n": n, "need": predictors + 2, "of": "people"})
        return Estimate.refusal(reason, method=EXPLAINED, n=n), nothing
    centered = x - x[known].mean(axis=0)
    y = composite[known] - composite[known].mean()
    gamma = np.linalg.lstsq(centered[known], y, rcond=None)[0]
    left = y - centered[known] @ gamma
    r2 = float(np.clip(1 - left @ left / (y @ y), 0, 1))
    adjusted = max(0.0, 1 - (1 - r2) * (n - 1) / (n - predictors - 1))
    low, high = explained_interval(r2, n, predictors)
    plain = Estimate(adjusted, n, EXPLAINED, min(low, adjusted), max(high, adjusted))
    shown = judged(plain, "cross_section", people=n, people_per_circumstance=n / predictors)
    if shown.status == "refused":
        return shown, nothing
    return shown, np.where(known, centered @ gamma, np.nan)


def _relation(x: pd.Series, y: pd.Series) -> Estimate:
    found = correlation(x.to_numpy(dtype=float), y.to_numpy(dtype=float))
    if found.status == "refused":
        return found
    shown = judged(found, "exploratory_correlation", people=found.n)
    return shown.doubted(Caveat(Code.NOT_CROSS_VALIDATED))


def _ranks(scores: Floats) -> Floats:
    ranks = np.full(len(scores), np.nan)
    known = np.isfinite(scores)
    ranks[known] = rankdata(-scores[known])
    return ranks
