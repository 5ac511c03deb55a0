"""How alike, how steady and how attentive are a person's answers?"""

from collections.abc import Collection, Hashable, Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable
from scoring.keys import ScoringKey
from scoring.responses import Answers, answers, tabled

Floats = npt.NDArray[np.float64]
#: Two items that correlate so in the sample ask for nearly the same (default of R's careless).
SYNONYMS = 0.60
#: A correlation over fewer scales says nothing of a person (methods §4.7).
LEAST_SCALES = 10
#: A correlation matrix of so many items is as large as is handled at once.
MOST_ITEMS = 2000


def longstring(responses: Answers) -> pd.Series:
    """Longest run of identical answers in a row, items in the order shown (Johnson 2005); a gap ends the run."""
    frame = shown(responses)
    x = frame.to_numpy(dtype=float)
    run = best = (~np.isnan(x[:, 0])).astype(int) if x.shape[1] else np.zeros(len(x), dtype=int)
    for column in range(1, x.shape[1]):
        same = x[:, column] == x[:, column - 1]
        run = np.where(same, run + 1, (~np.isnan(x[:, column])).astype(int))
        best = np.maximum(best, run)
    return pd.Series(best, index=frame.index, name="longstring")


def average_longstring(responses: Answers) -> pd.Series:
    """Mean length of the runs of identical answers (Meade & Craig 2012); NaN without an answer."""
    frame = shown(responses)
    x = frame.to_numpy(dtype=float)
    given = ~np.isnan(x)
    begins = given & ~(x == np.roll(x, 1, axis=1))
    begins[:, :1] = given[:, :1]
    runs = begins.sum(axis=1)
    mean = np.divide(given.sum(axis=1), runs, out=np.full(len(x), np.nan), where=runs > 0)
    return pd.Series(mean, index=frame.index, name="average_longstring")


def response_spread(responses: Answers) -> pd.Series:
    """Intra-individual response variability: the SD over a person's answers (Dunn et al. 2018); NaN below two."""
    return shown(responses).std(axis=1, ddof=1).rename("irv")


def even_odd(responses: Answers, keys: Iterable[ScoringKey], least: int = LEAST_SCALES) -> pd.Series:
    """Even–odd consistency: the correlation, over scales, of the means of every second item and of the others, stepped
    up by 2r/(1 + r) (Johnson 2005; Meade & Craig 2012).

    Parameters
    ----------
    responses : DataFrame
        Answers as given; reversed items are turned around here, and scales of other ranges put on a common one.
    keys : iterable of ScoringKey
        Items without a column are passed over, and so is a scale of which fewer than two are left.
    least : int
        A person with fewer scales answered in both halves gets NaN: a correlation over so few says nothing.

    Returns
    -------
    Series
        From −1 to 1, near 1 for consistent answers (R's careless turns the sign round since version 1.2); NaN also
        where a half does not differ between scales.
    """
    frame = shown(responses)
    odd, even = [], []
    for key in keys:
        items = [item for item in key.items if item in frame.columns]
        if len(items) < 2:
            continue
        x = (frame[items].to_numpy(dtype=float) - key.low) / (key.high - key.low)
        reverse = np.array([key.items[item] < 0 for item in items])
        x = np.where(reverse, 1 - x, x)
        odd.append(_mean(x[:, 0::2]))
        even.append(_mean(x[:, 1::2]))
    if len(odd) < least:
        return pd.Series(np.nan, index=frame.index, name="even_odd")
    r = _rowwise(np.column_stack(odd), np.column_stack(even), least)
    with np.errstate(divide="ignore", invalid="ignore"):
        stepped = np.where(r > -1, np.maximum(2 * r / (1 + r), -1), np.where(np.isnan(r), np.nan, -1))
    return pd.Series(stepped, index=frame.index, name="even_odd")


def synonyms(
    responses: Answers, critical: float = SYNONYMS, antonyms: bool = False, least: int = 3
) -> pd.Series:  # fmt: skip
    """Psychometric synonyms: each person's correlation over the pairs of items that correlate ``critical`` or more in
    this sample (Meade & Craig 2012); of antonyms, pairs at −``critical`` or less, where honest answers go apart.

    NaN with fewer than ``least`` pairs answered, or none that differ. BadTable beyond 2,000 items.
    """
    frame = shown(responses)
    if frame.shape[1] > MOST_ITEMS:
        raise BadTable(f"responses: {frame.shape[1]} items, at most {MOST_ITEMS}")
    x = frame.to_numpy(dtype=float)
    r = frame.corr().to_numpy()
    one, other = np.nonzero(np.triu(r <= -critical if antonyms else r >= critical, 1))
    found = _rowwise(x[:, one], x[:, other], least) if len(one) >= least else np.full(len(x), np.nan)
    return pd.Series(found, index=frame.index, name="antonyms" if antonyms else "synonyms")


def misses(responses: Answers, expected: Mapping[Hashable, float | Collection[float]]) -> pd.Series:
    """How many instructed or infrequency items a person got wrong; one left out is not wrong (Meade & Craig 2012).

    Parameters
    ----------
    expected : Mapping of item to the answer, or answers, an attentive person gives

    Raises
    ------
    BadTable
        As ``scoring.responses.answers``, and when an item is no column.
    """
    frame = shown(responses)
    absent = [item for item in expected if item not in frame.columns]
    if absent:
        raise BadTable(f"responses: no column {absent[0]}")
    wrong = np.zeros(len(frame), dtype=int)
    for item, good in expected.items():
        allowed = list(good) if isinstance(good, Collection) else [good]
        wrong += (frame[item].notna() & ~frame[item].isin(allowed)).to_numpy()
    return pd.Series(wrong, index=frame.index, name="misses")


def shown(responses: Answers) -> pd.DataFrame:
    """The answers as given, items in the order shown; BadTable as ``scoring.responses.answers``, but empty may be."""
    frame = tabled(responses, "responses")
    return frame if 0 in frame.shape else answers(frame, "responses")


def _mean(x: Floats) -> Floats:
    given = ~np.isnan(x)
    count = given.sum(axis=1)
    return np.asarray(np.where(given, x, 0).sum(axis=1) / np.where(count > 0, count, np.nan))


def _rowwise(a: Floats, b: Floats, least: int) -> Floats:
    """Correlation of each row of a with the same row of b, over the columns where both are there."""
    both = ~(np.isnan(a) | np.isnan(b))
    n = both.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.where(both, a - np.where(both, a, 0).sum(axis=1, keepdims=True) / n, 0)
        b = np.where(both, b - np.where(both, b, 0).sum(axis=1, keepdims=True) / n, 0)
        spread = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
        r = (a * b).sum(axis=1) / spread
    return np.asarray(np.where((n[:, 0] >= least) & (spread > 1e-12), np.clip(r, -1, 1), np.nan))
