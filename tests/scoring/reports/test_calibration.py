"""Does the Report across interviewers say what was found, first what matters, and nothing it cannot know?"""

import pandas as pd
import pytest

from scoring.calibration import calibration, influence
from scoring.errors import Code
from scoring.reports.calibration import report
from scoring.results import Estimate, Report
from tests.scoring.calibration.worlds import found, rated


def few(candidates: int) -> Report:
    table, when = rated(7)
    early = table["ratee"] < candidates
    return report(calibration(table[early], when[early]))


def test_who_is_worth_talking_about_stands_first_and_then_the_alphabet():
    rows = report(found(7)).table("raters").rows
    flagged = [bool(row[1]) for row in rows]
    assert flagged == sorted(flagged, reverse=True)
    for group in (True, False):
        names = [row[0] for row, one in zip(rows, flagged, strict=True) if one is group]
        assert names == sorted(names)


def test_the_sentence_counts_people_and_names_the_panel_that_is_enough():
    shown = report(found(7))
    assert shown.sentence.key == "calibration.enough_fair"
    assert shown.sentence.values == {
        "raters": 16, "flagged": len({row[0] for row in shown.table("flags").rows}), "ratees": 200, "enough": 6,
        "fair": 4, "hundredths": 2,
    }  # fmt: skip


def test_every_check_accounts_for_every_interviewer():
    assert {sum(row[2:]) for row in report(found(7)).table("checks").rows} == {16}


def test_shares_of_the_scale_sum_to_one():
    table = report(found(7)).table("shares")
    assert [column.key for column in table.columns] == ["rater", *(f"given:{n}" for n in range(1, 6))]
    for row in table.rows:
        assert sum(row[1:]) == pytest.approx(1)


def test_only_the_clearest_courses_are_drawn():
    table = report(found(7)).table("courses")
    assert len(set(table.column("rater"))) == 6
    assert "4" in table.column("rater")  # the one who drifts


def test_every_figure_draws_columns_of_its_table():
    shown = report(found(7))
    assert {figure.kind for figure in shown.figures} == {"intervals", "shares", "courses"}
    for figure in shown.figures:
        keys = [column.key for column in shown.table(figure.table).columns]
        for role in figure.roles.values():
            assert role in keys or any(key.startswith(f"{role}:") for key in keys)


def test_few_candidates_give_no_verdict_and_say_so():
    shown = few(8)
    assert shown.sentence.key == "calibration.unknown"
    assert shown.table("flags").rows == ()
    assert all(row[2] and row[3].value is None for row in shown.table("raters").rows)
    estimates = [cell for table in shown.tables for row in table.rows for cell in row if isinstance(cell, Estimate)]
    panels = [one for one in estimates if one.method.startswith(("Φ", "Eρ"))]
    assert panels and {one.status for one in panels} == {"refused"}
    assert "components" not in {table.key for table in shown.tables}


def test_without_ratings_the_report_is_a_reason():
    shown = few(0)
    assert (shown.sentence.key, shown.tables) == ("calibration.refused", ())
    assert [one.code for one in shown.caveats] == [Code.N_TOO_SMALL]


def test_it_goes_to_json_and_back_unchanged():
    shown = report(found(7))
    assert Report.from_json(shown.to_json()).to_json() == shown.to_json()


def test_the_same_ratings_give_the_same_bytes():
    assert report(calibration(*rated(7))).to_json() == report(found(7)).to_json()


def test_a_category_hardly_given_is_named():
    table = rated(7)[0]
    ones = table.index[table["rating"] == 1]
    table.loc[ones[4:], "rating"] = 2
    rows = report(calibration(table)).table("categories").rows
    assert "rare" in rows[0][-1] and "rare" not in rows[1][-1]


def test_what_talking_changed_is_told_of_those_who_talked_often_enough():
    first = pd.DataFrame([("Ana", p, "care", 5) for p in range(6)] + [("Bo", p, "care", 2) for p in range(6)]
                         + [("Cy", 0, "care", 3)], columns=["rater", "ratee", "criterion", "rating"])  # fmt: skip
    second = first[first["rater"] == "Bo"].assign(rating=4)
    rows = report(found(7), influence(first, second)).table("talks").rows
    assert [row[0] for row in rows] == ["Ana", "Bo"]
    assert rows[1] == ("Bo", 6, 1.0, 2.0, 0.0, 0.0)
    assert rows[0][-1] is None  # never moved: no share of own moves
