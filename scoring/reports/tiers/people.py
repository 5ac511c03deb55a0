"""A row a person: the tier, the chances, the score and how it came about."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import norm, t

from scoring.performers import Performers
from scoring.performers.arrays import Codes
from scoring.performers.shrinkage import trends
from scoring.policy import Judgement
from scoring.reports.tiers.cells import ids, number
from scoring.results import Column, Estimate, Table
from scoring.screening import flags
from scoring.sensitivity import Sensitivity
from scoring.tiers import Tiers

LEVEL = 0.95
_PEOPLE = (
    Column("person_id"), Column("tier", "code"), Column("exceptional", "code"), Column("chance_top", "chance"),
    Column("chance_top4", "chance"), Column("chance_bottom", "chance"), Column("top_draws", "chance"),
    Column("score", "estimate"), Column("mixed", "number"), Column("raw", "number"), Column("adjusted", "number"),
    Column("raw_rank", "number"), Column("adjusted_rank", "number"),
    Column("circumstance_share", "chance"), Column("trend", "estimate"), Column("periods", "count"),
    Column("reliability", "number"), Column("status", "code"), Column("reasons", "code"), Column("flags", "code"),
    Column("reference", "code"),
)  # fmt: skip


def people(found: Tiers, order: Codes, weighed: Sensitivity, placed: pd.DataFrame) -> Table:
    """Everyone listed, in this order; who cannot be rated carries the reason."""
    one, raised = found.performers, flags(found)
    groups = dict(zip(placed["person_id"].astype(str), placed["group"], strict=True)) if found.chances else {}
    names = ids(one)
    slopes, errors = trends(one.adjusted_scores, one.adjusted.phi, one.grid.territory.series)
    bounds = errors * t.ppf((1 + LEVEL) / 2, np.fmax(one.adjusted.effective - 2, 1))
    share = one.share
    half = np.sqrt(one.variance) * norm.ppf((1 + LEVEL) / 2)
    rows = []
    for i in order:
        own = _own(found, i)
        shown = found.chances if own.status != "refused" else None
        extreme = shown if found.exceptional.status != "refused" else None
        rows.append(
            (
                names[i],
                found.labels[i] or ("refused" if found.rated[i] and found.chances is None else "not_rated"),
                "exceptional" if extreme and extreme.exceptional[i] >= 0.5 else None,
                float(shown.top[i]) if shown else None,
                float(extreme.exceptional[i]) if extreme else None,
                float(shown.bottom[i]) if shown else None,
                number(weighed.share[i]),
                _score(one, i, own, half[i]),
                number(one.mixed.scores[i]) if one.mixed and shown else None,
                number(one.raw.means[i]),
                number(one.adjusted.means[i]),
                number(found.raw_rank[i]),
                number(found.adjusted_rank[i]) if found.chances else None,
                number(share[i]) if found.chances else None,
                _trend(one, i, slopes[i], bounds[i]) if own.status != "refused" else None,
                int(one.raw.periods[i]),
                number(one.adjusted.reliability[i]),
                own.status,
                " ".join(dict.fromkeys(reason.code.value for reason in own.reasons)),
                " ".join(raised[i]),
                groups.get(names[i]),
            )
        )
    return Table("people", _PEOPLE, tuple(rows))


def _own(found: Tiers, i: int) -> Judgement:
    """What holds for one person: the cohort's refusal, or that of too few periods."""
    own = found.persons[i]
    if found.judgement.status != "refused":
        return own
    further = tuple(reason for reason in own.reasons if reason not in found.judgement.reasons)
    return Judgement("refused", (*found.judgement.reasons, *further), found.judgement.needed)


def _score(one: Performers, i: int, own: Judgement, half: float) -> Estimate:
    shrinkage = one.adjusted
    value, n = float(shrinkage.posterior[i]), int(shrinkage.periods[i])
    blank = Estimate(0.0, n, "Empirical Bayes, Efron & Morris 1975", level=LEVEL, n_eff=number(shrinkage.effective[i]))
    if own.status == "refused":
        return blank.refused(*own.reasons, needed=own.needed)
    shown = replace(blank, value=value, low=value - float(half), high=value + float(half))
    return shown.doubted(*own.reasons)


def _trend(one: Performers, i: int, slope: float, half: float) -> Estimate | None:
    """Change per period, shown only where its interval excludes none at all."""
    n, n_eff = int(one.adjusted.periods[i]), float(one.adjusted.effective[i])
    if not abs(slope) > half:
        return None
    method = "Least-squares slope per period, error enlarged for autocorrelation"
    return Estimate(float(slope), n, method, float(slope - half), float(slope + half), n_eff=n_eff)


def steps(one: Performers, order: Codes) -> Table:
    """raw − Σ by_… = adjusted; mean + reliability·(adjusted − mean) = score."""
    keys = one.circumstance.keys
    columns = (
        Column("person_id"), Column("raw", "number"), *(Column(f"by_{key}", "number") for key in keys),
        Column("adjusted", "number"), Column("effective_periods", "number"), Column("reliability", "number"),
        Column("mean", "number"), Column("score", "number"),
    )  # fmt: skip
    names, parts, shrinkage = ids(one), one.circumstance.x * one.circumstance.gamma, one.adjusted
    rows = tuple(
        (names[i],
         *map(number, (one.raw.means[i], *parts[i], shrinkage.means[i], shrinkage.effective[i],
                        shrinkage.reliability[i], shrinkage.center, shrinkage.posterior[i])))
        for i in order
        if shrinkage.periods[i]
    )  # fmt: skip
    return Table("steps", columns, rows)
