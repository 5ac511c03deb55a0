"""Is the next item the best of those that may come?"""

import json

import numpy as np
import pytest

from scoring.adaptive.procedure import prepare
from scoring.adaptive.rules import Rules, Stop
from scoring.irt.models import item_information
from tests.scoring.adaptive.banks import bank, drawn

#: Goes on to the last item, always taking the best.
WHOLE = {"among": 1, "precision": 1e-6, "gain": None}
AREAS = {f"i{number}": "abc"[number % 3] for number in range(60)}


def taken(test, seed=1):
    """The items of a person who chooses the first and the second category in turn."""
    answered = []
    while item := test.next(answered, seed):
        answered.append((item, 1.0 + len(answered) % 2))
    return [item for item, _ in answered]


def test_the_first_item_is_the_most_informative_where_the_test_starts():
    # a²/4 at its threshold: i1 (1.5² / 4) beats i0 (1²/4) at 0; at 2, i2 lies nearest
    items = bank([1.0, 1.5, 1.5], [[0.0], [0.0], [2.0]])
    assert prepare(items, Rules(least=1, most=3, among=1)).next([], 1) == "i1"
    assert prepare(items, Rules(least=1, most=3, among=1, start=2.0)).next([], 1) == "i2"


@pytest.mark.parametrize(("model", "categories"), [("2PL", 2), ("GRM", 5), ("GPCM", 4), ("PCM", 3)])
def test_every_item_is_the_most_informative_left_at_the_eap(model, categories):
    # the exact information of all items at the exact θ; the nearest point of the grid alone errs in 3 steps of 100
    items = drawn(300, model, categories, seed=2)
    test = prepare(items, Rules(score="EAP", most=20, **WHOLE))
    rng = np.random.default_rng(1)
    taken, best = [], []
    for person in range(10):
        answered = []
        while item := test.next(answered, person):
            theta = test.estimate(answered)[0] if answered else 0.0
            left = item_information(items.parameters, [theta])[:, 0]
            left[[test.place[item] for item, _ in answered]] = -1
            taken.append(left[test.place[item]])
            best.append(left.max())
            answered.append((item, float(rng.integers(1, categories + 1))))
    assert len(taken) == 200
    assert taken == pytest.approx(best, rel=1e-4)
    assert np.mean(np.equal(taken, best)) >= 0.99


def test_items_are_drawn_from_the_best_five():
    items = drawn(60)
    best = np.argsort(-item_information(items.parameters, [0.0])[:, 0])[:5]
    test = prepare(items)
    first = [test.next([], seed) for seed in range(300)]
    assert {f"i{number}" for number in best} == set(first)
    assert min(first.count(item) for item in set(first)) > 35  # 60 expected, four errors below


def test_a_person_gets_the_same_test_after_a_restart():
    rules = Rules(content={"a": 0.5, "b": 0.3, "c": 0.2})
    chance = {f"i{number}": 0.5 for number in range(60)}
    tests = [prepare(drawn(60), rules, AREAS, chance) for _ in range(2)]
    state = json.loads(json.dumps([("i3", 2.0), ("i7", None)]))
    assert tests[0].step(state, 42) == tests[1].step(state, 42)
    assert len({tests[0].next(state, seed) for seed in range(30)}) > 1


@pytest.mark.parametrize("share", [{"a": 0.5, "b": 0.3, "c": 0.2}, {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}])
def test_shares_of_content_are_kept_at_every_length(share):
    items = taken(prepare(drawn(60), Rules(content=share, most=20, **WHOLE), AREAS))
    assert len(items) == 20
    for n in range(1, 21):
        for area, part in share.items():
            assert abs(sum(AREAS[item] == area for item in items[:n]) - part * n) <= 1


def test_least_and_most_items_of_an_area_are_kept():
    # a alone is informative: without its most all 20 items would be of it, without its least none of c
    slope = [3.0 if number % 3 == 0 else 0.5 if number % 3 == 1 else 0.1 for number in range(60)]
    items = bank(slope, np.linspace(-0.5, 0.5, 60)[:, None])
    found = taken(prepare(items, Rules(content={"a": (0, 9), "b": (0, 20), "c": (4, 20)}, **WHOLE), AREAS))
    areas = [AREAS[item] for item in found]
    assert [areas.count(area) for area in "abc"] == [9, 7, 4]
    assert set(taken(prepare(items, Rules(**WHOLE)))) == {f"i{number}" for number in range(0, 60, 3)}


def test_a_test_does_not_end_before_every_area_had_its_least():
    items = drawn(60)
    content = {"a": (0, 20), "b": (0, 20), "c": (3, 20)}
    done = [(f"i{number}", 3.0) for number in range(60) if number % 3 != 2][:12]
    assert prepare(items, Rules(precision=9.0)).stop(done, 1) is Stop.PRECISION
    assert prepare(items, Rules(precision=9.0, content=content), AREAS).stop(done, 1) is None


def test_when_an_area_runs_dry_the_test_goes_on_with_the_others():
    areas = {f"i{number}": "a" if number < 2 else "b" for number in range(30)}
    items = taken(prepare(drawn(30), Rules(content={"a": 0.5, "b": 0.5}, most=20, **WHOLE), areas))
    assert [sum(areas[item] == area for item in items) for area in "ab"] == [2, 18]


def test_of_two_enemies_a_person_sees_one():
    groups = (("i0", "i1", "i2"), ("i2", "i3"))
    free = taken(prepare(drawn(20), Rules(most=20, **WHOLE)))
    kept = taken(prepare(drawn(20), Rules(most=20, enemies=groups, **WHOLE)))
    assert len(free) == 20
    assert len(kept) in (17, 18)
    assert all(len(set(group) & set(kept)) <= 1 for group in groups)


def test_an_item_is_eligible_for_its_share_of_people_and_yields_when_none_is_left():
    items = bank([2.0, 1.0], [[0.0], [0.0]])
    chance = {"i0": 0.3, "i1": 1.0}
    test = prepare(items, Rules(least=1, most=2, **WHOLE), eligibility=chance)
    first = [test.next([], seed) for seed in range(1000)]
    assert first.count("i0") / 1000 == pytest.approx(0.3, abs=0.06)  # four errors
    assert sorted(taken(test, seed=first.index("i1"))) == ["i0", "i1"]


@pytest.mark.parametrize(
    ("rules", "n", "reason"),
    [
        (Rules(least=3, precision=9.0), 2, None),
        (Rules(least=3, precision=9.0), 3, Stop.PRECISION),
        (Rules(least=3, precision=1e-6, gain=9.0), 3, Stop.GAIN),
        (Rules(least=3, precision=1e-6, gain=None), 9, None),
        (Rules(least=3, precision=1e-6, gain=None, most=9), 9, Stop.LENGTH),
        (Rules(least=3, precision=1e-6, gain=None), 10, Stop.EXHAUSTED),
    ],
)
def test_a_test_says_why_it_ends(rules, n, reason):
    step = prepare(drawn(10), rules).step([(f"i{number}", 3.0) for number in range(n)], 1)
    assert (step.stop, step.item is None, step.n) == (reason, reason is not None, n)


def test_items_of_two_categories_never_end_a_test_by_small_gain():
    done = [(f"i{number}", 1.0) for number in range(9)]
    assert prepare(drawn(10, "2PL", 2), Rules(precision=1e-6, gain=9.0)).stop(done, 1) is None
