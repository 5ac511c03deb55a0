"""What do breadth and consistency over many practices go with, beside any single one of them?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from scoring.averages import row_means
from scoring.bundle.ceilings import ceilings
from scoring.bundle.contest import Entrants, Held, contest, held_out
from scoring.bundle.doses import doses
from scoring.bundle.results import Among, Bundle, Contest, Floats, Ints, Practised
from scoring.bundle.shares import PERIODS, Shares, shares
from scoring.errors import BadTable, Code, Undefined
from scoring.results import Caveat

DRAWS = 2000
#: Share of the practices that must be known of a person, and of people whose consistency must be.
KNOWN = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Breadth, number at standard, consistency (ones where it cannot be told) and index, (people,)."""

    breadth: Floats
    count: Floats
    consistency: Floats
    index: Floats


def bundle(
    people: pd.DataFrame,
    values: pd.DataFrame,
    practices: Sequence[Practised],
    circumstances: pd.DataFrame | None = None,
    *,
    seed: int,
    draws: int = DRAWS,
) -> Bundle:
    """Breadth, consistency and index of everyone, and what they go with (methods §3.6).

    Parameters
    ----------
    people : DataFrame
        ``person_id``, ``team`` (None is a team of one), ``outcome`` (adjusted composite, NaN without), ``group``
        (``top``, ``middle`` or ``other``) and ``outlier`` (bool), as ``scoring.levers.Data.people``.
    values : DataFrame
        ``person_id``, ``lever``, ``value``, optionally ``measure``, ``period`` and ``opportunities``.
    practices : sequence of Practised
        Without those that may follow success or come with talent: they would make any bundle look good.
    circumstances : DataFrame, optional
        Indexed by person_id; held constant where gains are estimated.
    seed : int
    draws : int
        Of teams, for every interval.

    Raises
    ------
    BadTable
        When a column is missing, a person stands twice, or a value lies beyond its scale.
    ValueError
        When a practice stands twice.
    """
    _check(people, practices)
    ids = people["person_id"].astype(str).tolist()
    if not practices:
        return Bundle(pd.DataFrame(index=ids), pd.DataFrame(index=ids), pd.Series(dtype=float))
    done = shares(values, ids, practices)
    share, even = done.share, done.consistency
    frame = pd.DataFrame(share, index=pd.Index(ids, name="person_id"), columns=[one.code for one in practices])
    supported = [k for k, one in enumerate(practices) if one.supported]
    sets = [(Among.ALL, list(range(len(practices))))]
    if 2 <= len(supported) < len(practices):
        sets.append((Among.SUPPORTED, supported))
    elif len(supported) == len(practices) and supported:
        sets = [(Among.SUPPORTED, supported)]
    y, team = _standardised(people["outcome"].to_numpy(float)), _teams(people["team"])
    told = np.isfinite(even) & np.isfinite(y)
    consistent = bool(np.isfinite(y).any()) and told.sum() >= KNOWN * np.isfinite(y).sum()
    contests: list[Contest] = []
    for number, (among, places) in enumerate(sets):
        one = _measured(share[:, places], done.standard[:, places], even, consistent)
        used = np.isfinite(one.index) & np.isfinite(y)
        field = Entrants(
            among, tuple(practices[k].code for k in places), share[used][:, places], one.breadth[used],
            np.where(np.isfinite(even), one.consistency, np.nan)[used], one.index[used], y[used], team[used],
        )  # fmt: skip
        held = _held(field, np.random.default_rng([seed, number]))
        found = contest(field, held, np.random.default_rng([seed, number, 1]), draws)
        contests.append(_doubted(found) if among is Among.SUPPORTED else found)
    chosen = [practices[k] for k in sets[-1][1]]
    complete = np.isfinite(one.count) & np.isfinite(y)
    return Bundle(
        people=pd.DataFrame(
            {"breadth": one.breadth, "at_standard": one.count, "consistency": even, "index": one.index},
            index=frame.index,
        ),
        shares=frame,
        standards=pd.Series(_standards(done), index=frame.columns),
        practices=tuple(practices),
        contests=tuple(contests),
        doses=doses(one.count[complete].astype(np.intp), y[complete], team[complete]),
        ceilings=() if isinstance(held, Undefined) else ceilings(
            chosen, field.share, field.y, field.team, _beside(circumstances, ids)[used],
            (people["group"].eq("top") & ~people["outlier"].astype(bool)).to_numpy()[used],
            people["group"].eq("middle").to_numpy()[used], held.slope, np.random.default_rng([seed, 9]), draws,
        ),
        caveats=() if consistent else (Caveat(Code.N_TOO_SMALL, {"n": 1, "need": PERIODS, "of": "periods"}),),
        consistent=consistent,
    )  # fmt: skip


def _measured(share: Floats, standard: Floats, even: Floats, consistent: bool) -> Measured:
    known = np.isfinite(share)
    # a share that was turned or averaged may miss its standard by the last digit
    at = np.where(known, share >= standard - 1e-12, np.nan)
    enough = known.mean(axis=1) >= KNOWN
    weight = even if consistent else np.ones(len(share))
    breadth = np.where(enough, row_means(at), np.nan)
    count = np.where(known.all(axis=1), np.nansum(at, axis=1), np.nan)
    return Measured(breadth, count, weight, np.where(enough, row_means(share), np.nan) * weight)


def _standards(done: Shares) -> Floats:
    """By practice; where people are known by different measures, the mean of theirs."""
    return row_means(done.standard.T)


def _held(field: Entrants, rng: np.random.Generator) -> Held | Undefined:
    try:
        return held_out(field, rng)
    except Undefined as undefined:
        return undefined


def _doubted(found: Contest) -> Contest:
    """Supported practices were chosen on the same people, so what they predict of them is too good."""
    reason = Caveat(Code.NOT_CROSS_VALIDATED)
    return replace(
        found, r2_index=found.r2_index.doubted(reason), r2_breadth=found.r2_breadth.doubted(reason),
        r2_joint=found.r2_joint.doubted(reason), difference=found.difference.doubted(reason),
    )  # fmt: skip


def _standardised(y: Floats) -> Floats:
    known = np.isfinite(y)
    sd = y[known].std(ddof=1) if known.sum() > 1 else 0.0
    return np.asarray((y - y[known].mean()) / sd if sd > 0 else np.where(known, 0.0, np.nan))


def _teams(team: pd.Series) -> Ints:
    """A number for each team; people without one have one of their own."""
    codes = np.asarray(pd.factorize(team)[0], dtype=np.intp)
    alone = codes < 0
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(alone.sum())
    return codes


def _beside(circumstances: pd.DataFrame | None, ids: list[str]) -> Floats:
    if circumstances is None:
        return np.zeros((len(ids), 0))
    x = circumstances.set_axis(circumstances.index.astype(str)).reindex(ids).to_numpy(float)
    known = np.isfinite(x)
    middle = np.where(known, x, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.asarray(np.where(known, x, middle))


def _check(people: pd.DataFrame, practices: Sequence[Practised]) -> None:
    for column in ("person_id", "team", "outcome", "group", "outlier"):
        if column not in people.columns:
            raise BadTable(f"people: column {column} is missing")
    twice = people["person_id"].duplicated()
    if twice.any():
        raise BadTable(f"people: {people['person_id'][twice].iloc[0]} is there twice")
    codes = [one.code for one in practices]
    if len(set(codes)) < len(codes):
        raise ValueError(f"practices {codes}")
