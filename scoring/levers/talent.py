"""Which levers go with being a talent outlier, beyond what equal results would give?"""

import numpy as np

from scoring.errors import Code, Undefined
from scoring.levers.fitting import Family
from scoring.levers.regression import clustered
from scoring.policy import minimum
from scoring.refusals import caveat
from scoring.results import Caveat, Estimate

#: One-sided chance below which a lever is said to go with talent.
LINKED = 0.05
#: Median of a panel below which a lever is not taught to others (methods §11.5).
REPLICABLE = 3.5
METHOD = "Lever of outliers less that of others with equal results, within teams; errors by team"


def talent(one: Family, place: int, seed: int) -> tuple[Estimate, bool]:
    """How many SD more of a lever outliers do than others of their team with the same result, and whether that shows.

    Outliers are known by their results, so whatever goes with results is found among them; with the result held
    constant only what is theirs beyond it remains. In forty invented companies whose outliers are truly known, the
    lever that comes with talent showed in nine of ten, and 1 of 280 true levers did.
    """
    who = one.people.compared & ~np.isnan(one.known[:, place])
    outlier = one.people.outlier[who].astype(float)
    least = minimum("slice", "people")
    if outlier.sum() < least.refuse:
        few = Caveat(Code.GROUPS_TOO_SMALL, {"n": int(outlier.sum()), "need": least.refuse, "of": "outliers"})
        return Estimate.refusal(few, method=METHOD, n=int(who.sum())), False
    if not np.ptp(one.people.y[who]) > 0:
        return Estimate.refusal(Caveat(Code.NO_VARIANCE, {"n": int(who.sum())}), method=METHOD, n=int(who.sum())), False
    beside = np.column_stack([one.people.circumstances, one.people.y])[who]
    try:
        found = clustered(
            one.known[who, place], outlier[:, None], beside, one.people.team[who], one.people.weight[who], seed
        )
    except Undefined as nothing:
        return Estimate.refusal(caveat(nothing), method=METHOD, n=int(who.sum())), False
    b, low, high = (float(part[0]) for part in (found.b, found.low, found.high))
    if not np.isfinite([b, low, high]).all():
        return Estimate.refusal(Caveat(Code.NO_VARIANCE, {"n": found.n}), method=METHOD, n=found.n), False
    return Estimate(b, found.n, METHOD, low, high, unit="SD"), bool(found.above[0] < LINKED)
