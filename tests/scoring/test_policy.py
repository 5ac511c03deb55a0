"""Does every analysis keep to the least numbers of methods §0.6?"""

import pytest

from scoring.errors import Code
from scoring.policy import MINIMUMS, judged, judgement
from scoring.results import Estimate

#: methods §0.6, minimum-n master table: analysis, count, refuse below, full from.
TABLE = [
    ("tiers", "people", 25, 60),
    ("person_tier", "periods", 4, 8),
    ("exceptional", "people", 50, 100),
    ("peer_cell", "values", 15, 30),
    ("lever_groups", "top", 15, 48),
    ("lever_groups", "middle", 15, 96),
    ("lever_correlation", "people", 50, 194),
    ("lever_correlation", "people_per_predictor", 10, 10),
    ("lever_correlation_small", "people", 50, 347),
    ("lever_correlation_small", "people_per_predictor", 10, 10),
    ("lever_correlation_large", "people", 50, 124),
    ("lever_correlation_large", "people_per_predictor", 10, 10),
    ("condition", "teams", 10, 20),
    ("intervention", "clusters_per_arm", 4, 12),
    ("internal_consistency", "people", 30, 100),
    ("factors", "people", 100, 200),
    ("factors", "people_per_item", 5, 5),
    ("2pl", "people", 200, 500),
    ("2pl", "answers_per_category", 0, 10),
    ("grm", "people", 250, 500),
    ("grm", "answers_per_category", 0, 10),
    ("adaptive", "people", 500, 1000),  # 500 is §4.5; what a test chooses of fewer errs upwards
    ("severity", "ratees", 10, 20),
    ("severity", "ratings", 30, 60),  # 10 and 20 ratees on 3 criteria; on one criterion it takes more ratees
    ("profile_estimated", "people", 100, 150),
    ("profile_unit", "people", 60, 100),
    ("impact", "group", 5, 5),
    ("impact", "selected", 5, 5),
    ("impact", "expected_cell", 0, 5),
    ("prediction_bias", "people", 100, 100),
    ("prediction_bias", "focal", 30, 100),
    ("survey_group", "answers", 5, 5),
    ("survey_sensitive", "answers", 7, 7),
]


def test_the_table_holds_all_of_the_methods():
    assert set(TABLE) <= {(row.analysis, row.of, row.refuse, row.full) for row in MINIMUMS}


@pytest.mark.parametrize("row", MINIMUMS, ids=lambda row: f"{row.analysis}-{row.of}")
def test_each_row_refuses_below_its_first_number_and_is_silent_from_its_second(row):
    others = {one.of: one.full for one in MINIMUMS if one.analysis == row.analysis}
    if row.refuse:
        below = judgement(row.analysis, **{**others, row.of: row.refuse - 1})
        assert (below.status, below.needed) == ("refused", {row.of: row.refuse})
    if row.refuse < row.full:
        between = judgement(row.analysis, **{**others, row.of: row.full - 1})
        assert (between.status, [reason.code for reason in between.reasons]) == ("caveat", [row.code])
    assert judgement(row.analysis, **others).status == "ok"


def test_a_refused_estimate_loses_its_number_and_says_what_is_needed():
    estimate = Estimate(0.5, 24, "posterior rank", 0.4, 0.6)
    refused = judged(estimate, "tiers", people=24)
    assert (refused.value, refused.low, refused.high, refused.needed) == (None, None, None, {"people": 25})
    assert refused.reasons[0].code is Code.N_TOO_SMALL
    assert refused.reasons[0].values == {"n": 24, "need": 25, "of": "people", "analysis": "tiers"}


def test_a_doubtful_estimate_keeps_its_number_and_bears_the_doubt():
    doubted = judged(Estimate(0.5, 59, "posterior rank"), "tiers", people=59)
    assert (doubted.value, doubted.status) == (0.5, "caveat")


def test_nothing_is_judged_by_half_its_counts():
    with pytest.raises(ValueError, match="severity is judged by"):
        judgement("severity", ratees=30)
    with pytest.raises(ValueError, match="horoscope"):
        judgement("horoscope", people=30)
