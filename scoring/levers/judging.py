"""What do all models together say of each lever of one family and tier?"""

import math
from dataclasses import dataclass, field, replace

from scipy.stats import false_discovery_control

from scoring.errors import Code
from scoring.levers.fitting import Family, Part, by_itself, jointly
from scoring.levers.merging import Column
from scoring.levers.results import Causal, Effect, Judged, Model, Verdict
from scoring.levers.ruling import Evidence, causal, from_talent, replication_power, usable, verdict
from scoring.levers.sample import Flags
from scoring.levers.screening import Candidate
from scoring.levers.talent import talent
from scoring.results import Caveat, Estimate

#: z of α = .05 two-sided and of 80 % power.
_Z = 1.959963984540054 + 0.8416212335729143


@dataclass(frozen=True, slots=True)
class _Fits:
    """What every model says of one column, in the direction of its first member."""

    parts: dict[Model, Part] = field(default_factory=dict)
    talent: Estimate | None = None
    linked: bool = False


def judged(one: Family, delta: float, q: float, seed: int) -> dict[str, Judged]:
    """Every lever of the family that can be tested, by code; parameters as ``scoring.levers.verdicts``."""
    fits = [_Fits() for _ in one.columns]
    for place, fit in enumerate(fits):
        fit.parts[Model.RAW] = by_itself(one, place, Model.RAW, seed)
        fit.parts[Model.ALONE] = by_itself(one, place, Model.ALONE, seed)
    _together(one, fits, seed)
    linked = [talent(one, place, seed) for place in range(len(one.columns))]
    fits = [replace(fit, talent=seen, linked=sign) for fit, (seen, sign) in zip(fits, linked, strict=True)]
    _without_talent(one, fits, seed)
    _corrected(one, fits)
    return {
        member.lever.code: member
        for column, fit in zip(one.columns, fits, strict=True)
        for member in _members(column, fit, delta, q)
    }


def _together(one: Family, fits: list[_Fits], seed: int) -> None:
    """The joint model in all, in discovery and in the hold-out; what stands apart gets its own beside the joint."""
    kept_back = one.people.kept_back
    rows: dict[Model, Flags | None] = {Model.JOINT: None}
    if (one.who & kept_back).any():
        rows |= {Model.DISCOVERY: ~kept_back, Model.HOLDOUT: kept_back}
    joint = list(range(one.size))
    for model, some in rows.items():
        if joint:
            for place, part in zip(joint, jointly(one, model, joint, (), some, seed), strict=True):
                fits[place].parts[model] = part
        for place in range(one.size, len(fits)):
            fits[place].parts[model] = jointly(one, model, [place], joint, some, seed)[0]


def _without_talent(one: Family, fits: list[_Fits], seed: int) -> None:
    learnt = [place for place in range(one.size) if not fits[place].linked]
    if 0 < len(learnt) < one.size:
        for place, part in zip(learnt, jointly(one, Model.JOINT, learnt, seed=seed), strict=True):
            fits[place].parts[Model.UNTALENTED] = part


def _corrected(one: Family, fits: list[_Fits]) -> None:
    """Benjamini & Hochberg 1995 within the joint columns, and within those that may follow success."""
    follow = [place for place in range(one.size, len(fits)) if not one.columns[place].members[0].merely_seen]
    for places in (range(one.size), follow):
        for model in (Model.JOINT, Model.DISCOVERY):
            known = [
                place for place in places
                if model in fits[place].parts and fits[place].parts[model].effect.p is not None
            ]  # fmt: skip
            if not known:
                continue
            p = [fits[place].parts[model].effect.p for place in known]
            for place, corrected in zip(known, false_discovery_control(p, method="bh"), strict=True):
                part = fits[place].parts[model]
                fits[place].parts[model] = replace(part, effect=replace(part.effect, q=float(corrected)))


def _members(column: Column, fit: _Fits, delta: float, q: float) -> list[Judged]:
    """Levers that are the same measure share every number, each in its own direction."""
    return [
        _member(column, place, candidate, fit, delta, q) for place, candidate in enumerate(column.members)
    ]  # fmt: skip


