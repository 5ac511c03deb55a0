"""Do enough independent signs say that these answers may not reflect the person?"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.errors import BadTable, Code
from scoring.keys import ScoringKey
from scoring.quality.distance import LEAST_PEOPLE, mahalanobis
from scoring.quality.indices import LEAST_SCALES, average_longstring, even_odd, longstring, misses, response_spread
from scoring.refusals import refusing
from scoring.responses import Answers, answers
from scoring.results import Caveat, Result

METHOD = "two independent signs of careless answering (Meade & Craig 2012; Curran 2016)"
LONGEST_RUN = 8
LONGEST_RUN_QUANTILE = 0.995
LEAST_SPREAD = 0.35
SPREAD_RANGE = 4.0
LEAST_SECONDS = 2.0
LEAST_CONSISTENCY = 0.30
DISTANT = 0.001
MISSES = 2
#: A person-fit statistic is one test more: at .01 it flags one honest person in a hundred.
UNFITTING = 0.01
SIGNS = 2
FLAGS = ("longstring", "irv", "speed", "even_odd", "mahalanobis", "infrequency", "person_fit")


@dataclass(frozen=True, kw_only=True, eq=False)
class Quality(Result):
    """Signs of careless answering.

    Attributes
    ----------
    people : DataFrame
        A row a person: longstring, average_longstring, irv, seconds, even_odd, d2, d2_p, misses, person_fit_p (NaN
        where it could not be found), a ``flag_`` of each of ``FLAGS``, ``flags`` (how many), ``signs`` (how many that
        are independent) and ``careless`` (two signs or more).
    skipped : Mapping
        Which of ``FLAGS`` could not be judged for anyone, and why.
    """

    people: pd.DataFrame = field(default_factory=pd.DataFrame)
    skipped: Mapping[str, Caveat] = field(default_factory=dict)


@refusing(Quality, METHOD)
def quality(
    responses: Answers, low: float, high: float, seconds: pd.Series | Sequence[float] | None = None,
    mixed_key: bool = True, keys: Iterable[ScoringKey] = (),
    expected: Mapping[Hashable, float | Collection[float]] | None = None,
    person_fit: pd.Series | Sequence[float] | None = None,
) -> Quality:  # fmt: skip
    """Signs of careless answering per person, and whether two independent ones agree (methods §4.7).

    Parameters
    ----------
    responses : (people, items)
        Items in the order shown; answers as given, **not** reversed.
    low, high : float
        The answers' range; the least spread of .35 belongs to a range of 1–5 and is scaled to it.
    seconds : Series, optional
        Median seconds per item of each person; below 2 is a sign.
    mixed_key : bool
        Whether the page mixes directions; eight identical answers say nothing where all items point the same way,
        then only a run beyond the sample's 99.5th percentile counts.
    keys : iterable of ScoringKey
        The scales, for even–odd consistency; below .30 is a sign, judged from ten scales on.
    expected : Mapping, optional
        Instructed and infrequency items with the answer, or answers, of an attentive person; two wrong are a sign. They
        count for runs, and for nothing else.
    person_fit : Series, optional
        p values of a person-fit statistic such as lz, from the item response model; below .01 is a sign.

    Notes
    -----
    Two signs are independent when no honest peculiarity brings both. Mahalanobis distance and person fit both say that
    a pattern is unlikely: together they are one sign. Who means "3" everywhere has a long run and little spread at
    once: where all items point the same way that is one sign; where the page mixes directions it is a contradiction,
    and both count.

    Examples
    --------
    >>> same = pd.DataFrame([[3] * 10, [1, 5, 2, 4, 3, 3, 4, 2, 5, 1]])
    >>> quality(same, 1, 5).people["careless"].tolist()
    [True, False]
    """
    if not low < high:
        raise ValueError(f"answers from {low} to {high}")
    frame = answers(responses, "responses")
    seconds, person_fit = _of(frame, seconds, "seconds"), _of(frame, person_fit, "person_fit")
    absent = [item for item in expected or () if item not in frame.columns]
    if absent:
        raise BadTable(f"responses: no column {absent[0]}")
    own = frame.drop(columns=list(expected or ()))
    scales = list(keys)
    unknown = pd.Series(np.nan, index=frame.index)
    distance = mahalanobis(own)
    table = pd.DataFrame(
        {
            "longstring": longstring(frame),
            "average_longstring": average_longstring(frame),
            "irv": response_spread(own),
            "seconds": seconds,
            "even_odd": even_odd(own, scales),
            "d2": distance["d2"],
            "d2_p": distance["p"],
            "misses": misses(frame, expected) if expected else unknown,
            "person_fit_p": person_fit,
        }
    )
    run = table["longstring"]
    long = run >= LONGEST_RUN if mixed_key else pd.Series(False, index=run.index)
    if len(run) >= 1 / (1 - LONGEST_RUN_QUANTILE):  # in a smaller sample the longest run always lies beyond it
        long |= run > run.quantile(LONGEST_RUN_QUANTILE)
    table["flag_longstring"] = long
    table["flag_irv"] = table["irv"] < LEAST_SPREAD * (high - low) / SPREAD_RANGE
    table["flag_speed"] = table["seconds"] < LEAST_SECONDS
    table["flag_even_odd"] = table["even_odd"] < LEAST_CONSISTENCY
    table["flag_mahalanobis"] = table["d2_p"] < DISTANT
    table["flag_infrequency"] = table["misses"] >= MISSES
    table["flag_person_fit"] = table["person_fit_p"] < UNFITTING
    table["flags"] = table[[f"flag_{name}" for name in FLAGS]].sum(axis=1)
    again = (table["flag_mahalanobis"] & table["flag_person_fit"]).astype(int)
    if not mixed_key:
        again += table["flag_longstring"] & table["flag_irv"]
    table["signs"] = table["flags"] - again
    table["careless"] = table["signs"] >= SIGNS
    return Quality(n=len(frame), method=METHOD, people=table, skipped=_skipped(table, len(scales)))


def _of(frame: pd.DataFrame, given: pd.Series | Sequence[float] | None, name: str) -> pd.Series:
    """A number of each person; NaN where there is none."""
    if given is None:
        return pd.Series(np.nan, index=frame.index)
    if (isinstance(given, pd.Series) and not given.index.equals(frame.index)) or len(given) != len(frame):
        raise BadTable(f"{name}: not the same people as the responses")
    return answers(pd.DataFrame({name: np.asarray(given)}, index=frame.index), name)[name]


def _skipped(table: pd.DataFrame, scales: int) -> dict[str, Caveat]:
    """Why an index is not known of anyone."""
    reasons = {
        "speed": ("seconds", Caveat(Code.MISSING_TOO_MUCH)),
        "even_odd": ("even_odd", Caveat(Code.N_TOO_SMALL, {"n": scales, "need": LEAST_SCALES, "of": "scales"})),
        "mahalanobis": ("d2", Caveat(Code.N_TOO_SMALL, {"n": len(table), "need": LEAST_PEOPLE, "of": "people"})),
        "infrequency": ("misses", Caveat(Code.MISSING_TOO_MUCH)),
        "person_fit": ("person_fit_p", Caveat(Code.MISSING_TOO_MUCH)),
    }
    return {flag: reason for flag, (column, reason) in reasons.items() if table[column].isna().all()}
