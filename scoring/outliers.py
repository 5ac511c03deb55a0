"""Whose results are beyond what the measured practices explain, and whose can be learned from?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.averages import row_means
from scoring.boxplots import fences, medcouple
from scoring.errors import Code
from scoring.performers import Performers
from scoring.performers.results import Codes, Flags, Floats
from scoring.policy import judgement
from scoring.reference import incumbents
from scoring.results import Caveat
from scoring.tiers import Tiers

#: Methods §2.8: chance of the top 4 %, SD of residuals, percentile of outcome per at-bat.
EXTREME, UNEXPLAINED, EFFICIENT = 0.50, 1.50, 0.90
#: Predictors of the regression behind the second sign: the practice index and at-bats.
PREDICTORS = 2


@dataclass(frozen=True, slots=True)
class Outliers:
    """The split of the top, N people in the order of ``tiers.performers``.

    Attributes
    ----------
    fence, skewness : float
        Upper fence of the adjusted boxplot of scores, and their medcouple; NaN where tiers are refused.
    extreme : bool, N
        Beyond the fence, or with a chance of one half or more of the top 4 %.
    at_bats : float, N
        Mean of the activity measures in standard deviations from peers; NaN where none are known.
    yield_ : float, N
        Mean percentile among peers, 0–1, of outcomes per at-bat.
    residual : float, N
        Of the score on practice index and at-bats, in standard deviations; NaN where not known.
    efficient, unexplained : bool, N, or None
        The two further signs; None where the tables cannot show them.
    groups : tuple of str
        ``outlier`` extreme with a further sign · ``extreme`` extreme, and no further sign could be looked for ·
        ``replicable`` in the reference group and neither · ``held`` waits for people to look at an ethics measure ·
        ``other``.
    caveats : tuple of Caveat
    """

    tiers: Tiers
    fence: float
    skewness: float
    extreme: Flags
    at_bats: Floats
    yield_: Floats
    residual: Floats
    efficient: Flags | None
    unexplained: Flags | None
    groups: tuple[str, ...]
    caveats: tuple[Caveat, ...]


def outliers(found: Tiers, practice: pd.Series | None = None) -> Outliers:
    """Separates results not explained by the practices measured from those that can be learned (methods §2.8).

    Nothing is said about anybody's talent: an outlier is a result, not a trait.

    Parameters
    ----------
    found : Tiers
    practice : Series, optional
        Breadth × consistency of practices by person id. Without it the second sign is not looked for.

    Returns
    -------
    Outliers
        Everybody is ``other`` where tiers are refused.
    """
    one = found.performers
    scores, rated, n = one.adjusted.posterior, found.rated, len(found.labels)
    extreme, fence, skewness = np.zeros(n, dtype=bool), np.nan, np.nan
    if found.chances is not None:
        fence, skewness = fences(scores[rated])[1], medcouple(scores[rated])
        extreme = np.nan_to_num(scores, nan=-np.inf) > fence
        if found.exceptional.status != "refused":  # below fifty people the fence alone decides
            extreme |= np.nan_to_num(found.chances.exceptional) >= EXTREME
    activity = _places(one, "activity")
    tries, gain = at_bats(one, activity), per_at_bat(one, activity)
    efficient = _efficient(tries, gain)
    residual, doubts = _residuals(scores, tries, _known(practice, one))
    unexplained = None if np.isnan(residual).all() else np.nan_to_num(residual) > UNEXPLAINED
    signs = [sign for sign in (efficient, unexplained) if sign is not None]
    confirmed = np.asarray(np.logical_or.reduce(signs)) if signs else np.zeros(n, dtype=bool)
    return Outliers(
        found, float(fence), float(skewness), extreme, tries, gain, residual, efficient, unexplained,
        _groups(found, extreme, confirmed, bool(signs)), (*_doubts(found, efficient), *doubts),
    )  # fmt: skip


def _groups(found: Tiers, extreme: Flags, confirmed: Flags, looked: bool) -> tuple[str, ...]:
    table = incumbents(found).set_index("person_id")
    ids = found.performers.grid.people["person_id"]
    group = table["group"].reindex(ids).to_numpy(dtype=object)
    held = table["held"].reindex(ids).fillna(False).to_numpy(dtype=bool)
    conditions = (held, extreme & confirmed, extreme & (not looked), group == "top")
    return tuple(np.select(conditions, ("held", "outlier", "extreme", "replicable"), "other").tolist())


def _places(one: Performers, kind: str) -> Codes:
    """Measures of a kind of which more is more: attempts are counted up, days and claw-backs are not."""
    metrics = one.grid.metrics
    return np.flatnonzero(((metrics["kind"] == kind) & (metrics["direction"].fillna("higher") == "higher")).to_numpy())


def at_bats(one: Performers, activity: Codes) -> Floats:
    """Each person's mean over activity measures and periods, in standard deviations from peers of the same period."""
    z = one.composite.z[:, :, activity]
    return row_means(z.reshape(len(z), -1))


