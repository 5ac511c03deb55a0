"""People who came after the first verdicts: the check of them, and the first honest look at what was asked late."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from assess.levers.frames import Study
from assess.levers.queries.verdicts import rows
from scoring.levers import Registered
from scoring.levers.screening import MEASURED
from scoring.results import Estimate, Report


def newcomers(whole: Study, codes: frozenset[str], results: pd.DataFrame, locked: Mapping[str, str]) -> Study:
    """The study among these people, where what was written late is confirmatory for those who came after it.

    Parameters
    ----------
    results : DataFrame
        ``person_id``, ``period`` (its first day) and ``outcome``.
    locked : Mapping of lever code to day
        When each hypothesis was locked. One written late is asked of people whose first period began after that day,
        and stays exploratory where they are too few of them all to be asked.
    """
    later = whole.among(codes)
    first = results.dropna(subset=["outcome"]).groupby("person_id")["period"].min()
    values, long, registered = later.data.values.copy(), later.long, list(later.registered)
    since = first.reindex(values.index).fillna("").to_numpy(dtype=str)
    for place, lever in enumerate(registered):
        early = values.index[since <= locked[lever.code]]
        if lever.exploratory and len(values) and 1 - len(early) / len(values) >= MEASURED:
            registered[place] = replace(lever, exploratory=False)
            values.loc[early, lever.code] = np.nan
            long = long[(long["lever"] != lever.code) | ~long["person_id"].isin(early)]
    data = replace(later.data, values=values)
    return replace(later, registered=tuple(registered), data=data, long=long.reset_index(drop=True))


def seen_again(registered: Iterable[Registered], later: Report | None) -> tuple[Registered, ...]:
    """The hypotheses with the chance, one-sided and in the direction expected, of what those who came later show."""
    effects = {row["lever"]: row for row in (rows(later, "effects") if later else ()) if row["model"] == "joint"}
    return tuple(replace(one, later=_chance(effects.get(one.code), one.direction)) for one in registered)


def _chance(row: Mapping[str, object] | None, direction: int) -> float | None:
    b, p = (row["b"], row["p"]) if row else (None, None)
    if not isinstance(b, Estimate) or b.value is None or not isinstance(p, int | float):
        return None
    return p / 2 if b.value * direction > 0 else 1 - p / 2
