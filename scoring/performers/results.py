"""Which results count: values by person, period and measure, and the periods in which each person can be judged."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.frames import Performance

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.intp]

#: Results this long after a change of territory say more of the territory than of the person (methods §2.1, step 6).
SETTLING_MONTHS = 3
#: A change that moves more than this share of accounts or revenue counts.
MOVED = 0.25


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything by place: N people in order of id, T periods in order of time, M measures in order of the table.

    Attributes
    ----------
    people : DataFrame, N rows
    metrics : DataFrame, M rows
    starts, ends : DatetimeIndex, T
    values, targets : float, N × T × M
        NaN where there is none.
    eligible : bool, N × T
        Past the ramp and settled in the territory.
    territory : Territory
    """

    people: pd.DataFrame
    metrics: pd.DataFrame
    starts: pd.DatetimeIndex
    ends: pd.DatetimeIndex
    values: Floats
    targets: Floats
    eligible: Flags
    ramping: Flags
    territory: "Territory"


@dataclass(frozen=True, slots=True)
class Territory:
    """What each person was given, N × T, from the assignments in force at the middle of the period.

    Several territories at once are added up. NaN where unknown. ``moved`` is the day of each person's last
    reassignment, NaT without one; ``blocked`` and ``undated`` count the assignments whose potential was measured
    too late, or on an unknown day; ``given`` names what the tables hold at all.
    """

    potential: Floats
    inherited: Floats
    book: Floats
    share: Floats
    tenure: Floats
    segment: npt.NDArray[np.object_]
    reassigned: Flags
    moved: npt.NDArray[np.datetime64]
    blocked: int
    undated: int
    given: frozenset[str]


def grid(tables: Performance, ramp_months: int) -> Grid:
    """The checked tables as arrays; people without any value keep their row."""
    people = tables.people.sort_values("person_id").reset_index(drop=True)
    metrics = tables.metrics.reset_index(drop=True)
    rows = tables.kpis
    spans = rows[["period_start", "period_end"]].drop_duplicates().sort_values("period_start")
    starts, ends = pd.DatetimeIndex(spans["period_start"]), pd.DatetimeIndex(spans["period_end"])
    place = (
        _places(rows["person_id"], people["person_id"]),
        starts.get_indexer(pd.DatetimeIndex(rows["period_start"])),
        _places(rows["metric_key"], metrics["metric_key"]),
    )
    values = np.full((len(people), len(starts), len(metrics)), np.nan)
    targets = values.copy()
    values[place], targets[place] = rows["value"], rows["target"]

    territory = _territory(tables, people, starts, ends)
    began = people["role_start_date"].fillna(people["hire_date"])
    ready = (began + pd.DateOffset(months=ramp_months)).to_numpy()[:, None]
    ramping = ready > starts.to_numpy()[None, :]  # an unknown start is no reason to leave anyone out
    return Grid(
        people, metrics, starts, ends, values, targets, ~ramping & ~territory.reassigned, ramping, territory
    )  # fmt: skip


def _places(column: pd.Series, among: pd.Series) -> Codes:
    codes, distinct = pd.factorize(column)
    return np.asarray(pd.Index(among).get_indexer(pd.Index(distinct))[codes], dtype=np.intp)


def _territory(
    tables: Performance, people: pd.DataFrame, starts: pd.DatetimeIndex, ends: pd.DatetimeIndex
) -> Territory:
    listed = tables.assignments["person_id"].isin(people["person_id"])
    held = tables.assignments[listed].merge(tables.territories, on="territory_id", how="left")
    held = held.sort_values(["person_id", "start", "territory_id"]).reset_index(drop=True)
    who = _places(held["person_id"], people["person_id"])
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
    segment = np.full(shape, None, dtype=object)
    for row in np.flatnonzero(held["segment"].notna()):
        segment[who[row], active[row]] = held["segment"].iloc[row]
    own = people["segment"].to_numpy(dtype=object)
    segment = np.where(pd.notna(own)[:, None], own[:, None], segment)

    return Territory(
        potential=added(potential),
        inherited=np.where(held_at_all, added(inherited.astype(float)) > 0, np.nan),
        book=books,
        share=share,
        tenure=np.where(held_at_all, tenure, np.nan),
        segment=segment,
        reassigned=_reassigned(held, who, starts, ends, shape),
        moved=_moved(held, people),
        blocked=int(late.sum()),
        undated=int(undated.sum()),
        given=_given(held),
    )


def _moved(held: pd.DataFrame, people: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    last = held[held["reason"] == "reassign"].groupby("person_id")["start"].max()
    return np.asarray(last.reindex(people["person_id"]).to_numpy("datetime64[ns]"))


def _given(held: pd.DataFrame) -> frozenset[str]:
    filled = {name for name in ("potential", "prior_run_rate") if held[name].notna().any()}
    if held[["inherited_book_value", "accounts_inherited"]].notna().any(axis=None):
        filled.add("inherited")
    if held["inherited_book_value"].notna().any():
        filled.add("book")
    return frozenset(filled | ({"tenure"} if len(held) else set()))


def _reassigned(
    held: pd.DataFrame, who: Codes, starts: pd.DatetimeIndex, ends: pd.DatetimeIndex, shape: tuple[int, int]
) -> Flags:
    """Periods that touch the quarter after a reassignment which moved much, or by an unknown amount."""
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = np.fmax(
            (held["accounts_inherited"] / held["accounts"]).to_numpy(),
            (held["inherited_book_value"] / held["prior_run_rate"]).to_numpy(),
        )
    much = (held["reason"] == "reassign").to_numpy() & ~(moved <= MOVED)
    begin = held["start"].to_numpy()[:, None]
    settled = (held["start"] + pd.DateOffset(months=SETTLING_MONTHS)).to_numpy()[:, None]
    touched = (starts.to_numpy() < settled) & (ends.to_numpy() >= begin) & much[:, None]
    out = np.zeros(shape, dtype=bool)
    np.logical_or.at(out, who, touched)
    return out
