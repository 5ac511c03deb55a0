"""Are hurried answers noticed, and honest ones left alone?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.quality import FLAGS, quality
from tests.scoring.hostile import HOSTILE
from tests.scoring.quality.answers import RANDOM, STRAIGHT, campaign


def caught(seeds, infrequency=True, timed=True, **options):
    """Mean shares of straight-liners, random answerers and honest people whom the rule catches."""
    shares = []
    for seed in seeds:
        c = campaign(seed, **options)
        answers = pd.concat([c.answers, c.infrequency], axis=1) if infrequency else c.answers
        found = quality(
            answers, 1, 5, c.seconds if timed else None, keys=c.keys,
            expected=dict.fromkeys(c.infrequency, 0.0) if infrequency else None,
        ).people  # fmt: skip
        shares.append([found["careless"][c.kind == kind].mean() for kind in (STRAIGHT, RANDOM, 0)])
    return np.mean(shares, axis=0)


@pytest.mark.parametrize("infrequency", [True, False])
def test_both_kinds_of_careless_people_are_caught_and_honest_ones_are_not(infrequency):
    # methods §4.7, its 20 worlds: 100 % and 100 %, honest .6 %
    straight, random, honest = caught(range(20), infrequency)
    assert (straight >= 0.95, random >= 0.95, honest <= 0.01) == (True, True, True)


def test_random_answers_are_caught_without_a_clock_where_there_are_ten_scales():
    # distance and even–odd alone: before, nothing but speed could tell them
    straight, random, honest = caught(range(5), infrequency=False, timed=False, scales=12, items=6)
    assert straight >= 0.95
    assert random >= 0.5
    assert honest <= 0.01


def people(seed=3):
    """500 who answer 50 items of five mixed-key scales, then ten who tick the middle at 1.1 seconds an item (§4.7)."""
    g = np.random.default_rng(seed)
    trait = np.repeat(g.normal(size=(500, 5)), 10, axis=1) * np.tile([1, -1], 25)
    honest = np.clip(np.round(3 + 0.8 * trait + 0.8 * g.normal(size=(500, 50))), 1, 5)
    rows = pd.DataFrame(np.vstack([honest, np.full((10, 50), 3.0)]))
    seconds = pd.Series(np.r_[np.exp(g.normal(1.5, 0.35, 500)), np.full(10, 1.1)])
    return rows, seconds


def test_straight_liners_are_all_noticed_and_hardly_anyone_else():
    rows, seconds = people()
    found = quality(rows, 1, 5, seconds).people
    assert found["careless"].iloc[500:].all()
    assert found["careless"].iloc[:500].mean() <= 0.01


def test_one_sign_alone_is_not_enough():
    rows, seconds = people()
    seconds[0] = 1.0
    found = quality(rows, 1, 5, seconds).people
    assert found.loc[0, "flag_speed"] and not found.loc[0, "careless"]


def test_eight_alike_say_nothing_where_all_items_point_the_same_way():
    rows = pd.DataFrame([[4.0] * 10, [1.0, 2, 3, 4, 5, 1, 2, 3, 4, 5]])
    assert quality(rows, 1, 5).people["flag_longstring"].tolist() == [True, False]
    assert quality(rows, 1, 5, mixed_key=False).people["flag_longstring"].tolist() == [False, False]


def test_a_run_and_little_spread_are_two_signs_only_where_directions_mix():
    rows, _ = people()
    rows.iloc[10:, ::9] = 5.0  # nobody else has a long run
    rows.iloc[0] = 3.0
    mixed, alike = quality(rows, 1, 5).people.loc[0], quality(rows, 1, 5, mixed_key=False).people.loc[0]
    assert (mixed["flag_longstring"], mixed["flag_irv"], mixed["signs"] >= 2) == (True, True, True)
    assert (alike["flag_longstring"], alike["flag_irv"], alike["flags"] - alike["signs"]) == (True, True, 1)


def test_distance_and_person_fit_are_one_sign_and_a_hurry_makes_it_two():
    c = campaign(1)
    random = int(np.flatnonzero(c.kind == RANDOM)[0])
    p = pd.Series(0.5, index=c.answers.index)
    p[random] = 0.001
    found = quality(c.answers, 1, 5, person_fit=p).people.loc[random]
    assert (found["flag_mahalanobis"], found["flag_person_fit"], found["signs"], found["careless"]) == (
        True, True, 1, False,
    )  # fmt: skip
    assert quality(c.answers, 1, 5, c.seconds, person_fit=p).people.loc[random, "careless"]


def test_two_wrong_answers_to_instructed_items_are_a_sign_and_the_items_count_for_nothing_else():
    c = campaign(2)
    asked = c.answers.assign(t1=2.0, t2=4.0)
    asked.loc[:1, ["t1", "t2"]] = 1.0
    asked.loc[2, "t1"] = 1.0
    asked.loc[3, ["t1", "t2"]] = np.nan
    found = quality(asked, 1, 5, expected={"t1": 2, "t2": (4, 5)}).people
    assert found["misses"].iloc[:5].tolist() == [2, 2, 1, 0, 0]
    assert found["flag_infrequency"].sum() == 2
    assert found["d2"].tolist() == quality(c.answers, 1, 5).people["d2"].tolist()
    assert quality(asked, 1, 5, expected={"t9": 1}).reasons[0].code is Code.BAD_TABLE


def test_what_could_not_be_judged_is_said():
    rows = pd.DataFrame([[4.0] * 10, [1.0, 2, 3, 4, 5, 1, 2, 3, 4, 5]])
    found = quality(rows, 1, 5)
    assert set(found.skipped) == {"speed", "even_odd", "mahalanobis", "infrequency", "person_fit"}
    assert found.skipped["mahalanobis"].values == {"n": 2, "need": 25, "of": "people"}
    c = campaign(1)
    assert set(quality(c.answers, 1, 5, c.seconds).skipped) == {"even_odd", "infrequency", "person_fit"}


def test_seconds_of_other_people_are_refused():
    found = quality(pd.DataFrame([[1.0, 2.0]]), 1, 5, pd.Series([3.0], index=["other"]))
    assert (found.status, found.reasons[0].code, found.people.empty) == ("refused", Code.BAD_TABLE, True)
    with pytest.raises(ValueError, match="answers from 5 to 1"):
        quality(pd.DataFrame([[1.0, 2.0]]), 5, 1)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("error")
def test_hostile_tables_give_a_reason_or_signs(name):
    found = quality(HOSTILE[name], 1, 5)
    if found.status == "refused":
        assert found.reasons and found.people.empty
    else:
        assert found.people[[f"flag_{flag}" for flag in FLAGS]].dtypes.eq(bool).all()
        assert len(found.people) == len(HOSTILE[name])


def test_a_hundred_thousand_people_are_judged():
    g = np.random.default_rng(0)
    c = campaign(1, people=1000, scales=10, items=10)
    rows = pd.concat([c.answers] * 100, ignore_index=True).mask(g.random((100_000, 100)) < 0.0005)
    found = quality(rows, 1, 5, keys=c.keys)
    assert found.people["d2"].notna().all()
