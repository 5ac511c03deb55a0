"""What does each model say of the levers of one family and tier, judged together?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.errors import Code, Undefined
from scoring.levers.merging import Column, columns, merged
from scoring.levers.regression import Floats, Regression, clustered
from scoring.levers.results import Effect, Model
from scoring.levers.sample import Flags, Sample
from scoring.levers.screening import Candidate
from scoring.policy import judgement
from scoring.refusals import caveat
from scoring.results import Caveat, Estimate

#: Who lacks more than this share of a family's levers says nothing of how they go together.
LACKING = 0.5
UNIT, METHOD = "SD per SD", "Regression within teams"


@dataclass(frozen=True, slots=True)
class Family:
    """Levers of one family and tier, and the people whose values say something of them.

    Attributes
    ----------
    name : tuple of str
        Family and tier.
    who : bool, N
    joint : tuple of Column
        What the joint model holds: confirmatory levers that do not follow success.
    apart : tuple of Column
        Those that may follow success and those merely seen, each beside the joint ones but not among them.
    beside : float, (N, c)
        Circumstances, and flags where a value of a joint column is unknown.
    known, filled : float, (N, columns)
        Values of joint columns and then of those apart; ``filled`` has the team's mean where one is unknown.
    """

    name: tuple[str, str]
    people: Sample
    who: Flags
    joint: tuple[Column, ...]
    apart: tuple[Column, ...]
    beside: Floats
    known: Floats
    filled: Floats

    @property
    def columns(self) -> tuple[Column, ...]:
        """All of them, in the order of ``filled``."""
        return (*self.joint, *self.apart)

    @property
    def size(self) -> int:
        """How many columns the joint model asks about."""
        return len(self.joint)


@dataclass(frozen=True, slots=True)
class Part:
    """A coefficient with what can be said of it, and what the regression behind it leaves for others to say."""

    effect: Effect
    above: float
    se: float
    free: int
    n: int


def family(name: tuple[str, str], people: Sample, candidates: Sequence[Candidate]) -> Family:
    """The candidates that can be tested, merged where they are the same measure."""
    each = columns([one for one in candidates if not one.refusals and not one.lever.anonymous], people.values)
    aside = [one.members[0].merely_seen or one.members[0].lever.reverse_cause for one in each]
    inside = [one for one, out in zip(each, aside, strict=True) if not out]
    apart = tuple(one for one, out in zip(each, aside, strict=True) if out)
    who = people.compared & (np.isnan(_stacked(inside, people)).mean(1) <= LACKING if inside else True)
    joint = merged(inside, people.team)
    x = _stacked((*joint, *apart), people)
    unknown = np.isnan(x[:, : len(joint)])[:, np.isnan(x[who, : len(joint)]).any(0)].astype(float)
    flags = np.unique(unknown, axis=1) if unknown.shape[1] else unknown
    beside = np.column_stack([people.circumstances, flags])
    return Family(name, people, who, joint, apart, beside, x, _filled(x, people, who))


def _stacked(some: Sequence[Column], people: Sample) -> Floats:
    return np.column_stack([np.zeros((len(people.y), 0)), *(one.x for one in some)])


def _filled(x: Floats, people: Sample, who: Flags) -> Floats:
    """The values; for an unknown one the mean of those of the team who count, or 0, the mean of all, where none is."""
    counts = np.where(np.isnan(x) | ~who[:, None], 0.0, people.weight[:, None])
    total = np.column_stack([np.zeros((people.team.max(initial=-1) + 1, 0))] + [
        np.bincount(people.team, share * np.nan_to_num(column)) for share, column in zip(counts.T, x.T, strict=True)
    ])  # fmt: skip
    size = np.column_stack([total[:, :0], *(np.bincount(people.team, share) for share in counts.T)])
    means = np.divide(total, size, where=size > 0, out=np.zeros_like(total))
    return np.asarray(np.where(np.isnan(x), means[people.team], x))


def jointly(
    one: Family, model: Model, asked: Sequence[int], held: Iterable[int] = (), rows: Flags | None = None, seed: int = 0
) -> list[Part]:
    """These columns together, with others held constant, among these people (methods §3.2).

    A column that stands apart is asked about among those known on it; the joint ones have flags instead.
    """
    own = [place for place in asked if place >= one.size]
    who = one.who & ~np.isnan(one.known[:, own]).any(1) & (True if rows is None else rows)
    beside = np.column_stack([one.beside, one.filled[:, list(held)]])
    found = _regression(one.people.y, one.filled[:, list(asked)], beside, one.people, who, seed)
    return parts(found, len(asked), beside.shape[1] + len(asked) if model is Model.JOINT else 0)


def by_itself(one: Family, place: int, model: Model, seed: int) -> Part:
    """One column among those known on it: raw, with nothing beside it, or alone, beside circumstances and teams."""
    x = one.known[:, [place]]
    who = one.people.compared & ~np.isnan(x[:, 0])
    if model is Model.RAW:
        nothing = np.zeros((len(x), 0))
        return parts(_regression(one.people.raw, x, nothing, one.people, who, seed, absorb=False), 1, 1)[0]
    around = one.people.circumstances
    return parts(_regression(one.people.y, x, around, one.people, who, seed), 1, 1 + around.shape[1])[0]


def _regression(
    y: Floats, x: Floats, beside: Floats, people: Sample, who: Flags, seed: int, *, absorb: bool = True
) -> Regression | Caveat:  # fmt: skip
    try:
        return clustered(y[who], x[who], beside[who], people.team[who], people.weight[who], seed, absorb=absorb)
    except Undefined as nothing:
        return caveat(nothing)


def parts(found: Regression | Caveat, asked: int, predictors: int) -> list[Part]:
    """The coefficients as policy lets them be shown; ``predictors`` of 0 asks for none, as parts of a replication."""
    if isinstance(found, Caveat):
        nothing = Effect(Estimate.refusal(found, method=METHOD))
        return [Part(nothing, np.nan, np.nan, 0, 0)] * asked
    reasons = _doubts(found, predictors)
    return [_part(found, place, reasons) for place in range(asked)]


def _doubts(found: Regression, predictors: int) -> tuple[bool, tuple[Caveat, ...]]:
    """Whether policy refuses, and why or with which doubts."""
    few = judgement("lever_teams", teams=found.teams)
    if not predictors:
        return few.status == "refused", few.reasons
    people = judgement("lever_correlation", people=found.n, people_per_predictor=found.n / predictors)
    return "refused" in (few.status, people.status), (*people.reasons, *few.reasons)


def _part(found: Regression, place: int, doubts: tuple[bool, tuple[Caveat, ...]]) -> Part:
    b, se = float(found.b[place]), float(found.se[place])
    refused, reasons = doubts
    if not (np.isfinite(b) and se > 0):
        alike = Caveat(Code.NO_VARIANCE, {"n": found.n})
        return Part(Effect(Estimate.refusal(alike, method=found.method, n=found.n)), np.nan, np.nan, 0, found.n)
    low, high, low90, high90 = (
        float(end[place]) if np.isfinite(end[place]) else None
        for end in (found.low, found.high, found.low90, found.high90)
    )
    shown = Estimate(b, found.n, found.method, low, high, unit=UNIT)
    if refused:
        return Part(Effect(shown.refused(*reasons)), np.nan, np.nan, 0, found.n)
    effect = Effect(shown.doubted(*reasons), float(found.p[place]), None, low90, high90)
    return Part(effect, float(found.above[place]), se, found.free, found.n)
