"""Tiny groups are shown over several waves together and never in one; trends hide who came and who went."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.anonymity import blocks, comparable, leak, pools
from surveys.anonymity.launch import carried


def people(first: int, last: int) -> frozenset[str]:
    return frozenset(f"p{number:02d}" for number in range(first, last + 1))


def test_three_people_a_quarter_are_shown_every_two_quarters() -> None:
    assert blocks([3, 3, 2, 4, 3], 5) == ((0, 1), (2, 3))  # the fifth waits for the sixth


def test_a_group_that_was_once_too_small_never_stands_alone_again() -> None:
    assert blocks([6, 7, 4, 8, 9, 9], 5) == ((0,), (1,), (2, 3), (4, 5))


def test_a_wave_nobody_answered_is_pooled_like_any_other() -> None:
    assert blocks([0, 0, 6], 5) == ((0, 1, 2),)
    assert blocks([0, 0, 0], 5) == ()


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(3, 7))
def test_what_was_pooled_stays_and_no_wave_is_in_two_pools(counts: list[int], k: int) -> None:
    found = blocks(counts, k)
    waves = [wave for block in found for wave in block]
    assert waves == list(range(len(waves)))
    assert all(sum(counts[wave] for wave in block) >= k for block in found)
    for earlier in range(len(counts)):
        assert found[: len(blocks(counts[:earlier], k))] == blocks(counts[:earlier], k)
    lone = [block[0] for block in found if len(block) == 1]
    assert all(min(counts[: wave + 1]) >= k for wave in lone)


def test_pools_of_a_tiny_team_give_no_wave_of_it_away() -> None:
    waves = [{"top": people(1, 3), "rest": people(11, 30)}, {"top": people(4, 6), "rest": people(31, 50)}]
    top = [pool for pool in pools(waves, 5) if pool.group == "top"]
    assert [(pool.waves, pool.members) for pool in top] == [((0, 1), people(1, 6))]
    shown = [pool.members for pool in pools(waves, 5)]
    assert leak(shown, 5) is None
    assert leak([*shown, waves[0]["top"] | waves[0]["rest"]], 5) is not None  # the whole first wave would be too much


def test_a_trend_skips_the_wave_in_which_two_came() -> None:
    team, two_more, seven_more = people(1, 10), people(1, 12), people(1, 17)
    assert comparable([team, team, two_more, seven_more, two_more]) == (0, 1, 3)


def test_a_group_that_little_moved_loses_its_label_in_the_next_wave_and_takes_another_along() -> None:
    staff = {number: ["North" if number < 10 else "South" if number < 22 else "West"] for number in range(40)}
    north = frozenset(range(10))
    assert carried(staff, 5, [north]).never == ()
    assert carried(staff, 5, [north | {99}]).never == (("North",),)  # 99 has left; North alone is ten without a label
