"""Do judges put anchors back where they were written for?"""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from scoring.errors import BadTable, Code
from scoring.policy import minimum
from scoring.reports.retranslation import report
from scoring.retranslation import FOUND, retranslation

ANCHORS = pd.DataFrame({"anchor": ["a", "b"], "competency": ["care", "people"], "points": [5, 1]})


def placed(anchor: str, *given: tuple[str, float]) -> pd.DataFrame:
    rows = [(f"J{n}", anchor, competency or None, points) for n, (competency, points) in enumerate(given)]
    return pd.DataFrame(rows, columns=["judge", "anchor", "competency", "points"])


def verdict(*given: tuple[str, float]) -> str:
    return str(retranslation(ANCHORS, placed("a", *given)).anchors.loc["a", "verdict"])


def test_an_anchor_that_seven_of_ten_find_holds_and_one_that_six_find_does_not() -> None:
    assert verdict(*[("care", 5)] * 7, *[("people", 3)] * 3) == "holds"
    assert verdict(*[("care", 5)] * 6, *[("people", 3)] * 4) == "elsewhere"


def test_share_level_and_scatter_are_those_of_a_hand_calculation() -> None:
    row = retranslation(
        ANCHORS, placed("a", ("care", 5), ("care", 5), ("care", 4), ("care", 5), ("", np.nan))
    ).anchors.loc["a"]
    # 4 of 5; levels 5 5 4 5: mean 4.75, SD .5; Wilson's interval of .8 with 5: .376 to .964
    assert (row["share"].value, row["level"].value, row["scatter"].value) == (0.8, 4.75, 0.5)
    assert (round(row["share"].low, 3), round(row["share"].high, 3)) == (0.376, 0.964)
    # t(.975, 3) = 3.1824, chi-square (3) .975 and .025 quantiles 9.3484 and .2158
    assert row["level"].low == pytest.approx(4.75 - 3.182446 * 0.25, abs=1e-6)
    assert row["scatter"].low == pytest.approx(0.5 * np.sqrt(3 / 9.348404), abs=1e-6)
    assert row["scatter"].high == pytest.approx(0.5 * np.sqrt(3 / 0.2157953), abs=1e-5)


def test_the_level_counts_only_of_those_who_found_the_competency() -> None:
    row = retranslation(ANCHORS, placed("a", *[("care", 5)] * 8, ("people", 1), ("people", 1))).anchors.loc["a"]
    assert row["level"].value == 5.0 and row["scatter"].value == 0.0 and row["level"].n == 8


def test_an_anchor_whose_level_scatters_or_reads_as_another_does_not_hold() -> None:
    assert verdict(("care", 5), ("care", 5), ("care", 5), ("care", 5), ("care", 2)) == "scattered"  # SD 1.34
    assert verdict(*[("care", 4)] * 5) == "shifted"
    assert verdict(*[("care", 4)] * 4, ("care", 5)) == "holds"  # mean 4.2


def test_most_is_where_most_judges_put_it_and_nothing_where_most_said_that_none_fits() -> None:
    def most(*given: tuple[str, float]) -> str:
        return str(retranslation(ANCHORS, placed("a", *given)).anchors.loc["a", "most"])

    assert most(("care", 5), ("people", 3), ("people", 3)) == "people"
    assert most(("care", 5), ("", np.nan), ("", np.nan)) == ""
    assert most(("care", 5), ("people", 3)) == "care"


def test_an_anchor_nobody_placed_has_no_numbers_and_no_verdict() -> None:
    row = retranslation(ANCHORS, placed("a", ("care", 5))).anchors.loc["b"]
    assert row["judges"] == 0 and row["share"].status == "refused" and row["verdict"] == ""


def test_bad_tables_are_told_place_and_reason() -> None:
    with pytest.raises(BadTable, match="row 2: this judge placed this anchor before"):
        retranslation(ANCHORS, pd.concat([placed("a", ("care", 5)), placed("a", ("care", 4))]))
    with pytest.raises(BadTable, match="row 1: there is no such anchor"):
        retranslation(ANCHORS, placed("z", ("care", 5)))
    with pytest.raises(BadTable, match="column points is missing"):
        retranslation(ANCHORS.drop(columns="points"), placed("a", ("care", 5)))
    with pytest.raises(BadTable, match="row 3: this anchor is there twice"):
        retranslation(pd.concat([ANCHORS, ANCHORS]), placed("a", ("care", 5)))


def test_judges_who_sort_by_chance_let_no_anchor_in_sixty_hold() -> None:
    # one in four by chance, four of five needed: .015625
    assert binom.sf(np.ceil(FOUND * 5) - 1, 5, 0.25) == pytest.approx(1 / 64)


def test_four_judges_are_told_nothing_and_five_are_told_with_caution() -> None:
    assert (minimum("retranslation", "judges").refuse, minimum("retranslation", "judges").full) == (5, 20)
    names = {"care": "Customer care", "people": "People"}
    few = report(retranslation(ANCHORS, placed("a", *[("care", 5)] * 4)), names)
    row = dict(zip([c.key for c in few.tables[0].columns], few.tables[0].rows[0], strict=True))
    assert row["share_found"].value is None and row["anchor_verdict"] == "untold" and row["most"] == ""  # type: ignore[union-attr]
    assert few.sentence.key == "retranslation.too_few"
    five = report(retranslation(ANCHORS, placed("a", *[("care", 5)] * 5)), names)
    row = dict(zip([c.key for c in five.tables[0].columns], five.tables[0].rows[0], strict=True))
    assert row["share_found"].status == "caveat" and row["anchor_verdict"] == "holds"  # type: ignore[union-attr]
    assert five.sentence.values == {"anchors": 2, "judges": 5, "holds": 1, "told": 1}


def test_judges_who_all_give_one_level_leave_its_interval_open() -> None:
    row = retranslation(ANCHORS, placed("a", *[("care", 5)] * 6)).anchors.loc["a"]
    for one in (row["level"], row["scatter"]):
        assert one.low is None and [reason.code for reason in one.reasons] == [Code.NO_VARIANCE]
