"""What do several openings or periods of one job say together, and do they say the same?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.errors import Code
from scoring.impact.comparison import FOUR_FIFTHS, Count, Verdict, verdict
from scoring.impact.pairs import Pair, breslow_day, pooled_ratio
from scoring.policy import judgement
from scoring.results import Caveat, Estimate

ALPHA = 0.05
_METHOD = "Mantel–Haenszel ratio of rates over strata; interval Greenland & Robins 1985"


@dataclass(frozen=True, slots=True)
class Pooled:
    """One group against the one with the highest rate, people of each stratum compared with each other only.

    Attributes
    ----------
    group, against : str
    strata : int
        How many had people of both.
    ratio : Estimate
    p : float or None
        Mantel–Haenszel, two-sided.
    alike : float or None
        p of Breslow and Day that the strata have one odds ratio; below .05 the ratio carries STRATA_DIFFER.
    """

    group: str
    against: str
    strata: int
    ratio: Estimate
    verdict: Verdict
    p: float | None
    alike: float | None


def pooled(strata: Sequence[Sequence[Count]]) -> tuple[Pooled, ...]:
    """Every group of these strata against the group with the highest rate over all of them (methods §8.6).

    Parameters
    ----------
    strata : sequence of sequences of Count
        The groups of one characteristic in each opening or period of one job and one procedure.
    """
    total: dict[str, Count] = {}
    for counts in strata:
        for one in counts:
            so_far = total.get(one.group, Count(one.group, 0, 0))
            total[one.group] = Count(one.group, so_far.n + one.n, so_far.selected + one.selected)
    selected = sum(count.selected for count in total.values())
    able = {
        name: count
        for name, count in total.items()
        if judgement("impact", group=count.n, selected=selected, expected_cell=5).status != "refused"
    }
    if len(able) < 2:
        return ()
    best = max(able.values(), key=lambda count: (count.rate, count.n))
    return tuple(_one(name, best.group, strata) for name in able if name != best.group)


def _one(group: str, against: str, strata: Sequence[Sequence[Count]]) -> Pooled:
    found: list[Pair] = []
    for counts in strata:
        known = {one.group: one for one in counts}
        if group in known and against in known:
            own, other = known[group], known[against]
            found.append((own.selected, own.n, other.selected, other.n))
    n = sum(pair[1] + pair[3] for pair in found)
    if not found:
        reason = Caveat(Code.GROUPS_TOO_SMALL, {"of": "groups"})
        return Pooled(group, against, 0, Estimate.refusal(reason, method=_METHOD), Verdict.COUNTS_ONLY, None, None)
    value, low, high, p = pooled_ratio(found)
    if math.isnan(value) or math.isnan(p):
        refused = Estimate.refusal(Caveat(Code.NO_VARIANCE), method=_METHOD, n=n)
        return Pooled(group, against, len(found), refused, Verdict.COUNTS_ONLY, None, None)
    alike = breslow_day(found)
    ratio = Estimate(value, n, _METHOD) if math.isnan(low) else Estimate(value, n, _METHOD, low, high)
    if alike is not None and alike < ALPHA:
        ratio = ratio.doubted(Caveat(Code.STRATA_DIFFER))
    return Pooled(group, against, len(found), ratio, verdict(value < FOUR_FIFTHS, p), p, alike)
