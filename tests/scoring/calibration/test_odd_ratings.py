"""Ratings as they come from life: all at one end, few, one rater, one topic. A number or a reason, never a crash."""

import numpy as np
import pandas as pd
import pytest

from scoring.calibration import calibration, fair_averages
from scoring.errors import Code
from scoring.reports.calibration import report
from scoring.reports.interviewer_feedback import report as feedback
from scoring.results import Report
from tests.scoring.calibration.worlds import rated


def drawn(raters: int, ratees: int, criteria: int, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    r, p, c = (one.ravel() for one in np.indices((raters, ratees, criteria)))
    rating = 3 + rng.normal(size=ratees)[p] + rng.normal(0, 0.4, raters)[r] + rng.normal(0, 0.7, len(p))
    return pd.DataFrame({"rater": r, "ratee": p, "criterion": c, "rating": np.clip(np.round(rating), 1, 5)})


def all_fives(table: pd.DataFrame, facet: str) -> pd.DataFrame:
    return table.assign(rating=table["rating"].where(table[facet] != 0, 5.0))


BASE = rated(3)[0]
ODD = {
    "a rater who gave fives only": all_fives(BASE, "rater"),
    "a ratee who got fives only": all_fives(BASE, "ratee"),
    "a criterion with fives only": all_fives(BASE, "criterion"),
    "everybody fives": BASE.assign(rating=5),
    "one criterion": BASE[BASE["criterion"] == 0],
    "two raters": drawn(2, 40, 5),
    "one rater": drawn(1, 40, 5),
    "ten candidates": drawn(3, 10, 5),
    "two candidates": drawn(3, 2, 5),
    "one candidate": drawn(3, 1, 5),
    "a rater with three ratings": pd.concat([BASE, drawn(1, 1, 3).assign(rater=99, ratee=5)], ignore_index=True),
    "a rater nobody shares": pd.concat([BASE, drawn(1, 12, 5).assign(rater=99, ratee=lambda t: t["ratee"] + 900)],
                                       ignore_index=True),
    "a category nobody used": BASE[BASE["rating"] != 3],
    "a gap in every third rating": BASE.assign(rating=BASE["rating"].where(BASE.index % 3 > 0)),
    "half points": BASE.assign(rating=BASE["rating"] + 0.5 * (BASE.index % 2)),
    "names": BASE.astype({"rater": str, "ratee": str, "criterion": str}),
    "yes and no": BASE.assign(rating=(BASE["rating"] > 3).astype(int)),
    "yes and no on one criterion": BASE[BASE["criterion"] == 0].assign(rating=lambda t: (t["rating"] > 3).astype(int)),
    "raters who agree on everybody": BASE.assign(rating=BASE["ratee"] % 5 + 1),
    "rows that share their labels": BASE.set_axis(BASE.index % 7),
    "no rows": BASE.iloc[:0],
    "a column missing": BASE.drop(columns="rating"),
    "rated twice": pd.concat([BASE, BASE.iloc[:1]], ignore_index=True),
}  # fmt: skip


@pytest.mark.parametrize("model", ["rating scale", "partial credit"])
@pytest.mark.parametrize("name", ODD)
def test_odd_ratings_give_a_report_or_a_reason(name, model):
    found = calibration(ODD[name], model=model)
    shown = report(found)
    assert Report.from_json(shown.to_json()).to_json() == shown.to_json()
    if found.status == "refused":
        assert shown.caveats and not shown.tables
        return
    fair_averages(found)
    for flag in found.flags:
        assert (flag.verdict == "unknown") == (flag.estimate.value is None)
        assert flag.verdict != "unknown" or flag.estimate.reasons
    for rater in found.severity.raters["rater"]:
        own = feedback(found, rater)
        assert Report.from_json(own.to_json()).kind == "interviewer_feedback"
        assert len(own.table("suggestions").rows) == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("everybody fives", Code.NO_VARIANCE), ("no rows", Code.N_TOO_SMALL), ("a column missing", Code.BAD_TABLE),
        ("rated twice", Code.BAD_TABLE), ("one rater", Code.N_TOO_SMALL),
    ],
)  # fmt: skip
def test_what_cannot_be_calibrated_says_why(name, code):
    found = calibration(ODD[name])
    assert (found.status, found.reasons[0].code) == ("refused", code)


def test_each_rating_keeps_its_date_when_rows_share_their_labels():
    table, when = rated(3)
    found, plain = calibration(table.set_axis(table.index % 7), when), calibration(table, when)
    assert [one.estimate.value for one in found.flags] == [one.estimate.value for one in plain.flags]
    assert found.courses.equals(plain.courses)


def test_a_rater_with_three_ratings_gets_no_verdict_and_disturbs_nobody():
    found = calibration(ODD["a rater with three ratings"])
    assert {one.verdict for one in found.of(99).values()} == {"unknown"}
    before = calibration(BASE)
    assert found.kindness[0].value == pytest.approx(before.kindness[0].value, abs=0.03)


def test_a_rater_nobody_shares_is_not_compared():
    own = calibration(ODD["a rater nobody shares"]).kindness[99]
    assert (own.value, own.reasons[0].code) == (None, Code.DISCONNECTED)


def test_fives_only_make_nobody_infinitely_kind():
    own = calibration(ODD["a rater who gave fives only"]).of(0)["severity"]
    assert own.estimate.value is None or (own.estimate.reasons and abs(own.estimate.value) < 4)
    assert Code.EXTREME_SCORES in {reason.code for reason in own.estimate.reasons}


def test_that_ratings_are_few_is_said_once_for_people_and_once_for_ratings():
    own = calibration(ODD["a rater with three ratings"]).of(99)["severity"].estimate
    assert [(reason.code, reason.values["of"], reason.values["n"]) for reason in own.reasons] == [
        (Code.N_TOO_SMALL, "ratees", 1), (Code.N_TOO_SMALL, "ratings", 3)
    ]  # fmt: skip


def test_a_bridge_is_named_instead_of_a_general_warning():
    codes = [one.code for one in report(calibration(ODD["a rater with three ratings"])).caveats]
    assert codes.count(Code.ONE_BRIDGE) == 1 and Code.FRAGILE_ONE_CASE not in codes
