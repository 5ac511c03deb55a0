"""Which results may be added up: of this job, of measures meant for it, in one unit? What may not is named."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import LeftOut
from scoring.money import factors, is_money

Flags = npt.NDArray[np.bool_]
#: Places that a note names; the count says how many there are.
NAMED = 3
NOTES = ("code", "count", "first")


@dataclass(frozen=True, slots=True)
class Admitted:
    """What is left to rate.

    Attributes
    ----------
    kpis, metrics : DataFrame
        As given, without what takes no part; money is in ``home``.
    notes : DataFrame
        One row a reason: code, count, first places.
    home : str
        The currency amounts are in; "" where nothing is money.
    """

    kpis: pd.DataFrame
    metrics: pd.DataFrame
    notes: pd.DataFrame
    home: str


def admitted(
    kpis: pd.DataFrame, metrics: pd.DataFrame, people: pd.DataFrame, rates: pd.DataFrame, role: str, home: str = ""
) -> Admitted:
    """Leave out what belongs to another job or another role's measures, and bring money into one currency.

    Parameters
    ----------
    kpis : DataFrame
        Of ``scoring.frames.KPIS``; a blank unit is that of the measure.
    metrics : DataFrame
        Of ``scoring.frames.METRICS``, with ``roles``: those a measure is meant for, empty for every role.
    people : DataFrame
        Of ``scoring.frames.PEOPLE``.
    rates : DataFrame
        As ``scoring.money.factors`` reads them.
    role : str
    home : str
        The company's currency; "" takes the one most amounts are in.
    """
    notes: list[tuple[str, int, str]] = []

    def without(rows: pd.DataFrame, out: Flags, code: LeftOut, beside: str = "") -> pd.DataFrame:
        if out.any():
            notes.append((code.value, int(out.sum()), _places(rows[out], beside)))
        return rows[~out]

    meant = metrics["roles"].map(lambda roles: not len(roles) or role in roles).astype(bool)
    kpis = without(kpis, ~kpis["metric_key"].isin(metrics.loc[meant, "metric_key"]).to_numpy(), LeftOut.OTHER_ROLE)
    hired, began = (_of_person(kpis, people, column) for column in ("hire_date", "role_start_date"))
    first, last = pd.to_datetime(kpis["period_start"]).to_numpy(), pd.to_datetime(kpis["period_end"]).to_numpy()
    early = last < hired
    # somebody hired into this job in mid-quarter has no other job whose results these could be
    other = ~early & (first < began) & ~(began <= hired)
    kpis, other = without(kpis, early, LeftOut.BEFORE_HIRE), other[~early]
    kpis = without(kpis, other, LeftOut.OTHER_JOB)

    kpis, home = _in_units(kpis, metrics, home)
    money = kpis["unit"].map(is_money).to_numpy(dtype=bool) & (kpis["unit"] != home).to_numpy()
    if money.any():
        kpis = _converted(kpis, money, rates, home)
        kpis = without(kpis, kpis["value"].isna().to_numpy() & money, LeftOut.NO_RATE, "unit")
    kpis = without(kpis, _odd(kpis), LeftOut.UNIT_DIFFERS, "unit")

    metrics = metrics[metrics["metric_key"].isin(kpis["metric_key"])].drop(columns="roles").reset_index(drop=True)
    named = kpis.groupby("metric_key")["unit"].first() if len(kpis) else pd.Series(dtype=object)
    metrics["unit"] = metrics["metric_key"].map(named).fillna("")
    return Admitted(kpis.reset_index(drop=True), metrics, pd.DataFrame(notes, columns=list(NOTES)), home)


def _of_person(kpis: pd.DataFrame, people: pd.DataFrame, column: str) -> npt.NDArray[Any]:
    days = pd.Series(pd.to_datetime(people[column]).to_numpy("datetime64[ns]"), index=people["person_id"])
    return kpis["person_id"].map(days).to_numpy("datetime64[ns]")


def _in_units(kpis: pd.DataFrame, metrics: pd.DataFrame, home: str) -> tuple[pd.DataFrame, str]:
    """Every value with its unit, and the currency that amounts are brought into."""
    usual = kpis["metric_key"].map(metrics.set_index("metric_key")["unit"]).fillna("")
    given = kpis["unit"].fillna("")
    codes, distinct = pd.factorize(given.where(given != "", usual))
    stripped = [str(unit).strip() for unit in distinct]
    named = np.array([one.upper() if is_money(one.upper()) else one for one in stripped] or [""], dtype=object)
    unit = pd.Series(named[codes] if len(kpis) else [], index=kpis.index, dtype=object)
    if not home:
        amounts = unit[unit.map(is_money).astype(bool)].value_counts()
        home = str(min(amounts[amounts == amounts.max()].index)) if len(amounts) else ""
    return kpis.assign(unit=unit), home


def _converted(kpis: pd.DataFrame, money: Flags, rates: pd.DataFrame, home: str) -> pd.DataFrame:
    """Amounts in the currency of the company; NaN, still in their own unit, where a period has no rate."""
    foreign = kpis.loc[money, ["unit", "period_start", "period_end"]]
    spans = foreign.drop_duplicates()
    days = [pd.to_datetime(spans[name]) for name in ("period_start", "period_end")]
    rate = dict(
        zip(
            spans.itertuples(index=False, name=None),
            factors(zip(spans["unit"], *days, strict=True), rates, home),
            strict=True,
        )
    )
    factor = np.ones(len(kpis))
    factor[money] = [rate[span] for span in foreign.itertuples(index=False, name=None)]
    unit = kpis["unit"].where(~(money & ~np.isnan(factor)), home)
    return kpis.assign(
        value=kpis["value"].astype(float) * factor, target=kpis["target"].astype(float) * factor, unit=unit
    )  # fmt: skip


def _odd(kpis: pd.DataFrame) -> Flags:
    """Values in another unit than most of their measure's."""
    counts = kpis.groupby(["metric_key", "unit"], sort=True).size()
    if counts.index.get_level_values(0).is_unique:
        return np.zeros(len(kpis), dtype=bool)
    usual = counts.groupby(level=0).idxmax().map(lambda pair: pair[1])
    return (kpis["unit"] != kpis["metric_key"].map(usual)).to_numpy()


def _places(rows: pd.DataFrame, beside: str) -> str:
    shown = rows.sort_values(["period_start", "person_id", "metric_key"], kind="stable").head(NAMED)
    return "; ".join(
        ", ".join(str(part) for part in (
            one["person_id"], one["metric_key"], pd.Timestamp(one["period_start"]).strftime("%Y-%m-%d"),
            *([one[beside]] if beside and one[beside] else []),
        ))
        for one in shown.to_dict("records")
    )  # fmt: skip
