"""What is estimated from ratings once they are read: who is left in, what hangs together, where the top is."""

from dataclasses import dataclass

import numpy as np

from scoring.errors import Code, Undefined
from scoring.irt.expectation import REACH, Grid, grid
from scoring.responses import Floats
from scoring.severity.connection import Connection, confounded, connection, groups
from scoring.severity.design import Design, design
from scoring.severity.estimation import Fit, maximum, start
from scoring.severity.extremes import Kept, kept
from scoring.severity.likelihood import Likelihood, Place
from scoring.severity.measures import Measures, measures
from scoring.severity.reading import Mask, Places, Ratings, compact
from scoring.severity.structure import Structure, chances, moments, structure

#: Raters with fewer ratings are drawn to the others by a normal prior with this SD (methods A8).
FEW, RIDGE = 10, 3.0
#: Points of the trait in the narrowest SD of a posterior: the rectangle rule then errs by less than 1e-6.
POINTS = 0.8
#: Where a rating's information is looked for, in logits from the rater.
FAR = 12.0


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """All that is known before it is told in tables.

    Attributes
    ----------
    ratings, kept : what came in, and what of it the model rests on
    connection : Connection
        Of the ratings kept.
    plan, likelihood, fit, place, measures : see there
    ratee : (ratees,)
        Place in the order of work of every ratee; −1 without ratings kept.
    group : (criteria,)
        Criteria whose difficulties can be compared; −1 where left out.
    few : (raters,) bool
        Held by the ridge.
    """

    ratings: Ratings
    kept: Kept
    connection: Connection
    likelihood: Likelihood
    fit: Fit
    place: Place
    measures: Measures
    ratee: Places
    group: Places
    few: Mask
    raters: Places
    criteria: Places


def analysed(ratings: Ratings, shared: bool, nodes: int) -> Analysis:
    """The estimates."""
    raters, ratees, criteria = (len(ratings.labels[facet]) for facet in ("rater", "ratee", "criterion"))
    if raters < 2:
        raise Undefined(Code.N_TOO_SMALL, n=raters, need=2, of="raters")
    few = kept(ratings, shared)
    rater, ratee, criterion = (one[few.ratings] for one in (ratings.rater, ratings.ratee, ratings.criterion))
    parts = connection(rater, ratee, raters, ratees)
    who, rater_at = compact(rater, raters)
    whom, ratee_at = compact(ratee, ratees)
    what, criterion_at = compact(criterion, criteria)
    if len(who) < 2:
        raise Undefined(Code.EXTREME_SCORES, n=len(who), need=2, of="raters")
    if (np.bincount(parts.rater[who]) < 2).all():
        raise Undefined(Code.DISCONNECTED, n=parts.count, of="raters")
    together = groups(parts.rater[rater], criterion_at, parts.count, len(what))
    _, first = np.unique(together, return_index=True)
    bend = structure(few.scale.top[what], first, shared)
    plan = design(rater_at, ratee_at, criterion_at, few.scale.code, len(who), len(what))
    blank = confounded(plan, parts.rater[who], together)
    if len(blank):
        named = str(ratings.labels["rater"][who[blank[0]]])
        raise Undefined(Code.DESIGN_CONFOUNDED, n=len(blank), rater=named, of="raters")
    begin = start(plan, bend)
    rare = np.bincount(rater_at) < FEW
    pull = ridge(rare, parts.rater[who])
    likelihood = Likelihood(plan, bend, _points(plan, bend, begin, nodes))
    with np.errstate(under="ignore"):
        fit = maximum(likelihood, begin, pull)
        finer = _points(plan, bend, fit.x, nodes)
        if len(finer.points) > 1.1 * len(likelihood.where.points):
            likelihood = Likelihood(plan, bend, finer)
            fit = maximum(likelihood, fit.x, pull)
        place = likelihood.place(fit.x)
        stand = measures(likelihood, place)
    at = np.full(ratees, -1, dtype=np.intp)
    at[whom[plan.order]] = np.arange(len(whom))
    group = np.full(criteria, -1, dtype=np.intp)
    group[what] = together
    held = np.zeros(raters, dtype=bool)
    held[who] = rare
    return Analysis(ratings, few, parts, likelihood, fit, place, stand, at, group, held, who, what)


def ridge(rare: Mask, subset: Places) -> Floats:
    """Precision of the prior of the levels: N(0, 3²) around the mean of the subset for raters with few ratings."""
    pull = np.zeros((len(rare), len(rare)))
    for rater in np.flatnonzero(rare):
        mates = (subset == subset[rater]).astype(float)
        apart = -mates / mates.sum()
        apart[rater] += 1
        pull += np.outer(apart, apart) / RIDGE**2
    return pull


def _points(plan: Design, bend: Structure, x: Floats, nodes: int) -> Grid:
    """A grid fine enough for the narrowest posterior there can be."""
    spread = float(np.exp(x[-1]))
    curves = chances(np.linspace(-FAR, FAR, 121), bend.sums(x[plan.raters : -1]), np.arange(plan.criteria)[:, None])[0]
    told = moments(curves)[1].max(axis=1)
    narrow = (1 / spread**2 + np.bincount(plan.ratee, told[plan.criterion]).max()) ** -0.5
    needed = int(np.ceil(2 * REACH * spread / (narrow / POINTS))) + 1
    return grid(max(nodes, needed + 1 - needed % 2))
