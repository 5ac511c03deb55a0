"""How does the answering go: how far do people come, where do they stop, how long does each item take?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import binom

from scoring.errors import BadTable
from scoring.intervals import wilson
from scoring.results import Estimate

Floats = npt.NDArray[np.float64]
#: The stages of an invitation; who is handed a link begins without a mail.
STAGES = ("invited", "sent", "begun", "submitted")
SHARE = "share, interval Wilson 1927"
MEDIAN = "median, interval by order statistics, Conover 1999"


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """What is known of one assessment while it is under way.

    Attributes
    ----------
    funnel : Mapping of str to Estimate
        Each stage of ``STAGES`` as a share of those invited.
    stops : DataFrame
        Index page, in order; reached (people who saw it or one after it), stopped (of those for whom it was the last),
        share (Estimate of stopped among reached who may answer no more).
    seconds : DataFrame
        Index item; n, median (Estimate, seconds), low and high quartile, changed (share of answers changed later).
    """

    funnel: Mapping[str, Estimate]
    stops: pd.DataFrame
    seconds: pd.DataFrame


def funnel(counts: Mapping[str, int]) -> dict[str, Estimate]:
    """The share of the invited who came to each stage.

    Parameters
    ----------
    counts : Mapping of str to int
        People at or beyond each of ``STAGES``.

    Raises
    ------
    BadTable
        When a stage is missing, or more people handed in than began.
    """
    missing = [stage for stage in STAGES if stage not in counts]
    if missing:
        raise BadTable(f"no count of {missing[0]}")
    if counts["submitted"] > counts["begun"]:
        raise BadTable(f"{counts['submitted']} submitted of {counts['begun']} begun")
    invited = counts["invited"]
    return {stage: share(counts[stage], invited) for stage in STAGES} if invited else {}


def share(k: int, n: int) -> Estimate:
    """``k`` of ``n`` as a share with its interval; n must be above 0."""
    low, high = wilson(k, n)
    return Estimate(k / n, n, SHARE, low, high)


def stops(pages: list[str], last: pd.Series, done: pd.Series, over: pd.Series) -> pd.DataFrame:
    """Where people stop.

    Parameters
    ----------
    pages : list of str
        Every page in the order asked.
    last : Series of str
        The furthest page each person answered something on.
    done : Series of bool
        Who handed in; same index.
    over : Series of bool
        Who can answer no more, having handed in or not; same index.

    Returns
    -------
    DataFrame
        As ``Fieldwork.stops``. Whoever can still go on counts as reaching a page, never as stopping there.

    Raises
    ------
    BadTable
        When ``last`` names a page that is not there.
    """
    place = pd.Series(range(len(pages)), index=pages)
    unknown = set(last) - set(pages)
    if unknown:
        raise BadTable(f"no page {sorted(unknown)[0]}")
    furthest = last.map(place).to_numpy(dtype=int)
    closed = over.to_numpy(dtype=bool)
    quit_here = closed & ~done.to_numpy(dtype=bool)
    rows = []
    for at in range(len(pages)):
        reached, stopped = furthest >= at, quit_here & (furthest == at)
        settled = int((reached & (closed | (furthest > at))).sum())
        rows.append((int(reached.sum()), int(stopped.sum()), share(int(stopped.sum()), settled) if settled else None))
    return pd.DataFrame(rows, index=pd.Index(pages, name="page"), columns=["reached", "stopped", "share"])


def seconds(answers: pd.DataFrame) -> pd.DataFrame:
    """How long each item takes: the time from the answer before it on its page, or from seeing the page.

    Parameters
    ----------
    answers : DataFrame
        A row an answer: person, page, item, shown and answered (moments), changes (how often it was changed).

    Returns
    -------
    DataFrame
        As ``Fieldwork.seconds``, in the order of first appearance. Answers changed later are left out of the times,
        since the time of the first tap is not known, and so are pages whose answers all came at once.
    """
    table = answers.dropna(subset=["shown", "answered"]).sort_values(["person", "page", "answered"], kind="stable")
    group = table.groupby(["person", "page"], sort=False)
    before = group["answered"].shift()
    began = before.where(before.notna(), table["shown"])
    took = (table["answered"] - began).dt.total_seconds().astype(float)
    at_once = (group["answered"].transform("nunique") == 1) & (group["answered"].transform("size") > 1)
    usable = (took >= 0) & (table["changes"] == 0) & ~at_once
    timed = {item: sorted(times) for item, times in took[usable].groupby(table.loc[usable, "item"])}
    changed = (answers["changes"] > 0).groupby(answers["item"]).mean()
    rows = {}
    for item in answers["item"].drop_duplicates():
        values = np.array(timed.get(item, ()), dtype=float)
        rows[item] = (len(values), median(values), *_quartiles(values), float(changed[item]))
    columns = ["n", "median", "low", "high", "changed"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("item")


def median(values: Floats) -> Estimate | None:
    """The median of sorted values and the narrowest pair of them around it that holds it 95 of 100 times or more.

    None without values; below six values no pair does, and the interval is from the least to the greatest.

    Examples
    --------
    >>> found = median(np.arange(1.0, 17.0))  # Conover 1999, §3.2: n = 16, the 4th and the 13th
    >>> (found.value, found.low, found.high)
    (8.5, 4.0, 13.0)
    """
    n = len(values)
    if n == 0:
        return None
    rank = max(1, int(binom.ppf(0.025, n, 0.5)))
    return Estimate(
        float(np.median(values)), n, MEDIAN, float(values[rank - 1]), float(values[n - rank]), unit="seconds"
    )


def _quartiles(values: Floats) -> tuple[float, float]:
    if not len(values):
        return float("nan"), float("nan")
    low, high = np.quantile(values, [0.25, 0.75])
    return float(low), float(high)
