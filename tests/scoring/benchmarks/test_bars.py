"""Where the bar lies, what bends it, and who can reach it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog

from scoring.benchmarks import Benchmarks, Kpi, benchmarks
from scoring.benchmarks.attainable import attainable, path, steady
from scoring.benchmarks.bars import bars, influence, interval, slope
from scoring.benchmarks.distortion import distortions
from scoring.benchmarks.levels import Levels, Population, levels, population
from scoring.benchmarks.lines import median_line
from scoring.reports.benchmarks import report
from scoring.results import Report
from tests.scoring.atbats import company


def kpi(found: Benchmarks, key: str) -> Kpi:
    return next(one for one in found.kpis if one.key == key)


def crowd(n: int, values: Sequence[float], replicable: int, stars: int = 0) -> tuple[Levels, Population]:
    """n people of one KPI, the first ``replicable`` set the bar and the first ``stars`` of them are the 4 %."""
    _world, found, _outlier = company(1)
    given = levels(found.performers)
    x = np.asarray(values, dtype=float)
    first = np.arange(n) < replicable
    who = Population(
        rated=np.ones(n, bool), top=first, replicable=first, middle=~first, exceptional=np.arange(n) < stars,
        talent=np.zeros(n, bool), member=first.astype(float), split=True,
    )  # fmt: skip
    metrics = given.metrics.iloc[[5]].reset_index(drop=True)
    segment, potential = np.full(n, "", dtype=object), np.full(n, np.nan)
    return Levels(np.tile(x[:, None, None], (1, 4, 1)), metrics, x[:, None], segment, potential), who


def test_the_median_line_is_the_one_linear_programming_finds():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        x = rng.normal(size=60)
        y = 0.4 * x + rng.standard_t(2, 60)
        line = median_line(x, y)
        # Koenker & Bassett 1978: min Σu + Σv subject to a + bx + u − v = y
        eye = np.eye(60)
        program = linprog(
            np.r_[0, 0, np.ones(120)], A_eq=np.column_stack([np.ones(60), x, eye, -eye]), b_eq=y,
            bounds=[(None, None)] * 2 + [(0, None)] * 120,
        )  # fmt: skip
        assert np.abs(y - line.intercept - line.slope * x).sum() == pytest.approx(program.fun, abs=1e-7)


def test_the_median_line_through_the_five_arcs_of_the_meridian():
    # Boscovich 1757 in Koenker 2005, p. 3: arc length of a degree on sin² of the latitude
    x = np.array([0.0, 0.2987, 0.4648, 0.5762, 0.8386])
    y = np.array([56751.0, 57037, 56979, 57074, 57422])
    line = median_line(x, y)
    assert (line.intercept, round(line.slope, 2)) == (56751.0, 800.14)


def test_its_standard_error_is_the_spread_of_slopes():
    rng = np.random.default_rng(4)
    x = rng.normal(size=200)
    lines = [median_line(x, 0.5 * x + rng.normal(size=200)) for _ in range(400)]
    spread = np.std([line.slope for line in lines])
    assert np.mean([line.se for line in lines]) == pytest.approx(spread, rel=0.12)


def test_potential_is_taken_out_only_where_its_effect_exceeds_its_error():
    rng = np.random.default_rng(5)
    x = rng.normal(size=200)
    assert slope(x, 2 * x + rng.normal(size=200)).value == pytest.approx(2.0, abs=0.3)
    assert not slope(x, rng.permutation(x)).used or abs(slope(x, rng.permutation(x)).value) < 0.5
    assert not slope(x[:15], 2 * x[:15]).used


def test_the_bar_stays_bounded_while_stars_go_to_infinity_and_a_mean_does_not():
    values = np.r_[np.linspace(40, 60, 21), np.full(40, 30.0)]
    given, who = crowd(61, values, replicable=21, stars=10)
    calm = bars(given, who, 0, "replicable", np.random.default_rng(1))[0]
    assert (calm.value.value, calm.withstands) == (50.0, 10)
    wild = values.copy()
    wild[:10] = 1e12
    stormy = bars(replace(given, recent=wild[:, None]), who, 0, "replicable", np.random.default_rng(1))[0]
    assert stormy.value.value == 60.0
    assert wild[:21].mean() > 1e11
    # one star more than it withstands, and the bar goes with them
    wild[10] = 1e12
    lost = bars(replace(given, recent=wild[:, None]), who, 0, "replicable", np.random.default_rng(1))[0]
    assert lost.value.value == 1e12


def test_stars_move_a_mean_further_than_the_bar():
    values = np.r_[np.full(2, 200.0), np.linspace(40, 60, 19), np.linspace(20, 40, 40)]
    _given, who = crowd(61, values, replicable=21, stars=2)
    moved = influence(values, who.replicable, who.exceptional)
    assert moved is not None
    bar, mean = moved
    assert 0 < bar < 0.2 < 1 < mean


def test_a_segment_with_seven_takes_the_bar_of_the_role_and_says_so():
    values = np.linspace(10, 50, 60)
    given, who = crowd(60, values, replicable=20)
    given = replace(given, segment=np.array(["Mid"] * 7 + ["SMB"] * 53, dtype=object))
    whole, mid, smb = bars(given, who, 0, "replicable", np.random.default_rng(1))
    assert (whole.cell, mid.cell, smb.cell) == ("", "Mid", "SMB")
    assert mid.pooled
    assert mid.value.value == whole.value.value
    assert [(one.code, one.values["n"]) for one in mid.value.reasons] == [("GROUPS_TOO_SMALL", 7)]
    assert not smb.pooled
    assert smb.value.n == 13


@pytest.mark.parametrize(("setters", "status"), [(4, "refused"), (5, "caveat"), (7, "caveat"), (8, "ok")])
def test_fewer_than_five_set_no_bar_and_fewer_than_eight_only_with_a_caveat(setters, status):
    given, who = crowd(40, list(range(40)), replicable=setters)
    value = bars(given, who, 0, "replicable", np.random.default_rng(1))[0].value
    assert value.status == status
    assert (value.value is None) == (status == "refused")


def test_nobody_to_set_a_bar_is_a_refusal_and_no_traceback():
    given, who = crowd(40, list(range(40)), replicable=0)
    assert bars(given, who, 0, "replicable", np.random.default_rng(1))[0].value.status == "refused"


def test_the_interval_knows_that_membership_is_uncertain():
    level = np.r_[np.linspace(40, 60, 20), np.linspace(20, 40, 20)]
    none = slope(np.full(40, np.nan), level)
    sure = interval(level, np.zeros(40), np.r_[np.ones(20), np.zeros(20)], none, np.random.default_rng(1))
    unsure = interval(level, np.zeros(40), np.r_[np.full(20, 0.7), np.full(20, 0.3)], none, np.random.default_rng(1))
    assert unsure[1] - unsure[0] > 1.3 * (sure[1] - sure[0])


def test_a_cell_in_which_all_are_alike_is_not_called_bent():
    _given, who = crowd(40, np.ones(40), replicable=20, stars=2)
    assert distortions("calls", np.ones(40), who, np.random.default_rng(1)) == []


def test_the_share_who_reach_the_bar_counts_half_of_the_last_four_periods():
    values = np.array([[9.0, 1, 5, 5, 1], [9, 1, 1, 5, 1], [np.nan, np.nan, np.nan, np.nan, 5], [1, 5, 5, 5, 5]])
    assert steady(values, 5, "higher").tolist()[:2] == [1.0, 0.0]
    assert np.isnan(steady(values, 5, "higher")[2])
    assert steady(values, 1, "lower").tolist()[3] == 0.0


def test_attainability_counts_the_others_and_says_what_to_do():
    rng = np.random.default_rng(1)
    values = rng.normal(50, 5, (100, 8))
    others = np.arange(100) >= 20
    assert attainable(values, 80, others, "higher").verdict == "unattainable"
    assert attainable(values, 40, others, "higher").verdict == "not_stretching"
    fair = attainable(values, 55, others, "higher")
    assert fair.verdict == "fair"
    assert fair.now.n == 80
    assert attainable(values[:4], 57, np.ones(4, bool), "higher").now.status == "refused"


def test_the_steps_to_the_bar():
    assert path(20, 40) == (30, 35, 40)
    assert path(60, 40) == (50, 45, 40)


def test_who_was_screened_as_circumstance_sets_no_bar():
    _world, found, outlier = company(1)
    who = population(found, outlier)
    out = who.replicable.copy()
    without = population(found, outlier, earned=~out)
    assert who.replicable.sum() > 20
    assert without.replicable.sum() == 0
    assert (without.member[out] == 0).all()


def signs(seeds: Sequence[int]) -> tuple[Counter[str], int]:
    """Signs of the shift of the top's mean when talent outliers leave, and how often a bar covers the truth."""
    seen: Counter[str] = Counter()
    covered = 0
    for seed in seeds:
        world, found, outlier = company(seed)
        made = benchmarks(found, seed, outlier)
        for key in ("prospecting", "win_rate"):
            for shift in kpi(made, key).distortions:
                if (shift.group, shift.statistic, shift.without) == ("top", "mean", "talent"):
                    seen[f"{key} {'lower' if (shift.shift.value or 0) < 0 else 'higher'}"] += 1
        top = [i for i in np.argsort(-world.earned)[: world.reps // 5] if not outlier[i]]
        bar = kpi(made, "prospecting").bars[0].value
        truth = np.median(40 + 8 * world.practised["prospect"][top])
        covered += (bar.low or 0) <= truth <= (bar.high or 0)
    return seen, covered


def test_with_stars_the_bar_of_prospecting_is_lower_and_of_winning_higher():
    seen, _covered = signs([1, 2])
    assert seen == {"prospecting lower": 2, "win_rate higher": 2}


@pytest.mark.slow
def test_with_stars_the_signs_hold_and_the_bar_covers_the_truth_over_twenty_worlds():
    seen, covered = signs(range(1, 21))
    assert seen == {"prospecting lower": 20, "win_rate higher": 20}
    assert covered >= 18


def test_the_report_goes_to_json_and_back_and_is_the_same_again():
    _world, found, outlier = company(1)
    first = report(benchmarks(found, 7, outlier))
    assert Report.from_json(first.to_json()).to_json() == first.to_json()
    assert report(benchmarks(found, 7, outlier)).to_json() == first.to_json()
    assert len(first.table("replicable").rows) == int(population(found, outlier).replicable.sum())


def test_where_outliers_are_not_told_apart_the_report_says_so():
    _world, found, _outlier = company(1)
    assert [one.code for one in report(benchmarks(found, 7)).caveats] == ["OUTLIERS_NOT_SPLIT"]