def _member(column: Column, place: int, one: Candidate, fit: _Fits, delta: float, q: float) -> Judged:
    sign = column.signs[place]
    expected = {model: _turned(part.effect, sign) for model, part in fit.parts.items()}
    joint = fit.parts.get(Model.JOINT)
    needed = math.ceil(joint.n * (_Z * joint.se / delta) ** 2) if joint and joint.se > 0 else None
    held = fit.parts.get(Model.HOLDOUT)
    later = math.nan if one.lever.later is None else one.lever.later
    above = held.above if held and sign == 1 else 1 - held.above if held else later
    evidence = Evidence(one, expected, above, fit.linked, needed)
    said, reasons, on = verdict(evidence, delta, q)
    others = tuple(code for code in column.codes if code != one.lever.code)
    if others:
        reasons = (*reasons, Caveat(Code.SAME_MEASURE, {"with": ", ".join(others)}))
    cause = causal(one)
    if cause is cause.REVERSE_CAUSE_PLAUSIBLE:
        reasons = (*reasons, Caveat(Code.REVERSE_CAUSE_PLAUSIBLE))
    if from_talent(evidence):
        reasons = (*reasons, Caveat(Code.TALENT_LINKED))
    own = {model: _turned(effect, one.lever.direction) for model, effect in expected.items()}
    return Judged(
        one.lever, said, cause, usable(said, cause, evidence), reasons, own, unattenuated(own[Model.JOINT].b, column),
        _signed(fit.talent, sign * one.lever.direction) if fit.talent else None, from_talent(evidence), others,
        one.people, needed if said is Verdict.INCONCLUSIVE else None, _power(fit), on,
    )  # fmt: skip


def untested(one: Candidate, delta: float, q: float) -> Judged:
    """A lever without a model: refused, or measured anonymously."""
    evidence = Evidence(one, {}, math.nan, False, None)
    said, reasons, _on = verdict(evidence, delta, q)
    cause = causal(one)
    if cause is Causal.REVERSE_CAUSE_PLAUSIBLE:
        reasons = (*reasons, Caveat(Code.REVERSE_CAUSE_PLAUSIBLE))
    return Judged(one.lever, said, cause, False, reasons, is_talent_linked=from_talent(evidence), people=one.people)


def unattenuated(b: Estimate, column: Column) -> Estimate:
    """b/√reliability, by the least reliable of levers judged as one: what it would be without errors of measurement.

    Shown beside the effect and never in its place (Spearman 1904; methods §3.2).
    """
    known = [one.lever.reliability for one in column.members]
    method = "b/√reliability, Spearman 1904"
    if b.value is None:
        return Estimate.refusal(*b.reasons, method=method, n=b.n)
    if None in known or not min(one for one in known if one is not None) > 0:
        return Estimate.refusal(Caveat(Code.UNRELIABLE_MEASURE), method=method, n=b.n)
    root = math.sqrt(min(one for one in known if one is not None))
    low, high = (None if end is None else end / root for end in (b.low, b.high))
    return replace(b, value=b.value / root, low=low, high=high, method=method)


def _power(fit: _Fits) -> float | None:
    """By the effect seen in discovery and the people kept back."""
    if Model.HOLDOUT not in fit.parts or Model.DISCOVERY not in fit.parts:
        return None
    seen, held = fit.parts[Model.DISCOVERY], fit.parts[Model.HOLDOUT]
    if seen.effect.b.value is None or held.effect.b.value is None:
        return None
    t = seen.effect.b.value / seen.se
    return replication_power(t / math.sqrt(t * t + seen.free), held.free)


def _turned(effect: Effect, sign: int) -> Effect:
    if sign == 1 or effect.b.value is None:
        return effect
    ends = [None if end is None else -end for end in (effect.high90, effect.low90)]
    return replace(effect, b=_signed(effect.b, sign), low90=ends[0], high90=ends[1])


def _signed(one: Estimate, sign: int) -> Estimate:
    if sign == 1 or one.value is None:
        return one
    low, high = (None if end is None else -end for end in (one.high, one.low))
    return replace(one, value=-one.value, low=low, high=high)
