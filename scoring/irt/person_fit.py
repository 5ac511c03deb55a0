"""Does a person answer as people at their level do (lz, Drasgow, Levine & Williams 1985; lz*, Snijders 2001)?"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.special import ndtr

from scoring.errors import Code, Undefined
from scoring.irt.bank import Bank, Calibrated, opened
from scoring.irt.blocks import in_blocks
from scoring.irt.maxima import Maximum, maxima
from scoring.irt.models import LEAST, Floats, log_slopes
from scoring.irt.reading import Reading, reading
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Caveat, Result


@dataclass(frozen=True, kw_only=True, eq=False)
class PersonFit(Result):
    """How well each person's answers agree with the model.

    Attributes
    ----------
    people : DataFrame
        Index as in the answers; theta, lz, lz_star (both near a standard normal, far below zero for answers that
        contradict each other), p (of lz_star, lower tail) and misfit (p below ``alpha``).
    alpha : float
    """

    people: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["theta", "lz", "lz_star", "p", "misfit"])
    )
    alpha: float = float("nan")


@refusing(PersonFit, "lz*, Snijders 2001")
def person_fit(responses: Answers, bank: Bank | Calibrated, method: Maximum = "WLE", alpha: float = 0.05) -> PersonFit:
    """Person fit from calibrated items.

    lz is the log-likelihood of the answers, less its mean over its standard deviation at the estimated θ; because θ
    was fitted to the same answers, its spread is less than one. lz* takes out what the fit took: the part along the
    score function Σu, whose value at the estimate is known to be −r₀ (0 for ML, the prior's slope for MAP, J/2I for
    WLE; Snijders 2001, and for more than two categories Sinharay 2016).

    Parameters
    ----------
    responses, bank
        As ``score``.
    method : {"WLE", "ML", "MAP"}
        Of θ.
    alpha : float
        Below it p is called a misfit.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` when nobody has a value: it takes a θ and answers whose likelihood is no function of it.
    """
    bank = opened(bank)
    answers = reading(responses, bank)
    theta, _ = maxima(answers, method, bank.mean, bank.sd)
    lz, star = np.full((2, len(theta)), np.nan)

    def judge(run: slice) -> None:
        here = np.flatnonzero(np.isfinite(theta[run])) + run.start
        lz[here], star[here] = _lz(answers, here, theta[here], method)

    in_blocks(len(theta), 2 * answers.bank.parameters.intercept.size, judge)
    n = int(np.isfinite(star).sum())
    if not n:
        raise Undefined(Code.N_TOO_SMALL, n=0, need=1, of="people")
    p = ndtr(star)
    people = pd.DataFrame(
        {"theta": theta, "lz": lz, "lz_star": star, "p": p, "misfit": p < alpha}, index=answers.people
    )
    found = PersonFit(n=n, method=f"lz*, Snijders 2001, at {method}", people=people, alpha=alpha)
    without = len(people) - n
    return found.doubted(Caveat(Code.MISSING_TOO_MUCH, {"n": without, "of": "people"})) if without else found


def _lz(
    answers: Reading, here: "np.ndarray[tuple[int], np.dtype[np.intp]]", theta: Floats, method: Maximum
) -> tuple[Floats, Floats]:
    bank, codes = answers.bank, answers.codes[:, here]
    p, u, _ = log_slopes(bank.parameters, theta)
    log_p = np.log(np.maximum(p, LEAST))
    answered = codes >= 0
    chosen = np.maximum(codes, 0)[:, None, :]

    def total(each: Floats) -> Floats:
        return np.asarray((each * answered).sum(axis=0))

    mean = (p * log_p).sum(axis=1)
    distance = total(np.take_along_axis(log_p, chosen, axis=1)[:, 0] - mean)
    variance = total((p * (log_p - mean[:, None]) ** 2).sum(axis=1))
    along = total((p * log_p * u).sum(axis=1))
    information = total((p * u**2).sum(axis=1))
    if method == "MAP":
        pull = (bank.mean - theta) / bank.sd**2
    elif method == "WLE":
        pull = total((p * u**3).sum(axis=1)) / information / 2
    else:
        pull = np.zeros_like(theta)
    share = along / information
    rest = variance - share * along
    with np.errstate(invalid="ignore", divide="ignore"):
        star = (distance + share * pull) / np.sqrt(np.where(rest > 1e-10 * variance, rest, np.nan))
        return distance / np.sqrt(variance), star
