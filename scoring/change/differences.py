"""Did teams change more than comparable teams that were not treated?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import ttest_ind

from scoring.change import randomisation, staggered
from scoring.change.arms import Gains, arm, gains, regression
from scoring.change.panel import Panel, panel
from scoring.change.results import Cohort, Design, Intervention
from scoring.change.trends import differ, joint_p, leads, slopes, two_means
from scoring.change.verdict import DELTA, Evidence, status
from scoring.errors import Code, Undefined
from scoring.policy import judged
from scoring.refusals import caveat
from scoring.results import Caveat, Estimate

METHOD = "difference in differences of team changes, pooled t with G − 2 degrees (Bertrand, Duflo & Mullainathan 2004)"
BEFORE = AFTER = 4


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect with its p, its 90 % ceiling, and beside it Welch's interval and the cohorts of staggered starts."""

    value: Estimate
    p: float | None = None
    ceiling: float | None = None
    welch: Estimate | None = None
    cohorts: tuple[Cohort, ...] = ()


def difference_in_differences(
    results: pd.DataFrame,
    starts: Mapping[str, str | int],
    design: Design,
    *,
    lever: pd.DataFrame | None = None,
    expected: float | None = None,
    direction: int = 1,
    picked_low: bool = False,
    planned: bool = False,
    before: int = BEFORE,
    after: int = AFTER,
    delta: float = DELTA,
    seed: int,
) -> Intervention:
    """Compare the change of treated teams with that of the others (methods §3.10).

    Parameters
    ----------
    results : DataFrame
        ``person_id``, ``team``, ``period``, ``outcome`` (adjusted composite; empty where not eligible).
    starts : Mapping of team to period
        First treated period of each treated team. Teams that start later serve as comparison until then.
    design : Design
        ``before_after`` is described and refused as evidence, whatever other teams the table holds.
    lever : DataFrame, optional
        ``person_id``, ``team``, ``period``, ``value`` of the lever itself: without it nothing can be confirmed.
    expected : float, optional
        Joint association of the lever, SD of results for one SD of it.
    direction : {1, -1}
        −1 where the intervention wanted less of the lever.
    picked_low : bool
        Teams were chosen for low results.
    planned : bool
        It was written down before it began; what was not is described, and neither confirms nor refutes.
    before, after : int
        Periods compared; slopes before the start use all there are.
    delta : float
        Smallest effect worth acting on, in SD.
    seed : int
        Of the random deals of staggered starts.

    Returns
    -------
    Intervention
        Refused with its reason where there is nothing to compare; arms are described even then.

    Raises
    ------
    BadTable
        When a table lacks a column, repeats a person and period, or a start is no period of it.
    """
    if before < 1 or after < 1:
        raise ValueError(f"{before} periods before and {after} after")
    try:
        one = panel(results, starts)
    except Undefined as undefined:
        return _refused(design, caveat(undefined))
    gained = gains(one, before, after)
    if design is Design.BEFORE_AFTER:
        return _refused(design, Caveat(Code.NO_DESIGN), one, gained)
    first = int(one.start[one.treated].min())
    found = _effect(one, gained, before, after, seed)
    trend, trends_p = slopes(one, first), joint_p(one, first, before)
    apart = differ(trend, trends_p)
    moved = _moved(lever, starts, direction, before, after, seed)
    fallen = regression(one, gained) if picked_low else None
    seen = Evidence(
        design, found.value, found.ceiling, found.p, moved, apart, planned, _level(fallen), expected, delta
    )  # fmt: skip
    causal, why = status(seen)
    return Intervention(
        design=design, effect=found.value, p=found.p, welch=found.welch or found.value,
        treated=arm(one, gained, True), comparison=arm(one, gained, False),
        leads=leads(one, first, before, after), trend=trend, trends_p=trends_p, moved=moved,
        regression=fallen, cohorts=found.cohorts, causal=causal, why=why, caveats=_caveats(apart, picked_low),
    )  # fmt: skip


