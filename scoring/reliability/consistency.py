"""What do the customary coefficients of internal consistency say of a scale, side by side?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.errors import Code, Undefined
from scoring.refusals import refusing
from scoring.reliability.covariances import Missing, correlations, covariance, scale
from scoring.reliability.cronbach import alpha
from scoring.responses import Answers
from scoring.results import UNKNOWN, Estimate, Result

Floats = npt.NDArray[np.float64]
METHOD = "alpha, standardized alpha, Guttman's lambda 6 (Cronbach 1951; Guttman 1945)"
#: A correlation matrix of so many items is as large as is handled at once.
MOST_ITEMS = 2000


@dataclass(frozen=True, kw_only=True, eq=False)
class InternalConsistency(Result):
    """What R's psych::alpha prints of a whole scale.

    Attributes
    ----------
    alpha : Estimate
        From covariances, with Feldt's interval.
    standardized : float
        Alpha from correlations.
    lambda6 : float
        Guttman's λ6 = 1 − Σ(1 − R²_i)/Σr from squared multiple correlations; NaN where they do not exist.
    average_r, median_r : float
        Over pairs of items.
    signal_noise : float
        k·r̄/(1 − r̄); NaN where r̄ is 1.
    standard_error : float
        Of alpha (van Zyl, Neudecker & Nel 2000; as in Duhachek & Iacobucci 2004).
    mean, sd : float
        Of people's means over the items they answered.
    """

    alpha: Estimate = UNKNOWN
    standardized: float = float("nan")
    lambda6: float = float("nan")
    average_r: float = float("nan")
    median_r: float = float("nan")
    signal_noise: float = float("nan")
    standard_error: float = float("nan")
    mean: float = float("nan")
    sd: float = float("nan")


@refusing(InternalConsistency, METHOD)
def internal_consistency(items: Answers, missing: Missing = "complete", level: float = 0.95) -> InternalConsistency:
    """Alpha and its kin of items that point the same way; parameters and refusals as ``alpha``.

    Also refused as ``NO_VARIANCE`` when everyone answered one item alike, and as ``BAD_TABLE`` beyond 2,000 items.
    """
    frame = scale(items, missing)
    x = frame.to_numpy()
    k = x.shape[1]
    if k > MOST_ITEMS:
        raise Undefined(Code.BAD_TABLE, n=len(x), message=f"{k} items, at most {MOST_ITEMS}")
    first = alpha(frame, level, missing)
    if first.status == "refused":
        return InternalConsistency.refusal(*first.reasons, method=METHOD, n=first.n)
    r = correlations(x, frame.columns)
    pairs = r[np.tril_indices(k, -1)]
    average = float(pairs.mean())
    means = np.nanmean(x, axis=1)
    found = InternalConsistency(
        n=len(x),
        method=METHOD,
        alpha=first,
        standardized=k * average / (1 + (k - 1) * average) if average > -1 / (k - 1) else float("nan"),
        lambda6=lambda6(r),
        average_r=average,
        median_r=float(np.median(pairs)),
        signal_noise=k * average / (1 - average) if average < 1 else float("nan"),
        standard_error=_standard_error(covariance(x), len(x)),
        mean=float(means.mean()),
        sd=float(means.std(ddof=1)),
    )
    return found.doubted(*first.reasons)


def multiple_correlations(r: Floats) -> Floats:
    """Squared multiple correlation of each item with all others, 1 − 1/r^ii; NaN where R has no inverse."""
    nothing = np.full(len(r), np.nan)
    if np.linalg.cond(r) > 1e10:
        return nothing
    smc = 1 - 1 / np.diag(np.linalg.inv(r))
    return smc if ((smc >= 0) & (smc <= 1)).all() else nothing


def lambda6(r: Floats) -> float:
    """Guttman's λ6 of standardized items; NaN where it does not exist."""
    total = float(r.sum())
    return float(1 - (1 - multiple_correlations(r)).sum() / total) if total > 0 else float("nan")


def _standard_error(c: Floats, n: int) -> float:
    """From multivariate normal answers: Var(α̂) = 2k²/((k−1)²(1'C1)³)·[1'C1(tr C² + tr²C) − 2·tr C·1'C²1]/n."""
    k, total, trace = len(c), c.sum(), np.trace(c)
    q = 2 * k**2 / ((k - 1) ** 2 * total**3)
    q *= total * ((c * c).sum() + trace**2) - 2 * trace * (c.sum(axis=0) ** 2).sum()
    return float(np.sqrt(max(q, 0.0) / n))
