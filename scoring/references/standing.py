"""What do a candidate's references say together, once it is taken out how kindly such referees speak of everybody?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import norm

from scoring.errors import BadTable, Code
from scoring.policy import Judgement, judgement, minimum
from scoring.references.leniency import WITHIN, Leniency
from scoring.results import Caveat, Estimate

MEAN = "mean of the references"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the references of one candidate come to; every Estimate is refused below the least number of references.

    Attributes
    ----------
    criteria : Mapping
        Criterion to its mean over the references that could say, in points; raw.
    overall : Estimate
        Mean of those criteria; raw.
    adjusted : Estimate
        The same as an average relation would have said it.
    position : Estimate
        Percentile of ``adjusted`` among candidates of whom so many references were given.
    """

    criteria: Mapping[str, Estimate]
    overall: Estimate
    adjusted: Estimate
    position: Estimate


def standing(
    ratings: pd.DataFrame,
    relations: Sequence[str],
    criteria: Sequence[str],
    pool: Leniency | None,
    lowest: float = 1.0,
) -> Standing:
    """The references of one candidate, so that nobody can tell what one of them said.

    Parameters
    ----------
    ratings : DataFrame
        A row a rating: reference, criterion, rating in points; who could not say has no row.
    relations : sequence of str
        The relation of each reference that is in.
    criteria : sequence of str
        What was asked, in order.
    pool : Leniency or None
        From references of earlier candidates, never of this one.
    lowest : float
        The lowest point of the scale.

    Notes
    -----
    Three things that would give single ratings away are left out. Ranges use the spread between references of *other*
    candidates: a mean with the spread of three whole numbers gives the numbers. ``overall`` is made of the means that
    are shown and of nothing else: a mean over references would solve for whoever left out a criterion. A mean so low
    that it would name everybody's rating is given as the lowest that does not, ``lowest`` + 2/n.

    Raises
    ------
    BadTable
        When a column is missing, a reference rates twice or one that has no relation rates.
    """
    table = _rated(ratings, len(relations))
    least = minimum("references", "referees").refuse
    shown = {name: _mean(table.loc[table["criterion"] == name, "rating"], pool, lowest) for name in criteria}
    values = [one.value for one in shown.values() if one.value is not None]
    n = len(relations)
    if n < least or not values:
        none = _few(n)
        return Standing(shown, none, none, none)
    whole = Estimate(float(np.mean(values)), n, MEAN, unit="points")
    noise = 0.0 if pool is None else pool.sd_references**2 / n
    return Standing(shown, _ranged(whole, pool, noise), *_placed(whole, relations, pool, noise))


def _rated(ratings: pd.DataFrame, references: int) -> pd.DataFrame:
    for name in ("reference", "criterion", "rating"):
        if name not in ratings.columns:
            raise BadTable(f"ratings: column {name} is missing")
    if ratings.duplicated(["reference", "criterion"]).any():
        raise BadTable("ratings: a reference rates a criterion twice")
    if ratings["reference"].nunique() > references:
        raise BadTable("ratings: a reference has no relation")
    return ratings.dropna(subset=["rating"])


def _few(n: int) -> Estimate:
    verdict = judgement("references", referees=n)
    reasons = verdict.reasons or (Caveat(Code.ANONYMITY_MIN_CELL),)
    return Estimate(None, n, MEAN, status="refused", reasons=reasons, needed=verdict.needed)


def _mean(ratings: pd.Series, pool: Leniency | None, lowest: float) -> Estimate:
    n = len(ratings)
    if judgement("references", referees=n).status == "refused":
        return _few(n)
    floor = lowest + 2 / n
    mean = float(ratings.mean())
    found = Estimate(max(mean, floor), n, MEAN, unit="points")
    ranged = _ranged(found, pool, 0.0 if pool is None else pool.sd_ratings**2 / n)
    return ranged.doubted(Caveat(Code.ANONYMITY_MIN_CELL, {"of": "lowest"})) if mean < floor else ranged


def _ranged(mean: Estimate, pool: Leniency | None, variance: float) -> Estimate:
    """The mean with its range; without one where other candidates had too few references to know the variance."""
    verdict = _verdict(pool)
    if verdict.status == "refused" or mean.value is None:
        return mean.doubted(Caveat(Code.NORM_TOO_SMALL, {"of": "references"}))
    half = float(norm.ppf(0.975)) * math.sqrt(variance)
    return replace(mean, low=mean.value - half, high=mean.value + half).doubted(*verdict.reasons)


def _placed(
    whole: Estimate, relations: Sequence[str], pool: Leniency | None, noise: float
) -> tuple[Estimate, Estimate]:
    verdict = _verdict(pool)
    if pool is None or verdict.status == "refused":
        bare = Estimate(None, whole.n, WITHIN, status="refused", reasons=verdict.reasons, needed=verdict.needed)
        return replace(bare, unit="points"), replace(bare, unit="percentile")
    had = pool.relations["n"]
    doubts = [
        judgement("reference_relation", references=float(had.get(one, 0))).reasons for one in sorted(set(relations))
    ]
    counts = pd.Series(relations).value_counts().reindex(pool.relations.index, fill_value=0)
    shares = counts.to_numpy(float) / len(relations)
    value = float(whole.value or 0.0) - float(shares @ pool.relations["effect"].to_numpy(float))
    adjusted = replace(whole, value=value, method=WITHIN)
    adjusted = _ranged(adjusted, pool, noise + float(shares @ pool.covariance @ shares))
    adjusted = adjusted.doubted(*(doubt for several in doubts for doubt in several))
    spread = math.sqrt(pool.sd_candidates**2 + noise)
    if pool.sd_candidates == 0.0:
        return adjusted, replace(adjusted.refused(Caveat(Code.NO_VARIANCE)), unit="percentile")
    low, middle, high = (
        100 * float(norm.cdf(((value if at is None else at) - pool.mean) / spread))
        for at in (adjusted.low, value, adjusted.high)
    )
    return adjusted, replace(adjusted, value=middle, low=low, high=high, unit="percentile")


def _verdict(pool: Leniency | None) -> Judgement:
    none = pool is None or pool.status == "refused"
    return judgement("reference_norm", candidates=0 if pool is None or none else pool.candidates)
