"""Who belongs to the reference group of top producers, and which result is a profile to predict?"""

from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.performers import Performers
from scoring.performers.results import Flags, Floats
from scoring.performers.shrinkage import shrunk
from scoring.policy import minimum
from scoring.tiers import Tiers, top_chance

#: Methods §2.6: chance of the top fifth over the whole window and in each half, share of periods above the middle peer.
HIGH, HALF, ABOVE = 0.50, 0.35, 0.70
#: Adjusted ranks between which the middle group lies, as shares of those ranked (methods §3.2).
MIDDLE = (0.30, 0.70)
#: An ethics measure beyond this share of peers puts a person on hold.
ETHICS = 0.95


def incumbents(found: Tiers) -> pd.DataFrame:
    """Everyone with an eligible period, as ``scoring.profile.profile`` wants them.

    Parameters
    ----------
    found : Tiers

    Returns
    -------
    DataFrame
        Columns ``person_id``, ``team`` (None where unknown), ``criterion`` (mean of the adjusted composites, more is
        better), ``group`` and ``held``. In ``group``, ``top`` is high, sustained and not on hold (methods §2.6),
        ``middle`` lies between the 30th and 70th percentile, ``other`` is everyone else, and everyone where tiers are
        refused. ``held`` says whether a measure of kind ``ethics`` keeps a high performer out until people have looked.

    Notes
    -----
    The screen by two people (methods §2.7) is not in the tables: who uses this without it must say so.
    """
    one = found.performers
    people, passed = one.grid.people, gates(found)
    reached = (passed["high"] & passed["sustained"]).to_numpy()
    held = ~passed["ethical"].to_numpy()
    place = found.adjusted_rank / max(int(found.rated.sum()), 1)
    middle = (place > MIDDLE[0]) & (place <= MIDDLE[1]) & (found.chances is not None)
    table = pd.DataFrame(
        {
            "person_id": people["person_id"],
            "team": people["team"],
            "criterion": one.adjusted.means,
            "group": np.where(reached & ~held, "top", np.where(middle, "middle", "other")),
            "held": reached & held,
        }
    )
    return table[found.rated].reset_index(drop=True)


def gates(found: Tiers) -> pd.DataFrame:
    """The three gates of methods §2.6 with the numbers behind them, a row a person in the order of the tables.

    Returns
    -------
    DataFrame
        ``person_id``; ``high`` and ``chance_top``; ``sustained`` with ``periods``, ``above`` (share of them above the
        middle of all) and the chances ``first_half`` and ``second_half`` (NaN where a half tells nobody apart, so that
        the whole window decides); ``ethical``, which is False beyond the 95th percentile of an ethics measure.
        Nobody is high or sustained where tiers are refused. Confirmed compliance events are in no table.
    """
    one = found.performers
    scores = one.adjusted_scores
    periods = (~np.isnan(scores)).sum(axis=1)
    counted = np.where(np.isnan(scores), 0.0, scores > _middle(scores)).sum(axis=1)
    above = np.divide(counted, periods, where=periods > 0, out=np.full(len(periods), np.nan))
    top = np.full(len(periods), np.nan)
    halves = np.full((2, len(periods)), np.nan)
    if found.chances is not None:
        top, middle = found.chances.top, scores.shape[1] // 2
        halves = np.array([_chance(found, half) for half in (scores[:, :middle], scores[:, middle:])])
    steady = (periods >= minimum("person_tier", "periods").refuse) & (counted >= ABOVE * periods - 1e-9)
    return pd.DataFrame(
        {
            "person_id": one.grid.people["person_id"],
            "high": np.nan_to_num(top) >= HIGH,
            "chance_top": top,
            "sustained": steady & (np.nan_to_num(halves, nan=1.0) >= HALF).all(0) & (found.chances is not None),
            "periods": periods,
            "above": above,
            "first_half": halves[0],
            "second_half": halves[1],
            "ethical": ~_held(one),
        }
    )


def _middle(scores: Floats) -> Floats:
    """Median of each period; NaN where nobody has a result."""
    middle = np.full(scores.shape[1], np.nan)
    some = ~np.isnan(scores).all(axis=0)
    middle[some] = np.nanmedian(scores[:, some], axis=0)
    return middle


def _chance(found: Tiers, scores: Floats) -> Floats:
    """Chance of the top fifth by these periods alone; NaN for those not yet there, who are judged by the rest."""
    one = found.performers
    alone = shrunk(scores, one.adjusted.phi, one.adjusted.phi_pairs)
    if not alone.between > 0:  # too few periods to tell anyone apart: the whole window decides
        return np.full(len(scores), np.nan)
    return top_chance(replace(one, adjusted=alone), found.seed)


def _held(one: Performers) -> Flags:
    """Whose mean on a measure of kind ``ethics`` lies on the bad side of 95 of 100 people."""
    held = np.zeros(len(one.grid.people), dtype=bool)
    metrics = one.grid.metrics
    for m in np.flatnonzero((metrics["kind"] == "ethics").to_numpy()):
        known = ~np.isnan(one.grid.values[:, :, m])
        count = known.sum(axis=1)
        total = np.where(known, one.grid.values[:, :, m], 0.0).sum(axis=1)
        mean = np.divide(total, count, where=count > 0, out=np.full(len(count), np.nan))
        bad = -mean if metrics["direction"].iloc[m] == "higher" else mean
        if count.any():
            held |= bad > np.nanquantile(bad, ETHICS)
    return held
