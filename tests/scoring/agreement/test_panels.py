"""Are the intraclass correlations those of the literature, and silent where they do not exist?"""

import json

import numpy as np
import pandas as pd
import pytest

from scoring.agreement import FORMS, agreement, iccs, one_way, rwg
from scoring.errors import BadTable, Code, Undefined
from scoring.reports.agreement import report
from scoring.results import Report
from tests.reference import SHARED, beside

#: Shrout & Fleiss 1979, table 2: six targets, four judges.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def long(table, criterion="service", names="abcdefghijklmnopqrstuvwxyz"):
    return pd.DataFrame(
        [(f"ratee {i}", f"rater {names[j]}", criterion, value) for i, row in enumerate(table) for j, value in row],
        columns=["ratee", "rater", "criterion", "rating"],
    )


def test_six_forms_of_shrout_and_fleiss():
    # Shrout & Fleiss 1979, table 4: .17 .29 .71 and .44 .62 .91; four digits from psych 2.2.9
    found = iccs(SHROUT_FLEISS)
    assert [found[form].value for form in FORMS] == pytest.approx(
        [0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093], abs=5e-5
    )
    # psych::ICC(lmer=FALSE): bounds of single and of mean ratings
    low = [-0.1329323, 0.0187865, 0.3424648, -0.8844422, 0.0711368, 0.6756747]
    high = [0.7225601, 0.7610844, 0.9458583, 0.9124154, 0.9272320, 0.9858917]
    assert [found[form].low for form in FORMS] == pytest.approx(low, abs=5e-8)
    assert [found[form].high for form in FORMS] == pytest.approx(high, abs=5e-8)


@beside("its numbers are in the test above")
def test_six_forms_match_the_golden_file():
    golden = json.loads((SHARED / "golden/icc_shrout_fleiss.json").read_text())["res"]
    found = iccs(SHROUT_FLEISS)
    for form, row in zip(FORMS, golden, strict=True):
        values = [found[form].value, found[form].low, found[form].high]
        assert values == pytest.approx([row["ICC"], row["lower bound"], row["upper bound"]], abs=1e-9)


def test_raters_who_differ_only_in_severity_agree_in_order_but_not_in_level():
    found = iccs([[1, 3], [2, 4], [3, 5], [4, 6]])
    assert found["C,1"].value == 1
    assert found["A,1"].value == pytest.approx(5 / 11)  # MSB 10/3, MSJ 8, MSE 0: (10/3)/(10/3 + 2·8/4)


def test_equal_panels_give_the_one_way_form_of_the_complete_table():
    found = one_way(np.array(SHROUT_FLEISS, dtype=float))
    assert found["1,1"].value == pytest.approx(0.165742, abs=5e-7)
    assert found["1,k"].value == pytest.approx(0.442797, abs=5e-7)


def test_unequal_panels_worked_by_hand():
    # MSB 18, MSW 1, k₀ = (7 − 17/7)/2 = 16/7: (18 − 1)/(18 + 9/7) = 119/135
    found = one_way([np.array([4.0, 5, 6]), np.array([7.0, 9]), np.array([2.0, 2])])
    assert found["1,1"].value == pytest.approx(119 / 135)


def test_what_does_not_exist_is_refused():
    for table, code in (
        ([[3, 3], [3, 3]], Code.NO_VARIANCE),
        ([[1, 2]], Code.N_TOO_SMALL),
        ([[1, np.nan], [2, 3]], Code.MISSING_TOO_MUCH),
    ):
        with pytest.raises(Undefined) as refusal:
            iccs(table)
        assert refusal.value.code is code


def test_raters_who_guess_agree_by_chance():
    g = np.random.default_rng(5)
    values = [iccs(g.integers(1, 6, (30, 3)))["A,1"].value for _ in range(200)]
    assert abs(np.mean(values)) < 0.02


def test_rwg_against_a_uniform_null():
    # James, Demaree & Wolf 1984: σ²_E = (5² − 1)/12 = 2; variance of 4, 4, 5 is 1/3
    assert rwg([4, 4, 5], 5) == pytest.approx(1 - (1 / 3) / 2)
    assert rwg([1, 5], 5) == 0.0
    assert np.isnan(rwg([4], 5))


def test_a_crossed_table_has_six_forms_and_panels_have_two():
    complete = [list(enumerate(row)) for row in SHROUT_FLEISS]
    panels = [row[: 2 + i % 3] for i, row in enumerate(complete)]
    crossed, scattered = (*agreement(long(complete), 10), *agreement(long(panels, "tact"), 10))
    assert (crossed.crossed, sorted(crossed.icc)) == (True, sorted(FORMS))
    assert (scattered.crossed, sorted(scattered.icc)) == (False, ["1,1", "1,k"])


def test_a_ratee_with_one_rating_says_nothing_of_agreement():
    rows = [list(enumerate(row)) for row in SHROUT_FLEISS]
    found = agreement(long([*rows, [(0, 9)]]), 10)[0]
    assert (found.ratees, found.ratings, found.crossed) == (6, 24, True)


def test_a_rating_given_twice_is_refused():
    with pytest.raises(BadTable, match="there twice"):
        agreement(long([[(0, 3), (0, 4)]]), 5)


def test_the_report_refuses_below_ten_ratees_and_survives_json():
    few = report(agreement(long([list(enumerate(row)) for row in SHROUT_FLEISS]), 10))
    assert few.sentence.key == "agreement.refused"
    assert few.table("criteria").column("icc_a_1")[0].value is None
    twice = [list(enumerate(row)) for row in SHROUT_FLEISS + SHROUT_FLEISS]
    enough = report(agreement(long(twice), 10))
    assert enough.sentence.key == "agreement.found"
    assert enough.table("criteria").column("icc_a_1")[0].value > 0
    assert Report.from_json(enough.to_json()).to_json() == enough.to_json()
