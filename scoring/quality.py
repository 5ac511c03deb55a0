"""Do these answers reflect the person, or a hurry? Signs to look at; never a reason to reject anyone."""

import numpy as np
import pandas as pd

from scoring.errors import BadTable

LONGEST_RUN = 8
LONGEST_RUN_QUANTILE = 0.995
LEAST_SPREAD = 0.35
SPREAD_RANGE = 4.0
LEAST_SECONDS = 2.0
SIGNS = 2


def longstring(responses: pd.DataFrame) -> pd.Series:
    """Longest run of identical answers in a row, items in the order shown (Johnson 2005); a gap ends the run."""
    x = responses.to_numpy(dtype=float, na_value=np.nan)
    run = best = (~np.isnan(x[:, 0])).astype(int) if x.shape[1] else np.zeros(len(x), dtype=int)
    for column in range(1, x.shape[1]):
        same = x[:, column] == x[:, column - 1]
        run = np.where(same, run + 1, (~np.isnan(x[:, column])).astype(int))
        best = np.maximum(best, run)
    return pd.Series(best, index=responses.index, name="longstring")


def response_spread(responses: pd.DataFrame) -> pd.Series:
    """Intra-individual response variability: the SD over a person's answers (Dunn et al. 2018); NaN below two."""
    return responses.astype(float).std(axis=1, ddof=1).rename("irv")


def quality(
    responses: pd.DataFrame, low: float, high: float, seconds: pd.Series | None = None, mixed_key: bool = True
) -> pd.DataFrame:
    """Signs of careless answering per person (methods §4.7).

    Parameters
    ----------
    responses : DataFrame
        A row per person, a column per item in the order shown; answers as given, **not** reversed.
    low, high : float
        The answers' range; the least spread of .35 belongs to a range of 1–5 and is scaled to it.
    seconds : Series, optional
        Median seconds per item of each person; without it speed is not judged.
    mixed_key : bool
        Whether the page mixes directions; eight identical answers say nothing where all items point the same way,
        then only a run beyond the sample's 99.5th percentile counts.

    Returns
    -------
    DataFrame
        Columns longstring, irv, seconds, flag_longstring, flag_irv, flag_speed, flags, careless (two flags or more).
    """
    if seconds is not None and not seconds.index.equals(responses.index):
        raise BadTable("seconds: not the same people as the responses")
    run = longstring(responses)
    spread = response_spread(responses)
    speed = seconds.astype(float) if seconds is not None else pd.Series(np.nan, index=responses.index)
    long = run >= LONGEST_RUN if mixed_key else pd.Series(False, index=run.index)
    if len(run) >= 1 / (1 - LONGEST_RUN_QUANTILE):  # in a smaller sample the longest run always lies beyond it
        long |= run > run.quantile(LONGEST_RUN_QUANTILE)
    table = pd.DataFrame(
        {
            "longstring": run,
            "irv": spread,
            "seconds": speed,
            "flag_longstring": long,
            "flag_irv": spread < LEAST_SPREAD * (high - low) / SPREAD_RANGE,
            "flag_speed": speed < LEAST_SECONDS,
        }
    )
    table["flags"] = table[["flag_longstring", "flag_irv", "flag_speed"]].sum(axis=1)
    table["careless"] = table["flags"] >= SIGNS
    return table
