"""Do results go with conditions that are the same for everyone in a team?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control
from scipy.stats import t as student

from scoring.conditions.aggregation import RATINGS, aggregation, doubts
from scoring.conditions.crossings import crossings
from scoring.conditions.reml import Floats, Ints, Model, random_intercept
from scoring.conditions.results import Aggregation, Condition, Conditions, Found, Source
from scoring.errors import BadTable, Code, Undefined
from scoring.levers.results import SUPPORTED, Verdict
from scoring.policy import judged
from scoring.power import Teams, least_n
from scoring.refusals import caveat
from scoring.results import UNKNOWN, Caveat, Estimate

METHOD = "two-level random intercept, REML, t with J − q − 1 degrees (Snijders & Bosker 2012, §4.7)"
ICC = "ICC of results from the empty two-level model, REML (Snijders & Bosker 2012, §3.3)"
#: Teams for each condition of a joint model: with fewer, conditions are looked at one at a time.
TEAMS_EACH = 5
DELTA, FDR = 0.15, 0.10


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Those whose result and team are known: results in SD, circumstances, team numbers and the teams' names."""

    y: Floats
    beside: Floats
    team: Ints
    names: pd.Index
    rows: Ints


@dataclass(frozen=True, slots=True)
class Effect:
    """An estimate with p and the bounds of its 90 % interval."""

    value: Estimate
    p: float | None = None
    low90: float | None = None
    high90: float | None = None


def conditions(
    people: pd.DataFrame,
    circumstances: pd.DataFrame | None,
    listed: Sequence[Condition],
    ratings: pd.DataFrame | None = None,
    facts: pd.DataFrame | None = None,
    levers: pd.DataFrame | None = None,
    *,
    delta: float = DELTA,
    q: float = FDR,
) -> Conditions:
    """Every condition by itself and, where teams suffice, all together (methods §3.7).

    Parameters
    ----------
    people : DataFrame
        ``person_id``, ``team``, ``outcome`` (adjusted composite); rows without a team or a result are passed over.
    circumstances : DataFrame or None
        Indexed by person_id; held constant.
    listed : sequence of Condition
    ratings : DataFrame, optional
        ``team``, ``condition``, ``rater``, ``item``, ``rating`` of perceived conditions, reversed items turned.
    facts : DataFrame, optional
        Indexed by team, a numeric column a condition that is a fact. One with two values counts as no and yes.
    levers : DataFrame, optional
        Indexed by person_id, a column a lever: does it go with results more where a condition is better?
    delta : float
        Smallest effect worth acting on, SD.
    q : float
        False discovery rate over the conditions.

    Raises
    ------
    BadTable
        When a column is missing, a team stands twice among facts, or somebody rated an item twice.
    """
    here = _people(people, circumstances)
    table = RATINGS.read(ratings) if ratings is not None else None
    given = [_given(one, here, table, facts) for one in listed]
    icc = _icc(here)
    tested = [k for k, (values, _found) in enumerate(given) if values is not None]
    alone = {k: _effects(here, [given[k][0]], [given[k][1]])[0] for k in tested}
    joint = _joint(here, given, tested)
    found = [given[k][1] for k in range(len(listed))]
    for k in tested:
        used = joint[k] if joint[k].p is not None else alone[k]
        found[k] = replace(found[k], alone=alone[k].value, joint=joint[k].value, p=used.p)
    counted = [k for k in tested if found[k].p is not None and not found[k].condition.exploratory]
    if counted:
        corrected = false_discovery_control([found[k].p for k in counted], method="bh")
        for k, value in zip(counted, corrected, strict=True):
            found[k] = replace(found[k], q=float(value))
    size = len(here.y) / max(len(here.names), 1)
    for k in tested:
        used = joint[k] if joint[k].p is not None else alone[k]
        found[k] = _decided(found[k], used, delta, q, size, icc)
    values = {one.condition.code: given[k][0] for k, one in enumerate(found) if one.alone.value is not None}
    crossed = crossings(here.y, here.beside, here.team, _aligned(levers, people, here), values)
    return Conditions(tuple(found), crossed, len(here.y), len(here.names), icc)


