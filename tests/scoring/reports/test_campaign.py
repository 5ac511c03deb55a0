"""The Report of a campaign says no more than what was released."""

from scoring.reports.campaign import Group, Measure, report
from scoring.results import Estimate


def test_the_share_that_answered_is_told_of_five_invited_or_more() -> None:
    made = report([Group("all", "", 40, 30), Group("four asked", "all", 4, 4), Group("five asked", "all", 5, 5)], [])
    rates = dict(zip(made.table("groups").column("group"), made.table("groups").column("response"), strict=True))
    assert rates == {"all": 0.75, "four asked": None, "five asked": 1.0}


def test_fewer_than_six_in_ten_answers_are_doubted() -> None:
    assert [caveat.code for caveat in report([Group("all", "", 50, 30)], []).caveats] == []
    assert [str(caveat.code) for caveat in report([Group("all", "", 51, 30)], []).caveats] == ["MISSING_TOO_MUCH"]


def test_a_chance_has_two_decimals_and_decides_with_all_of_them() -> None:
    means = {"all": Estimate(3.1, 30, "mean", 2.9, 3.3)}
    measures = [Measure(name, True, 1, 5, means, chance=chance) for name, chance in (("a", 0.0496), ("b", 0.21734))]
    rows = report([Group("all", "", 40, 30)], measures).table("differences").rows
    assert [(row[3], row[4]) for row in rows] == [("differ", 0.05), ("within_chance", 0.22)]
