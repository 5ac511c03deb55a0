"""The seven verdicts, each from the evidence that deserves it, and what may be built on them (methods §3.8)."""

import math
from dataclasses import replace

import pytest

from scoring.errors import Code
from scoring.levers import Causal, Model, Registered, Verdict
from scoring.levers.results import Effect
from scoring.levers.ruling import Evidence, causal, replication_power, usable, verdict
from scoring.levers.screening import Candidate
from scoring.results import Caveat, Estimate

LEVER = Registered("a", "A", "rep", "task", "behaviour")
DELTA, Q = 0.15, 0.10


def effect(b: float, half: float, q: float | None = None) -> Effect:
    """With a 95 % interval of this half width, and a 90 % one five sixths as wide."""
    return Effect(Estimate(b, 240, "", b - half, b + half), 0.01, q, b - half * 5 / 6, b + half * 5 / 6)


def evidence(
    joint: Effect, discovery: Effect | None = None, above: float = math.nan, raw: Effect | None = None,
    alone: Effect | None = None, lever: Registered = LEVER, **of: object,
) -> Evidence:  # fmt: skip
    effects = {Model.RAW: raw or effect(0.3, 0.1), Model.ALONE: alone or effect(0.3, 0.1), Model.JOINT: joint}
    if discovery:
        effects |= {Model.DISCOVERY: discovery, Model.HOLDOUT: effect(0.2, 0.3)}
    candidate = Candidate(lever, 0, of.pop("refusals", ()), of.pop("doubts", ()), 240)  # type: ignore[arg-type]
    return Evidence(candidate, effects, above, bool(of.get("talent")), 300)


STRONG, WEAK, NONE = effect(0.25, 0.12, 0.001), effect(0.12, 0.14, 0.2), effect(0.01, 0.12, 0.9)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (evidence(STRONG, refusals=(Caveat(Code.UNRELIABLE_MEASURE),)), Verdict.NOT_TESTABLE),
        (evidence(STRONG, STRONG, 0.01), Verdict.SUPPORTED_REPLICATED),
        (evidence(STRONG, STRONG, 0.06), Verdict.SUPPORTED_PROVISIONAL),
        (evidence(STRONG), Verdict.SUPPORTED_PROVISIONAL),
        # too few people to keep teams back: those who come later are the check
        (evidence(STRONG, above=0.01), Verdict.SUPPORTED_REPLICATED),
        (evidence(STRONG, above=0.06), Verdict.SUPPORTED_PROVISIONAL),
        (evidence(WEAK, above=0.01), Verdict.INCONCLUSIVE),
        (evidence(STRONG, WEAK, 0.01), Verdict.SUPPORTED_PROVISIONAL),  # the whole passes, discovery alone does not
        (evidence(effect(-0.25, 0.12, 0.001)), Verdict.CONTRADICTED),
        (evidence(NONE), Verdict.NOT_SUPPORTED),
        (evidence(WEAK), Verdict.INCONCLUSIVE),
        (evidence(effect(-0.12, 0.14, 0.2)), Verdict.INCONCLUSIVE),
        (evidence(NONE, alone=effect(0.05, 0.1), raw=effect(0.2, 0.1)), Verdict.CONFOUNDED),
        (evidence(STRONG, alone=effect(0.05, 0.1), raw=effect(0.2, 0.1)), Verdict.CONFOUNDED),
    ],
)
def test_each_verdict_from_its_evidence(found: Evidence, expected: Verdict):
    assert verdict(found, DELTA, Q)[0] == expected


@pytest.mark.parametrize(
    ("raw", "alone", "expected"),
    [
        ((0.20, 0.1), (0.09, 0.1), Verdict.CONFOUNDED),
        ((-0.20, 0.1), (0.09, 0.1), Verdict.CONFOUNDED),
        ((0.20, 0.1), (0.101, 0.11), Verdict.NOT_SUPPORTED),  # more than half of it is left
        ((0.20, 0.1), (0.09, 0.08), Verdict.NOT_SUPPORTED),  # what is left is beyond chance
        ((0.09, 0.1), (0.01, 0.1), Verdict.NOT_SUPPORTED),  # there was no raw association to fade
    ],
)
def test_a_link_fades_when_it_was_there_and_chance_and_half_of_it_explain_the_rest(raw, alone, expected):
    assert verdict(evidence(NONE, raw=effect(*raw), alone=effect(*alone)), DELTA, Q)[0] == expected


