"""In which periods was somebody there long enough to be judged?"""

import numpy as np
import pandas as pd

from scoring.performers.arrays import Flags, places

#: Share of a period's working days that must have been worked (methods §2.1, step 6).
WORKED = 0.75


def away(events: pd.DataFrame, people: pd.DataFrame, starts: pd.DatetimeIndex, ends: pd.DatetimeIndex) -> Flags:
    """Periods, N × T, of whose working days (Monday to Friday) less than three quarters were worked.

    A leave without an end lasts to the end of the window; days in two leaves count once.
    """
    out = np.zeros((len(people), len(starts)), dtype=bool)
    leaves = events[events["type"] == "leave"]
    if leaves.empty:
        return out
    first, after = _days(starts), _days(ends) + 1
    whole = np.maximum(np.busday_count(first, after), 1)
    last = leaves["end"].fillna(max(ends[-1], leaves["date"].max()))
    for person, own in leaves.assign(last=last).groupby("person_id"):
        who = places(pd.Series([person]), people["person_id"])[0]
        if who >= 0:
            out[who] = _missed(own, first, after) > (1 - WORKED) * whole + 1e-9
    return out


def _missed(own: pd.DataFrame, first: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Working days lost in each period; leaves that run into each other are one."""
    missed = np.zeros(len(first), dtype=int)
    reached = np.datetime64("0001-01-01", "D")
    for begin, last in sorted(zip(_days(own["date"]), _days(own["last"]), strict=True)):
        begin = max(begin, reached)
        reached = max(reached, last + 1)
        missed += np.busday_count(np.clip(begin, first, after), np.clip(reached, first, after))
    return missed


def _days(column: pd.Series | pd.DatetimeIndex) -> np.ndarray:
    return np.asarray(column, dtype="datetime64[ns]").astype("datetime64[D]")
