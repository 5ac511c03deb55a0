"""How much of a rating is the ratee, and how much is who rated?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import f as f_distribution

from scoring.agreement.tables import wide
from scoring.errors import BadTable, Code, Undefined
from scoring.refusals import refusing
from scoring.responses import Answers, answers
from scoring.results import Caveat, Estimate, Result

Floats = npt.NDArray[np.float64]
FORMS = ("1,1", "A,1", "C,1", "1,k", "A,k", "C,k")
#: The names of Shrout & Fleiss 1979, in the order of ``FORMS``.
TYPES = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")
SOURCE = "McGraw & Wong 1996"
#: What is smaller than this share of the largest rating is rounding.
ROUNDING = 1e-14


@dataclass(frozen=True, kw_only=True, eq=False)
class Icc(Result):
    """The six intraclass correlations of ratees × raters.

    ``result["A,1"]``, ``result["ICC(A,1)"]`` and ``result["ICC2"]`` are the same Estimate.

    Attributes
    ----------
    table : DataFrame
        By type (ICC1 … ICC3k): ``form``, ``icc``, ``F``, ``df1``, ``df2``, ``p``, ``low``, ``high``. F tests the type
        against zero; it is infinite where nothing but ratees differs.
    components : DataFrame
        ``variance`` of ``ratee``, ``rater`` and ``residual`` by analysis of variance, never below zero.
    raters : int
    left_out : int
        Ratees left out because a rating is missing.
    """

    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    components: pd.DataFrame = field(default_factory=pd.DataFrame)
    raters: int = 0
    left_out: int = 0
    estimates: dict[str, Estimate] = field(default_factory=dict)

    def __getitem__(self, form: str) -> Estimate:
        """One form; KeyError for a name that is none. Of a refused result it is refused with the same reasons."""
        name = form.removeprefix("ICC(").removesuffix(")")
        name = FORMS[TYPES.index(form)] if form in TYPES else name
        if name not in FORMS:
            raise KeyError(form)
        if self.status == "refused":
            return Estimate.refusal(*self.reasons, method=f"ICC({name}), {SOURCE}", n=self.n)
        return self.estimates[name]


@dataclass(frozen=True, slots=True)
class Squares:
    """Mean squares of a complete table of n ratees by k raters."""

    n: int
    k: int
    rows: float
    columns: float
    within: float
    error: float


@refusing(Icc, f"intraclass correlations, {SOURCE}")
def icc(ratings: Answers, level: float = 0.95) -> Icc:
    """All six intraclass correlations, with F tests and intervals (Shrout & Fleiss 1979; McGraw & Wong 1996).

    Parameters
    ----------
    ratings : (ratees, raters)
        Or a long frame with the columns ``ratee``, ``rater`` and ``rating``. Ratees with a missing rating are left
        out of a two-way table, as psych and irr do, and counted; for panels that differ from ratee to ratee see
        ``one_way``, which uses every rating.
    level : float
        Coverage of the intervals.

    Returns
    -------
    Icc
        Refused ``N_TOO_SMALL`` below two complete ratees or two raters, ``MISSING_TOO_MUCH`` when gaps are the
        reason, ``NO_VARIANCE`` when all ratees have the same mean. One form alone is refused ``UNRELIABLE_MEASURE``
        where ratees differ so much less than ratings of the same ratee that a mean of k has no reliability.

    Examples
    --------
    >>> shrout_fleiss = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> [round(bound, 2) for bound in icc(shrout_fleiss).table.loc["ICC2", ["icc", "low", "high"]]]
    [0.29, 0.02, 0.76]
    """
    if not 0 < level < 1:
        raise ValueError(f"a level of {level}")
    frame = wide(ratings)
    whole = frame[frame.notna().all(axis=1)]
    if len(whole) < 2 <= len(frame):
        raise Undefined(Code.MISSING_TOO_MUCH, n=len(whole), missing=int(frame.isna().to_numpy().sum()))
    found = squares(whole)
    estimates = _six(found, level)
    n, k = found.n, found.k
    rows = []
    for name, form in zip(TYPES, FORMS, strict=True):
        one, error, df2 = estimates[form], found.error, (n - 1) * (k - 1)
        if form[0] == "1":
            error, df2 = found.within, n * (k - 1)
        ratio = found.rows / error if error > 0 else float("inf")
        p = float(f_distribution.sf(ratio, n - 1, df2))
        rows.append((name, form, one.value, ratio, n - 1, df2, p, one.low, one.high))
    table = pd.DataFrame(rows, columns=["type", "form", "icc", "F", "df1", "df2", "p", "low", "high"]).set_index("type")
    table[["icc", "low", "high"]] = table[["icc", "low", "high"]].astype(float)
    variance = [(found.rows - found.error) / k, (found.columns - found.error) / n, found.error]
    components = pd.DataFrame({"variance": np.maximum(variance, 0.0)}, index=["ratee", "rater", "residual"])
    result = Icc(
        n=n, method=f"intraclass correlations, {SOURCE}", table=table, components=components, raters=k,
        left_out=len(frame) - n, estimates=estimates,
    )  # fmt: skip
    missing = Caveat(Code.MISSING_TOO_MUCH, {"n": n, "left_out": len(frame) - n})
    return result.doubted(missing) if n < len(frame) else result


def iccs(ratings: Answers, level: float = 0.95) -> dict[str, Estimate]:
    """All six intraclass correlations of a complete table, with F intervals (McGraw & Wong 1996, tables 4 and 7).

    Parameters
    ----------
    ratings : (ratees, raters)
        Without gaps; at least two of each.

    Raises
    ------
    BadTable
        As ``scoring.responses.answers``.
    Undefined
        ``N_TOO_SMALL`` below two by two, ``MISSING_TOO_MUCH`` with a gap, ``NO_VARIANCE`` when all ratees have the
        same mean.

    Examples
    --------
    >>> shrout_fleiss = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> {form: round(icc.value, 2) for form, icc in iccs(shrout_fleiss).items()}
    {'1,1': 0.17, 'A,1': 0.29, 'C,1': 0.71, '1,k': 0.44, 'A,k': 0.62, 'C,k': 0.91}
    """
    return _six(squares(answers(ratings, "ratings").to_numpy()), level)


def squares(ratings: npt.ArrayLike) -> Squares:
    """Mean squares of ratees, raters, within ratees and of the residual; errors as ``iccs``."""
    x = np.asarray(ratings, dtype=float)
    if np.isnan(x).any():
        raise Undefined(Code.MISSING_TOO_MUCH, missing=int(np.isnan(x).sum()))
    n, k = x.shape
    if n < 2 or k < 2:
        few = (n, "people") if n < 2 else (k, "raters")
        raise Undefined(Code.N_TOO_SMALL, n=few[0], need=2, of=few[1])
    rounding = ROUNDING * np.abs(x).max()
    x = x - x.mean()
    of_rows, of_columns = x.mean(axis=1, keepdims=True), x.mean(axis=0, keepdims=True)
    error = x - of_rows - of_columns
    for part in (of_rows, of_columns, error):
        part[np.abs(part) <= rounding] = 0.0
    if np.ptp(of_rows) <= rounding:
        raise Undefined(Code.NO_VARIANCE, n=n)
    return Squares(
        n, k,
        rows=float(k * (of_rows**2).sum() / (n - 1)),
        columns=float(n * (of_columns**2).sum() / (k - 1)),
        within=float((n * (of_columns**2).sum() + (error**2).sum()) / (n * (k - 1))),
        error=float((error**2).sum() / ((n - 1) * (k - 1))),
    )  # fmt: skip


def one_way(groups: Iterable[Floats], level: float = 0.95) -> dict[str, Estimate]:
    """ICC(1,1) and ICC(1,k) where each ratee has a panel of its own, of any size from two on.

    k₀ = (N − Σn²/N)/(a − 1) takes the place of k (Snedecor & Cochran 1980); with equal panels it is k, and the F
    interval is exact, otherwise approximate. NaN is no rating.

    Raises
    ------
    BadTable
        When a rating is no finite number.
    Undefined
        ``N_TOO_SMALL`` below two ratees, ``NO_VARIANCE`` when all ratees have the same mean.
    """
    try:
        given = [np.asarray(group, dtype=float) for group in groups]
    except (TypeError, ValueError) as error:
        raise BadTable(f"ratings: {error}") from error
    a = len(given)
    x = np.concatenate(given) if a else np.empty(0)
    of = np.repeat(np.arange(a), [len(one) for one in given])[~np.isnan(x)]
    x = x[~np.isnan(x)]
    if not np.isfinite(x).all():
        raise BadTable("ratings: a rating is not finite")
    sizes = np.bincount(of, minlength=a).astype(float)
    if a < 2 or sizes.min() < 2:
        raise Undefined(Code.N_TOO_SMALL, n=a, need=2, of="people")
    total = sizes.sum()
    means = np.bincount(of, x) / sizes
    between = float((sizes * (means - (sizes * means).sum() / total) ** 2).sum() / (a - 1))
    within = float(((x - means[of]) ** 2).sum() / (total - a))
    if between == 0:
        raise Undefined(Code.NO_VARIANCE)
    k0 = float((total - (sizes**2).sum() / total) / (a - 1))
    single = _f_bounds(between, within, a - 1, total - a, k0, level)
    return {
        "1,1": _estimate("1,1", a, level, *single),
        "1,k": _estimate("1,k", a, level, *(_stepped_up(value, k0) for value in single)),
    }


def _six(found: Squares, level: float) -> dict[str, Estimate]:
    n, k, rows, columns, error = found.n, found.k, found.rows, found.columns, found.error
    one, one_low, one_high = _f_bounds(rows, found.within, n - 1, n * (k - 1), k, level)
    same, same_low, same_high = _f_bounds(rows, error, n - 1, (n - 1) * (k - 1), k, level)
    absolute = float((rows - error) / (rows + (k - 1) * error + k * (columns - error) / n))
    a_low, a_high = _absolute_bounds(rows, columns, error, absolute, n, k, level)
    single = {"1": (one, one_low, one_high), "A": (absolute, a_low, a_high), "C": (same, same_low, same_high)}
    result = {f"{kind},1": _estimate(f"{kind},1", n, level, *values) for kind, values in single.items()}
    for kind, values in single.items():
        result[f"{kind},k"] = _estimate(f"{kind},k", n, level, *(_stepped_up(value, k) for value in values))
    return result


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
    return k * icc / base if base > 1e-12 else None


def _estimate(form: str, n: int, level: float, value: float | None, low: float | None, high: float | None) -> Estimate:
    method = f"ICC({form}), {SOURCE}"
    if value is None:
        return Estimate.refusal(Caveat(Code.UNRELIABLE_MEASURE), method=method, n=n)
    return Estimate(value, n, method, low, high, level)
