"""Do the items behave as the model says, each by itself and each two together?"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.errors import Code, Undefined
from scoring.irt.bank import Bank
from scoring.irt.blocks import in_blocks
from scoring.irt.maxima import Maximum, maxima
from scoring.irt.models import Floats, probabilities
from scoring.irt.reading import Reading, reading
from scoring.irt.s_x2 import COLUMNS, s_x2
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Caveat, Result

#: A residual correlation this far above their mean (Christensen, Makransky & Horton 2017).
DEPENDENT = 0.20


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
def item_fit(responses: Answers, bank: Bank, method: Maximum = "WLE") -> ItemFit:
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
    Undefined
        ``N_TOO_SMALL`` with fewer than two items or fewer than two people with a θ.
    """
    answers = reading(responses, bank)
    n_items, people = answers.codes.shape
    if n_items < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n_items, need=2, of="items")
    theta, _ = maxima(answers, method, bank.mean, bank.sd)
    there = np.isfinite(theta)
    if there.sum() < 2:
        raise Undefined(Code.N_TOO_SMALL, n=int(there.sum()), need=2, of="people")
    whole = answers.of(np.asarray((answers.codes >= 0).all(axis=0)))
    residual, variance = residuals(answers.of(there), theta[there])
    items = s_x2(whole).join(_mean_squares(residual, variance, answers.bank.items.index))
    q3 = pd.DataFrame(_correlations(residual), index=items.index, columns=items.index)
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


def residuals(answers: Reading, theta: Floats) -> tuple[Floats, Floats]:
    """Answer less expected answer, as category numbers, and the its variance, both (items, people) with NaN."""
    items = answers.bank.parameters
    k = np.arange(items.intercept.shape[1] + 1)[:, None]
    residual = np.where(answers.codes < 0, np.nan, answers.codes.astype(float))
    variance = np.empty_like(residual)

    def expect(run: slice) -> None:
        p = probabilities(items, theta[run])
        mean = (k * p).sum(axis=1)
        variance[:, run] = ((k - mean[:, None]) ** 2 * p).sum(axis=1)
        residual[:, run] -= mean

    in_blocks(len(theta), 2 * items.intercept.size, expect)
    return residual, np.where(np.isnan(residual), np.nan, variance)


def _mean_squares(residual: Floats, variance: Floats, names: "pd.Index[str]") -> pd.DataFrame:
    n = np.isfinite(residual).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        infit = np.nansum(residual**2, axis=1) / np.nansum(variance, axis=1)
        outfit = np.nansum(residual**2 / variance, axis=1) / n
    return pd.DataFrame({"infit": infit, "outfit": outfit, "n": n}, index=names)


def _correlations(residual: Floats) -> Floats:
    """Of each two rows over the people who have both; NaN where one does not vary."""
    there = np.isfinite(residual)
    filled, shared = np.where(there, residual, 0.0), there.astype(float)
    n, sums, squares = shared @ shared.T, filled @ shared.T, filled**2 @ shared.T
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = squares - sums**2 / n
        spread[spread <= 1e-12 * squares] = np.nan
        correlation = (filled @ filled.T - sums * sums.T / n) / np.sqrt(spread * spread.T)
    np.fill_diagonal(correlation, 1.0)
    return np.asarray(np.clip(correlation, -1, 1))


def _dependent(q3: pd.DataFrame) -> pd.DataFrame:
    above = np.triu_indices(len(q3), 1)
    values = q3.to_numpy()[above]
    excess = values - (np.nanmean(values) if np.isfinite(values).any() else np.nan)
    pairs = pd.DataFrame({"item": q3.index[above[0]], "other": q3.index[above[1]], "q3": values, "above_mean": excess})
    return pairs[excess > DEPENDENT].sort_values("above_mean", ascending=False, ignore_index=True)
