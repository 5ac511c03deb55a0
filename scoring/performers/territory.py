"""What was each person given to work, and when did it change so much that results no longer compare?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.frames import Performance
from scoring.performers.arrays import Codes, Flags, Floats, places

#: Results this long after a change of territory say more of the territory than of the person (methods §2.1, step 6).
SETTLING_MONTHS = 3
#: A change that moves more than this share of accounts or revenue counts.
MOVED = 0.25
#: Events that move accounts away from a person or to one; what was inherited is a circumstance, not a break.
BREAKS = ("reassign", "territory_split")


@dataclass(frozen=True, slots=True)
class Territory:
    """What each person was given, N × T, from the assignments in force at the middle of the period.

    Several territories at once are added up; NaN where unknown.

    Attributes
    ----------
    potential, inherited, book, share, tenure : float, N × T
        ``tenure`` in years; ``share`` of the revenue that was inherited.
    segment : object, N × T
    reassigned : bool, N × T
        Within the quarter after a change that moved much.
    series : int, N × T
        Grows by one with every such change: results of two series are not one course.
    moved : datetime64, N
        Day of the last change, NaT without one.
    blocked, undated : int
        Assignments whose potential was measured too late, or on an unknown day.
    given : frozenset of str
        What the tables hold at all.
    """

    potential: Floats
    inherited: Floats
    book: Floats
    share: Floats
    tenure: Floats
    segment: npt.NDArray[np.object_]
    reassigned: Flags
    series: Codes
    moved: npt.NDArray[np.datetime64]
    blocked: int
    undated: int
    given: frozenset[str]


def territory(tables: Performance, people: pd.DataFrame, starts: pd.DatetimeIndex, ends: pd.DatetimeIndex) -> Territory:
    """The territories of these people in these periods."""
    listed = tables.assignments["person_id"].isin(people["person_id"])
    held = tables.assignments[listed].merge(tables.territories, on="territory_id", how="left")
    held = held.sort_values(["person_id", "start", "territory_id"]).reset_index(drop=True)
    who = places(held["person_id"], people["person_id"])
    shape = (len(people), len(starts))

    # potential measured once the person worked the territory is a result of that person (methods §2.4, trap a)
    late = (held["measured"] > held["start"]).to_numpy()
    undated = (held["measured"].isna() & held["potential"].notna()).to_numpy()
    potential = held["potential"].mask(late).to_numpy()
    accounts, book = held["accounts_inherited"].to_numpy(), held["inherited_book_value"].to_numpy()
    known = ~(np.isnan(book) & (np.nan_to_num(accounts) > 0))
    book = np.where(known, np.nan_to_num(book), np.nan)
    inherited = (np.nan_to_num(accounts) > 0) | (np.nan_to_num(book) > 0)

    middle = (starts + (ends - starts) / 2).to_numpy()[None, :]
    begin, end = held["start"].to_numpy()[:, None], held["end"].to_numpy()[:, None]
    active = (begin <= middle) & (np.isnat(end) | (end >= middle))

    def added(amount: Floats) -> Floats:
        total = np.zeros(shape)
        np.add.at(total, who, np.where(active, amount[:, None], 0.0))
        total[~held_at_all] = np.nan
        return total

    held_at_all = np.zeros(shape, dtype=bool)
    np.logical_or.at(held_at_all, who, active)
    books = added(book)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = books / added(held["prior_run_rate"].to_numpy())
    share[~np.isfinite(share)] = np.nan
    tenure = np.full(shape, -np.inf)
    np.maximum.at(tenure, who, np.where(active, (middle - begin) / np.timedelta64(1, "D") / 365.25, -np.inf))
    days = _changes(held, tables.events, people)
    return Territory(
        potential=added(potential),
        inherited=np.where(held_at_all, added(inherited.astype(float)) > 0, np.nan),
        book=books,
        share=share,
        tenure=np.where(held_at_all, tenure, np.nan),
        segment=_segments(held, who, active, people, shape),
        reassigned=_reassigned(days, starts, ends, shape),
        series=_series(days, starts, ends, shape),
        moved=_moved(held, tables.events, people),
        blocked=int(late.sum()),
        undated=int(undated.sum()),
        given=_given(held),
    )


def _segments(
    held: pd.DataFrame, who: Codes, active: Flags, people: pd.DataFrame, shape: tuple[int, int]
) -> npt.NDArray[np.object_]:
    """The person's own segment, else that of the territory held."""
    segment = np.full(shape, None, dtype=object)
    row, period = np.nonzero(active & held["segment"].notna().to_numpy()[:, None])
    segment[who[row], period] = held["segment"].to_numpy(dtype=object)[row]
    own = people["segment"].to_numpy(dtype=object)
    return np.where(pd.notna(own)[:, None], own[:, None], segment)


