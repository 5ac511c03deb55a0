"""What is said of raters, ratees and criteria whose ratings are all at one end?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.severity import severity
from scoring.severity.analysis import analysed
from scoring.severity.reading import read
from tests.scoring.severity.published import twenty, world


def with_fives(rater="rater 1", rating=5):
    frame = twenty()
    frame.loc[frame["rater"] == rater, "rating"] = rating
    return frame


@pytest.mark.parametrize(("rating", "end", "missing", "sign"), [(5, "high", "low", -1), (1, "low", "high", 1)])
def test_a_rater_who_only_gives_one_end_has_a_bound_on_one_side(rating, end, missing, sign):
    rater = severity(with_fives(rating=rating)).raters.loc["rater 1"]
    assert (rater["extreme"], rater["status"], rater["reason"]) == (end, "caveat", "EXTREME_SCORES")
    bound = rater["high"] if sign < 0 else rater["low"]
    assert np.isnan(rater[missing])
    assert np.isnan(rater["infit"])
    assert sign * rater["severity"] > sign * bound > 2
    assert np.isnan(rater["fair_high" if sign < 0 else "fair_low"])


def test_the_others_are_as_if_the_extreme_rater_were_not_there():
    frame = with_fives()
    found, without = severity(frame), severity(frame[frame["rater"] != "rater 1"])
    assert found.deviance == pytest.approx(without.deviance)
    assert found.raters["severity"].to_numpy()[1:] == pytest.approx(without.raters["severity"].to_numpy())
    assert found.raters["severity"].to_numpy()[1:].sum() == pytest.approx(0.0, abs=1e-9)
    assert found.homogeneity == without.homogeneity
    assert Code.EXTREME_SCORES in [reason.code for reason in found.reasons]


def test_at_the_bound_ratings_like_his_are_seen_once_in_twenty():
    frame = with_fives()
    found, known = severity(frame), analysed(read(frame), True, 61)
    at, bend, points = known.place, known.likelihood.structure, known.likelihood.where.points * known.place.spread
    level = found.raters.loc["rater 1", "high"] + at.level.mean()
    beta, others = bend.sums(at.free), frame[frame["rater"] != "rater 1"]
    chance = 1.0
    for _, rows in others.groupby("ratee"):
        posterior = known.likelihood.where.weights.copy()
        for row in rows.itertuples():
            lines = categories(points - at.level[int(row.rater[-1]) - 2], beta[int(row.criterion[-1]) - 1])
            posterior *= lines[row.rating - 1]
        posterior /= posterior.sum()
        for criterion in beta:
            posterior = posterior * categories(points - level, criterion)[4]
        chance *= posterior.sum()
    assert chance == pytest.approx(0.05, rel=1e-4)


def categories(distance, beta):
    lines = np.exp(np.outer(np.arange(5), distance) - beta[:, None])
    return lines / lines.sum(axis=0)


def test_a_rater_with_three_ratings_is_drawn_to_the_others_and_says_so():
    frame = twenty()
    few = frame[(frame["rater"] != "rater 4") | frame["ratee"].isin(["candidate 20"])]
    rater = severity(few).raters.loc["rater 4"]
    assert (rater["n"], rater["status"], rater["reason"]) == (3, "caveat", "N_TOO_SMALL")
    assert 0.5 < rater["se"] < 1.2
    assert rater["low"] < rater["severity"] < rater["high"]


def test_extreme_ratees_have_measures_and_are_named():
    frame = twenty()
    frame.loc[frame["ratee"] == "candidate 20", "rating"] = 5
    found = severity(frame)
    best = found.ratees.loc["candidate 20"]
    assert (best["extreme"], best["reason"]) == ("high", "EXTREME_SCORES")
    assert best["likeliest"] > best["measure"] > found.ratees["measure"].drop("candidate 20").max()
    assert 4.4 < best["fair_low"] < best["fair_average"] < best["fair_high"] <= 5


def test_a_criterion_where_everybody_gets_the_same_end_is_refused_and_the_rest_stands():
    frame = twenty()
    frame.loc[frame["criterion"] == "criterion 2", "rating"] = 5
    found = severity(frame)
    without = severity(frame[frame["criterion"] != "criterion 2"])
    assert found.criteria.loc["criterion 2", "status"] == "refused"
    assert np.isnan(found.criteria.loc["criterion 2", "difficulty"])
    assert found.raters["severity"].to_numpy() == pytest.approx(without.raters["severity"].to_numpy())
    rows = found.observations[found.observations["criterion"] == "criterion 2"]
    assert (rows["expected"] == 5).all()


def test_when_all_ratings_are_the_same_there_is_nothing_to_tell():
    found = severity(twenty().assign(rating=5))
    assert (found.status, found.reasons[0].code) == ("refused", Code.NO_VARIANCE)


def test_a_rater_whose_ratees_are_all_extreme_has_no_fit_and_says_why():
    frame = twenty().query("criterion == 'criterion 1'")
    frame = frame.assign(rating=(frame["rating"] > 2).astype(int))
    both = [
        (f"more {number}", "criterion 1", rater, number % 2) for number in range(12) for rater in ("rater 1", "new")
    ]
    rater = severity(pd.concat([frame, pd.DataFrame(both, columns=frame.columns)])).raters.loc["new"]
    assert np.isnan(rater["infit"]) and rater["low"] < rater["severity"] < rater["high"]
    assert (rater["extreme"], rater["status"], rater["reason"]) == ("", "caveat", "EXTREME_SCORES")


@pytest.mark.parametrize("criteria", [1, 3])
@pytest.mark.parametrize("model", ["rating scale", "partial credit"])
def test_raters_who_agree_on_everybody_are_refused_and_it_is_said_why(criteria, model):
    """The likelihood rises as far as the ratees are drawn apart."""
    frame = twenty()[lambda rows: rows["criterion"].str[-1].astype(int) <= criteria]
    level = frame["ratee"].str[-1].astype(int) % 4 + 1
    for rating in (level, level + (frame["rater"] == "rater 2"), np.where(level > 2, 5, 1)):
        found = severity(frame.assign(rating=rating), model)
        assert (found.status, found.reasons[0].code) == ("refused", Code.NOT_CONVERGED)
        assert found.reasons[0].values == {"of": "agreement"}


def test_ratees_who_do_not_differ_are_said_not_to():
    frame, _ = world(1, spread=0.0)
    found = severity(frame)
    assert found.ratee_sd < 0.2
    frame["rating"] = 3 + (np.arange(len(frame)) % 5 == 0)
    alike = severity(frame)
    assert Code.NO_VARIANCE in [reason.code for reason in alike.reasons]
    assert (alike.raters["se"] > 0.1).all()
