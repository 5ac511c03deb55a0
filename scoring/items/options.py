"""Who chooses which option of a question, and does a wrong one draw those who know more?"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from numbers import Real

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.refusals import refusing
from scoring.responses import Answers
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
        column, ``N_TOO_SMALL`` below two people.
    """
    chosen = _chosen(answers, key)
    score = right(answers, key).to_numpy()
    n = len(score)
    if n < 2:
        raise Undefined(Code.N_TOO_SMALL, n=n, need=2, of="people")
    total = np.nansum(score, axis=1)
    lower, upper = tails(total)
    rows, places = [], []
    for column, (item, answer) in enumerate(key.items()):
        given = chosen[item].notna().to_numpy()
        rest = total - np.nan_to_num(score[:, column])
        best = -np.inf
        block = []
        for option in sorted({*chosen[item].dropna(), _option(answer)}, key=_order):
            takes = (chosen[item] == option).to_numpy()
            r = _correlation(takes[given].astype(float), rest[given])
            correct = option == _option(answer)
            best = r if correct and not np.isnan(r) else best
            block.append([correct, _share(takes, given), _share(takes, given & lower), _share(takes, given & upper), r])
            places.append((item, option))
        rows += [[*row, not row[0] and row[4] > max(best, 0)] for row in block]
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
    truth = pd.Series({item: _option(answer) for item, answer in key.items()})
    return chosen.eq(truth, axis="columns").astype(float).mask(chosen.isna())


def tails(total: Floats) -> tuple[Flags, Flags]:
    """Who belongs to the lower and the upper 27 %; people level with the border belong too."""
    low, high = np.quantile(total, [TAIL, 1 - TAIL])
    return total <= low, total >= high


def _chosen(answers: Answers, key: CorrectAnswers) -> pd.DataFrame:
    """The options chosen as texts, so that 3, 3.0 and "3" are the same one; None where there is none."""
    if not key:
        raise ValueError("a key without an item")
    frame = answers if isinstance(answers, pd.DataFrame) else pd.DataFrame(np.asarray(answers))
    repeated = frame.columns[frame.columns.duplicated()]
    if len(repeated):
        raise BadTable(f"answers: column {repeated[0]} is there twice")
    absent = [item for item in key if item not in frame.columns]
    if absent:
        raise BadTable(f"answers: no column {absent[0]}")
    return frame[list(key)].apply(_options)


def _options(column: pd.Series) -> pd.Series:
    codes, values = pd.factorize(column)
    texts = np.array([_option(value) for value in values] + [None], dtype=object)  # the last for code −1, missing
    return pd.Series(texts[codes], index=column.index, dtype=object)


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


def _share(takes: Flags, among: Flags) -> float:
    return float(takes[among].mean()) if among.any() else float("nan")


def _correlation(takes: Floats, rest: Floats) -> float:
    if len(takes) < 2 or not np.ptp(takes) or not np.ptp(rest):
        return float("nan")
    return float(np.corrcoef(takes, rest)[0, 1])
