"""Do the interviewers rate as methods §16.4 says, and does the survey have the groups that must be withheld?"""

import numpy as np
import pandas as pd
import pytest

from assess.demo.campaign import RESPONDERS, comments, invited, responders, survey_answers
from assess.demo.panels import COMPETENCIES, OPEN_SEATS, earlier_ratings, make, ratings, remote_ratings, seats
from assess.demo.world import make as world
from tests.assess.demo.test_world import reference
from tests.reference import beside

SURVEY = {
    scale: [(f"{scale}-{place}", -1 if place == 2 else 1, 0.0, 10.0) for place in range(3)]
    for scale in ("research", "multithread", "care", "trust")
}


@beside("literal draws below")
@pytest.mark.parametrize("seed", [1, 7])
def test_every_rating_is_the_one_of_the_reference(seed: int) -> None:
    ours = make(seed)
    table, severity, competence = reference("raters").world(seed)
    mine = np.column_stack([ours.candidate, ours.competency, ours.interviewer, ours.points, ours.month])
    np.testing.assert_allclose(mine, table, atol=1e-12)
    np.testing.assert_allclose(ours.severity, severity, atol=1e-12)
    np.testing.assert_allclose(ours.competence, competence, atol=1e-12)


def test_the_shipped_round_has_the_numbers_it_always_had() -> None:
    """Literal draws of reference/raters.py world(7)."""
    ours = make(7)
    assert ours.points[:15].tolist() == [2, 3, 2, 3, 3, 3, 0, 1, 3, 1, 2, 3, 2, 3, 2]
    assert ours.severity[6:9] == pytest.approx([0.38365556955925, -0.26490992282243, -0.15287472626316], rel=1e-9)


def test_the_lenient_rate_kindly_the_severe_hard_and_the_halo_alike() -> None:
    """methods §16.4 on 3,000 ratings: −1.3 and +1.2 logits, near-identical ratings of one candidate."""
    table = earlier_ratings()
    by_rater = table.groupby("rater_id")["score"].mean()
    assert len(table) == 3000 and by_rater.idxmax() == "M-0901" and by_rater.idxmin() == "M-0902"
    within = table.groupby(["rater_id", "candidate_id"])["score"].var().groupby("rater_id").mean()
    assert within.idxmin() == "M-0903"


def test_lyon_panels_have_three_seats_a_kind_and_a_hard_one_among_them() -> None:
    table, given = seats(), ratings()
    assert table.groupby("candidate_id")["rater_id"].nunique().eq(3).all() and table["candidate_id"].nunique() == 12
    assert (table["state"] == "open").sum() == len(OPEN_SEATS) == 2
    locked = table.loc[table["state"] == "locked", ["candidate_id", "rater_id"]]
    assert len(given) == len(locked) * len(COMPETENCIES) == 170
    assert set(zip(given["candidate_id"], given["rater_id"], strict=True)) == set(
        locked.itertuples(index=False, name=None)
    )
    means = given.groupby("rater_id")["score"].mean()
    assert means.idxmax() == "M-0901" and means.idxmin() == "M-0902"
    assert given["evidence"].str.len().between(10, 120).all() and given["score"].between(1, 5).all()


def test_the_remote_site_shares_no_candidate_and_no_rater() -> None:
    remote, others = remote_ratings(), pd.concat([earlier_ratings(), ratings()])
    assert not set(remote["rater_id"]) & set(others["rater_id"])
    assert not set(remote["candidate_id"]) & set(others["candidate_id"])
    assert len(remote) == 12 * 2 * 5


def test_seventy_one_percent_answer_and_the_groups_call_for_both_kinds_of_suppression() -> None:
    """methods §16.5: two teams with four responders; a region where one team alone is below five (§10.4)."""
    company = world(7)
    asked = invited(company)
    counts = asked.iloc[responders(company)].groupby(["region", "team"]).size()
    assert len(asked) == 240 and sum(RESPONDERS) == counts.sum() == 171
    small = counts[counts < 5]
    assert sorted(small) == [3, 4, 4]
    assert small.groupby("region").size().to_dict() == {"South": 2, "West": 1}


def test_survey_answers_follow_what_people_practise() -> None:
    company = world(7)
    table = survey_answers(company, "performer_survey", SURVEY)
    wide = table.pivot(index="respondent_ref", columns="item_key", values="raw_value")
    assert table["raw_value"].between(0, 10).all() and len(wide) == 171

    def agreement(scale: str, practice: str) -> float:
        score = wide[f"{scale}-0"] + wide[f"{scale}-1"] - wide[f"{scale}-2"]
        return float(np.corrcoef(score, company.practised[practice][responders(company)])[0, 1])

    assert agreement("multithread", "multithread") == pytest.approx(np.sqrt(0.8), abs=0.05)
    assert agreement("care", "customer_care") == pytest.approx(np.sqrt(0.8), abs=0.05)
    assert abs(agreement("trust", "multithread")) < 0.2


def test_a_survey_item_named_after_a_practice_is_answered_from_it() -> None:
    company = world(7)
    form = {"lever_use": [(key, 1, 0.0, 10.0) for key in ("research", "multithread", "trust", "buying")]}
    table = survey_answers(company, "performer_survey", form)
    wide = table.pivot(index="respondent_ref", columns="item_key", values="raw_value")
    true = company.practised["research"][responders(company)]
    assert np.corrcoef(wide["research"], true)[0, 1] == pytest.approx(np.sqrt(0.8), abs=0.06)
    assert abs(np.corrcoef(wide["trust"], true)[0, 1]) < 0.2


def test_one_comment_gives_people_away() -> None:
    """methods §16.5: a comment with a name and an account, which must be scrubbed."""
    said = comments(world(7), "hidden")
    assert said["respondent_ref"].is_unique and said["answer"].str.contains("Reo Tanaka").sum() == 1
    assert set(said["respondent_ref"]) <= set(invited(world(7))["person_id"])
