"""May what people say of their team's conditions stand for the team?"""

import numpy as np
import pandas as pd
from scipy.stats import f_oneway

from scoring.agreement import one_way
from scoring.conditions.results import Aggregation, Condition
from scoring.errors import Code, Undefined
from scoring.frames import Field, Layout
from scoring.policy import judged
from scoring.refusals import caveat
from scoring.results import Caveat, Estimate

AGREEMENT = "median r*WG(J), uniform null (James, Demaree & Wolf 1984; Lindell, Brandt & Whitney 1999)"
ICC1 = "ICC(1), one-way analysis of variance (Bliese 2000)"
ICC2 = "ICC(2), one-way analysis of variance (Bliese 2000)"
#: Methods §3.7 (LeBreton & Senter 2008): agreement, and reliability of a mean, below which nothing is aggregated and
#: from which nothing is doubted.
AGREE, RELIABLE, SURE, ALPHA = 0.70, 0.60, 0.70, 0.05
RATINGS = Layout(
    "ratings",
    (
        Field("team", required=True), Field("condition", required=True), Field("rater", required=True),
        Field("item", required=True), Field("rating", "number"),
    ),
    ("condition", "rater", "item"),
)  # fmt: skip


def aggregation(rows: pd.DataFrame, condition: Condition) -> tuple[Aggregation, pd.Series]:
    """The gate, and the mean of each team (empty where it is closed).

    Parameters
    ----------
    rows : DataFrame
        ``team``, ``rater``, ``item``, ``rating`` of this condition, reversed items already turned.
    condition : Condition
        With its number of answer options.
    """
    rows = rows.dropna(subset=["rating"])
    scale = rows.groupby(["team", "rater"])["rating"].mean()
    size = scale.groupby("team").transform("size")
    several = scale[size >= 2]
    panels = [group.to_numpy(float) for _team, group in several.groupby("team")]
    teams, people = len(panels), len(several)
    agreement = _agreement(rows, condition.options or 0, people)
    try:
        found = one_way(panels)
        icc1, icc2 = found["1,1"], found["1,k"]
    except Undefined as undefined:
        refused = Estimate.refusal(caveat(undefined), method=ICC1, n=people)
        return Aggregation(teams, people, agreement, refused, None, refused), scale.iloc[:0]
    p = float(f_oneway(*panels).pvalue)
    icc1, icc2 = (_renamed(one, name, people) for one, name in ((icc1, ICC1), (icc2, ICC2)))
    shown = [judged(one, "condition", teams=teams) for one in (agreement, icc1, icc2)]
    passes = (
        agreement.value is not None and agreement.value >= AGREE and p < ALPHA and (icc2.value or 0.0) >= RELIABLE
    )  # fmt: skip
    means = scale.groupby("team").mean() if passes else scale.groupby("team").mean().iloc[:0]
    return Aggregation(teams, people, shown[0], shown[1], p, shown[2], passes), means


def doubts(gate: Aggregation) -> tuple[Caveat, ...]:
    """A mean of middling reliability says less than it seems."""
    low = gate.icc2.value is not None and gate.icc2.value < SURE
    return (Caveat(Code.UNRELIABLE_MEASURE),) if low else ()


def _agreement(rows: pd.DataFrame, options: int, people: int) -> Estimate:
    """1 − s̄²/σ²_E a team with s̄² the mean over items, not below zero; the median over teams and its interval."""
    if options < 2:
        raise ValueError(f"a scale of {options} options")
    spread = rows.groupby(["team", "item"])["rating"].agg(["var", "size"])
    within = spread.loc[spread["size"] >= 2, "var"].groupby("team").mean()
    if within.empty:
        reason = Caveat(Code.N_TOO_SMALL, {"n": 0, "need": 2, "of": "raters"})
        return Estimate.refusal(reason, method=AGREEMENT, n=people)
    teams = np.sort(np.maximum(1 - within.to_numpy(float) / ((options**2 - 1) / 12), 0.0))
    n = len(teams)
    # ranks n/2 ± 1.96·√n/2 enclose the median (Conover 1999, §3.2)
    low, high = (int(np.clip(round(n / 2 + side * 0.98 * np.sqrt(n)), 0, n - 1)) for side in (-1, 1))
    return Estimate(float(np.median(teams)), people, AGREEMENT, float(teams[low]), float(teams[high]), n_eff=float(n))


def _renamed(one: Estimate, method: str, people: int) -> Estimate:
    """n counts people here; below zero, an ICC stays what it is."""
    if one.value is None:
        return Estimate.refusal(*one.reasons, method=method, n=people)
    return Estimate(one.value, people, method, one.low, one.high, one.level, n_eff=float(one.n))