def _people(people: pd.DataFrame, circumstances: pd.DataFrame | None) -> People:
    for column in ("person_id", "team", "outcome"):
        if column not in people.columns:
            raise BadTable(f"people: column {column} is missing")
    y = people["outcome"].to_numpy(float)
    rows = np.flatnonzero(np.isfinite(y) & people["team"].notna().to_numpy())
    team, names = pd.factorize(people["team"].astype(str).to_numpy()[rows])
    y = y[rows]
    sd = y.std(ddof=1) if len(y) > 1 else 0.0
    beside = np.zeros((len(rows), 0))
    if circumstances is not None:
        index = people["person_id"].astype(str).to_numpy()[rows]
        beside = circumstances.set_axis(circumstances.index.astype(str)).reindex(index).to_numpy(float)
        beside = np.where(np.isfinite(beside), beside, np.nanmean(beside, axis=0) if len(beside) else 0.0)
        beside = beside[:, np.ptp(beside, axis=0) > 0] if len(beside) else beside
    scaled = (y - y.mean()) / sd if sd > 0 else np.zeros(len(y))
    return People(scaled, beside, np.asarray(team, np.intp), pd.Index(names), np.asarray(rows, np.intp))


def _given(
    one: Condition, here: People, ratings: pd.DataFrame | None, facts: pd.DataFrame | None
) -> tuple[Floats | None, Found]:
    """Each team's condition, standardised or 0 and 1, NaN where unknown; None with the reason it is not tested."""
    gate: Aggregation | None = None
    if one.options is not None:
        rows = ratings[ratings["condition"] == one.code] if ratings is not None else None
        if rows is None or rows.empty:
            return None, _refused(one, Caveat(Code.N_TOO_SMALL, {"n": 0, "need": 2, "of": "raters"}))
        gate, means = aggregation(rows, one)
        if one.source is Source.RATED_RESULTS:
            return None, _refused(one, Caveat(Code.CRITERION_CONTAMINATED), gate=gate)
        if gate.icc1.value is not None and not gate.passes:
            return None, _refused(one, Caveat(Code.PEOPLE_DISAGREE), gate=gate)
        values = means.reindex(here.names).to_numpy(float)
    else:
        if one.source is Source.RATED_RESULTS:
            return None, _refused(one, Caveat(Code.CRITERION_CONTAMINATED))
        if facts is None or one.code not in facts.columns:
            return None, _refused(one, Caveat(Code.N_TOO_SMALL, {"n": 0, "need": 2, "of": "teams"}))
        if facts.index.has_duplicates:
            raise BadTable(f"facts: team {facts.index[facts.index.duplicated()][0]} is there twice")
        values = facts[one.code].set_axis(facts.index.astype(str)).reindex(here.names).to_numpy(float)
    known = values[np.isfinite(values)]
    if len(known) and not np.ptp(known) > 0:
        return None, _refused(one, Caveat(Code.ONE_COMPANY), gate=gate)
    refused = judged(Estimate(0.0, len(here.y), METHOD), "condition", teams=len(known))
    if refused.status == "refused":
        return None, replace(_refused(one, *refused.reasons, gate=gate), alone=refused, joint=refused)
    if one.options is None and len(np.unique(known)) == 2:
        return (values - known.min()) / np.ptp(known), Found(one, gate)
    return (values - known.mean()) / known.std(ddof=1), Found(one, gate)


def _refused(one: Condition, *reasons: Caveat, gate: Aggregation | None = None) -> Found:
    nothing = Estimate.refusal(*reasons, method=METHOD)
    return Found(one, gate, nothing, nothing)


def _icc(here: People) -> Estimate:
    try:
        empty = random_intercept(here.y, here.beside, here.team)
    except Undefined as undefined:
        return Estimate.refusal(caveat(undefined), method=ICC, n=len(here.y))
    total = empty.between + empty.within
    found = Estimate(empty.between / total, len(here.y), ICC, n_eff=float(len(here.names)))
    return judged(found, "condition", teams=len(here.names))


