"""Which of the seven verdicts does the evidence on one lever deserve?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from scipy.stats import norm

from scoring.errors import Code
from scoring.levers.results import SUPPORTED, Causal, Effect, Model, Verdict
from scoring.levers.screening import Candidate
from scoring.levers.talent import REPLICABLE
from scoring.results import Caveat

#: A hold-out confirms at this one-sided level; an adjusted effect below this share of the raw one has faded.
CONFIRMED, FADED = 0.05, 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict rests on, turned so that a positive effect is what the hypothesis expects.

    Attributes
    ----------
    effects : Mapping of Model to Effect
    above : float
        One-sided chance of the effect in the hold-out, or else among people who came later; NaN where there are none.
    needed : int or None
        People that would show an effect of δ with 80 % power.
    """

    candidate: Candidate
    effects: Mapping[Model, Effect]
    above: float
    talent_linked: bool
    needed: int | None


class Ruling(NamedTuple):
    """A verdict, why it is no better, and the model whose effect decided it; None where nothing was decided."""

    verdict: Verdict
    reasons: tuple[Caveat, ...] = ()
    on: Model | None = None


def verdict(found: Evidence, delta: float, q: float) -> Ruling:
    """The deterministic rule of methods §3.8, its reasons, and what it rests on.

    What was registered late or measured anonymously is exploratory whatever it shows; a rater who knew the results
    keeps a lever at provisional.

    Parameters
    ----------
    found : Evidence
    delta : float
        Smallest effect worth acting on, in SD of the result for one SD of the lever.
    q : float
        Rate of false discoveries accepted.
    """
    one = found.candidate
    if one.merely_seen:
        return Ruling(Verdict.EXPLORATORY, (*one.refusals, *one.doubts))
    joint = found.effects.get(Model.JOINT)
    if one.refusals or joint is None or joint.b.value is None:
        return Ruling(Verdict.NOT_TESTABLE, one.refusals or (joint.b.reasons if joint else ()))
    if faded(found.effects):
        return Ruling(Verdict.CONFOUNDED, (Caveat(Code.LINK_FADES), *one.doubts), Model.ALONE)
    first = Model.DISCOVERY if Model.DISCOVERY in found.effects else Model.JOINT
    if _passes(found.effects[first], q) and (found.effects[first].b.value or 0.0) > 0:
        return Ruling(*_supported(found, first is Model.DISCOVERY or not math.isnan(found.above)), first)
    if _passes(joint, q):
        if joint.b.value > 0:
            return Ruling(Verdict.SUPPORTED_PROVISIONAL, (Caveat(Code.NOT_REPLICATED), *one.doubts), Model.JOINT)
        return Ruling(Verdict.CONTRADICTED, one.doubts, Model.JOINT)
    if joint.low90 is not None and joint.high90 is not None and -delta < joint.low90 and joint.high90 < delta:
        return Ruling(Verdict.NOT_SUPPORTED, one.doubts, Model.JOINT)
    n = joint.b.n
    few = Caveat(Code.N_TOO_SMALL, {"n": n, "need": found.needed, "of": "people"})
    reasons = (*((few,) if found.needed and found.needed > n else ()), *one.doubts)
    return Ruling(Verdict.INCONCLUSIVE, reasons, Model.JOINT)


def _supported(found: Evidence, checked: bool) -> tuple[Verdict, tuple[Caveat, ...]]:
    doubts = found.candidate.doubts
    if not checked:
        return Verdict.SUPPORTED_PROVISIONAL, (Caveat(Code.NOT_CROSS_VALIDATED), *doubts)
    if not found.above < CONFIRMED:
        return Verdict.SUPPORTED_PROVISIONAL, (Caveat(Code.NOT_REPLICATED), *doubts)
    if found.candidate.lever.contaminated:
        return Verdict.SUPPORTED_PROVISIONAL, doubts
    return Verdict.SUPPORTED_REPLICATED, doubts


def faded(effects: Mapping[Model, Effect]) -> bool:
    """Whether a raw association is gone once circumstance and teams are held constant (methods §3.4)."""
    if Model.RAW not in effects or Model.ALONE not in effects:
        return False
    raw, alone = effects[Model.RAW].b, effects[Model.ALONE].b
    if raw.value is None or alone.value is None or None in (raw.low, raw.high, alone.low, alone.high):
        return False
    apart = raw.low > 0 or raw.high < 0  # type: ignore[operator]  # None is excluded above
    around = alone.low <= 0 <= alone.high  # type: ignore[operator]
    return bool(apart and around and abs(alone.value) <= FADED * abs(raw.value))


def causal(found: Candidate) -> Causal:
    """What may be said of cause: only an intervention says more than that two things go together."""
    if found.lever.tested:
        return Causal.CONFIRMED if found.lever.tested == "confirmed" else Causal.REFUTED
    return Causal.REVERSE_CAUSE_PLAUSIBLE if found.lever.reverse_cause else Causal.ASSOCIATION_ONLY


def usable(said: Verdict, cause: Causal, found: Evidence) -> bool:
    """Whether practices, training, nudges and plans may build on it.

    It takes support, and either an intervention that confirmed it or that nothing speaks for success or talent behind
    it: statistics alone support what follows success nine times in ten.
    """
    if said not in SUPPORTED or cause is Causal.REFUTED:
        return False
    return cause is Causal.CONFIRMED or not (cause is Causal.REVERSE_CAUSE_PLAUSIBLE or from_talent(found))


def from_talent(found: Evidence) -> bool:
    """Whether outliers do more of it than their equals, or a panel finds it hard to copy."""
    rated = found.candidate.lever.replicability
    return found.talent_linked or (rated is not None and rated < REPLICABLE)


def replication_power(r: float, free: int) -> float:
    """Chance that a hold-out confirms a partial correlation r at one-sided .05, by Fisher's z (methods §3.8).

    Parameters
    ----------
    r : float
        Of lever and result with everything else held constant.
    free : int
        People of the hold-out less everything fitted there.

    Examples
    --------
    >>> round(replication_power(0.25, 78), 2)  # 80 people and a line
    0.72
    """
    if free < 2:
        return 0.0
    return float(norm.cdf(math.atanh(min(max(r, -0.999), 0.999)) * math.sqrt(free - 1) - norm.isf(CONFIRMED)))


def _passes(effect: Effect, q: float) -> bool:
    return effect.b.value is not None and effect.q is not None and effect.q < q
