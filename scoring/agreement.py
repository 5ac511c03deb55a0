"""Do raters agree on the people they rated?"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import f as f_distribution

from scoring.errors import Code, Undefined
from scoring.frames import Field, Layout
from scoring.results import Caveat, Estimate

Floats = npt.NDArray[np.float64]
FORMS = ("1,1", "A,1", "C,1", "1,k", "A,k", "C,k")
SOURCE = "McGraw & Wong 1996"
RATINGS = Layout(
    "ratings",
    (
        Field("ratee", required=True),
        Field("rater", required=True),
        Field("criterion", required=True),
        Field("rating", "number"),
    ),
    ("ratee", "rater", "criterion"),
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one criterion.

    Attributes
    ----------
    ratees : int
        People with two ratings or more; only they say anything about agreement.
    raters, ratings : int
    crossed : bool
        Whether every rater rated every ratee. If not, only the one-way forms exist: who rated cannot be told from whom.
    icc : dict of str to Estimate
        By form, such as ``"A,1"``; k is the panel size, harmonised over ratees where panels differ.
    within : dict of str to float
        rWG of each ratee.
    """

    criterion: str
    ratees: int
    raters: int
    ratings: int
    crossed: bool
    icc: dict[str, Estimate]
    within: dict[str, float]


def iccs(ratings: npt.ArrayLike, level: float = 0.95) -> dict[str, Estimate]:
    """All six intraclass correlations of a complete table, with F intervals (McGraw & Wong 1996, tables 4 and 7).

    Parameters
    ----------
    ratings : (ratees, raters)
        Without gaps; at least two of each.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` below two by two, ``MISSING_TOO_MUCH`` with a gap, ``NO_VARIANCE`` when all ratees have the
        same mean.

    Examples
    --------
    >>> shrout_fleiss = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> {form: round(icc.value, 2) for form, icc in iccs(shrout_fleiss).items()}
    {'1,1': 0.17, 'A,1': 0.29, 'C,1': 0.71, '1,k': 0.44, 'A,k': 0.62, 'C,k': 0.91}
    """
    x = np.asarray(ratings, dtype=float)
    if np.isnan(x).any():
        raise Undefined(Code.MISSING_TOO_MUCH, missing=int(np.isnan(x).sum()))
    n, k = x.shape
    if n < 2 or k < 2:
        raise Undefined(Code.N_TOO_SMALL, n=min(n, k), need=2)
    if np.ptp(x.mean(axis=1)) == 0:
        raise Undefined(Code.NO_VARIANCE)
    middle = x.mean()
    rows = k * ((x.mean(axis=1) - middle) ** 2).sum() / (n - 1)
    columns = n * ((x.mean(axis=0) - middle) ** 2).sum() / (k - 1)
    within = ((x - x.mean(axis=1, keepdims=True)) ** 2).sum() / (n * (k - 1))
    error = max((within * n * (k - 1) - columns * (k - 1)) / ((n - 1) * (k - 1)), 0.0)
    one, one_low, one_high = _f_bounds(rows, within, n - 1, n * (k - 1), k, level)
    same, same_low, same_high = _f_bounds(rows, error, n - 1, (n - 1) * (k - 1), k, level)
    absolute = float((rows - error) / (rows + (k - 1) * error + k * (columns - error) / n))
    a_low, a_high = _absolute_bounds(rows, columns, error, absolute, n, k, level)
    single = {"1": (one, one_low, one_high), "A": (absolute, a_low, a_high), "C": (same, same_low, same_high)}
    result = {f"{kind},1": _estimate(f"{kind},1", n, level, *values) for kind, values in single.items()}
    for kind, values in single.items():
        result[f"{kind},k"] = _estimate(f"{kind},k", n, level, *(_stepped_up(value, k) for value in values))
    return result


def one_way(groups: Iterable[Floats], level: float = 0.95) -> dict[str, Estimate]:
    """ICC(1,1) and ICC(1,k) where each ratee has a panel of its own, of any size from two on.

    k₀ = (N − Σn²/N)/(a − 1) takes the place of k (Snedecor & Cochran 1980); with equal panels it is k, and the F
    interval is exact, otherwise approximate.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` below two ratees, ``NO_VARIANCE`` when all ratees have the same mean.
    """
    panels = [np.asarray(group, dtype=float) for group in groups]
    a = len(panels)
    if a < 2 or min(len(panel) for panel in panels) < 2:
        raise Undefined(Code.N_TOO_SMALL, n=a, need=2)
    sizes = np.array([len(panel) for panel in panels], dtype=float)
    total = sizes.sum()
    means = np.array([panel.mean() for panel in panels])
    between = float((sizes * (means - (sizes * means).sum() / total) ** 2).sum() / (a - 1))
    within = float(sum(((panel - panel.mean()) ** 2).sum() for panel in panels) / (total - a))
    if between == 0:
        raise Undefined(Code.NO_VARIANCE)
    k0 = float((total - (sizes**2).sum() / total) / (a - 1))
    single = _f_bounds(between, within, a - 1, total - a, k0, level)
    return {
        "1,1": _estimate("1,1", a, level, *single),
        "1,k": _estimate("1,k", a, level, *(_stepped_up(value, k0) for value in single)),
    }