def _moved(held: pd.DataFrame, events: pd.DataFrame, people: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    told = events.loc[events["type"].isin(BREAKS), ["person_id", "date"]].set_axis(["person_id", "start"], axis=1)
    every = pd.concat([held.loc[held["reason"] == "reassign", ["person_id", "start"]], told])
    return np.asarray(every.groupby("person_id")["start"].max().reindex(people["person_id"]).to_numpy("datetime64[ns]"))


def _given(held: pd.DataFrame) -> frozenset[str]:
    filled = {name for name in ("potential", "prior_run_rate") if held[name].notna().any()}
    if held[["inherited_book_value", "accounts_inherited"]].notna().any(axis=None):
        filled.add("inherited")
    if held["inherited_book_value"].notna().any():
        filled.add("book")
    return frozenset(filled | ({"tenure"} if len(held) else set()))


def _changes(held: pd.DataFrame, events: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Who (a place) had so much moved, or an unknown amount, on which day: by assignments and by dated events."""
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = np.fmax(
            (held["accounts_inherited"] / held["accounts"]).to_numpy(),
            (held["inherited_book_value"] / held["prior_run_rate"]).to_numpy(),
        )
        told = (events["accounts_after"] - events["accounts_before"]).abs() / events["accounts_before"]
    much = (held["reason"] == "reassign").to_numpy() & ~(moved <= MOVED)
    share = events["size"].fillna(told).to_numpy()
    broken = events["type"].isin(BREAKS).to_numpy() & ~(share <= MOVED)
    days = pd.concat(
        [
            held.loc[much, ["person_id", "start"]].set_axis(["person_id", "day"], axis=1),
            events.loc[broken, ["person_id", "date"]].set_axis(["person_id", "day"], axis=1),
        ]
    ).drop_duplicates()
    days["who"] = places(days["person_id"], people["person_id"])
    return pd.DataFrame(days.loc[days["who"] >= 0, ["who", "day"]])


def _reassigned(days: pd.DataFrame, starts: pd.DatetimeIndex, ends: pd.DatetimeIndex, shape: tuple[int, int]) -> Flags:
    """Periods that touch the quarter after a change."""
    begin = days["day"].to_numpy("datetime64[ns]")[:, None]
    settled = (pd.to_datetime(days["day"]) + pd.DateOffset(months=SETTLING_MONTHS)).to_numpy("datetime64[ns]")[:, None]
    out = np.zeros(shape, dtype=bool)
    touched = (starts.to_numpy() < settled) & (ends.to_numpy() >= begin)
    np.logical_or.at(out, days["who"].to_numpy(np.intp), touched)
    return out


def _series(days: pd.DataFrame, starts: pd.DatetimeIndex, ends: pd.DatetimeIndex, shape: tuple[int, int]) -> Codes:
    out = np.zeros(shape, dtype=np.intp)
    middle = (starts + (ends - starts) / 2).to_numpy()[None, :]
    after = middle >= days["day"].to_numpy("datetime64[ns]")[:, None]
    np.add.at(out, days["who"].to_numpy(np.intp), after.astype(np.intp))
    return out
