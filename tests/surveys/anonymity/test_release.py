"""What leaves the house is rounded, withheld cells say nothing, and every release is logged against the next."""

import pytest

from surveys.anonymity import GroupTable, ReleasedCell, Thresholds, may_compare, release, tabulate
from surveys.errors import TooManyDimensions

STAFF = [f"p{number:02d}" for number in range(1, 32)]
VALUES = {person: float(1 + number % 5) for number, person in enumerate(STAFF)}
GROUPS = {"all": STAFF, "enterprise": STAFF[:12], "mid": STAFF[12:28], "smb": STAFF[28:]}
PARENTS = {part: ("all", "segment") for part in ("enterprise", "mid", "smb")}


def table(**changes: object) -> GroupTable:
    return tabulate("find_figures", VALUES, GROUPS, parents=PARENTS, **{"points": (1, 2, 3, 4, 5), **changes})  # type: ignore[arg-type]


def cells(found: object) -> dict[str, ReleasedCell]:
    return {cell.group: cell for cell in found.tables[0].cells}  # type: ignore[attr-defined]


def test_means_leave_with_one_decimal_and_shares_below_twenty_in_steps_of_five() -> None:
    seen = cells(release([table()], []))
    # 31 answers 1,2,3,4,5,1,... sum 91: 91 / 31 = 2.935; 7 of 31 are 22.58 %, 6 are 19.35 %
    assert seen["all"] == ReleasedCell("all", True, 31, 2.9, (23, 19, 19, 19, 19))
    # p13..p28 are 3,4,5,1,2,3,...: sum 48 of 16, counts 3 3 4 3 3
    assert seen["mid"] == ReleasedCell("mid", True, 16, 3.0, (20, 20, 25, 20, 20))


def test_a_withheld_group_says_neither_its_size_nor_why() -> None:
    seen = cells(release([table()], []))
    assert seen["smb"] == ReleasedCell("smb", False)  # three people
    assert seen["enterprise"] == ReleasedCell("enterprise", False)  # hidden for their sake
    assert "p01" not in repr(release([table()], []).tables)


def test_sensitive_topics_ask_for_seven() -> None:
    six = tabulate("ethics", dict.fromkeys(STAFF[:6], 3.0) | {"p01": 4.0, "p02": 1.0}, {"six": STAFF[:6]})
    assert cells(release([six], []))["six"].shown
    sensitive = GroupTable("ethics", six.cells, topic="sensitive")
    assert not cells(release([sensitive], []))["six"].shown


def test_a_distribution_needs_ten() -> None:
    nine = tabulate("m", {p: VALUES[p] for p in STAFF[:9]}, {"nine": STAFF[:9]}, points=(1, 2, 3, 4, 5))
    ten = tabulate("m", {p: VALUES[p] for p in STAFF[:10]}, {"ten": STAFF[:10]}, points=(1, 2, 3, 4, 5))
    assert cells(release([nine], []))["nine"].shares is None
    assert cells(release([ten], []))["ten"].shares == (20, 20, 20, 20, 20)


def test_a_distribution_is_kept_back_where_subtracting_would_give_one_of_fewer_than_ten() -> None:
    groups = {"all": STAFF[:18], "team": STAFF[:12]}  # the other six may have a mean, but no distribution
    found = tabulate("m", {p: VALUES[p] for p in STAFF[:18]}, groups, points=(1, 2, 3, 4, 5))
    seen = cells(release([found], []))
    assert seen["team"].shown
    assert seen["team"].shares is None
    assert seen["all"].shares is not None


def test_a_group_that_agrees_shows_that_and_no_number() -> None:
    same = tabulate("m", dict.fromkeys(STAFF, 5.0), {"all": STAFF}, points=(1, 2, 3, 4, 5))
    assert cells(release([same], []))["all"] == ReleasedCell("all", True, 31, alike=True)


