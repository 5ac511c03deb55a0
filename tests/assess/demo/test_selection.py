"""Do assessment answers have the reliabilities and validities methods §16.3 states, and the candidates their stages?"""

import numpy as np
import pandas as pd
import pytest

from assess.demo.answers import answers
from assess.demo.applicants import RELIABILITY, SCALES, VALIDITY
from assess.demo.applicants import make as applicants
from assess.demo.roster import people
from assess.demo.selection import (
    CARELESS_CANDIDATE,
    RELIABILITIES,
    UNFINISHED_CANDIDATE,
    applications,
    candidate_answers,
    candidates,
    engineer_answers,
    incumbent_answers,
    incumbents,
    latents,
)
from assess.demo.world import composite, make
from tests.assess.demo.test_world import reference
from tests.reference import beside

FORM = {
    scale: [(f"{scale}-{place}", 1 if place % 2 else -1, 1.0, 5.0) for place in range(10)]
    for scale in SCALES
    if scale != "sjt"
}
JUDGEMENT = {"situational_judgement": [(f"sjt-{place}", 1, 1.0, 4.0) for place in range(12)]}


def scored(table: pd.DataFrame, items: list[tuple[str, int, float, float]]) -> tuple[pd.Series, float]:
    """Scale score of each respondent and coefficient alpha."""
    wide = table.pivot(index="respondent_ref", columns="item_key", values="raw_value")
    keyed = wide[[key for key, *_ in items]] * [sign for _, sign, *_ in items]
    total = keyed.sum(axis=1)
    return total, len(items) / (len(items) - 1) * (1 - keyed.var().sum() / total.var())


@pytest.mark.parametrize("form", [FORM, JUDGEMENT])
def test_scale_scores_have_their_stated_reliability(form: dict[str, list[tuple[str, int, float, float]]]) -> None:
    """methods §16.3: .80 (.70) .82 .80 .78 .78 .82, among 4,000 honest people; judgement is given .80."""
    rng = np.random.default_rng(1)
    true = dict(zip(SCALES, rng.normal(size=(len(SCALES), 4000)), strict=True))
    people = [f"P{place}" for place in range(4000)]
    table = answers(true, RELIABILITIES, people, form, rng)
    for scale, items in form.items():
        name = "sjt" if scale == "situational_judgement" else scale
        total, alpha = scored(table, items)
        assert alpha == pytest.approx(RELIABILITIES[name], abs=0.02)
        shared = np.corrcoef(total.loc[people], true[name])[0, 1] ** 2
        assert shared == pytest.approx(RELIABILITIES[name], abs=0.03)


def test_true_scales_predict_what_is_earned_as_stated() -> None:
    """methods §16.3: validities .10 .28 .25 .20 0 0 .10 and r = .2 among the scales, 240 reps of 40 worlds."""
    drawn = [(latents(world), world.earned) for world in map(make, range(1, 41))]
    validities = [[np.corrcoef(scale, earned)[0, 1] for scale in true.T] for true, earned in drawn]
    among = np.mean([np.corrcoef(true.T) for true, _ in drawn], axis=0)
    assert np.mean(validities, axis=0) == pytest.approx(VALIDITY, abs=0.025)
    assert among[np.triu_indices(7, 1)] == pytest.approx(0.2, abs=0.035)


def test_top_producers_are_all_asked_and_the_rest_by_lot() -> None:
    world = make(7)
    asked = incumbents(world)
    results = np.nanmean(composite(world), axis=1)
    best = np.argsort(-np.where(world.hired < 0, results, -9))[:40]
    assert len(set(asked)) == 120 and set(best) <= set(asked)
    assert (world.hired[asked] < 0).all()


def test_the_shipped_incumbents_show_the_predictive_scales() -> None:
    """One seed, directions only: judgement, achievement and assertiveness together predict plain results."""
    world = make(7)
    results = pd.Series(np.nanmean(composite(world)[incumbents(world)], axis=1))
    style = incumbent_answers(world, "work_style", FORM)
    judged = incumbent_answers(world, "situational_judgement", JUDGEMENT)
    total, _ = scored(judged, JUDGEMENT["situational_judgement"])
    parts = [total, *(scored(style, FORM[scale])[0] for scale in ("achievement", "assertiveness"))]
    together = sum((part - part.mean()) / part.std() for part in parts)
    assert np.corrcoef(together, results)[0, 1] > 0.18
    assert style["respondent_ref"].nunique() == 120


