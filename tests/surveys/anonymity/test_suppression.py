"""Nobody can work out a group smaller than k from what is released, whatever arithmetic they use (methods §10.4)."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.anonymity import Family, Leak, Thresholds, hidden, leak
from surveys.errors import ReleaseBlocked


def people(first: int, last: int) -> frozenset[str]:
    return frozenset(f"p{number:02d}" for number in range(first, last + 1))


def rank(rows: list[list[int]]) -> int:
    left = [[Fraction(value) for value in row] for row in rows]
    done = 0
    for column in range(len(left[0]) if left else 0):
        at = next((line for line in range(done, len(left)) if left[line][column]), None)
        if at is None:
            continue
        left[done], left[at] = left[at], left[done]
        for line in range(done + 1, len(left)):
            factor = left[line][column] / left[done][column]
            left[line] = [a - factor * b for a, b in zip(left[line], left[done], strict=True)]
        done += 1
    return done


def attacker(sets: list[frozenset[str]], k: int) -> set[frozenset[str]]:
    """Every group of fewer than k people about whom alone something follows: rank is lost when they are left out."""
    everybody = sorted(frozenset().union(*sets)) if sets else []
    rows = [[int(person in members) for person in everybody] for members in sets]
    known = rank(rows)
    found: set[frozenset[str]] = set()
    for size in range(1, k):
        for chosen in combinations(everybody, size):
            others = [place for place, person in enumerate(everybody) if person not in chosen]
            smaller = any(group <= frozenset(chosen) for group in found)
            if not smaller and rank([[row[place] for place in others] for row in rows]) < known:
                found.add(frozenset(chosen))
    return found


COMPANY, TEAM = people(1, 8), people(1, 5)


def test_the_attack_succeeds_when_small_groups_alone_are_withheld() -> None:
    # methods §10.4.4: company of 8 and team of 5 released, the remainder of 3 is derivable
    assert attacker([COMPANY, TEAM], 5) == {people(6, 8)}


def test_company_of_eight_and_team_of_five_is_blocked() -> None:
    assert leak([COMPANY, TEAM], 5) == Leak(people(6, 8), (0, 1))
    assert hidden({"company": COMPANY, "team": TEAM}, [], [], 5) == {"team"}


def test_a_team_released_earlier_withholds_the_company_now() -> None:
    assert hidden({"company": COMPANY}, [], [TEAM], 5) == {"company"}


def test_what_leaked_earlier_blocks_every_further_release() -> None:
    with pytest.raises(ReleaseBlocked):
        hidden({"other": people(20, 30)}, [], [COMPANY, TEAM], 5)


def test_a_leak_through_three_overlapping_sets_that_no_pair_shows_is_found() -> None:
    # a+b, b+c and c+a give each of a, b and c: (a+b) + (c+a) - (b+c) = 2a
    a, b, c = people(1, 4), people(5, 20), people(21, 40)
    sets = [a | b, b | c, c | a]
    assert all(leak(list(pair), 5) is None for pair in combinations(sets, 2))
    found = leak(sets, 5)
    assert found is not None
    assert (found.people, sorted(found.places)) == (a, [0, 1, 2])


def test_twice_one_person_and_once_another_is_a_leak_although_no_sum_of_theirs_follows() -> None:
    # a + c, b + d and c + d: the first two less the third is a + 2b where b is in both; 15 of 15 gives both away
    a, b, c, d = people(1, 1), people(2, 2), people(3, 20), people(21, 40)
    sets = [a | b | c, b | d, c | d]
    rows = [[int(part <= whole) for part in (a, b, c, d)] for whole in sets]
    for target in ([1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0]):
        assert rank([*rows, target]) > rank(rows)  # neither a nor b nor their sum can be worked out
    assert rank([*rows, [1, 2, 0, 0]]) == rank(rows)
    found = leak(sets, 5)
    assert found is not None
    assert found.people == a | b


def test_one_small_team_takes_its_smallest_sister_with_it() -> None:
    groups = {"all": people(1, 30), "north": people(1, 15), "south": people(16, 27), "east": people(28, 30)}
    assert hidden(groups, [Family("all", ("north", "south", "east"))], [], 5) == {"east", "south"}


def test_two_small_teams_that_together_are_too_few_take_a_third() -> None:
    groups = {"all": people(1, 20), "a": people(1, 8), "b": people(9, 16), "c": people(17, 18), "d": people(19, 20)}
    assert hidden(groups, [Family("all", ("a", "b", "c", "d"))], [], 5) == {"a", "c", "d"}


def test_a_remainder_large_enough_withholds_nothing() -> None:
    assert hidden({"all": people(1, 20), "team": people(1, 10)}, [Family("all", ("team",))], [], 5) == frozenset()


def test_overlapping_hierarchies_are_worked_out_together() -> None:
    groups = {
        "all": people(1, 24), "north": people(1, 12), "south": people(13, 24),
        "new": people(1, 9) | people(13, 15), "old": people(10, 12) | people(16, 24),
    }  # fmt: skip
    families = [Family("all", ("north", "south")), Family("all", ("new", "old"))]
    assert hidden(groups, families, [], 5) == frozenset()  # crossing alone gives nothing away: no sum reaches a cell
    crossed = groups | {"north new": people(1, 9)}  # north less north new is three people
    families.append(Family("north", ("north new",)))
    assert "north new" in hidden(crossed, families, [], 5)


def test_a_dashboard_does_not_move_for_fewer_than_k_new_answers() -> None:
    assert hidden({"all": people(1, 14)}, [], [people(1, 10)], 5) == {"all"}
    assert hidden({"all": people(1, 15)}, [], [people(1, 10)], 5) == frozenset()
    assert hidden({"all": people(1, 10)}, [], [people(1, 10)], 5) == frozenset()


def test_a_part_withheld_for_an_earlier_release_is_not_given_back_by_the_whole() -> None:
    # south shares eleven of its twelve people with a set released earlier; all less north would be south again
    groups = {"all": people(1, 30), "north": people(1, 18), "south": people(19, 30)}
    earlier = people(18, 29)
    assert hidden({"south": groups["south"]}, [], [earlier], 5) == {"south"}
    assert hidden(groups, [Family("all", ("north", "south"))], [earlier], 5) == {"north", "south"}


@pytest.mark.parametrize("low", [{"result": 2}, {"comment": 4}, {"sensitive": 2, "result": 3}, {"dimensions": 3}])
def test_no_threshold_falls_below_three_or_below_a_plain_result(low: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"too low|two dimensions"):
        Thresholds(**low)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, frozenset[str]], list[Family], list[frozenset[str]], int]:
    """Ten people or so, two overlapping hierarchies, some cells crossed, perhaps something released before."""
    size = draw(st.integers(6, 12))
    k = draw(st.integers(3, 4))
    staff = sorted(people(1, size))
    region = draw(st.lists(st.sampled_from("NSE"), min_size=size, max_size=size))
    tenure = draw(st.lists(st.sampled_from("ox"), min_size=size, max_size=size))
    groups = {"all": frozenset(staff)}
    for labels in (region, tenure):
        for label, person in zip(labels, staff, strict=True):
            groups[label] = groups.get(label, frozenset()) | {person}
    families = [
        Family("all", tuple(sorted(set(region)))),
        Family("all", tuple(sorted(set(tenure)))),
    ]
    for name in draw(st.lists(st.sampled_from(sorted(set(region))), unique=True, max_size=2)):
        crossed = {f"{name}{label}": groups[name] & groups[label] for label in sorted(set(tenure))}
        crossed = {key: members for key, members in crossed.items() if members}
        groups |= crossed
        families.append(Family(name, tuple(crossed)))
    before = draw(st.lists(st.frozensets(st.sampled_from(staff), min_size=k), max_size=1))
    return groups, families, before, k


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_an_attacker_who_solves_every_linear_system_finds_no_group_below_k(
    world: tuple[dict[str, frozenset[str]], list[Family], list[frozenset[str]], int],
) -> None:
    groups, families, before, k = world
    out = hidden(groups, families, before, k)
    assert attacker([groups[name] for name in groups.keys() - out] + before, k) == set()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.frozensets(st.sampled_from(sorted(people(1, 9))), min_size=3), min_size=1, max_size=5))
def test_the_audit_agrees_with_trying_everything(sets: list[frozenset[str]]) -> None:
    found, truth = leak(sets, 4), attacker(sets, 4)
    assert (found is None) == (truth == set())
    assert found is None or any(group <= found.people for group in truth)
