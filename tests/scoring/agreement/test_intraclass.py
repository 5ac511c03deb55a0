"""Does the table of intraclass correlations say what psych and irr say, and refuse what does not exist?"""

import json

import numpy as np
import pandas as pd
import pytest

from scoring.agreement import FORMS, icc
from scoring.errors import Code
from tests.reference import SHARED, beside
from tests.scoring.hostile import HOSTILE

#: Shrout & Fleiss 1979, table 2: six targets, four judges.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
TYPES = ["ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"]


def test_table_of_shrout_and_fleiss():
    # psych 2.2.9 ICC(lmer=FALSE); mean squares 11.242, 32.486, 1.019 give variances 2.5556, 5.2444, 1.0194
    found = icc(SHROUT_FLEISS)
    assert list(found.table.index) == TYPES
    assert found.table["icc"].tolist() == pytest.approx([0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093], abs=5e-5)
    assert found.table["F"].tolist() == pytest.approx([1.794678, 11.027248, 11.027248] * 2, abs=1e-6)
    assert found.table["df2"].tolist() == [18, 15, 15] * 2
    assert found.table["p"].tolist() == pytest.approx([0.164768808, 0.000134567, 0.000134567] * 2, abs=1e-9)
    assert found.components["variance"].tolist() == pytest.approx([2.5556, 5.2444, 1.0194], abs=5e-5)
    assert (found.n, found.raters, found.left_out, found.status) == (6, 4, 0, "ok")


@beside("its numbers are in the test above")
def test_table_matches_the_golden_file():
    golden = pd.DataFrame(json.loads((SHARED / "golden/icc_shrout_fleiss.json").read_text())["res"]).set_index("type")
    found = icc(pd.read_csv(SHARED / "data/shrout_fleiss.csv", index_col=0)).table
    theirs = golden[["ICC", "F", "df1", "df2", "p", "lower bound", "upper bound"]].to_numpy(float)
    ours = found[["icc", "F", "df1", "df2", "p", "low", "high"]].to_numpy(float)
    assert np.abs(ours - theirs).max() < 1e-9


def test_a_form_answers_to_all_its_names():
    found = icc(SHROUT_FLEISS)
    for form, name in zip(FORMS, TYPES, strict=True):
        assert found[form] is found[name] is found[f"ICC({form})"]
    with pytest.raises(KeyError):
        found["ICC4"]
    refused = icc([[1, 2]])
    assert (refused["ICC2"].value, refused["ICC2"].reasons[0].code) == (None, Code.N_TOO_SMALL)


def test_ratees_with_a_gap_are_left_out_and_counted():
    gap = [*SHROUT_FLEISS, [5, np.nan, 4, 4], [np.nan] * 4]
    found = icc(gap)
    assert (found["A,1"].value, found.left_out) == (icc(SHROUT_FLEISS)["A,1"].value, 2)
    assert (found.status, found.reasons[0].code) == ("caveat", Code.MISSING_TOO_MUCH)
    assert icc([[1, np.nan], [np.nan, 2], [3, 4]]).reasons[0].code is Code.MISSING_TOO_MUCH


def test_a_long_table_is_read_as_a_wide_one():
    wide = pd.DataFrame(SHROUT_FLEISS).rename_axis("ratee")
    long = wide.melt(var_name="rater", value_name="rating", ignore_index=False).reset_index()
    assert icc(long.sample(frac=1, random_state=1))["A,k"] == icc(SHROUT_FLEISS)["A,k"]
    criteria = pd.concat([long.assign(criterion="tact"), long.assign(criterion="drive")])
    assert icc(criteria).reasons[0].code is Code.BAD_TABLE


def test_nothing_changes_far_from_zero_or_in_other_units():
    far = icc(np.array(SHROUT_FLEISS) * 1e-3 + 1e6)
    assert far.table["icc"].to_numpy() == pytest.approx(icc(SHROUT_FLEISS).table["icc"].to_numpy(), abs=1e-6)
    # ten tenths make no ratee differ from another
    assert icc([[0.1, 0.2, 0.3], [0.3, 0.1, 0.2], [0.2, 0.3, 0.1]]).reasons[0].code is Code.NO_VARIANCE


def test_raters_who_copy_each_other_agree_perfectly():
    found = icc([[0.1, 0.1, 0.1], [0.7, 0.7, 0.7], [0.3, 0.3, 0.3]])
    assert found.table[["icc", "low", "high"]].to_numpy().tolist() == [[1.0] * 3] * 6
    assert np.isinf(found.table["F"]).all()


def test_intervals_hold_the_truth_19_times_in_20():
    # ratees 1, raters .3, residual .7: ICC(A,1) = .5, ICC(C,1) = 1/1.7
    g = np.random.default_rng(9)
    held = np.zeros(2)
    for _ in range(400):
        x = g.normal(0, 1, (30, 1)) + g.normal(0, np.sqrt(0.3), (1, 6)) + g.normal(0, np.sqrt(0.7), (30, 6))
        found = icc(x)
        held += [found[form].low < truth < found[form].high for form, truth in (("A,1", 0.5), ("C,1", 1 / 1.7))]
    assert (held / 400 > 0.92).all() and (held / 400 < 0.98).all()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_give_a_reason_or_finite_numbers(name):
    found = icc(HOSTILE[name])
    undefined = {"empty", "no rows", "one row", "one column", "all NaN", "None objects", "strings", "inf", "constants"}
    if name in undefined | {"duplicate names", "dates"}:
        assert (found.status, len(found.reasons), found.table.size) == ("refused", 1, 0)
    else:
        assert np.isfinite(found.table["icc"]).all()
