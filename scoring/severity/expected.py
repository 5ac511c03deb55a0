"""What does the model expect of every rating that was given, also of those it does not rest on?"""

from dataclasses import dataclass

import numpy as np

from scoring.responses import Floats
from scoring.severity.analysis import Analysis
from scoring.severity.extremes import bounded
from scoring.severity.joint import joint
from scoring.severity.reading import Mask, Places
from scoring.severity.residuals import Expectations, expectations
from scoring.severity.results import Curves


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Of all raters; NaN where there is none.

    Attributes
    ----------
    level : (raters,)
        An extreme rater's is that of his adjusted sum.
    se, bound : (raters,)
        Of extreme raters.
    subset : (raters,)
        An extreme rater belongs where most of his ratees do; −1 where they belong nowhere.
    extreme : (raters,)
        1 highest only, −1 lowest only, 0 neither, 2 where that cannot be told.
    """

    level: Floats
    se: Floats
    bound: Floats
    subset: Places
    extreme: Places


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Of all ratings.

    Attributes
    ----------
    code : (ratings,)
        Category; that of an extreme rater beyond what others used is the nearest.
    fits : (ratings,) bool
        Counts for fit: neither rater, nor criterion, nor ratee is extreme.
    says : Expectations
    points, spread : (ratings,)
        Expectation and variance in rating points.
    curves : Curves
        Where the chances of each category are from.
    """

    code: Places
    fits: Mask
    says: Expectations
    points: Floats
    spread: Floats
    curves: Curves

    def of(self, these: Mask) -> Expectations:
        """Of some."""
        return Expectations(self.says.expected[these], self.says.variance[these], self.says.fourth[these])


def levels(found: Analysis) -> Levels:
    """Levels of all raters, those of extreme ones after the others'."""
    ratings, extreme = found.ratings, found.kept.rater
    level, se, bound = (np.full(len(extreme), np.nan) for _ in range(3))
    level[found.raters] = found.place.level
    subset = found.connection.rater.copy()
    inner = np.full(len(found.group), -1, dtype=np.intp)
    inner[found.criteria] = np.arange(len(found.criteria))
    for rater in np.flatnonzero(np.abs(extreme) == 1):
        mine = (ratings.rater == rater) & (found.group[ratings.criterion] >= 0) & (found.ratee[ratings.ratee] >= 0)
        if not mine.any():
            continue
        where = found.connection.ratee[ratings.ratee[mine]]
        subset[rater] = np.bincount(where).argmax()
        mine[mine] = where == subset[rater]
        known = bounded(
            found.likelihood, found.place, found.ratee[ratings.ratee[mine]], inner[ratings.criterion[mine]],
            bool(extreme[rater] > 0),
        )  # fmt: skip
        level[rater], se[rater], bound[rater] = known.level, known.se, known.bound
    return Levels(level, se, bound, subset, extreme)


def expected(found: Analysis, reach: Levels) -> Model:
    """Expectations at the joint maximum; those of extreme raters and ratees at their adjusted measures beside it."""
    ratings, scale, stand = found.ratings, found.kept.scale, found.measures
    plan, bend = found.likelihood.design, found.likelihood.structure
    code = np.zeros(len(ratings.value), dtype=np.intp)
    code[found.kept.ratings] = scale.code
    for criterion in np.unique(ratings.criterion[~found.kept.ratings]):
        these = ~found.kept.ratings & (ratings.criterion == criterion)
        values = scale.values[criterion, : scale.top[criterion] + 1]
        code[these] = np.abs(ratings.value[these, None] - np.nan_to_num(values)).argmin(axis=1)

    fitted = joint(plan, bend, found.place, stand)
    inner = np.full(len(found.group), -1, dtype=np.intp)
    inner[found.criteria] = np.arange(len(found.criteria))
    rows, place = np.flatnonzero(found.kept.ratings), found.ratee[ratings.ratee]
    distance = np.where(place >= 0, stand.likeliest[place], np.nan) - reach.level[ratings.rater]
    distance[inner[ratings.criterion] < 0] = np.nan
    fits = np.zeros(len(code), dtype=bool)
    fits[rows] = fitted.used
    distance[rows[fitted.used]] = (fitted.theta[plan.ratee] - fitted.level[plan.rater])[fitted.used]
    curves = Curves(
        distance,
        inner[ratings.criterion] + np.where(fits, 0, len(found.criteria)),
        np.concatenate([bend.sums(fitted.free), bend.sums(found.place.free)]),
        np.tile(scale.values[found.criteria], (2, 1)),
    )

    says = Expectations(*(np.full(len(code), np.nan) for _ in range(3)))
    mean, spread = np.full(len(code), np.nan), np.full(len(code), np.nan)
    values = np.nan_to_num(curves.values)
    alike = (values == values[0]).all()
    for these, chance in curves.in_chunks():
        one = expectations(chance)
        says.expected[these], says.variance[these], says.fourth[these] = one.expected, one.variance, one.fourth
        points = values[:1].T if alike else values[curves.which[these]].T
        mean[these] = np.einsum("kn,kn->n", chance, np.broadcast_to(points, chance.shape))
        spread[these] = np.einsum("kn,kn->n", chance, np.broadcast_to(points**2, chance.shape)) - mean[these] ** 2
    left = inner[ratings.criterion] < 0  # everybody's rating is the same, and expected
    mean[left], spread[left] = ratings.value[left], 0.0
    return Model(code, fits, says, mean, spread, curves)
