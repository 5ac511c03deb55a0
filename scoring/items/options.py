"""Who chooses which option of a question, and does a wrong one draw those who know more?"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from numbers import Real

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.refusals import refusing
from scoring.responses import Answers, tabled
from scoring.results import Caveat, Result

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
METHOD = "options by total score, point-biserial with the rest score"
#: Share of people in the upper and the lower group (Kelley 1939).
TAIL = 0.27
#: The right answer to each item.
CorrectAnswers = Mapping[Hashable, float | str]


@dataclass(frozen=True, kw_only=True, eq=False)
class Distractors(Result):
    """Who chooses which option.

    Attributes
    ----------
    options : DataFrame
        Index (item, option). ``correct``; ``chosen``, ``lower`` and ``upper``, the shares choosing it of all who
        answered, and of those in the lower and upper 27 % by total score; ``r``, the point-biserial correlation of
        choosing it with the sum of the other items, NaN where nobody or everybody does; ``alarm``, where it is wrong
        and yet goes with higher sums than the right one does.
    """

    options: pd.DataFrame = field(default_factory=pd.DataFrame)


@refusing(Distractors, METHOD)
def distractors(answers: Answers, key: CorrectAnswers) -> Distractors:
    """How often each option is chosen, by whom, and whether a wrong one works better than the right one.

    Parameters
    ----------
    answers : (people, items)
        The options chosen, numbers or texts; missing ones empty.
    key : Mapping of item to right option
        Items it does not name are left out.

    Returns
    -------
    Distractors
        Caveat ``KEYED_WRONG`` with the first item that has an alarm. Refused as ``BAD_TABLE`` when an item is no
        column, ``N_TOO_SMALL`` below two people, ``MISSING_TOO_MUCH`` when nobody chose anything.
    """
    chosen = _chosen(answers, key)
    score = _right(chosen, key)
    n = len(score)
    if n < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=2, of="people")
    if np.isnan(score).all():
        raise Undefined(Code.MISSING_TOO_MUCH, n=0, people=n)
    total = np.nansum(score, axis=1)
    lower, upper = tails(total)
    rows, places = [], []
    for place, (item, answer) in enumerate(key.items()):
        column, true = chosen[item].to_numpy(), _option(answer)
        given = column != None  # noqa: E711 (cell by cell)
        options = sorted({*column[given], true}, key=_order)
        takes = column[given] == np.array(options, dtype=object)[:, None]
        r = _correlations(takes.astype(float), (total - np.nan_to_num(score[:, place]))[given])
        best = max(float(np.nan_to_num(r[options.index(true)])), 0)
        shares = [_share(takes), _share(takes[:, lower[given]]), _share(takes[:, upper[given]])]
        places += [(item, option) for option in options]
        rows += [
            [option == true, *share, one, option != true and one > best]
            for option, one, *share in zip(options, r, *shares, strict=True)
        ]
    index = pd.MultiIndex.from_tuples(places, names=["item", "option"])
    found = pd.DataFrame(rows, index=index, columns=["correct", "chosen", "lower", "upper", "r", "alarm"])
    alarms = list(dict.fromkeys(found.index[found["alarm"]].get_level_values("item")))
    doubt = [Caveat(Code.KEYED_WRONG, {"item": str(alarms[0]), "items": len(alarms)})] if alarms else []
    return Distractors(n=n, method=METHOD, options=found).doubted(*doubt)


def right(answers: Answers, key: CorrectAnswers) -> pd.DataFrame:
    """1 for a right answer, 0 for a wrong one, NaN for none; a column for each item of the key.

    Raises
    ------
    BadTable
        When an item is no column, or a column is there twice.
    ValueError
        For an empty key.
    """
    chosen = _chosen(answers, key)
    return pd.DataFrame(_right(chosen, key), index=chosen.index, columns=chosen.columns)


def tails(total: Floats) -> tuple[Flags, Flags]:
    """Who belongs to the lower and the upper 27 %; people level with the border belong too."""
    low, high = np.quantile(total, [TAIL, 1 - TAIL])
    return total <= low, total >= high


def _chosen(answers: Answers, key: CorrectAnswers) -> pd.DataFrame:
    """The options chosen as texts, so that 3, 3.0 and "3" are the same one; None where there is none."""
    if not key:
        raise ValueError("a key without an item")
    frame = tabled(answers)
    absent = [item for item in key if item not in frame.columns]
    if absent:
        raise BadTable(f"answers: no column {absent[0]}")
    return pd.DataFrame(
        {item: _options(column) for item, column in frame[list(key)].items()}, index=frame.index, dtype=object
    )


def _right(chosen: pd.DataFrame, key: CorrectAnswers) -> Floats:
    truth = np.array([_option(answer) for answer in key.values()], dtype=object)
    return np.where(chosen.isna(), np.nan, chosen.to_numpy() == truth)


def _options(column: pd.Series) -> npt.NDArray[np.object_]:
    try:
        codes, values = pd.factorize(column)
    except TypeError as error:
        raise BadTable(f"answers, column {column.name}: cells are neither numbers nor texts") from error
    texts = np.array([_option(value) for value in values] + [None], dtype=object)  # the last for code −1, missing
    return np.asarray(texts[codes], dtype=object)


def _option(value: object) -> str | None:
    if isinstance(value, Real) and not isinstance(value, bool):
        return f"{float(value):g}"
    text = str(value).strip()
    try:
        return f"{float(text):g}"
    except ValueError:
        return text or None


def _order(option: str) -> tuple[bool, float, str]:
    try:
        return False, float(option), option
    except ValueError:
        return True, 0.0, option


def _share(takes: Flags) -> Floats:
    """Of the people in the columns, how many took the option of each row."""
    return np.asarray(takes.sum(axis=1) / (takes.shape[1] or np.nan))


def _correlations(takes: Floats, rest: Floats) -> Floats:
    """Of each row with ``rest``; NaN where one of the two is the same for everybody."""
    if takes.shape[1] < 2:
        return np.full(len(takes), np.nan)
    z, away = takes - takes.mean(axis=1, keepdims=True), rest - rest.mean()
    spread = np.sqrt((z**2).sum(axis=1) * (away @ away))
    varies = (np.ptp(takes, axis=1) > 0) & (np.ptp(rest) > 0)
    return np.asarray(np.divide(z @ away, spread, out=np.full(len(takes), np.nan), where=varies))
