"""Do tables as people really have them give severities, or a refusal in plain words, and does nothing get lost?"""

import warnings

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.severity import severity
from tests.scoring.severity.published import twenty, world

SEVERITIES = severity(twenty()).raters["severity"].to_numpy()


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (twenty().assign(rating="good"), 'row 1, column rating: "good" is not a number'),
        (twenty().assign(rating=twenty()["rating"].replace(2, np.inf)), "is not finite"),
        (
            twenty().assign(rating=twenty()["rating"] / 3),
            "row 1, column rating: 0.333333 is neither a whole nor a half",
        ),
        (
            twenty().assign(rating=twenty()["rating"].where(twenty().index != 8, 40000)),
            "row 9, column rating: 40000 is far",
        ),
        (twenty().drop(columns="rater"), "column rater is missing"),
        (twenty().assign(rater=twenty()["rater"].where(twenty().index != 4)), "row 5, column rater: the cell is empty"),
        (
            twenty().assign(ratee=twenty()["ratee"].where(twenty().index != 6, " ")),
            "row 7, column ratee: the cell is em",
        ),
        (
            pd.concat([twenty(), twenty().head(1)]),
            "row 241: rater rater 1, ratee candidate 01, criterion criterion 1 is",
        ),
        (None, "not a table"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(frame, words):
    found = severity(frame)
    assert (found.status, found.reasons[0].code) == ("refused", Code.BAD_TABLE)
    assert words in found.reasons[0].values["message"] or words == "not a table"


def test_no_ratings_are_too_few():
    for frame in (twenty().head(0), twenty().assign(rating=np.nan)):
        assert severity(frame).reasons[0].values == {"n": 0, "need": 1, "of": "ratings"}


@pytest.mark.parametrize("name", ["rating scale", "Rating_Scale", "RSM", "rsm", "rating-scale"])
def test_models_have_several_spellings(name):
    assert severity(twenty(), name).model == "rating scale"


@pytest.mark.parametrize("wrong", [{"model": "graded"}, {"anchor": "items"}, {"nodes": 11}])
def test_wrong_options_are_the_programmers_fault(wrong):
    with pytest.raises(ValueError):
        severity(twenty(), **wrong)


def test_what_the_labels_are_changes_nothing():
    numbers = twenty().assign(rater=lambda frame: frame["rater"].str[-1].astype(int), rating=twenty()["rating"] + 6)
    found = severity(numbers.assign(criterion=numbers["criterion"].astype("category")))
    assert found.raters["severity"].to_numpy() == pytest.approx(SEVERITIES)
    assert found.raters.loc[4, "severity"] == found.raters.set_index("rater").loc[4, "severity"]
    mixed = twenty().assign(rater=lambda frame: frame["rater"].map(lambda name: 1 if name[-1] == "1" else name))
    assert np.sort(severity(mixed).raters["severity"]) == pytest.approx(np.sort(SEVERITIES))


def test_the_order_of_rows_changes_nothing_and_observations_keep_it():
    shuffled = twenty().sample(frac=1, random_state=1)
    found = severity(shuffled)
    assert found.raters["severity"].to_numpy() == pytest.approx(SEVERITIES)
    observations = found.observations
    assert observations[["rater", "ratee", "criterion"]].equals(shuffled[["rater", "ratee", "criterion"]])
    assert observations["rating"].to_numpy() == pytest.approx(shuffled["rating"].to_numpy())


def test_rows_without_a_rating_are_left_out():
    frame = twenty().astype({"rating": float})
    gone = frame.index % 7 == 0
    found = severity(frame.assign(rating=frame["rating"].where(~gone)))
    assert found.raters["severity"].to_numpy() == pytest.approx(severity(frame[~gone]).raters["severity"].to_numpy())
    assert found.observations.index.tolist() == frame.index[~gone].tolist()


@pytest.mark.parametrize("ratings", [str, "Int64", "float32"])
def test_ratings_of_other_types_are_the_same_ratings(ratings):
    found = severity(twenty().astype({"rating": ratings}))
    assert found.raters["severity"].to_numpy() == pytest.approx(SEVERITIES)


def test_half_points_are_categories_and_averages_stay_in_points():
    whole, half = severity(twenty()), severity(twenty().assign(rating=twenty()["rating"] / 2))
    assert half.raters["severity"].to_numpy() == pytest.approx(SEVERITIES)
    assert half.raters["fair_average"].to_numpy() == pytest.approx(whole.raters["fair_average"].to_numpy() / 2)
    assert half.observations["variance"].to_numpy() == pytest.approx(whole.observations["variance"].to_numpy() / 4)
    assert half.steps["rating"].tolist() == [1, 1.5, 2, 2.5]
    assert "half points" in half.method


def test_an_unused_category_is_collapsed_and_said_to_be():
    frame = twenty()
    found = severity(frame.assign(rating=frame["rating"].replace({3: 4})))
    assert found.reasons[0].code is Code.UNUSED_CATEGORY
    assert found.reasons[0].values["answer"] == "3"
    assert found.steps["rating"].tolist() == [2, 4, 5]
    assert found.raters["fair_average"].between(2, 5).all()


def test_under_partial_credit_each_criterion_has_the_categories_it_used():
    frame = twenty()
    first = frame["criterion"] == "criterion 1"
    found = severity(frame.assign(rating=frame["rating"].where(~first, frame["rating"].replace({1: 2, 5: 4}))), "pcm")
    assert found.steps.groupby("criterion").size().tolist() == [2, 4, 4]
    assert found.steps.groupby("criterion")["threshold"].sum().to_numpy() == pytest.approx([0, 0, 0], abs=1e-9)
    chance = found.probabilities()
    assert chance.loc[first, [1.0, 5.0]].to_numpy().max() == 0.0


def test_with_two_categories_both_models_are_one():
    frame = twenty().assign(rating=twenty()["rating"] > 3)
    one, other = severity(frame), severity(frame, "partial credit")
    assert one.deviance == pytest.approx(other.deviance)
    assert one.raters["severity"].to_numpy() == pytest.approx(other.raters["severity"].to_numpy(), abs=1e-5)


@pytest.mark.parametrize("model", ["rating scale", "partial credit"])
def test_one_criterion_of_yes_and_no_has_nothing_but_raters(model):
    """The Rasch model; the numbers are those of BFGS on the marginal likelihood with differenced second derivatives."""
    frame = twenty().query("criterion == 'criterion 1'")
    found = severity(frame.assign(rating=(frame["rating"] > 2).astype(int)), model, anchor="ratees")
    assert found.raters["severity"].to_numpy() == pytest.approx([-0.25653, -0.86149, -0.25653, 1.37454], abs=1e-4)
    assert found.raters["se"].to_numpy() == pytest.approx([0.66510, 0.71024, 0.66510, 0.73175], abs=1e-4)
    assert found.criteria.loc["criterion 1", ["difficulty", "se"]].tolist() == pytest.approx(
        [-2.4027, 1.1120], abs=1e-3
    )
    assert (found.ratee_sd, found.deviance) == pytest.approx((3.25419, 70.62421), abs=1e-4)


@pytest.mark.parametrize("name", ["raters", "ratees", "criteria", "steps"])
def test_every_estimate_has_an_error_and_an_interval(name):
    table = getattr(severity(twenty(), "partial credit"), name)
    value = {"raters": "severity", "ratees": "measure", "criteria": "difficulty", "steps": "threshold"}[name]
    assert ((table[value] - table["low"]) / table["se"]).to_numpy() == pytest.approx(np.full(len(table), 1.959964))
    assert ((table["high"] - table[value]) / table["se"]).to_numpy() == pytest.approx(np.full(len(table), 1.959964))


def test_probabilities_give_the_expectations():
    found = severity(twenty())
    chance = found.probabilities()
    rows = found.observations
    assert chance.index.equals(rows.index)
    assert chance.sum(axis=1).to_numpy() == pytest.approx(np.ones(240))
    expected = chance.to_numpy() @ chance.columns.to_numpy()
    assert expected == pytest.approx(rows["expected"].to_numpy())
    spread = chance.to_numpy() @ chance.columns.to_numpy() ** 2 - expected**2
    assert spread == pytest.approx(rows["variance"].to_numpy())


def test_fit_is_that_of_the_observations():
    found = severity(twenty())
    rows = found.observations.assign(square=lambda frame: (frame["rating"] - frame["expected"]) ** 2)
    by_rater = rows.groupby("rater")[["square", "variance"]].sum()
    assert (by_rater["square"] / by_rater["variance"]).to_numpy() == pytest.approx(found.raters["infit"].to_numpy())
    outfit = (rows["square"] / rows["variance"]).groupby(rows["rater"]).mean()
    assert outfit.to_numpy() == pytest.approx(found.raters["outfit"].to_numpy())


def test_steps_out_of_order_and_rare_categories_are_seen():
    frame, _ = world(3)
    rare = severity(frame.assign(rating=frame["rating"].where((frame["rating"] != 3) | (frame.index % 9 == 0), 4)))
    assert not rare.steps["ordered"].all()
    few = severity(twenty().head(60))
    reasons = {reason.values.get("of") for reason in few.reasons}
    assert "answers_per_category" in reasons


@pytest.mark.parametrize("model", ["rating scale", "partial credit"])
@pytest.mark.parametrize("take", [1, 2, 5, 12, 24, 60])
def test_however_little_is_given_there_is_a_number_or_a_reason(model, take):
    for seed in range(5):
        frame = twenty().sample(take, random_state=seed)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = severity(frame, model)
        assert found.status == "refused" or found.raters["severity"].notna().any()
        if found.status != "refused":
            told = found.raters
            assert (told["severity"].notna() == (told["status"] != "refused")).all()
            assert (told["reason"] != "")[told["status"] != "ok"].all()
            assert not np.isinf(told.select_dtypes("number").to_numpy()).any()


def test_one_ratee_and_one_criterion_are_enough_for_an_answer():
    assert severity(twenty().query("criterion == 'criterion 1'")).criteria["difficulty"].tolist() == [0.0]
    one = severity(twenty().query("ratee == 'candidate 06'"))
    assert one.status == "caveat"
    assert (one.raters["se"] > 0.3).all()


def test_scales_of_a_hundred_points_are_read():
    frame = twenty().assign(rating=lambda rows: rows["rating"] * 20 - (rows.index * 7) % 20)
    found = severity(frame)
    assert np.argsort(found.raters["severity"].to_numpy()).tolist() == [0, 1, 2, 3]
    assert found.raters["fair_average"].between(1, 100).all()