def test_people_who_skipped_a_question_count_for_that_question_only() -> None:
    answered = {person: value for person, value in VALUES.items() if person not in STAFF[8:12]}
    found = tabulate("m", answered, {"all": STAFF, "enterprise": STAFF[:8]}, parents={"enterprise": ("all", "segment")})
    assert cells(release([found], []))["all"].n == 27


def test_the_log_of_one_release_holds_the_next_back() -> None:
    first = release([tabulate("m", VALUES, {"all": STAFF})], [])
    assert cells(first)["all"].shown
    narrower = [tabulate("m", VALUES, {"without three": STAFF[3:]})]
    assert cells(release(narrower, []))["without three"].shown  # alone it is harmless
    assert not cells(release(narrower, first.log))["without three"].shown
    other = [tabulate("another question", VALUES, {"without three": STAFF[3:]})]
    assert cells(release(other, first.log))["without three"].shown  # sums of another question do not add up with it


def test_tables_of_one_measure_are_judged_together() -> None:
    one, two = tabulate("m", VALUES, {"all": STAFF}), tabulate("m", VALUES, {"most": STAFF[:28]})
    found = release([one, two], [])
    assert [cell.shown for table in found.tables for cell in table.cells] == [True, False]


def test_three_crossed_dimensions_are_refused() -> None:
    with pytest.raises(TooManyDimensions):
        release([table(dimensions=("region", "tenure", "role"))], [])


def test_a_stricter_policy_withholds_more() -> None:
    strict = Thresholds(result=20, sensitive=20, distribution=20, comment=20)
    assert [cell.group for cell in release([table()], [], strict).tables[0].cells if cell.shown] == ["all"]


def test_a_trend_needs_nobody_or_five_who_came_or_went() -> None:
    before = frozenset(STAFF[:10])
    assert may_compare(before, before)
    assert not may_compare(before, frozenset(STAFF[:14]))
    assert may_compare(before, frozenset(STAFF[1:14]))


def test_a_scale_and_an_item_one_person_skipped_are_judged_together() -> None:
    item = {person: VALUES[person] for person in STAFF}
    scale = {person: (VALUES[person] + 3) / 2 for person in STAFF[1:]}  # the first skipped the other item
    apart = [tabulate("item", item, {"all": STAFF}), tabulate("scale", scale, {"all": STAFF})]
    assert [table.cells[0].shown for table in release(apart, []).tables] == [True, True]
    together = [GroupTable(table.measure, table.cells, linked="scale", ends=table.ends) for table in apart]
    assert sorted(table.cells[0].shown for table in release(together, []).tables) == [False, True]


def test_what_a_group_agrees_on_cannot_be_subtracted() -> None:
    said = dict.fromkeys(STAFF[:10], 4.0) | {person: VALUES[person] for person in STAFF[10:20]}
    groups = {"all": STAFF[:20], "agreed": STAFF[:10], "others": STAFF[10:20]}
    seen = cells(release([tabulate("m", said, groups)], []))
    assert seen["agreed"] == ReleasedCell("agreed", True, 10, alike=True)
    assert [seen["all"].shown, seen["others"].shown] == [True, False]  # twice all less others is the agreed mean


def test_a_rest_that_is_all_at_the_end_of_the_scale_cannot_be_subtracted() -> None:
    said = {person: VALUES[person] for person in STAFF[:10]} | dict.fromkeys(STAFF[10:20], 5.0)
    alone = tabulate("m", said, {"all": STAFF[:20], "team": STAFF[:10]})  # nobody asked for the rest
    assert [cell.shown for cell in release([alone], []).tables[0].cells] == [True, False]


def test_how_few_skipped_is_not_counted() -> None:
    everyone = tabulate("answers", dict.fromkeys(STAFF, 1.0), {"all": STAFF})
    few = tabulate("few", {person: VALUES[person] for person in STAFF[2:]}, {"all": STAFF})
    many = tabulate("many", {person: VALUES[person] for person in STAFF[6:]}, {"all": STAFF})
    assert [table.cells[0].n for table in release([everyone, few, many], []).tables] == [31, 25, 25]
    assert len(STAFF[6:]) == 25  # six skipped this one: their number may be known