@pytest.mark.parametrize(
    ("found", "on"),
    [
        (
            evidence(WEAK, STRONG, 0.06),
            Model.DISCOVERY,
        ),  # the range of all teams holds zero, that of the first does not
        (evidence(STRONG, STRONG, 0.01), Model.DISCOVERY),
        (evidence(STRONG, WEAK, 0.01), Model.JOINT),
        (evidence(STRONG), Model.JOINT),
        (evidence(NONE, WEAK), Model.JOINT),
        (evidence(NONE, alone=effect(0.05, 0.1), raw=effect(0.2, 0.1)), Model.ALONE),
        (evidence(STRONG, refusals=(Caveat(Code.UNRELIABLE_MEASURE),)), None),
        (evidence(STRONG, lever=replace(LEVER, exploratory=True)), None),
    ],
)
def test_a_verdict_names_the_model_that_decided_it(found: Evidence, on: Model | None):
    assert verdict(found, DELTA, Q).on is on


def test_the_smallest_effect_worth_acting_on_and_the_rate_of_false_discoveries_are_the_readers():
    assert verdict(evidence(NONE), 0.10, Q)[0] == Verdict.INCONCLUSIVE
    assert verdict(evidence(WEAK), DELTA, 0.25)[0] == Verdict.SUPPORTED_PROVISIONAL


def test_reasons_say_why_it_is_no_better():
    def codes(found: Evidence) -> list[Code]:
        return [reason.code for reason in verdict(found, DELTA, Q)[1]]

    assert codes(evidence(STRONG)) == [Code.NOT_CROSS_VALIDATED]
    assert codes(evidence(STRONG, STRONG, 0.06)) == codes(evidence(STRONG, above=0.06)) == [Code.NOT_REPLICATED]
    assert codes(evidence(STRONG, STRONG, 0.01)) == []
    assert codes(evidence(NONE, alone=effect(0.05, 0.1), raw=effect(0.2, 0.1))) == [Code.LINK_FADES]
    few = verdict(evidence(WEAK), DELTA, Q)[1][0]
    assert (few.code, few.values) == (Code.N_TOO_SMALL, {"n": 240, "need": 300, "of": "people"})


def test_what_was_registered_late_or_measured_anonymously_is_exploratory_whatever_it_shows():
    for late in (replace(LEVER, exploratory=True), replace(LEVER, anonymous=True)):
        assert verdict(evidence(STRONG, STRONG, 0.001, lever=late), DELTA, Q)[0] == Verdict.EXPLORATORY


def test_a_rater_who_saw_the_results_keeps_it_provisional():
    seen = replace(LEVER, contaminated="rater_saw_results")
    assert verdict(evidence(STRONG, STRONG, 0.001, lever=seen), DELTA, Q)[0] == Verdict.SUPPORTED_PROVISIONAL


@pytest.mark.parametrize(
    ("lever", "talent", "cause", "may"),
    [
        (LEVER, False, Causal.ASSOCIATION_ONLY, True),
        (LEVER, True, Causal.ASSOCIATION_ONLY, False),
        (replace(LEVER, replicability=2.1), False, Causal.ASSOCIATION_ONLY, False),
        (replace(LEVER, replicability=3.5), False, Causal.ASSOCIATION_ONLY, True),
        (replace(LEVER, reverse_cause=True), False, Causal.REVERSE_CAUSE_PLAUSIBLE, False),
        (replace(LEVER, reverse_cause=True, tested="confirmed"), True, Causal.CONFIRMED, True),
        (replace(LEVER, tested="refuted"), False, Causal.REFUTED, False),
    ],
)
def test_a_supported_lever_may_be_built_on_unless_success_or_talent_may_stand_behind_it(lever, talent, cause, may):
    found = evidence(STRONG, lever=lever, talent=talent)
    assert causal(found.candidate) == cause
    assert usable(Verdict.SUPPORTED_REPLICATED, cause, found) is may
    assert usable(Verdict.SUPPORTED_PROVISIONAL, cause, found) is may
    for other in set(Verdict) - {Verdict.SUPPORTED_REPLICATED, Verdict.SUPPORTED_PROVISIONAL}:
        assert not usable(other, cause, found)


def test_power_of_the_hold_out():
    """80 people and .25 give about .72 (methods §3.8), nobody to spare none, and no effect the level of the test."""
    assert replication_power(0.25, 78) == pytest.approx(0.72, abs=0.005)
    assert replication_power(0.25, 1) == 0
    assert replication_power(0.0, 78) == pytest.approx(0.05)