def per_at_bat(one: Performers, activity: Codes) -> Floats:
    """Mean percentile, 0–1, of outcome over at-bats among peers of the same role and segment, weighted as the score.

    Every outcome of kind ``result`` with a weight over every activity measure, both summed over the periods in which
    both are known; nobody who made no attempt has one.
    """
    outcomes = [m for m in _places(one, "result") if one.composite.weights[m] > 0]
    peers = pd.Series(list(zip(one.grid.people["role"], _segments(one), strict=True)))
    total, weight = np.zeros(len(peers)), np.zeros(len(peers))
    for m in outcomes:
        for a in activity:
            share = pd.Series(_ratio(one, m, int(a))).groupby(peers).transform(_percentile).to_numpy()
            known = ~np.isnan(share)
            total[known] += one.composite.weights[m] * share[known]
            weight[known] += one.composite.weights[m]
    return np.asarray(np.divide(total, weight, where=weight > 0, out=np.full(len(peers), np.nan)))


def _segments(one: Performers) -> list[str]:
    """The segment of the last period, as the peer cells know it."""
    last = one.grid.territory.segment[:, -1] if one.grid.territory.segment.shape[1] else ()
    return [str(name or "") for name in last]


def _ratio(one: Performers, outcome: int, activity: int) -> Floats:
    made, tried = (np.where(one.grid.eligible, one.grid.values[:, :, m], np.nan) for m in (outcome, activity))
    both = ~np.isnan(made) & ~np.isnan(tried)
    top, bottom = (np.where(both, values, 0.0).sum(1) for values in (made, tried))
    return np.asarray(np.divide(top, bottom, where=bottom > 0, out=np.full(len(top), np.nan)))


def _percentile(x: pd.Series) -> pd.Series:
    """Mid-rank share; a peer group of one has no place in itself."""
    n = int(x.notna().sum())
    return (x.rank() - 0.5) / n if n > 1 else x * np.nan


def _efficient(tries: Floats, gain: Floats) -> Flags | None:
    """No more at-bats than half of all, and more from each than nine in ten."""
    if np.isnan(tries).all() or np.isnan(gain).all():
        return None
    with np.errstate(invalid="ignore"):
        return np.asarray((tries <= np.nanmedian(tries)) & (gain > np.nanquantile(gain, EFFICIENT)))


def _known(practice: pd.Series | None, one: Performers) -> Floats | None:
    if practice is None:
        return None
    return np.asarray(practice.reindex(one.grid.people["person_id"]).to_numpy(dtype=float))


def _residuals(scores: Floats, tries: Floats, practice: Floats | None) -> tuple[Floats, tuple[Caveat, ...]]:
    """Standardised residuals of scores on what predicts them; at-bats are left out where they are not known."""
    nothing = np.full(len(scores), np.nan)
    if practice is None:
        return nothing, ()
    predictors = [practice] if np.isnan(tries).all() else [practice, tries]
    x = np.column_stack([np.ones(len(scores)), *predictors])
    known = ~np.isnan(x).any(1) & ~np.isnan(scores)
    n = int(known.sum())
    enough = judgement("lever_correlation", people=n, people_per_predictor=n / PREDICTORS)
    if enough.status == "refused":
        return nothing, enough.reasons
    left = scores[known] - x[known] @ np.linalg.lstsq(x[known], scores[known], rcond=None)[0]
    spread = float(np.sqrt((left**2).sum() / (n - x.shape[1])))
    if not spread > 0:
        return nothing, (Caveat(Code.NO_VARIANCE, {"n": n}),)
    nothing[known] = left / spread
    return nothing, enough.reasons


def _doubts(found: Tiers, efficient: Flags | None) -> tuple[Caveat, ...]:
    if found.chances is None:
        return found.judgement.reasons
    return found.exceptional.reasons if found.exceptional.status == "refused" else ()
