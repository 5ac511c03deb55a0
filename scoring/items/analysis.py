"""Is an item neither too easy nor too hard, and does it tell people apart as the others do?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import Code, Undefined
from scoring.items.options import CorrectAnswers, right, tails
from scoring.keys import ScoringKey, keyed
from scoring.refusals import refusing
from scoring.reliability import alpha
from scoring.reliability.consistency import MOST_ITEMS, multiple_correlations
from scoring.reliability.covariances import Missing, correlations, scale, sums
from scoring.responses import Answers, answers
from scoring.results import UNKNOWN, Estimate, Result

Floats = npt.NDArray[np.float64]
METHOD = "classical item analysis (Nunnally & Bernstein 1994)"
#: Corrected item-total correlation from which an item is kept, and below which it is weak (methods §4.2).
KEEP, WEAK = 0.20, 0.10


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemAnalysis(Result):
    """A scale, item by item.

    Attributes
    ----------
    items : DataFrame
        Index item. ``n`` answers behind the numbers and ``missing`` ones in the whole table; ``mean``, ``sd``;
        ``difficulty``, the mean on the way from the least answer (0) to the greatest (1), for a test the share who are
        right; ``floor`` and ``ceiling``, the shares at the least and the greatest answer. ``r_total`` with the
        sum of all items, ``r_drop`` with the sum of the others, ``r_cor`` corrected for overlap and unreliability (as
        R's psych; NaN where the correlations have no inverse). ``alpha_if_dropped``, NaN of two items.
        ``discrimination``, the difficulty in the upper 27 % by total score less that in the lower 27 % (Kelley 1939).
        ``flag``: keep, review (r_drop below .20), weak (below .10), keyed_wrong (negative), constant.
    alpha : Estimate
        Of the whole scale.
    """

    items: pd.DataFrame = field(default_factory=pd.DataFrame)
    alpha: Estimate = UNKNOWN


@refusing(ItemAnalysis, METHOD)
def item_analysis(
    responses: Answers, key: ScoringKey | CorrectAnswers | None = None, low: float | None = None,
    high: float | None = None, missing: Missing = "complete",
) -> ItemAnalysis:  # fmt: skip
    """Difficulty, discrimination and item-total correlations of every item of a scale.

    Parameters
    ----------
    responses : (people, items)
        Answers as given; without a key they all point the same way already.
    key : ScoringKey or Mapping of item to right answer, optional
        A rating scale's key turns reversed items around; right answers turn answers into 1 and 0. An answer left out is
        missing in both: score it 0 beforehand where the test's rule says so.
    low, high : float, optional
        The least and the greatest answer an item allows, where no key says so; else the least and greatest seen.
    missing : {"complete", "pairwise"}
        As ``scoring.reliability.alpha``.

    Returns
    -------
    ItemAnalysis
        Caveats and refusals as ``alpha``: ``KEYED_WRONG`` names an item that runs against the others.

    Examples
    --------
    >>> found = item_analysis([[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0], [1, 1, 0]])
    >>> found.items["difficulty"].tolist()
    [0.8, 0.6, 0.2]
    """
    table, least, most = _table(responses, key, low, high)
    frame = scale(table, missing)
    x = frame.to_numpy()
    k = x.shape[1]
    whole = alpha(frame, missing=missing)
    if whole.value is None:
        raise Undefined(whole.reasons[0].code, **whole.reasons[0].values)
    variance, with_total, _ = sums(x)
    total = with_total.sum()
    rest = total - 2 * with_total + variance
    with np.errstate(divide="ignore", invalid="ignore"):
        dropped = (k - 1) / (k - 2) * (1 - (variance.sum() - variance) / rest) if k > 2 else np.full(k, np.nan)
        found = pd.DataFrame(
            {
                "n": (~np.isnan(x)).sum(axis=0),
                "missing": table.isna().sum().to_numpy(),
                "mean": np.nanmean(x, axis=0),
                "sd": np.sqrt(variance),
                "difficulty": (np.nanmean(x, axis=0) - least) / (most - least),
                "floor": _share(x == least, x),
                "ceiling": _share(x == most, x),
                "r_total": with_total / np.sqrt(variance * total),
                "r_drop": (with_total - variance) / np.sqrt(variance * rest),
                "r_cor": _corrected(x, frame.columns, variance > 0),
                "alpha_if_dropped": np.where(rest > 1e-12 * total, dropped, np.nan),
                "discrimination": _discrimination(x) / (most - least),
            },
            index=frame.columns.rename("item"),
        )
    bounded = found[["r_total", "r_drop"]].replace([np.inf, -np.inf], np.nan)
    found[["r_total", "r_drop"]] = bounded
    found["flag"] = np.select(
        [variance == 0, bounded["r_drop"] < 0, bounded["r_drop"] < WEAK, bounded["r_drop"] < KEEP],
        ["constant", "keyed_wrong", "weak", "review"],
        "keep",
    )
    return ItemAnalysis(n=len(x), method=METHOD, items=found, alpha=whole).doubted(*whole.reasons)


def _table(
    responses: Answers, key: ScoringKey | CorrectAnswers | None, low: float | None, high: float | None
) -> tuple[pd.DataFrame, float, float]:
    """Answers that point the same way, and the bounds of an answer."""
    if isinstance(key, ScoringKey):
        return keyed(answers(responses), key), key.low, key.high
    if isinstance(key, Mapping):
        return right(responses, key), 0.0, 1.0
    frame = answers(responses)
    x = frame.to_numpy()
    if np.isnan(x).all():
        raise Undefined(Code.N_TOO_SMALL, n=0, need=2, of="people")
    least = float(np.nanmin(x)) if low is None else low
    most = float(np.nanmax(x)) if high is None else high
    if least >= most:
        if low is not None and high is not None:
            raise ValueError(f"answers from {low} to {high}")
        raise Undefined(Code.NO_VARIANCE, n=len(frame))
    return frame, least, most


def _share(here: npt.NDArray[np.bool_], x: Floats) -> Floats:
    return np.asarray(here.sum(axis=0) / (~np.isnan(x)).sum(axis=0))


def _corrected(x: Floats, names: pd.Index, varies: npt.NDArray[np.bool_]) -> Floats:
    """Σ_j r_ij over the root of the sum of all r, with squared multiple correlations in the diagonal."""
    found = np.full(x.shape[1], np.nan)
    if varies.sum() < 2 or varies.sum() > MOST_ITEMS:
        return found
    r = correlations(x[:, varies], names[varies])
    np.fill_diagonal(r, multiple_correlations(r))
    if r.sum() > 0:
        found[varies] = r.sum(axis=0) / np.sqrt(r.sum())
    return found


def _discrimination(x: Floats) -> Floats:
    """Mean of the upper group less mean of the lower one; groups by the mean of each person's answers."""
    lower, upper = tails(np.nanmean(x, axis=1))
    return np.asarray(_means(x[upper]) - _means(x[lower]))


def _means(x: Floats) -> Floats:
    given = ~np.isnan(x)
    return np.asarray(np.where(given, x, 0).sum(axis=0) / given.sum(axis=0))