def _joint(here: People, given: list[tuple[Floats | None, Found]], tested: list[int]) -> dict[int, Effect]:
    """All conditions in one model, where there are two or more and five teams for each."""
    if not tested:
        return {}
    known = np.all([np.isfinite(_some(given[k][0])) for k in tested], axis=0)
    need = TEAMS_EACH * len(tested)
    if len(tested) < 2 or known.sum() < need:
        reason = Caveat(Code.CLUSTERS_TOO_FEW, {"n": int(known.sum()), "need": need, "of": "teams"})
        nothing = Effect(Estimate.refusal(reason, method=METHOD, n=len(here.y)) if len(tested) > 1 else UNKNOWN)
        return dict.fromkeys(tested, nothing)
    effects = _effects(here, [given[k][0] for k in tested], [given[k][1] for k in tested])
    return dict(zip(tested, effects, strict=True))


def _effects(here: People, values: Sequence[Floats | None], found: Sequence[Found]) -> list[Effect]:
    columns = np.column_stack([_some(one) for one in values])[here.team]
    known = np.isfinite(columns).all(axis=1)
    teams = len(np.unique(here.team[known]))
    free = teams - len(values) - 1
    try:
        if free < 1:
            raise Undefined(Code.CLUSTERS_TOO_FEW, n=teams, need=len(values) + 2, of="teams")
        x = np.column_stack([columns, here.beside])[known]
        model = random_intercept(here.y[known], x, here.team[known])
    except Undefined as undefined:
        reason = caveat(undefined)
        return [Effect(Estimate.refusal(reason, method=METHOD, n=int(known.sum()))) for _ in values]
    return [_effect(model, k + 1, free, teams, int(known.sum()), one) for k, one in enumerate(found)]


def _effect(model: Model, place: int, free: int, teams: int, n: int, one: Found) -> Effect:
    b, se = float(model.gamma[place]), float(model.se[place])
    half, half90 = (float(student.ppf(level, free)) * se for level in (0.975, 0.95))
    shown = judged(Estimate(b, n, METHOD, b - half, b + half, n_eff=float(teams)), "condition", teams=teams)
    seen = (Caveat(Code.CRITERION_CONTAMINATED),) if one.condition.source is Source.SAW_RESULTS else ()
    shown = shown.doubted(*seen, *(doubts(one.aggregation) if one.aggregation else ()))
    return Effect(shown, float(2 * student.sf(abs(b / se), free)), b - half90, b + half90)


def _decided(one: Found, used: Effect, delta: float, q: float, size: float, icc: Estimate) -> Found:
    """The verdict of methods §3.8 as far as conditions can come; never replicated."""
    value = used.value.value
    if value is None or used.p is None:
        return one
    wanted = value * one.condition.direction > 0
    verdict = Verdict.INCONCLUSIVE
    if one.condition.exploratory:
        verdict = Verdict.EXPLORATORY
    elif one.q is not None and one.q < q:
        verdict = Verdict.SUPPORTED_PROVISIONAL if wanted else Verdict.CONTRADICTED
    elif used.low90 is not None and used.high90 is not None and -delta < used.low90 and used.high90 < delta:
        verdict = Verdict.NOT_SUPPORTED
    decided = verdict in SUPPORTED or verdict in {Verdict.NOT_SUPPORTED, Verdict.CONTRADICTED}
    need = None if decided else least_n(Teams(size=max(size, 1.0), icc=icc.value or 0.0), delta)
    return replace(one, verdict=verdict, teams_needed=need)


def _aligned(levers: pd.DataFrame | None, people: pd.DataFrame, here: People) -> pd.DataFrame | None:
    if levers is None:
        return None
    index = people["person_id"].astype(str).to_numpy()[here.rows]
    return levers.set_axis(levers.index.astype(str)).reindex(index)


def _some(values: Floats | None) -> Floats:
    return values if values is not None else np.zeros(0)
