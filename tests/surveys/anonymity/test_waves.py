"""Tiny groups are shown over several waves together and never in one; trends hide who came and who went."""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.anonymity import ONE_WAVE, People, Release, alone, answer, blocks, comparable, pools, release, tabulate
from surveys.anonymity.launch import carried
from surveys.anonymity.release import ReleasedSet
from surveys.anonymity.tables import Cell, GroupTable

CONFIDED, UNKNOWN = People(waves=True, known=True), People(waves=True)


def people(first: int, last: int) -> frozenset[str]:
    return frozenset(f"p{number:02d}" for number in range(first, last + 1))


def told(wave: int, first: int, last: int) -> frozenset[str]:
    return frozenset(answer(wave, person) for person in people(first, last))


def of_others(counts: list[int]) -> list[frozenset[str]]:
    """Waves of so many answers, each by people who answered in no other."""
    return [told(wave, 10 * wave, 10 * wave + count - 1) for wave, count in enumerate(counts)]


def test_whoever_answered_twice_is_one() -> None:
    twice = told(1, 1, 3) | told(2, 1, 3)
    assert (ONE_WAVE.fewest(twice), CONFIDED.fewest(twice), UNKNOWN.fewest(twice)) == (6, 3, 3)


def test_where_nobody_knows_who_came_again_only_the_fullest_wave_counts() -> None:
    other = told(1, 1, 3) | told(2, 11, 14)
    assert (CONFIDED.fewest(other), UNKNOWN.fewest(other), UNKNOWN.fewest(frozenset())) == (7, 4, 0)


def test_three_people_a_quarter_are_shown_every_two_quarters() -> None:
    assert blocks(of_others([3, 3, 2, 4, 3]), 5, CONFIDED) == ((0, 1), (2, 3))  # the fifth waits for the sixth


def test_the_same_three_people_every_quarter_are_never_shown() -> None:
    assert blocks([told(wave, 1, 3) for wave in range(9)], 5, CONFIDED) == ()
    assert blocks(of_others([3] * 9), 5, UNKNOWN) == ()  # perhaps they are the same


def test_a_group_that_was_once_too_small_never_stands_alone_again() -> None:
    waves = of_others([6, 7, 4, 8, 9, 9])
    assert blocks(waves, 5, CONFIDED) == blocks(waves, 5, UNKNOWN) == ((0,), (1,), (2, 3), (4, 5))
    assert [alone(waves[:wave], 5) for wave in range(6)] == [True, True, True, False, False, False]


def test_a_wave_nobody_answered_has_nothing_to_give_away_and_is_in_no_pool() -> None:
    assert blocks(of_others([0, 0, 6, 2, 0, 5]), 5, CONFIDED) == ((2,), (3, 5))
    assert blocks(of_others([0, 0, 0]), 5, CONFIDED) == ()


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(3, 7))
def test_what_was_pooled_stays_and_no_wave_is_in_two_pools(counts: list[int], k: int) -> None:
    said = of_others(counts)
    found = blocks(said, k, CONFIDED)
    answered = [wave for wave, count in enumerate(counts) if count]
    waves = [wave for block in found for wave in block]
    assert waves == answered[: len(waves)]
    assert all(sum(counts[wave] for wave in block) >= k for block in found)
    for earlier in range(len(counts)):
        before = blocks(said[:earlier], k, CONFIDED)
        assert found[: len(before)] == before
    lone = [block[0] for block in found if len(block) == 1]
    assert all(not count or count >= k for wave in lone for count in counts[: wave + 1])


Said = dict[tuple[int, str], float]
TEAMS = {"A": people(1, 6), "B": people(7, 14), "C": people(15, 24), "D": people(25, 40)}


