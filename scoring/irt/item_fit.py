"""Do the items behave as the model says, each by itself and each two together?"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.irt.bank import Bank, Calibrated, opened
from scoring.irt.blocks import in_blocks
from scoring.irt.maxima import Maximum, maxima
from scoring.irt.models import LEAST, Floats, Parameters, probabilities
from scoring.irt.reading import Reading, reading
from scoring.irt.s_x2 import COLUMNS, s_x2
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Caveat, Result

#: A residual correlation this far above their mean (Christensen, Makransky & Horton 2017).
DEPENDENT = 0.20
#: A recursion over every sum score and a table of all pairs; beyond that it is no longer a matter of seconds.
MOST_ITEMS = 1000
#: Whose residuals stand in memory at once.
PEOPLE = 8192


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemFit(Result):
    """Fit of calibrated items.

    Attributes
    ----------
    items : DataFrame
        Index item; s_x2, df, p and rmsea (S-X², of ``complete`` people), infit and outfit (mean squares, expected 1)
        and n (answers they rest on).
    q3 : DataFrame
        Items by items: correlation of residuals (Yen 1984), one on the diagonal.
    dependent : DataFrame
        Pairs ``DEPENDENT`` or more above the mean of Q3: item, other, q3, above_mean; the worst first.
    complete : int
        People who answered every item.
    """

    items: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=[*COLUMNS, "infit", "outfit", "n"]))
    q3: pd.DataFrame = field(default_factory=pd.DataFrame)
    dependent: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["item", "other", "q3", "above_mean"]))
    complete: int = 0


@refusing(ItemFit, "S-X², Q3, infit and outfit")
def item_fit(responses: Answers, bank: Bank | Calibrated, method: Maximum = "WLE") -> ItemFit:
    """Fit of calibrated items to answers.

    S-X² (Orlando & Thissen 2000; more than two categories: Kang & Chen 2008) compares observed and expected answers
    at each sum score; only people without a gap have one. Infit and outfit (Wright & Masters 1982) and Q3 (Yen 1984)
    rest on the residuals at each person's θ, gaps left out.

    Parameters
    ----------
    responses, bank
        As ``score``.
    method : {"WLE", "ML", "MAP"}
        Of the θ of the residuals.

    Raises
    ------
    BadTable
        As ``reading``, and with more than ``MOST_ITEMS`` items.
    Undefined
        ``N_TOO_SMALL`` with fewer than two items or fewer than two people with a θ.
    """
    bank = opened(bank)
    answers = reading(responses, bank)
    n_items, people = answers.codes.shape
    if n_items > MOST_ITEMS:
        raise BadTable(f"answers: {n_items} items; the fit of at most {MOST_ITEMS} is judged at once")
    if n_items < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n_items, need=2, of="items")
    theta, _ = maxima(answers, method, bank.mean, bank.sd)
    there = np.isfinite(theta)
    if there.sum() < 2:
        raise Undefined(Code.N_TOO_SMALL, n=int(there.sum()), need=2, of="people")
    whole = answers.of(np.asarray((answers.codes >= 0).all(axis=0)))
    squares, correlations = _residuals(answers.of(there), theta[there])
    items = s_x2(whole).join(squares)
    q3 = pd.DataFrame(correlations, index=items.index, columns=items.index)
    found = ItemFit(
        n=int(there.sum()),
        method=f"S-X², Q3, infit and outfit at {method}",
        items=items,
        q3=q3,
        dependent=_dependent(q3),
        complete=len(whole.people),
    )
    gaps = Caveat(Code.MISSING_TOO_MUCH, {"n": len(whole.people), "of": "people", "people": people})
    return found.doubted(gaps) if found.complete < people else found


def _residuals(answers: Reading, theta: Floats) -> tuple[pd.DataFrame, Floats]:
    """Infit, outfit and n of each item, and the correlations of residuals, (items, items)."""
    items, size = answers.bank.parameters, len(answers.codes)
    singly, doubly = np.zeros((4, size)), np.zeros((4, size, size))
    for start in range(0, len(theta), PEOPLE):
        run = slice(start, start + PEOPLE)
        mean, variance = _moments(items, theta[run])
        there = answers.codes[:, run] >= 0
        shared = there.astype(float)
        residual = (answers.codes[:, run] - mean) * shared
        square = residual**2
        singly += [
            each.sum(axis=1) for each in (shared, square, variance * shared, square / np.maximum(variance, LEAST))
        ]
        doubly += [
            one @ other.T
            for one, other in ((shared, shared), (residual, shared), (square, shared), (residual, residual))
        ]
    n, squares, variances, standard = singly
    with np.errstate(invalid="ignore", divide="ignore"):
        found = pd.DataFrame({"infit": squares / variances, "outfit": standard / n, "n": n.astype(int)})
    return found.set_index(answers.bank.items.index), _correlations(*doubly)


def _moments(items: Parameters, theta: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of the answer to each item as a category number, (items, people)."""
    k = np.arange(items.intercept.shape[1] + 1)[:, None]
    moments = np.empty((2, len(items.slope), len(theta)))

    def expect(run: slice) -> None:
        p = probabilities(items, theta[run])
        moments[0, :, run] = (k * p).sum(axis=1)
        moments[1, :, run] = ((k - moments[0, :, None, run]) ** 2 * p).sum(axis=1)

    in_blocks(len(theta), 2 * items.intercept.size, expect)
    return moments[0], moments[1]


def _correlations(n: Floats, sums: Floats, squares: Floats, products: Floats) -> Floats:
    """Of each two items over the people who answered both; NaN where one does not vary."""
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = squares - sums**2 / n
        spread[spread <= 1e-12 * squares] = np.nan
        correlation = (products - sums * sums.T / n) / np.sqrt(spread * spread.T)
    np.fill_diagonal(correlation, 1.0)
    return np.asarray(np.clip(correlation, -1, 1))


def _dependent(q3: pd.DataFrame) -> pd.DataFrame:
    above = np.triu_indices(len(q3), 1)
    values = q3.to_numpy()[above]
    excess = values - (np.nanmean(values) if np.isfinite(values).any() else np.nan)
    pairs = pd.DataFrame({"item": q3.index[above[0]], "other": q3.index[above[1]], "q3": values, "above_mean": excess})
    return pairs[excess > DEPENDENT].sort_values("above_mean", ascending=False, ignore_index=True)
