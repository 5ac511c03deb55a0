"""Where on the trait is each person, by calibrated items, and how sure is that?"""

from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import Code, Undefined
from scoring.irt.bank import Bank, Calibrated, opened
from scoring.irt.maxima import extreme, maxima
from scoring.irt.models import Floats
from scoring.irt.posterior import eap
from scoring.irt.reading import Reading, reading
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Caveat, Estimate, Result

Method = Literal["EAP", "MAP", "ML", "WLE"]
SOURCES = {
    "EAP": "EAP, Bock & Mislevy 1982",
    "MAP": "MAP, Samejima 1969",
    "ML": "ML, Lord 1980",
    "WLE": "WLE, Warm 1989",
}
RELIABILITY = "empirical reliability"


@dataclass(frozen=True, kw_only=True, eq=False)
class Scores(Result):
    """Scores of people.

    Attributes
    ----------
    people : DataFrame
        Index as in the answers; columns theta and se (NaN for who has no score) and answered (items).
    reliability : Estimate
        Empirical: the share of the scores' variance that is not error.
    left_out : tuple of str
        Columns of the answers the bank does not hold; they took no part.
    """

    people: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["theta", "se", "answered"]))
    reliability: Estimate = field(
        default_factory=lambda: Estimate.refusal(Caveat(Code.N_TOO_SMALL), method=RELIABILITY)
    )
    left_out: tuple[str, ...] = ()


@refusing(Scores, "item response theory")
def score(
    responses: Answers,
    bank: Bank | Calibrated,
    method: Method = "EAP",
    *,
    nodes: int = 61,
    mean: float | None = None,
    sd: float | None = None,
) -> Scores:
    """Scores of people from their answers, with a standard error for each.

    EAP: mean and standard deviation of the posterior (Bock & Mislevy 1982). MAP: its mode. ML: the mode of the
    likelihood, which does not exist when all answers lie at one end (``EXTREME_SCORES``; NaN for those). WLE: ML less
    its bias (Warm 1989). Their standard errors are those of the expected information, for MAP with the prior's.
    Who answered nothing has no score by any method (``MISSING_TOO_MUCH``), for a prior is no measurement.

    Parameters
    ----------
    responses : DataFrame or array, people in rows
        Columns are found by item; others are left out and named. The columns of an array are the bank's items, in
        its order. NaN is an item not answered.
    method : {"EAP", "MAP", "ML", "WLE"}
    nodes : int
        Least number of quadrature points of EAP, over mean ± 6 sd.
    mean, sd : float, optional
        Of the trait among the people scored; the bank's if not given.

    Raises
    ------
    ValueError
        On an unknown method, or an sd that is not positive.

    Examples
    --------
    >>> items = pd.DataFrame({"slope": [0.8257, 0.7227, 0.8909, 0.6884, 0.6569]}, index=[*"12345"])
    >>> items["threshold_1"] = -np.array([2.7732, 0.9902, 0.2491, 1.2848, 2.0533]) / items["slope"]
    >>> lsat6 = Bank("2PL", items, {name: (0.0, 1.0) for name in items.index})
    >>> person = score(np.ones((1, 5)), lsat6).people.iloc[0]  # LSAT6, all right (Bock & Lieberman 1970)
    >>> [round(float(person[name]), 3) for name in ("theta", "se")]
    [0.646, 0.859]
    """
    bank = opened(bank)
    mean = bank.mean if mean is None else mean
    sd = bank.sd if sd is None else sd
    if method not in get_args(Method):
        raise ValueError(f"method {method!r} is none of {', '.join(get_args(Method))}")
    read = reading(responses, bank)
    if not (np.isfinite(mean) and np.isfinite(sd) and sd > 0):
        raise ValueError(f"mean {mean} and sd {sd} are no distribution")
    # eight bytes for every answer would take twice as long
    answered = (read.codes >= 0).sum(axis=0, dtype=np.int32).astype(int)
    if method == "EAP":
        theta, se = eap(read, mean, sd, nodes)
        theta[answered == 0] = se[answered == 0] = np.nan
    else:
        theta, se = maxima(read, method, mean, sd)
    people = pd.DataFrame({"theta": theta, "se": se, "answered": answered}, index=read.people)
    reasons = _reasons(read, answered, theta, method)
    scored = int(np.isfinite(theta).sum())
    if not scored:
        raise Undefined(reasons[0].code, **reasons[0].values)
    found = Scores(
        n=scored,
        method=SOURCES[method],
        people=people,
        reliability=reliability(theta, se, method),
        left_out=read.left_out,
    )
    return found.doubted(*reasons)


@refusing(Estimate, RELIABILITY)
def reliability(theta: Floats, se: Floats, method: Method = "EAP") -> Estimate:
    """Empirical reliability of scores; those that are NaN take no part.

    EAP and MAP are shrunk to the mean, so that true variance is var(θ̂) + mean(SE²) and the share is
    var(θ̂)/(var(θ̂) + mean(SE²)). ML and WLE are not: (var(θ̂) − mean(SE²))/var(θ̂).

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` below two scores, ``NO_VARIANCE`` when all are the same.
    """
    there = np.isfinite(theta)
    n = int(there.sum())
    if n < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=2)
    spread, error = float(np.var(theta[there], ddof=1)), float(np.mean(se[there] ** 2))
    if spread <= 1e-12 * error:
        raise Undefined(Code.NO_VARIANCE, n=n)
    value = spread / (spread + error) if method in ("EAP", "MAP") else (spread - error) / spread
    return Estimate(value, n, f"{RELIABILITY}, {method}")


def _reasons(read: Reading, answered: npt.NDArray[np.int_], theta: Floats, method: Method) -> list[Caveat]:
    silent = answered == 0
    ends = extreme(read.bank.parameters, read.codes) & ~silent if method == "ML" else np.zeros_like(silent)
    lost = np.isnan(theta) & ~silent & ~ends
    counts = {
        Code.MISSING_TOO_MUCH: silent.sum(),
        Code.EXTREME_SCORES: ends.sum(),
        Code.NOT_CONVERGED: lost.sum(),
    }
    return [Caveat(code, {"n": int(count), "of": "people"}) for code, count in counts.items() if count]
