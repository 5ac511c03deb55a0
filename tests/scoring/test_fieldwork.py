"""How far people come, where they stop, how long items take."""

import pandas as pd
import pytest

from scoring.errors import BadTable, Code
from scoring.fieldwork import Fieldwork, funnel, seconds, stops
from scoring.reports.fieldwork import report
from scoring.results import Estimate, Report

START = pd.Timestamp("2026-03-02 09:00", tz="UTC")


def at(seconds: float) -> pd.Timestamp:
    return START + pd.Timedelta(seconds=seconds)


def answered(*rows: tuple[int, str, str, float, float, int]) -> pd.DataFrame:
    """Rows of person, page, item, shown, answered (seconds from the start), changes."""
    table = pd.DataFrame(rows, columns=["person", "page", "item", "shown", "answered", "changes"])
    return table.assign(shown=table["shown"].map(at), answered=table["answered"].map(at))


def test_each_stage_is_a_share_of_everybody_invited_with_its_interval():
    found = funnel({"invited": 263, "sent": 260, "begun": 120, "submitted": 81})
    # Newcombe 1998, table I: 81 of 263
    assert found["submitted"].value == pytest.approx(81 / 263)
    assert (found["submitted"].low, found["submitted"].high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert found["submitted"].n == 263
    assert funnel({"invited": 0, "sent": 0, "begun": 0, "submitted": 0}) == {}
    with pytest.raises(BadTable, match="3 submitted of 2 begun"):
        funnel({"invited": 9, "sent": 9, "begun": 2, "submitted": 3})
    with pytest.raises(BadTable, match="no count of begun"):
        funnel({"invited": 9, "sent": 9, "submitted": 3})


def test_whoever_can_still_go_on_has_not_stopped():
    last = pd.Series(["a", "a", "b", "c", "c"])
    done = pd.Series([False, False, False, True, False])
    over = pd.Series([True, False, True, True, False])
    found = stops(["a", "b", "c"], last, done, over)
    assert found["reached"].tolist() == [5, 3, 2]
    assert found["stopped"].tolist() == [1, 1, 0]
    # of the five on page a one can go on there; three went on and one stopped
    assert (found.loc["a", "share"].value, found.loc["a", "share"].n) == (0.25, 4)
    assert (found.loc["c", "share"].value, found.loc["c", "share"].n) == (0.0, 1)


def test_a_page_nobody_came_to_has_no_share():
    nobody = pd.Series([], dtype=object)
    found = stops(["a"], nobody, nobody.astype(bool), nobody.astype(bool))
    assert found["share"].tolist() == [None]
    with pytest.raises(BadTable, match="no page z"):
        stops(["a"], pd.Series(["z"]), pd.Series([True]), pd.Series([True]))


def test_an_item_takes_the_time_since_the_answer_before_it_on_its_page():
    found = seconds(
        answered((1, "p", "x", 0, 4, 0), (1, "p", "y", 0, 10, 0), (2, "p", "y", 0, 3, 0), (2, "p", "x", 0, 5, 0))
    )
    assert found.loc["x", "median"].value == 3.0  # 4 and 2
    assert found.loc["y", "median"].value == 4.5  # 6 and 3
    assert found["n"].tolist() == [2, 2]


def test_answers_changed_later_and_pages_sent_at_once_say_nothing_of_time():
    found = seconds(
        answered((1, "p", "x", 0, 40, 2), (1, "p", "y", 0, 10, 0), (2, "p", "x", 0, 9, 0), (2, "p", "y", 0, 9, 0))
    )
    assert found.loc["x", "median"] is None
    assert found.loc["x", "changed"] == 0.5
    assert (found.loc["y", "n"], found.loc["y", "median"].value) == (1, 10.0)


def test_a_clock_that_ran_backwards_and_a_page_never_seen_are_left_out():
    table = answered((1, "p", "x", 50, 40, 0), (2, "p", "x", 0, 7, 0))
    table.loc[1, "shown"] = pd.NaT
    assert seconds(table).loc["x", "n"] == 0


def test_fewer_than_five_people_are_counted_and_not_described():
    times = seconds(answered(*((person, "p", "x", 0, 4 + person, 0) for person in range(4))))
    found = Fieldwork(
        funnel({"invited": 4, "sent": 4, "begun": 4, "submitted": 4}),
        stops(["p"], pd.Series(["p"] * 4), pd.Series([True] * 4), pd.Series([True] * 4)),
        times,
    )
    made = report(found, {"s": Estimate(0.8, 4, "alpha")}, 4)
    item = made.table("items").rows[0]
    assert item[1].status == "refused" and item[1].reasons[0].code is Code.N_TOO_SMALL
    assert item[2:4] == (None, None)
    assert made.table("stages").rows[3][:2] == ("submitted", 4)
    assert made.table("stages").rows[3][2].status == "refused"
    assert made.table("scales").rows[0][1].status == "refused"
    assert Report.from_json(made.to_json()) == made
