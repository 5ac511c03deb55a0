"""Is an interviewer told something true, kind and concrete, of themselves alone?"""

import numpy as np
import pandas as pd
import pytest

from assess.demo.panels import CENTRAL, DRIFTING, ERRATIC, HALO, LENIENT, SEVERE
from scoring.accuracy import accuracy, certificate
from scoring.calibration import calibration, influence
from scoring.reports.interviewer_feedback import Extras, Notes, report
from tests.scoring.calibration.worlds import found, rated

GOLD = np.tile([2.0, 3.0, 4.0, 3.0, 2.0], (8, 1))


def advice(rater: int, extras: Extras | None = None) -> list[str]:
    return [row[0] for row in report(found(7), rater, extras).table("suggestions").rows]


def test_the_first_sentence_says_how_much_kinder_or_harder():
    assert report(found(7), LENIENT).sentence.key == "interviewer_feedback.kinder_one"  # .89 points
    assert report(found(7), SEVERE).sentence.key == "interviewer_feedback.harder_one"
    assert report(found(7), DRIFTING).sentence.key == "interviewer_feedback.same"


@pytest.mark.parametrize(
    ("rater", "first"),
    [
        (LENIENT, "read_the_top_anchor"), (SEVERE, "read_the_low_anchor"), (HALO, "topic_by_topic"),
        (CENTRAL, "use_the_ends"), (DRIFTING, "rate_a_vignette_again"), (ERRATIC, "notes_before_numbers"),
    ],
)  # fmt: skip
def test_the_first_suggestion_is_about_the_habit_found(rater, first):
    assert advice(rater)[0] == first


@pytest.mark.parametrize("rater", range(16))
def test_everybody_gets_two_suggestions_and_they_differ(rater):
    assert len(set(advice(rater))) == 2


def test_short_notes_and_a_missed_certificate_are_answered():
    missed = accuracy(GOLD + 1, GOLD)
    assert advice(10, Extras(Notes(40, 20))) == ["longer_notes", "say_what_you_saw"]
    extras = Extras(Notes(40, 20), missed, certificate(missed))
    assert advice(10, extras) == ["longer_notes", "practise_with_vignettes"]


def test_few_short_notes_are_not_worth_a_word():
    assert "longer_notes" not in advice(10, Extras(Notes(40, 10)))


def test_vignettes_are_told_in_plain_parts_with_the_lines_of_the_certificate():
    one = accuracy(GOLD + 0.5, GOLD)
    rows = report(found(7), 10, Extras(accuracy=one, certificate=certificate(one))).table("vignettes").rows
    assert [row[0] for row in rows] == [
        "elevation", "differential_elevation", "stereotype", "differential", "rms", "exact", "adjacent"
    ]  # fmt: skip
    assert rows[0][1:] == (0.5, 0.4, "not_met")
    assert rows[3][3] == ""


def test_nobody_else_is_named():
    table, when = rated(7)
    named = table.assign(rater=[f"person-{one:02}" for one in table["rater"]])
    own = report(calibration(named, when), "person-03").to_json()
    assert "person-" not in own


def test_own_points_stand_beside_those_of_colleagues():
    table = report(found(7), SEVERE).table("own_shares")
    assert [row[0] for row in table.rows] == ["you", "colleagues"]
    colleagues = [found(7).shares.loc[other] for other in range(16) if other != SEVERE]
    assert table.rows[1][1:] == pytest.approx(np.mean(colleagues, axis=0))
    low = [row[1] + row[2] for row in table.rows]
    assert low[0] > low[1] + 0.2


def test_too_few_people_are_neither_good_nor_bad_news():
    table, when = rated(7)
    early = table["ratee"] < 12
    shown = report(calibration(table[early], when[early]), SEVERE)
    assert shown.sentence.key == "interviewer_feedback.unknown"
    assert {row[1] for row in shown.table("habits").rows} == {"unknown"}
    assert shown.table("suggestions").rows[0][0] == "share_people_with_others"


def test_who_rated_nobody_has_no_report():
    with pytest.raises(KeyError):
        report(found(7), "nobody")


def test_what_talking_changed_is_told_of_oneself_without_a_name():
    first = pd.DataFrame([(rater, p, "care", 5 - 3 * rater) for p in range(6) for rater in (0, 1)],
                         columns=["rater", "ratee", "criterion", "rating"])  # fmt: skip
    second = first[first["rater"] == 1].assign(rating=4)
    shown = report(found(7), 1, Extras(talks=influence(first, second)))
    assert shown.table("talks").rows == ((6, 1.0, 2.0, 0.0, 0.0),)
    assert "rater" not in [column.key for column in shown.table("talks").columns]
