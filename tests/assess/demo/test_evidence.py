"""Do experts, observers and referees of the demo say what its story needs?"""

import numpy as np

from assess.demo.jobs import COMPETENCIES, view
from assess.demo.panels import interviewer_ids, levels, lyon_levels
from assess.demo.references import SPEAKERS, points
from assess.demo.scenes import PLAYED, WATCHERS, cues, played, watched
from surveys.competencies import bank

TOPICS = ("deciding", "discovery", "care")


def test_ten_experts_tie_what_the_interviews_ask_about_to_the_job() -> None:
    views = [view(expert) for expert in range(10)]
    family = bank().families["representatives"]
    assert set(views[0].tasks) == set(range(len(family.tasks)))
    assert set(COMPETENCIES) == {one.code for one in family.competencies}
    importance = {code: np.mean([one.competencies[code] for one in views]) for code in COMPETENCIES}
    asked = ("preparation", "discovery", "deciding", "pipeline", "care")
    assert min(importance[code] for code in asked) > 3.5 > importance["prospecting"]
    for code in asked:
        assert np.mean([bool(one.links[code]) for one in views]) >= 0.5


def test_an_expert_says_the_same_for_the_same_seed_and_something_of_their_own() -> None:
    assert view(3) == view(3) and view(3) != view(4)


def test_two_watch_each_role_play_and_neither_candidate_nor_observer_twice() -> None:
    assert len(PLAYED) == 4
    for person, watching in PLAYED.items():
        assert len(set(watching)) == 2
        for rater in watching:
            given = played(person, rater, TOPICS)
            assert tuple(given) == TOPICS and all(1 <= one <= 5 for one in given.values())


def test_observers_see_the_same_person() -> None:
    """Over 40 seeds, on what the two gave in all: they agree, and not to the point."""
    sums = np.array([[sum(watched(rater, TOPICS, seed).values()) for rater in WATCHERS] for seed in range(1, 41)])
    assert 0.3 < np.corrcoef(sums.T)[0, 1] < 0.98
    assert {interviewer_ids()[place] for place in WATCHERS} == {"M-0914", "M-0915"}


def test_cues_go_with_the_points_and_are_there() -> None:
    listed = ["good", "better", "best", "bad", "worse"]
    assert cues(5, listed) == ("1", "2", "3") and cues(1, listed) == ("4", "5")
    assert cues(3, listed) == ("1",) and cues(1, ["one"]) == ("1",)


def test_referees_are_kind_and_one_of_them_was_something_else() -> None:
    given = [points(code, at, TOPICS) for code, speakers in SPEAKERS.items() for at in range(len(speakers))]
    assert np.mean([one for each in given for one in each.values()]) > 3 + 0.3
    other = [(code, one.name) for code, speakers in SPEAKERS.items() for one in speakers if one.says != one.relation]
    assert other == [("C-0002", "Chuka Eze")]
    assert all(sum(one.relation == "manager" for one in speakers) == 1 for speakers in SPEAKERS.values())


def test_levels_are_drawn_the_same_for_the_same_seed() -> None:
    assert np.array_equal(lyon_levels(7), levels(np.random.default_rng([7, 12]), 12))
