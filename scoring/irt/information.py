"""Where on the trait do these items measure, and how finely?"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import Code
from scoring.irt.bank import Bank, Calibrated, checked, opened
from scoring.irt.expectation import grid
from scoring.irt.models import item_information, probabilities
from scoring.refusals import refusing
from scoring.results import Caveat, Estimate, Result

RELIABILITY = "marginal reliability"


@dataclass(frozen=True, kw_only=True, eq=False)
class Information(Result):
    """Curves of a bank over a grid of θ; every frame has index theta.

    Attributes
    ----------
    items : DataFrame
        Fisher information, a column for each item.
    test : DataFrame
        information (their sum), sem (1/√information) and expected_score (of the sum of the answers).
    categories : DataFrame
        Probability of each answer, columns (item, answer).
    reliability : Estimate
        Marginal: the mean of 1 − 1/(sd²·I + 1) over the people the bank was calibrated on.
    """

    items: pd.DataFrame = field(default_factory=pd.DataFrame)
    test: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["information", "sem", "expected_score"]))
    categories: pd.DataFrame = field(default_factory=pd.DataFrame)
    reliability: Estimate = field(
        default_factory=lambda: Estimate.refusal(Caveat(Code.N_TOO_SMALL), method=RELIABILITY)
    )


@refusing(Information, "information, Samejima 1969")
def information(bank: Bank | Calibrated, theta: npt.ArrayLike | None = None) -> Information:
    """Information of items and test, standard error of measurement, expected score and category curves.

    Parameters
    ----------
    theta : array, optional
        The grid; mean ± 4 sd of the bank in steps of a tenth of its sd if not given.

    Raises
    ------
    ValueError
        When the grid is not a row of finite numbers.
    """
    bank = checked(opened(bank))
    points = bank.mean + bank.sd * np.linspace(-4, 4, 81) if theta is None else np.atleast_1d(np.asarray(theta, float))
    if points.ndim != 1 or not np.isfinite(points).all():
        raise ValueError("theta is not a row of finite numbers")
    index = pd.Index(points, name="theta")
    items = bank.parameters
    each = item_information(items, points)
    p = probabilities(items, points)
    total = each.sum(axis=0)
    answers = [(name, answer) for name in bank.items.index for answer in bank.categories[name]]
    curves = p[np.arange(p.shape[1]) < items.categories[:, None]]
    with np.errstate(divide="ignore"):
        test = {
            "information": total,
            "sem": 1 / np.sqrt(total),
            "expected_score": np.array([answer for _, answer in answers]) @ curves,
        }
    return Information(
        n=bank.n,
        method="information, Samejima 1969",
        items=pd.DataFrame(each.T, index=index, columns=bank.items.index),
        test=pd.DataFrame(test, index=index),
        categories=pd.DataFrame(
            curves.T, index=index, columns=pd.MultiIndex.from_tuples(answers, names=["item", "answer"])
        ),
        reliability=_marginal(bank),
    )


def _marginal(bank: Bank) -> Estimate:
    people = grid(121)
    known = bank.sd**2 * item_information(bank.parameters, bank.mean + bank.sd * people.points).sum(axis=0)
    return Estimate(float(known / (known + 1) @ people.weights), bank.n, f"{RELIABILITY}, Green et al. 1984")
