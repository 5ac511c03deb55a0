"""Who reached which step and got further, and which steps are taken together where few went out."""

from scoring.impact import Count, Ended, mergings, steps

FINE = (("applied",), ("assessment",), ("interview",), ("decision",), ("hired",))


def test_every_step_considers_who_reached_it_and_selects_who_got_further() -> None:
    overall, applied, assessment, interview, decision = steps(FINE, [Ended("women", (10, 20, 5, 6, 9))])
    assert (overall.code, overall.counts) == ("overall", (Count("women", 50, 9),))
    assert (applied.code, applied.counts) == ("applied", (Count("women", 50, 40),))
    assert assessment.counts == (Count("women", 40, 20),)
    assert interview.counts == (Count("women", 20, 15),)
    assert (decision.code, decision.counts) == ("decision", (Count("women", 15, 9),))


def test_while_all_places_have_five_nothing_is_taken_together() -> None:
    assert next(mergings({"applied": 5, "assessment": 20, "interview": 9, "decision": 6, "hired": 7}, 5)) == FINE


def test_a_place_of_few_goes_with_a_neighbour_and_the_hired_stay_apart() -> None:
    sizes = {"assessment": 40, "interview": 3, "decision": 9, "hired": 12}
    assert next(mergings(sizes, 5)) == (("assessment",), ("interview", "decision"), ("hired",))
    few_hired = {"assessment": 40, "interview": 8, "hired": 3}
    [merging] = mergings(few_hired, 5)
    assert merging == (("assessment",), ("interview", "hired"))
    assert [step.code for step in steps(merging, [Ended("women", (20, 6))])] == ["assessment"]


def test_coarser_ways_follow_until_all_would_be_one() -> None:
    found = list(mergings({"applied": 10, "assessment": 10, "hired": 10}, 5))
    assert found == [
        (("applied",), ("assessment",), ("hired",)),
        (("applied", "assessment"), ("hired",)),
        (("applied",), ("assessment", "hired")),
    ]


def test_where_all_ended_at_one_place_or_few_ended_there_is_no_way() -> None:
    assert list(mergings({"assessment": 40}, 5)) == []
    assert list(mergings({"assessment": 4, "hired": 4}, 5)) == []
    assert list(mergings({}, 5)) == []