def lived(seed: int, judged: People, *, counted: People | None = None, forgotten: bool = False) -> list[frozenset[str]]:
    """Every set shown of a series of four waves, released one after the other as the application does it.

    ``judged`` is how people are counted; a weakened build counts answers (``counted``), or forgets earlier releases.
    """
    chance, counted = random.Random(seed), counted or judged
    waves: dict[int, dict[tuple[str, ...], frozenset[str]]] = {}
    values: dict[str, float] = {}
    log: list[ReleasedSet] = []
    seen: list[frozenset[str]] = []
    for wave in range(1, 5):
        came = {
            team: frozenset(answer(wave, one) for one in staff if chance.random() < chance.choice([0.3, 0.6, 0.9]))
            for team, staff in TEAMS.items()
        }
        everyone = frozenset().union(*came.values())
        values |= {one: float(chance.randint(1, 5)) for one in sorted(everyone)}
        before = [waves[number] for number in waves]
        waves[wave] = {(team,): said for team, said in came.items()} | {(): everyone}
        shown = {"all": everyone} | came
        found = tabulate("m", values, shown, parents=dict.fromkeys(TEAMS, ("all", "team")))
        path = {cell.group: () if cell.group == "all" else (cell.group,) for cell in found.cells}
        stands = {name: alone([one.get(own, frozenset()) for one in before], 5) for name, own in path.items()}
        own = [Cell(c.group, c.members, c.mean, c.commonest, c.counts, c.parent, c.cut, stands[c.group])
               for c in found.cells]  # fmt: skip
        many = {f"{one.group} {one.waves}": one.members for one in pools(waves, 5, counted)}
        tables = [GroupTable("m", tuple(own), ends=found.ends), tabulate("m", values, many)]
        let: Release = release(tables, [] if forgotten else log, people=counted)
        log += let.log
        seen += [one.members for one in let.log if not one.measure.endswith("/distribution")]
    return seen


def singled_out(shown: list[frozenset[str]], k: int = 5) -> frozenset[str] | None:
    """Fewer than k people about whose answers alone, of whatever waves, an equation follows.

    Floating point, every small group tried, no code shared with the audit. Answers in the same sets stand and fall
    together; four of these bring in whatever four people there are.
    """
    together: dict[tuple[bool, ...], set[str]] = {}
    for one in frozenset().union(*shown):
        together.setdefault(tuple(one in members for members in shown), set()).add(one.partition(":")[2])
    owners = list(together.values())
    rows = np.array(list(together), dtype=float).reshape(len(owners), len(shown)).T
    _left, strength, right = np.linalg.svd(rows)
    free = right[int((strength > 1e-9).sum()) :].T  # what nothing released fixes
    small = [own for own in owners if len(own) < k]
    tried = {frozenset().union(*chosen) for size in range(1, k) for chosen in combinations(small, size)}
    for group in sorted((group for group in tried if len(group) < k), key=sorted):
        part = free[[place for place, own in enumerate(owners) if own <= group]]
        if part.shape[1] < len(part) or np.linalg.svd(part, compute_uv=False)[-1] < 1e-9:
            return group
    return None


class Answers(People):
    """The weakened build: whoever answers twice counts for two."""

    def fewest(self, answers: frozenset[str]) -> int:
        return len(answers)


@pytest.mark.parametrize("judged", [CONFIDED, UNKNOWN], ids=["confidential", "anonymous"])
@pytest.mark.parametrize(
    "seeds", [range(12), pytest.param(range(12, 400), marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_nobody_is_singled_out_by_pools_and_waves_together(seeds: range, judged: People) -> None:
    shown = 0
    for seed in seeds:
        sets = lived(seed, judged)
        shown += sum(len(judged.span(members)) > 1 for members in sets)
        assert singled_out(sets) is None, seed
    assert shown > len(seeds) / 4  # pools that are never shown prove nothing


def test_where_answers_are_counted_or_earlier_releases_forgotten_the_same_reader_singles_people_out() -> None:
    counting = sum(singled_out(lived(seed, CONFIDED, counted=Answers(waves=True))) is not None for seed in range(12))
    forgetting = sum(singled_out(lived(seed, CONFIDED, forgotten=True)) is not None for seed in range(12))
    assert counting > 0
    assert forgetting > 0


def test_a_trend_skips_the_wave_in_which_two_came() -> None:
    team, two_more, seven_more = people(1, 10), people(1, 12), people(1, 17)
    assert comparable([team, team, two_more, seven_more, two_more]) == (0, 1, 3)


def test_a_group_that_little_moved_loses_its_label_in_the_next_wave_and_takes_another_along() -> None:
    staff = {number: ["North" if number < 10 else "South" if number < 22 else "West"] for number in range(40)}
    north = frozenset(range(10))
    assert carried(staff, 5, [north]).never == ()
    assert carried(staff, 5, [north | {99}]).never == (("North",),)  # 99 has left; North alone is ten without a label
