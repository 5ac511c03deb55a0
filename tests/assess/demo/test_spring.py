"""Does the process of the demo's spring treat groups as methods §16.3 states, and the proposed one better?"""

import numpy as np
import pytest

from assess.demo.applicants import Applicants, make
from assess.demo.earlier import APPLICANTS, SEED, places, sayings
from scoring.impact import Comparison, Count, Ended, Verdict, compared, steps

SEEDS = range(1, 21)
MERGING = (("assessment",), ("interview",), ("hired",))


def by_group(people: Applicants, selected: np.ndarray) -> Comparison:
    """The focal group against the other, by who was selected."""
    groups = [("focal", people.focal), ("other", ~people.focal)]
    counts = [Count(name, int(of.sum()), int(selected[of].sum())) for name, of in groups]
    return compared(counts)[0]


def ratio(people: Applicants, selected: np.ndarray) -> float:
    """Focal group's rate divided by the other's, also above one."""
    return float(selected[people.focal].mean() / selected[~people.focal].mean())


def composite(people: Applicants) -> np.ndarray:
    """Judgement, achievement, assertiveness and interview with equal weights, no cognitive test."""
    parts = np.column_stack((people.scores[:, 1:4], people.interview))
    return ((parts - parts.mean(0)) / parts.std(0)).sum(1)


@pytest.fixture(scope="module")
def worlds() -> list[Applicants]:
    return [make(seed) for seed in SEEDS]


def test_the_cognitive_hurdle_is_the_one_source_of_adverse_impact(worlds: list[Applicants]) -> None:
    """methods §16.3: impact ratio of the hurdle .585 ± .07, p < .05 always; of the hired .60."""
    passed = [np.array([place != "assessment" for place in places(people)]) for people in worlds]
    hired = [np.array([place == "hired" for place in places(people)]) for people in worlds]
    hurdle = [by_group(people, through) for people, through in zip(worlds, passed, strict=True)]
    assert np.mean([one.ratio.value or 0 for one in hurdle]) == pytest.approx(0.585, abs=0.035)
    assert {one.verdict for one in hurdle} == {Verdict.ADVERSE_IMPACT}
    assert max(one.p or 0 for one in hurdle) < 0.05
    of_hired = [ratio(people, taken) for people, taken in zip(worlds, hired, strict=True)]
    assert np.mean(of_hired) == pytest.approx(0.60, abs=0.06)


def test_without_it_hires_are_nearly_even_and_do_better(worlds: list[Applicants]) -> None:
    """methods §16.3: ratio .96 ± .16, composite validity .40, criterion of the hired .50 SD against .27."""
    taken = [composite(people) >= np.quantile(composite(people), 0.75) for people in worlds]
    assert np.mean([ratio(p, t) for p, t in zip(worlds, taken, strict=True)]) == pytest.approx(0.96, abs=0.08)
    valid = [np.corrcoef(composite(people), people.criterion)[0, 1] for people in worlds]
    assert np.mean(valid) == pytest.approx(0.40, abs=0.03)
    gain = [people.criterion[t].mean() - people.criterion.mean() for people, t in zip(worlds, taken, strict=True)]
    legacy = [
        people.criterion[[place == "hired" for place in places(people)]].mean() - people.criterion.mean()
        for people in worlds
    ]
    assert np.mean(gain) == pytest.approx(0.50, abs=0.04) and np.mean(legacy) == pytest.approx(0.27, abs=0.04)


def test_half_of_all_pass_a_scoring_rate_above_the_median_nearly_evenly(worlds: list[Applicants]) -> None:
    """methods §16.3: scoring rate above the median .96 ± .09."""
    above = [composite(people) > np.median(composite(people)) for people in worlds]
    assert np.mean([ratio(p, a) for p, a in zip(worlds, above, strict=True)]) == pytest.approx(0.96, abs=0.045)


def test_the_shipped_spring_has_one_clear_finding_and_gaps_too_few_to_tell() -> None:
    people = make(SEED, APPLICANTS)
    found: dict[tuple[str, str, str], Verdict] = {}
    for question in ("sex", "disability"):
        ended: dict[str, list[int]] = {}
        for place, said in zip(places(people), sayings(people), strict=True):
            counts = ended.setdefault(said.get(question, "unknown"), [0, 0, 0])
            counts[("assessment", "interview", "hired").index(place)] += 1
        named = [Ended(group, tuple(n)) for group, n in ended.items() if group not in {"unknown", "undisclosed"}]
        for step in steps(MERGING, named):
            found |= {(question, step.code, one.count.group): one.verdict for one in compared(step.counts)}
    assert [key for key, verdict in found.items() if verdict is Verdict.ADVERSE_IMPACT] == [
        ("sex", "assessment", "female")
    ]
    assert found["disability", "overall", "yes"] is Verdict.GAP_TOO_FEW
