"""Are the right people compared, and is it said who was left out?"""

import numpy as np
import pandas as pd
import pytest

from scoring.dif import curves, mantel_haenszel
from scoring.dif.matching import grouped, strata
from scoring.errors import Code
from tests.scoring.dif.worlds import graded, rasch


def test_people_without_a_group_are_left_out_and_counted():
    x, group = rasch(1, 60, 50)
    labels = pd.Series(group, dtype=object).map({0: "b", 1: "a"})
    labels[[0, 5, 100]] = None
    found = mantel_haenszel(x, labels)
    assert (found.ungrouped, found.people, found.reference) == (3, {"b": 58, "a": 49}, "b")
    assert found.n == 107


def test_a_series_is_matched_by_its_index_and_a_list_by_order():
    x, group = rasch(1, 60, 50)
    frame = pd.DataFrame(x, index=[f"p{i}" for i in range(110)])
    labels = pd.Series(group, index=frame.index)
    shuffled = mantel_haenszel(frame, labels.sample(frac=1, random_state=2))
    assert shuffled.items.equals(mantel_haenszel(x, list(group)).items.set_axis(shuffled.items.index))
    assert mantel_haenszel(x, group[:-1]).reasons[0].code is Code.BAD_TABLE


def test_whole_numbers_name_the_same_group_where_gaps_made_them_floats():
    x, group = rasch(1, 60, 50)
    labels = pd.Series(group, dtype=float)
    labels[3] = np.nan
    found = mantel_haenszel(x, labels, reference=1)
    assert (found.reference, list(found.people)) == ("1", ["1", "0"])
    with pytest.raises(ValueError, match="nobody is of the reference group 2"):
        mantel_haenszel(x, labels, reference=2)


def test_every_focal_group_is_compared_with_the_reference():
    x, group = rasch(3, 300, 300, shift=1.5)
    three = np.where((group == 1) & (np.arange(600) % 2 == 0), 2, group)
    found = mantel_haenszel(x, three, reference=0).items
    assert found.loc[6, "focal"].tolist() == ["1", "2"]
    alone = mantel_haenszel(x[three != 2], three[three != 2], reference=0).items
    assert found[found["focal"] == "1"]["chi2"].to_numpy() == pytest.approx(alone["chi2"].to_numpy())
    assert len(found) == 2 * x.shape[1]


def test_the_total_holds_the_anchors_and_the_item_and_a_gap_in_it_leaves_a_person_out():
    x = pd.DataFrame({"a": [1, 0, 1, np.nan], "b": [1, 1, 0, 1], "c": [0, 1, 1, np.nan]})
    groups = grouped(x, list("rfrf"))
    anchored = {groups.items[item]: one for one in strata(groups, [1]) for item in one.items}
    assert anchored["a"].totals.tolist() == [1, 2]
    assert anchored["b"].counts.sum() == 4
    assert anchored["c"].counts.sum() == 3
    with pytest.raises(ValueError, match="anchors that are no items"):
        mantel_haenszel(x, list("rfrf"), anchors=["d"])


def test_items_counted_at_once_are_each_counted_right():
    rng = np.random.default_rng(4)
    fine = rng.integers(0, 40, (300, 2)) / 8 - 1  # together with the others more than fifty different answers
    likert = rng.integers(1, 6, (300, 3)).astype(float)
    likert[:150, 1] = 3  # answers that only later people give
    x = np.column_stack([fine + np.array([0, 0.01]), likert, np.ones(300), rng.random((300, 2)) < 0.5])
    x[rng.random(x.shape) < 0.01] = np.nan
    groups = grouped(x, rng.integers(0, 3, 300))
    for anchors in (range(8), [2, 3, 7]):
        seen = []
        for one in strata(groups, list(anchors)):
            for item, counts in zip(one.items, one.counts, strict=True):
                total = x[:, sorted({*anchors, item})].sum(axis=1)
                known = ~np.isnan(total)
                expected = pd.crosstab(
                    [total[known].round(9), groups.group[known]], x[known, item]
                ).reindex(pd.MultiIndex.from_product([one.totals, range(3)]), fill_value=0)  # fmt: skip
                assert expected.columns.tolist() == one.values.tolist()
                assert counts.reshape(expected.shape).tolist() == expected.to_numpy().tolist()
                seen.append(int(item))
        assert sorted(seen) == list(range(8))


def test_a_label_that_cannot_be_compared_is_refused():
    x, group = rasch(1, 60, 50)
    found = mantel_haenszel(x, [[label] for label in group])
    assert (found.status, found.reasons[0].code) == ("refused", Code.BAD_TABLE)


def test_an_item_everybody_solved_has_no_numbers_and_is_named():
    x, group = rasch(2, 60, 60)
    x[:, 4] = 1
    found = mantel_haenszel(x, group)
    assert (found.status, found.reasons[0].code, found.reasons[0].values["item"]) == ("caveat", Code.NO_VARIANCE, "4")
    assert np.isnan(found.items.loc[4, "p"])
    assert found.items.loc[4, "ets_class"] == ""
    assert not found.items.loc[4, "flagged"]


def test_one_group_is_no_comparison():
    x, _ = rasch(2, 60, 60)
    assert mantel_haenszel(x, ["only"] * 120).reasons[0].code is Code.GROUPS_TOO_SMALL
    with pytest.raises(ValueError, match="significance"):
        mantel_haenszel(x, _, significance=5)
    with pytest.raises(ValueError, match="purification"):
        mantel_haenszel(x, _, purify="thrice")


def test_curves_are_the_answers_counted_by_hand():
    x = pd.DataFrame({"a": [1, 0, 1, 0, 1], "b": [0, 1, 1, 1, 0]})
    points = curves(x, list("rrrff"), "a", reference="r").points
    # total 1: reference answered 1 and 0, focal 0 and 1; total 2: one of the reference group
    assert points[["group", "total", "n", "mean"]].to_numpy().tolist() == [
        ["r", 1.0, 2, 0.5], ["r", 2.0, 1, 1.0], ["f", 1.0, 2, 0.5],
    ]  # fmt: skip
    assert points["low"].between(0, 1).all()
    with pytest.raises(ValueError, match="no items"):
        curves(x, list("rrrff"), "c")


def test_curves_of_ratings_have_means_and_students_bounds():
    ratings, group = graded(1, 100)
    points = curves(ratings, group, 2).points
    total, of = points["total"], points["group"].astype(int)
    for row in (3, 10):
        chosen = ratings[(ratings.sum(axis=1) == total[row]) & (group == of[row]), 2]
        assert (points["n"][row], points["mean"][row]) == (len(chosen), pytest.approx(chosen.mean()))
    assert points["n"].sum() == 100
    assert (points["low"].isna() == (points["n"] == 1)).all()
