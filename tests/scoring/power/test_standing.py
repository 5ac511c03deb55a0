"""What people and periods give: reliability, confident places, and what helps a study that is too small."""

import numpy as np
import pytest
from scipy.stats import norm

from scoring.power import Correlation, Standing, Teams, periods_for, reliability, ways


def test_the_demo_world_has_the_reliability_and_the_confident_places_of_methods_16() -> None:
    assert reliability(12, 0.45, 0.15) == pytest.approx(0.88, abs=0.005)
    standing = Standing(240, 0.88)
    assert (round(standing.confident), round(standing.unclear), standing.places) == (27, 40, 48)


@pytest.mark.parametrize("rel", [0.55, 0.75, 0.90])
def test_the_places_agree_with_people_drawn(rel: float) -> None:
    shown = np.random.default_rng(3).normal(0, np.sqrt(rel), 200_000)
    chance = norm.sf((norm.isf(0.2) - shown) / np.sqrt(1 - rel))
    standing = Standing(200_000, rel)
    assert standing.confident == pytest.approx((chance >= 0.8).sum(), rel=0.03)
    assert standing.unclear == pytest.approx(((chance >= 0.2) & (chance < 0.8)).sum(), rel=0.03)


def test_more_periods_tell_people_apart_better_up_to_a_point() -> None:
    by_period = [reliability(periods, 0.3) for periods in range(1, 30)]
    assert by_period[0] == pytest.approx(0.3) and by_period == sorted(by_period)
    assert periods_for(0.70, 0.3) == 9
    assert periods_for(0.99, 0.05) is None


def test_a_study_that_is_large_enough_needs_no_help() -> None:
    assert ways(Correlation(), 0.2, 194) == ()


def test_a_small_study_is_told_to_pool_to_wait_to_ask_less_or_to_ask_people() -> None:
    found = ways(Correlation(reliability(4, 0.45), hypotheses=8), 0.3, 90, periods=4, icc=0.45)
    assert [way.code for way in found] == ["pool", "longer_not_enough", "fewer_not_enough", "qualitative"]
    assert found[0].values == {"need": 200, "more": 110, "times": 3}


def test_one_hypothesis_less_and_one_period_more_are_found_where_they_do() -> None:
    fewer = ways(Correlation(hypotheses=4), 0.3, 100)
    assert [(way.code, way.values) for way in fewer if way.enough][1] == ("fewer", {"hypotheses": 1})
    longer = ways(Correlation(reliability(2, 0.45)), 0.3, 130, periods=2, icc=0.45)
    assert (longer[1].code, longer[1].values["periods"], longer[1].enough) == ("longer", 4, True)


def test_where_nothing_can_be_found_pooling_is_not_promised() -> None:
    assert [way.code for way in ways(Teams(), 0.0, 20)] == ["pool_never", "qualitative"]
