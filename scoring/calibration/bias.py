"""Is a rater kinder to one group of ratees than colleagues are on the same people?"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2, false_discovery_control, t

from scoring.calibration.observed import Observed
from scoring.calibration.panels import Calibration
from scoring.calibration.reading import observed
from scoring.errors import Code, Scalar, Undefined
from scoring.policy import judged
from scoring.refusals import refusing
from scoring.results import Caveat, Estimate, Result

Floats = npt.NDArray[np.float64]
METHOD = "rater × group interaction at person measures, Linacre 1989; Welch interval, Benjamini & Hochberg 1995"
ALPHA = 0.05


@dataclass(frozen=True, kw_only=True, eq=False)
class Bias(Result):
    """Rater × group interaction, for the restricted fairness module only; never part of a general Report.

    Whether groups differ in what they are given is another question: all raters together may be unfair to a group, and
    this would not show it.

    Attributes
    ----------
    groups : tuple of str
        The two groups compared; a difference above zero is kinder to the second.
    raters : dict of rater to Estimate
        Rating points by which the rater is kinder to the second group than to the first, against colleagues on the
        same people; refused below thirty people of either group.
    p : dict of rater to float
        Corrected for the number of raters.
    flagged : tuple
        Raters with p below .05.
    homogeneity : float
        p of the test that no rater differs from another (χ² over all told).
    """

    groups: tuple[str, str] = ("", "")
    raters: dict[Scalar, Estimate] = field(default_factory=dict)
    p: dict[Scalar, float] = field(default_factory=dict)
    flagged: tuple[Scalar, ...] = ()
    homogeneity: float = np.nan


@refusing(Bias, METHOD)
def bias(found: Calibration, groups: pd.Series, level: float = 0.95) -> Bias:
    """The interaction of every rater with two groups of ratees.

    A ratee's measure takes up the share of a rater's kindness that the rater has in it; differences are multiplied by
    1/(1 − share), as drift is.

    Parameters
    ----------
    found : Calibration
    groups : Series
        Group of each ratee, by ratee; two of them. Ratees without a group are left out.

    Returns
    -------
    Bias
        Refused as ``found``, or ``GROUPS_TOO_SMALL`` where there are no two groups.
    """
    if found.status == "refused":
        return Bias.refusal(*found.reasons, method=METHOD, n=found.n)
    known = groups.dropna()
    names = sorted(known.unique(), key=str)
    if len(names) != 2:
        raise Undefined(Code.GROUPS_TOO_SMALL, n=len(names), need=2, of="groups")
    seen = observed(found.severity, None)
    ratee = pd.Index(found.severity.ratees["ratee"])
    second = ratee.map(known.map({names[0]: 0.0, names[1]: 1.0})).to_numpy(float)[seen.card_ratee]
    shown = {
        rater: _difference(seen, place, second, level) for place, rater in enumerate(found.severity.raters["rater"])
    }
    told = {rater: one for rater, one in shown.items() if one[0].value is not None}
    p = dict(zip(told, false_discovery_control([one[1] for one in told.values()]), strict=True)) if told else {}
    return Bias(
        n=int(np.unique(seen.card_ratee[np.isfinite(second)]).size), method=METHOD,
        groups=(str(names[0]), str(names[1])), raters={rater: one[0] for rater, one in shown.items()},
        p={rater: float(one) for rater, one in p.items()},
        flagged=tuple(rater for rater, one in p.items() if one < ALPHA), homogeneity=_homogeneity(list(told.values())),
    )  # fmt: skip


def _difference(seen: Observed, place: int, second: Floats, level: float) -> tuple[Estimate, float, float]:
    """Kinder to the second group by so many points, p and standard error."""
    weight = seen.by_card(seen.variance)
    share = weight / np.bincount(seen.card_ratee, weight)[seen.card_ratee]
    here = (seen.card_rater == place) & np.isfinite(second) & (share < 1 - 1e-9)
    residual = (seen.by_card(seen.residual) / seen.size / np.maximum(1 - share, 1e-9))[here]
    one, other = residual[second[here] == 0], residual[second[here] == 1]
    fewest = min(len(one), len(other))
    if fewest < 2:
        reason = Caveat(Code.GROUPS_TOO_SMALL, {"n": fewest, "need": 30, "of": "group"})
        return Estimate.refusal(reason, method=METHOD, n=len(residual)), np.nan, np.nan
    a, b = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    se = float(np.sqrt(a + b))
    if not se > 0:
        return Estimate.refusal(Caveat(Code.NO_VARIANCE), method=METHOD, n=len(residual)), np.nan, np.nan
    df = (a + b) ** 2 / (a**2 / (len(one) - 1) + b**2 / (len(other) - 1))
    value = float(other.mean() - one.mean())
    half = float(t.ppf((1 + level) / 2, df)) * se
    shown = Estimate(value, len(residual), METHOD, value - half, value + half, level, unit="points")
    return judged(shown, "rater_bias", group=fewest), float(2 * t.sf(abs(value) / se, df)), se


def _homogeneity(told: list[tuple[Estimate, float, float]]) -> float:
    if len(told) < 2:
        return float("nan")
    value = np.array([one[0].value for one in told], dtype=float)
    weight = np.array([one[2] for one in told]) ** -2.0
    square = (weight * value**2).sum() - (weight * value).sum() ** 2 / weight.sum()
    return float(chi2.sf(square, len(told) - 1))
