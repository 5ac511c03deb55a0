"""How do the parts of the cohort stand: segments, regions, years in the role?"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import norm, t

from scoring.performers import Performers
from scoring.performers.arrays import Flags
from scoring.policy import judged
from scoring.results import Cell, Column, Estimate, Table
from scoring.tiers import Tiers

LEVEL = 0.95
#: Years in the role up to which a slice reaches.
YEARS = (1, 3, 6)


def slices(found: Tiers) -> Table:
    """Mean result after circumstance and share expected in the top fifth, for each slice with two others or more."""
    one = found.performers
    columns = (
        Column("part_by", "code"), Column("slice"), Column("people", "count"), Column("slice_mean", "estimate"),
        Column("slice_top", "estimate"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for dimension, values in _dimensions(one).items():
        known = values[found.rated & values.notna().to_numpy()]
        names = sorted(known.unique()) if known.nunique() > 1 else []
        for name in names:
            who = found.rated & (values == name).to_numpy()
            rows.append((dimension, str(name), int(who.sum()), _mean(one, who), _top(found, who)))
    return Table("slices", columns, tuple(rows))


def _dimensions(one: Performers) -> dict[str, pd.Series]:
    people, last = one.grid.people, one.grid.ends[-1] if len(one.grid.ends) else pd.Timestamp(1970, 1, 1)
    began = people["role_start_date"].fillna(people["hire_date"])
    years = (last - began).dt.days / 365.25
    bounds = [-np.inf, *YEARS, np.inf]
    names = [f"< {YEARS[0]}", *(f"{a}–{b}" for a, b in pairwise(YEARS)), f"≥ {YEARS[-1]}"]
    return {
        "segment": _last(one.grid.territory.segment),
        "region": people["region"],
        "years_in_role": pd.Series(pd.cut(years, bounds, labels=names, right=False)).astype(object),
    }


def _last(segment: npt.NDArray[np.object_]) -> pd.Series:
    """The last known of each person."""
    known = pd.notna(segment)
    at = segment.shape[1] - 1 - known[:, ::-1].argmax(1)
    return pd.Series(np.where(known.any(1), segment[np.arange(len(segment)), at], None), dtype=object)


def _mean(one: Performers, who: Flags) -> Estimate:
    x = one.adjusted.means[who]
    method = "Mean of adjusted results; interval t"
    half = float(t.ppf((1 + LEVEL) / 2, max(len(x) - 1, 1)) * x.std(ddof=1) / np.sqrt(len(x))) if len(x) > 1 else np.nan
    known = np.isfinite(half)
    value = float(x.mean())
    plain = Estimate(value, len(x), method, value - half if known else None, value + half if known else None)
    return judged(plain, "slice", people=len(x))


def _top(found: Tiers, who: Flags) -> Estimate:
    """Σ of the chances over n; the interval is that of the number of people who are truly there."""
    method = "Mean chance of the top fifth; interval by the variance of independent chances"
    if found.chances is None:
        return Estimate.refusal(*found.judgement.reasons, method=method, n=int(who.sum()))
    p = found.chances.top[who]
    half = float(norm.ppf((1 + LEVEL) / 2) * np.sqrt((p * (1 - p)).sum()) / len(p))
    value = float(p.mean())
    plain = Estimate(value, len(p), method, max(0.0, value - half), min(1.0, value + half))
    return judged(plain, "slice", people=len(p))