def _refused(design: Design, reason: Caveat, one: Panel | None = None, gained: Gains | None = None) -> Intervention:
    """Nothing compared; what happened to the treated is told all the same."""
    nothing = Estimate.refusal(reason, method=METHOD)
    return Intervention(
        design, nothing, welch=nothing, trend=nothing, moved=nothing, caveats=(reason,),
        treated=arm(one, gained, True) if one and gained else None,
    )  # fmt: skip


def _effect(one: Panel, gained: Gains, before: int, after: int, seed: int) -> Effect:
    """By team changes where all start together, else by cohorts; as policy lets it be shown."""
    people = int(np.isfinite(gained.people).sum())
    known = np.isfinite(gained.teams)
    arms = int((known & one.treated).sum()), int((known & ~one.treated).sum())
    if len(set(one.start[one.treated])) > 1:
        return _staggered(one, before, after, people, seed)
    if not all(arms):
        return Effect(Estimate.refusal(Caveat(Code.NO_DESIGN), method=METHOD, n=people))
    value = judged(two_means(gained.teams, one.treated, METHOD, people), "intervention", clusters_per_arm=min(arms))
    if value.value is None:
        return Effect(value)
    changes, treated = gained.teams[known], one.treated[known]
    welch = staggered.welch(changes, treated, ~treated, people)
    if len(changes) < randomisation.TEAMS_FOR_T:
        low, high = (_finite(bound) for bound in randomisation.interval(changes, treated))
        exact = Estimate(
            value.value, people, randomisation.METHOD, low, high, n_eff=value.n_eff, status=value.status,
            reasons=value.reasons,
        )  # fmt: skip
        ceiling = _finite(randomisation.interval(changes, treated, 0.90)[1])
        return Effect(exact, randomisation.chance(changes, treated), ceiling, welch)
    p = float(ttest_ind(changes[treated], changes[~treated]).pvalue)
    return Effect(value, p, two_means(changes, treated, METHOD, people, 0.90).high, welch)


def _staggered(one: Panel, before: int, after: int, people: int, seed: int) -> Effect:
    try:
        value, found = staggered.staggered(one, before, after, people)
    except Undefined as undefined:
        return Effect(Estimate.refusal(caveat(undefined), method=staggered.METHOD, n=people))
    value = judged(value, "intervention", clusters_per_arm=staggered.fewest(one, found))
    if value.value is None:
        return Effect(value)
    ceiling = staggered.staggered(one, before, after, people, 0.90)[0].high
    p = staggered.chance(found, one.start, seed)
    return Effect(value, p, ceiling, None, staggered.cohorts(one, found, people))


def _moved(
    lever: pd.DataFrame | None, starts: Mapping[str, str | int], direction: int, before: int, after: int, seed: int
) -> Estimate:
    """The same comparison of the lever itself, turned so that more is what was wanted."""
    nothing = Estimate.refusal(Caveat(Code.LEVER_NOT_MEASURED), method=METHOD)
    if lever is None or lever.empty:
        return nothing
    try:
        one = panel(lever.assign(value=direction * lever["value"].astype(float)), starts, "value")
    except Undefined:
        return nothing
    found = _effect(one, gains(one, before, after), before, after, seed).value
    still = found.value is not None and (found.low is None or found.low <= 0)
    return found.doubted(Caveat(Code.LEVER_NOT_MOVED)) if still else found


def _caveats(apart: bool | None, picked_low: bool) -> tuple[Caveat, ...]:
    trends = (Caveat(Code.PRE_TRENDS_DIFFER),) if apart else ()
    return trends + ((Caveat(Code.PICKED_FOR_LOW_RESULTS),) if picked_low else ())


def _level(estimate: Estimate | None) -> float:
    return (estimate.value if estimate else None) or 0.0


def _finite(bound: float) -> float | None:
    return float(bound) if np.isfinite(bound) else None
