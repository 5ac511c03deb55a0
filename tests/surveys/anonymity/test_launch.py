"""No combination of labels an answer can carry has fewer than k invited people behind it."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from surveys.anonymity.launch import carried


def staff(*cells: tuple[str, str, int]) -> dict[int, list[str]]:
    people = [[region, team] for region, team, size in cells for _ in range(size)]
    return dict(enumerate(people))


def test_a_small_team_takes_a_second_along_so_that_the_unlabelled_are_not_few() -> None:
    found = carried(staff(("South", "S1", 10), ("South", "S2", 12), ("South", "S3", 3), ("North", "N1", 5)), 5)
    assert Counter(found.labels.values()) == {("South",): 13, ("South", "S2"): 12, ("North", "N1"): 5}
    assert found.never == (("South", "S1"), ("South", "S3"))


def test_groups_that_are_large_enough_are_all_carried() -> None:
    found = carried(staff(("South", "S1", 5), ("North", "N1", 5)), 5)
    assert found.never == ()
    assert set(found.labels.values()) == {("South", "S1"), ("North", "N1")}


def test_people_without_a_value_hide_among_others_like_any_small_group() -> None:
    found = carried(staff(("South", "S1", 8), ("South", "", 2), ("South", "S2", 9)), 5)
    assert Counter(found.labels.values()) == {("South",): 10, ("South", "S2"): 9}


def test_where_nothing_is_large_enough_nothing_is_carried() -> None:
    assert set(carried(staff(("South", "S1", 4), ("North", "N1", 4)), 5).labels.values()) == {()}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("uvwx")), max_size=60), st.integers(3, 7))
def test_whoever_is_asked_k_people_or_more_could_have_written_every_answer(
    people: list[tuple[str, str]], k: int
) -> None:
    found = carried(dict(enumerate(people)), k)
    behind = Counter(found.labels.values())
    assert all(count >= k for labels, count in behind.items() if labels)
    # those whose label was taken away are no small group either, unless all are
    assert len(people) < k or all(count >= k for count in behind.values())
