"""How strong would the link be among applicants, of whom only some were hired? Shown beside r, never instead of it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from scoring.errors import BadTable, Code
from scoring.profile.composite import Floats
from scoring.profile.results import Correction
from scoring.results import Caveat, Estimate

#: Outside these bounds a ratio of standard deviations is more often an error than a fact (methods §9.2).
PLAUSIBLE = (1.0, 2.5)
#: Below this many applicants their standard deviation is off by more than an eighth.
APPLICANTS = 30
COMPOSITE = "composite"


@dataclass(frozen=True, slots=True, eq=False)
class Hiring:
    """How incumbents were chosen from applicants.

    Attributes
    ----------
    selected_on : str
        The variable that decided: ``"composite"`` (this profile), or a column of the scores or of ``existing``.
    applicants : DataFrame or None
        Everyone who applied, a column per scale in the units of the scores, and ``selected_on`` where it is no scale.
    u : float or None
        Standard deviation of applicants over that of incumbents on it, where it is assumed and not measured.
    """

    selected_on: str
    applicants: pd.DataFrame | None = None
    u: float | None = None


def case_two(r: float, u: float) -> float:
    """r among applicants where selection was on the predictor itself (Thorndike 1949, Case II).

    Examples
    --------
    >>> round(case_two(0.25, 1.5), 5)
    0.36116
    """
    return r * u / math.sqrt(1 + r * r * (u * u - 1))


def case_three(r: float, r_xz: float, r_zy: float, u: float) -> float:
    """r of predictor x and criterion y where selection was on a third variable z (Thorndike 1949, Case III).

    ``u`` is that of z; the correlations are those among the people selected.

    Examples
    --------
    >>> round(case_three(0.20, 0.5, 0.3, 1.5), 5)
    0.32068
    """
    more = u * u - 1
    return (r + r_xz * r_zy * more) / math.sqrt((1 + more * r_xz * r_xz) * (1 + more * r_zy * r_zy))


def for_criterion(r: float, reliability: float) -> float:
    """r with a criterion measured without error (Spearman 1904), at most 1; comes before ``case_two``.

    Examples
    --------
    >>> round(case_two(for_criterion(0.25, 0.60), 1.5), 5)
    0.45538
    """
    return max(-1.0, min(1.0, r / math.sqrt(reliability)))


def corrections(
    r: Estimate, reliability: float | None, hiring: Hiring | None, composite: Callable[[pd.DataFrame], Floats],
    x: Floats, y: Floats, z: Floats | None,
) -> tuple[Correction, ...]:  # fmt: skip
    """r_cv, uncorrected first, then for the criterion, for selection, and for both; endpoints are corrected likewise.

    Parameters
    ----------
    composite : callable
        The composite of any people, on the incumbents' scale.
    x, y, z : (people,)
        Incumbents' composite, criterion and, where it is not the composite, the variable that decided.

    Raises
    ------
    BadTable
        When the applicants lack the column that decided.
    """
    found = [Correction("none", None, r)]
    if reliability is not None and 0 < reliability < 1:
        found.append(Correction("criterion", None, _turned(r, lambda one: for_criterion(one, reliability))))
    if hiring is None:
        return tuple(found)
    u, doubt = _ratio(hiring, composite, x, z)
    if u is None:
        return tuple(found)
    if hiring.selected_on == COMPOSITE or z is None:
        name, corrected = "case_ii", lambda one: case_two(one, u)
    else:
        r_xz, r_zy = _correlation(x, z), _correlation(z, y)
        name, corrected = "case_iii", lambda one: case_three(one, r_xz, r_zy, u)
    found += [Correction(name, u, _turned(r, corrected).doubted(*doubt))]
    if len(found) == 3 and name == "case_ii":
        found.append(Correction("criterion_case_ii", u, _turned(found[1].r, corrected).doubted(*doubt)))
    return tuple(found)


def _ratio(
    hiring: Hiring, composite: Callable[[pd.DataFrame], Floats], x: Floats, z: Floats | None
) -> tuple[float | None, tuple[Caveat, ...]]:
    """SD of applicants over SD of incumbents on what decided, with the doubt it deserves."""
    u, assumed = hiring.u, hiring.u is not None
    if hiring.applicants is not None:
        if hiring.selected_on == COMPOSITE:
            among = composite(hiring.applicants)
        elif hiring.selected_on in hiring.applicants:
            among = hiring.applicants[hiring.selected_on].to_numpy(float)
        else:
            raise BadTable(f"applicants: column {hiring.selected_on} is missing")
        among, chosen = among[~np.isnan(among)], x if hiring.selected_on == COMPOSITE or z is None else z
        spread = float(np.nanstd(chosen, ddof=1))
        if len(among) < APPLICANTS or not spread > 0:
            return None, ()
        u, assumed = float(among.std(ddof=1)) / spread, False
    if u is None or not u > 0:
        return None, ()
    outside = not PLAUSIBLE[0] <= u <= PLAUSIBLE[1]
    values = {"u": u, "low": PLAUSIBLE[0], "high": PLAUSIBLE[1]}
    return u, (Caveat(Code.ASSUMPTION, values),) if assumed or outside else ()


def _turned(r: Estimate, correct: Callable[[float], float]) -> Estimate:
    if r.value is None or r.low is None or r.high is None:
        return r
    return replace(r, value=correct(r.value), low=correct(r.low), high=correct(r.high))


def _correlation(a: Floats, b: Floats) -> float:
    both = ~(np.isnan(a) | np.isnan(b))
    varies = both.sum() > 2 and np.ptp(a[both]) > 0 and np.ptp(b[both]) > 0
    return float(np.corrcoef(a[both], b[both])[0, 1]) if varies else 0.0