def test_four_in_a_hundred_do_not_read() -> None:
    """methods §16.3: half tick one column, half at random, at 1.1 s an item; §4.7: 1.6 % of the others
    stay below two seconds."""
    table = incumbent_answers(make(7), "work_style", FORM)
    spent = pd.to_datetime(table["submitted_at"]) - pd.to_datetime(table["started_at"])
    median = spent.dt.total_seconds().groupby(table["respondent_ref"]).median()
    fast = median.index[median < 1.5]
    ticked = table.groupby("respondent_ref")["raw_value"].nunique()
    assert len(fast) == 5
    assert sorted(ticked[fast]) == [1, 1, 1, 5, 5]
    assert (ticked.drop(fast) > 1).all() and (median.drop(fast) < 2).mean() < 0.05


def test_answers_are_whole_and_within_their_bounds() -> None:
    table = incumbent_answers(make(7), "work_style", FORM)
    assert table["raw_value"].between(1, 5).all() and set(table["raw_value"]) == {1, 2, 3, 4, 5}
    assert list(table) == [
        "respondent_ref", "instrument_key", "version", "item_key", "raw_value", "started_at", "submitted_at",
    ]  # fmt: skip


def test_one_seed_gives_one_set_of_answers() -> None:
    first, again, other = (incumbent_answers(make(seed), "work_style", FORM) for seed in (7, 7, 8))
    assert first.equals(again) and not first.equals(other)


def test_an_unknown_scale_is_named() -> None:
    with pytest.raises(KeyError, match="charm"):
        incumbent_answers(make(7), "x", {"charm": [("a", 1, 1.0, 5.0), ("b", 1, 1.0, 5.0)]})


def test_sixty_candidates_for_three_openings_twelve_of_them_for_lyon() -> None:
    table = applications(make(7)).merge(candidates(make(7)), validate="one_to_one")
    assert table["requisition_id"].value_counts().to_dict() == {"REQ-12": 12, "REQ-13": 26, "REQ-14": 22}
    assert table.loc[:11, "stage"].value_counts().to_dict() == {"panel": 5, "interview": 5, "decision": 2}
    assert table["display_name"].is_unique and table["email"].is_unique
    assert set(table["outcome"]) == {"", "withdrawn", "declined"}
    assert not set(table["display_name"]) & set(people(make(7))["display_name"])


def test_one_candidate_is_careless_and_one_unfinished() -> None:
    table = candidate_answers(make(7), "work_style", FORM)
    counts = table["respondent_ref"].value_counts()
    assert counts[UNFINISHED_CANDIDATE] == 30 and counts.drop(UNFINISHED_CANDIDATE).eq(60).all()
    careless = table[table["respondent_ref"] == CARELESS_CANDIDATE]
    assert careless["raw_value"].nunique() == 1


def test_the_service_role_has_too_few_people_for_a_profile() -> None:
    """methods §5.8 refuses below 60; §16.3 sets 38."""
    assert engineer_answers(make(7), "work_style", FORM)["respondent_ref"].nunique() == 38


@beside("literal draws below")
@pytest.mark.parametrize("seed", [1, 7])
def test_applicants_are_those_of_the_reference(seed: int) -> None:
    ours = applicants(seed)
    focal, scores, interview, criterion = reference("select_world").world(seed)
    assert (ours.focal == focal).all()
    np.testing.assert_allclose(ours.scores, scores, atol=1e-12)
    np.testing.assert_allclose(ours.interview, interview, atol=1e-12)
    np.testing.assert_allclose(ours.criterion, criterion, atol=1e-12)


def test_applicants_have_the_numbers_they_always_had() -> None:
    """Literal draws of reference/select_world.py world(7)."""
    ours = applicants(7)
    assert ours.focal.sum() == 183
    assert ours.criterion[:2] == pytest.approx([0.3659799192385783, 0.5600708122289247], rel=1e-9)
    assert ours.scores[0, :2] == pytest.approx([0.6542460056311601, -0.3934139072707043], rel=1e-9)


def test_the_cognitive_hurdle_is_the_one_source_of_adverse_impact() -> None:
    """methods §16.3, 40 seeds: impact ratio of the hurdle .585 ± .07; of judgement, by far nearer to one."""

    def ratio(seed: int, scale: int) -> float:
        drawn = applicants(seed)
        passed = drawn.scores[:, scale] > np.median(drawn.scores[:, scale])
        return float(passed[drawn.focal].mean() / passed[~drawn.focal].mean())

    hurdle, judgement = (np.mean([ratio(seed, scale) for seed in range(1, 41)]) for scale in (0, 1))
    assert hurdle == pytest.approx(0.585, abs=0.02)
    assert judgement > 0.85 and RELIABILITY[0] == 0.80
