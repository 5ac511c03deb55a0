"""What can be said of a rater who only ever gave the highest or the lowest rating?"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from scoring.errors import Code, Undefined
from scoring.severity.likelihood import Likelihood, Place
from scoring.severity.measures import ADJUSTED
from scoring.severity.reading import Mask, Places, Ratings
from scoring.severity.scale import Scale, scale
from scoring.severity.structure import chances, moments

#: At the bound the chance of ratings all at one end is this (Clopper & Pearson 1934; the rule of three). What a
#: likelihood ratio would allow at the edge, .26, covers the truth too seldom.
LEAST = 0.05
#: As far from the ratees as a severity is looked for, in logits.
FARTHEST = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Ratings the model is estimated from.

    Attributes
    ----------
    ratings : (ratings,) bool
    scale : Scale
        Of the ratings kept.
    rater, criterion : (raters,), (criteria,)
        1 where all ratings are highest, −1 where all are lowest, 2 where under partial credit only one was ever given,
        0 elsewhere. Their severity or difficulty has no finite maximum of likelihood, and they say nothing of the
        others: what they give fits everybody.
    """

    ratings: Mask
    scale: Scale
    rater: Places
    criterion: Places


def kept(ratings: Ratings, shared: bool) -> Kept:
    """Leaves out raters and criteria with extreme ratings only, until nobody else becomes extreme by that.

    Raises
    ------
    Undefined
        ``NO_VARIANCE`` when nothing is left.
    """
    raters, criteria = (len(ratings.labels[facet]) for facet in ("rater", "criterion"))
    rater, criterion = np.zeros(raters, dtype=np.intp), np.zeros(criteria, dtype=np.intp)
    mask = np.ones(len(ratings.value), dtype=bool)
    while mask.any():
        now = Ratings(
            ratings.labels, ratings.rater[mask], ratings.ratee[mask], ratings.criterion[mask], ratings.value[mask],
            ratings.rows[mask],
        )  # fmt: skip
        used = scale(now, shared)
        top = used.top[now.criterion]
        found = _ends(now.rater, used.code, top, raters), _ends(now.criterion, used.code, top, criteria)
        if not (found[0].any() or found[1].any()):
            return Kept(mask, used, rater, criterion)
        rater, criterion = rater + found[0], criterion + found[1]
        mask &= (rater[ratings.rater] == 0) & (criterion[ratings.criterion] == 0)
    raise Undefined(Code.NO_VARIANCE, n=len(ratings.labels["ratee"]), of="ratings")


def _ends(group: Places, code: Places, top: Places, groups: int) -> Places:
    n = np.bincount(group, minlength=groups)
    high = (n > 0) & (np.bincount(group, code == top, groups) == n)
    low = (n > 0) & (np.bincount(group, code == 0, groups) == n)
    return np.where(high & low, 2, high.astype(np.intp) - low)


@dataclass(frozen=True, slots=True)
class Bound:
    """Level at which the adjusted sum is expected, its error, and the one-sided 95 % bound towards the others."""

    level: float
    se: float
    bound: float


def bounded(likelihood: Likelihood, at: Place, ratee: Places, criterion: Places, high: bool) -> Bound:
    """The level of an extreme rater, given what the others say of the ratees.

    The level is where the expected sum is his sum made .3 less extreme; the bound is where ratings like his would be
    seen once in twenty.

    Parameters
    ----------
    ratee : (ratings,)
        Places in the order of work, of one subset.
    criterion : (ratings,)
    high : bool
        All ratings are highest, not lowest.
    """
    plan, theta = likelihood.design, at.spread * likelihood.where.points
    _, normal = likelihood.curves(at)
    who, place = np.unique(ratee, return_inverse=True)
    log_posterior = (
        plan.total[who, None] * theta - plan.used[who] @ (plan.forms @ normal) + likelihood.where.log_weights
    )
    log_posterior -= np.logaddexp.reduce(log_posterior, axis=1)[:, None]
    sums = likelihood.structure.sums(at.free)
    top = likelihood.structure.exists.sum(axis=1)[criterion] - 1
    wanted = top.sum() - ADJUSTED if high else ADJUSTED
    share = np.exp(log_posterior)[place]

    def over(level: float) -> tuple[float, float]:
        expected, variance = moments(chances(np.broadcast_to(theta - level, share.shape), sums, criterion[:, None])[0])
        return float((share * expected).sum()) - wanted, float((share * variance).sum())

    def short(level: float) -> float:
        chance, *_ = chances(np.broadcast_to(theta - level, share.shape), sums, criterion[:, None])
        here = np.take_along_axis(chance, np.broadcast_to((top if high else 0 * top)[:, None], share.shape)[None], 0)[0]
        joint = log_posterior.copy()
        np.add.at(joint, place, np.log(np.maximum(here, 1e-300)))
        return float(np.logaddexp.reduce(joint, axis=1).sum() - np.log(LEAST))

    level = brentq(lambda one: over(one)[0], -FARTHEST, FARTHEST)
    return Bound(level, over(level)[1] ** -0.5, brentq(short, -FARTHEST, FARTHEST))
