"""Thresholds with their honest width, what is watched of a KPI, and the grade of a target."""

from collections import Counter

import numpy as np
import pytest

from scoring.benchmarks.adherence import adherence, grade
from scoring.benchmarks.monitor import asked_only, heaping, links, trading, unit_of
from scoring.benchmarks.threshold import Threshold, levels_of, threshold
from scoring.errors import Undefined
from scoring.reports.benchmarks import threshold_report
from scoring.results import Report


def visits(seed: int, slope: float = 0.30, until: float = 5) -> tuple[np.ndarray, np.ndarray]:
    """The world of methods §13.5: 240 people, visits around 4.5, results rise up to the fifth."""
    rng = np.random.default_rng(seed)
    x = np.clip(rng.poisson(4.5, 240), 0, 12).astype(float)
    return x, slope * np.minimum(x, until) + rng.normal(0, 1, 240)


def bounds(found: Threshold) -> tuple[float, float]:
    reached = np.cumsum(found.share)
    return (found.grid[int((reached >= 0.05).argmax())], found.grid[int((reached >= 0.95).argmax())])


def recovered(seeds: range) -> tuple[int, float, float, float]:
    """Modal level, mean level, coverage and mean width of the 90 % interval; the levels 2 to 8 as in methods."""
    found = [threshold(*visits(seed), seed, grid=np.arange(2.0, 9), draws=400, permutations=99) for seed in seeds]
    best = [
        one.level.value if one.level.value is not None else one.grid[-1] for one in found if one.verdict != "straight"
    ]
    spans = [bounds(one) for one in found]
    return (
        int(Counter(best).most_common(1)[0][0]), float(np.mean(best)),
        float(np.mean([low <= 5 <= high for low, high in spans])), float(np.mean([high - low for low, high in spans])),
    )  # fmt: skip


def test_five_visits_are_found_with_an_interval_nearly_three_wide():
    modal, mean, coverage, width = recovered(range(8))
    assert modal == 5
    assert abs(mean - 5.4) < 1.0
    assert coverage >= 0.9
    assert 2 <= width <= 4


@pytest.mark.slow
def test_over_sixty_worlds_the_interval_covers_and_stays_as_wide_as_methods_say():
    modal, mean, coverage, width = recovered(range(60))
    assert modal == 5
    assert mean == pytest.approx(5.4, abs=0.25)
    assert coverage >= 0.9
    assert width == pytest.approx(2.9, abs=0.3)


def test_without_a_link_no_level_is_named():
    verdicts = Counter(
        threshold(*visits(seed, slope=0), seed, draws=50, permutations=199).verdict for seed in range(30)
    )
    assert verdicts["no_link"] >= 27
    none = threshold(*visits(1, slope=0), 1, draws=50, permutations=199)
    assert none.level.value is None
    assert none.level.status == "refused"


def test_more_is_always_better_is_not_sold_as_a_threshold():
    verdicts = Counter(
        threshold(*visits(seed, until=99), seed, draws=50, permutations=199).verdict for seed in range(20)
    )
    assert verdicts["plateau"] <= 1


def test_a_team_effect_that_goes_with_visits_is_not_taken_for_visits():
    rng = np.random.default_rng(3)
    team = np.repeat(np.arange(24), 10)
    habit = rng.normal(0, 1.5, 24)[team]
    x = np.clip(np.round(5 + habit + rng.normal(0, 1, 240)), 0, 12)
    y = habit + rng.normal(0, 0.5, 240)
    assert threshold(x, y, 1, draws=50, permutations=499).verdict != "no_link"
    assert threshold(x, y, 1, team=team, draws=50, permutations=499).verdict == "no_link"


def test_fewer_than_fifty_people_get_no_threshold():
    x, y = visits(1)
    found = threshold(x[:40], y[:40], 1, draws=50, permutations=99)
    assert found.slope.status == "refused"
    with pytest.raises(Undefined):
        threshold(np.ones(60), y[:60], 1)


def test_levels_are_whole_numbers_where_there_are_enough_and_never_more_than_forty():
    assert levels_of(np.arange(0.0, 11)).tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert len(levels_of(np.linspace(0, 5000, 500))) <= 41
    assert len(levels_of(np.linspace(0.1, 0.9, 500))) >= 4


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_report_of_a_threshold_goes_to_json_and_back(seed):
    found = threshold_report(threshold(*visits(seed), seed, draws=50, permutations=99))
    assert Report.from_json(found.to_json()).to_json() == found.to_json()


def changing(slope: float, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(120, 10)) + rng.normal(size=(120, 1))
    season = rng.normal(0, 2, 10)
    return x + season, slope * x + rng.normal(size=(120, 10)) + season


def test_a_season_that_moves_everybody_is_no_link():
    held = sum(
        (one.slope.low or 0) <= 0 <= (one.slope.high or 0)
        for seed in range(20)
        for one in links(*changing(0.0, seed))[-1:]
    )
    assert held >= 17


def test_a_link_is_found_and_when_it_goes_that_is_said_after_two_windows():
    assert not asked_only(links(*changing(0.5)))
    assert asked_only(links(*changing(0.0)))
    assert not asked_only(links(*changing(0.0))[:1])


def test_the_error_is_by_person():
    # everyone three times over is no new information
    x, y = changing(0.2)
    once, thrice = (links(a, b)[-1].slope for a, b in ((x, y), (np.vstack([x] * 3), np.vstack([y] * 3))))
    assert once.value == pytest.approx(thrice.value)
    assert once.n_eff == 480


def test_ten_people_are_needed_for_a_link():
    x, y = changing(0.5)
    assert links(x[:8], y[:8])[-1].slope.status == "refused"


def test_results_heaped_on_the_target_stand_out():
    rng = np.random.default_rng(1)
    honest = np.round(rng.normal(20, 4, 300))
    assert not heaping(honest, 20).suspicious
    aimed = np.where((honest >= 18) & (honest < 20), 20, honest)
    assert heaping(aimed, 20).suspicious
    assert heaping(np.array([np.nan, 3.0]), 20).p == 1.0


def test_a_kpi_in_fractions_has_a_finer_unit():
    assert unit_of(np.array([1.0, 2.0])) == 1.0
    assert unit_of(np.array([0.5, 1.5])) == 0.01


def test_quality_that_falls_while_activity_rises_is_a_sign():
    rng = np.random.default_rng(1)
    rising = np.arange(6) + rng.normal(0, 1, (60, 6))
    assert trading(rising, -rising)
    assert not trading(rising, rng.normal(size=(60, 6)))
    assert not trading(-rising, rising)


def test_the_best_disregard_a_target():
    top, middle = np.arange(100) < 30, np.arange(100) >= 50
    values = np.where(top[:, None], 10.0, 30.0) * np.ones((100, 4))
    assert adherence(values, 20, top, middle, "higher").flag == "disregarded"
    assert adherence(values, 20, middle, top, "higher").flag == ""
    few = adherence(values[:33], 20, top[:33], np.arange(33) >= 30, "higher")
    assert few.difference.status == "refused"
    assert few.flag == ""


@pytest.mark.parametrize(
    ("said", "letter"),
    [
        ((3, 2, 0.5, True, True, 0.5), "A"),
        ((3, 2, 0.5, True, True, 0.9), "B"),
        ((3, 1, 0.5, True, True, 0.9), "C"),
        ((2, 2, 0.5, True, False, None), "D"),
        ((0, 0, None, False, False, None), "D"),
    ],
)
def test_five_checks_make_a_grade(said, letter):
    assert grade(*said).letter == letter