def rwg(ratings: npt.ArrayLike, options: int) -> float:
    """Agreement on one ratee: 1 − s²/σ²_E with the uniform null σ²_E = (A² − 1)/12 (James, Demaree & Wolf 1984).

    Below zero the raters differ more than at random; it is then 0. NaN with fewer than two ratings.
    """
    x = np.asarray(ratings, dtype=float)
    x = x[~np.isnan(x)]
    if options < 2:
        raise ValueError(f"a scale of {options} options")
    return max(0.0, float(1 - x.var(ddof=1) / ((options**2 - 1) / 12))) if len(x) > 1 else float("nan")


def agreement(ratings: pd.DataFrame, options: int) -> tuple[Agreement, ...]:
    """Agreement on every criterion of a long table of ratings.

    Parameters
    ----------
    ratings : DataFrame
        Columns ``ratee``, ``rater``, ``criterion``, ``rating``; an empty rating is no rating.
    options : int
        Points of the rating scale, for rWG.

    Raises
    ------
    BadTable
        When a column is missing or a rater rated a ratee twice on a criterion.
    """
    table = RATINGS.read(ratings).dropna(subset=["rating"])
    return tuple(_agreement(str(criterion), rows, options) for criterion, rows in table.groupby("criterion", sort=True))


def _agreement(criterion: str, rows: pd.DataFrame, options: int) -> Agreement:
    counted = rows[rows.groupby("ratee")["rating"].transform("size") >= 2]
    wide = counted.pivot(index="ratee", columns="rater", values="rating")
    panels = [row[~np.isnan(row)] for row in wide.to_numpy(float)]
    crossed = wide.size > 0 and not bool(wide.isna().to_numpy().any())
    try:
        icc = iccs(wide) if crossed else one_way(panels)
    except Undefined as undefined:
        reason = Caveat(undefined.code, undefined.values)
        icc = {
            form: Estimate(None, len(panels), f"ICC({form}), {SOURCE}", status="refused", reasons=(reason,))
            for form in ("1,1", "1,k")
        }
    within = {str(ratee): rwg(panel, options) for ratee, panel in zip(wide.index, panels, strict=True)}
    return Agreement(criterion, len(wide), wide.shape[1], len(counted), crossed, icc, within)


def _f_bounds(between: float, error: float, df1: float, df2: float, k: float, level: float) -> tuple[float, ...]:
    """ICC = (F − 1)/(F + k − 1) at the observed F and at F divided by its quantiles."""
    if error == 0:
        return 1.0, 1.0, 1.0
    tail = (1 - level) / 2
    observed = between / error
    lower, upper = f_distribution.ppf([1 - tail, tail], df1, df2)
    return tuple(float((f - 1) / (f + k - 1)) for f in (observed, observed / lower, observed / upper))


def _absolute_bounds(
    rows: float, columns: float, error: float, icc: float, n: int, k: int, level: float
) -> tuple[float, float]:
    """Interval of ICC(A,1) with Satterthwaite's degrees of freedom (McGraw & Wong 1996, table 7)."""
    if icc == 1:
        return 1.0, 1.0
    a = k * icc / (n * (1 - icc))
    b = 1 + k * icc * (n - 1) / (n * (1 - icc))
    parts = (a * columns) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1))
    df = (a * columns + b * error) ** 2 / parts if parts > 0 else float((n - 1) * (k - 1))
    tail = (1 - level) / 2
    first = f_distribution.ppf(1 - tail, n - 1, df)
    second = f_distribution.ppf(1 - tail, df, n - 1)
    mixed = k * columns + (k * n - k - n) * error
    low = n * (rows - first * error) / (first * mixed + n * rows)
    high = n * (second * rows - error) / (mixed + n * second * rows)
    return float(low), float(high)


def _stepped_up(icc: float, k: float) -> float | None:
    """Reliability of a mean of k (Spearman 1910; Brown 1910); None where it has no lower end."""
    base = 1 + (k - 1) * icc
    return k * icc / base if base > 0 else None


def _estimate(form: str, n: int, level: float, value: float | None, low: float | None, high: float | None) -> Estimate:
    return Estimate(value, n, f"ICC({form}), {SOURCE}", low, high, level)
