"""What n can show: published numbers, the other way round, and simulation."""

import math

import numpy as np
import pytest
from scipy import stats

from scoring.power import Correlation, Design, Proportions, Teams, TwoGroups, detectable, least_n

EFFECTS = (0.10, 0.15, 0.20, 0.25, 0.30)


@pytest.mark.parametrize(("power", "people"), [(0.8, [783, 347, 194, 124, 85]), (0.9, [1047, 463, 259, 165, 113])])
def test_a_correlation_needs_the_people_of_methods_a17(power: float, people: list[int]) -> None:
    assert [least_n(Correlation(), r, power) for r in EFFECTS] == people


def test_two_groups_of_one_to_two_need_the_people_of_methods_a17() -> None:
    assert [TwoGroups().top(d) for d in (0.3, 0.5, 0.8)] == [131, 48, 19]
    assert [least_n(TwoGroups(), d) for d in (0.3, 0.5, 0.8)] == [393, 142, 56]


def test_38_people_only_show_a_correlation_of_44() -> None:
    found = detectable(Correlation(), 38)
    assert found is not None and round(found, 2) == 0.44


def test_two_proportions_need_what_r_says() -> None:
    """The examples of R's power.prop.test: n = 76.7 in each group for .50 against .75 at 90 %, power .740 at 50."""
    design = Proportions(rate=0.75)
    assert least_n(design, 0.25, 0.9) == 154
    assert design.power(0.25, 100) == pytest.approx(0.740, abs=5e-4)


def test_24_teams_find_a_condition_of_a_quarter_three_times_in_four() -> None:
    """Methods §0.6; the ICC that remains in the demo world once coaching is known is about .11."""
    assert Teams(size=10, icc=0.11).power(0.25, 24) == pytest.approx(0.75, abs=0.01)


def drawn(design: Design, effect: float, n: int, rng: np.random.Generator) -> bool:
    """One study drawn and tested by the textbook's test."""
    if isinstance(design, Correlation):
        r = effect * math.sqrt(design.reliability)
        x = rng.normal(size=n)
        return bool(stats.pearsonr(x, r * x + math.sqrt(1 - r * r) * rng.normal(size=n)).pvalue < design.alpha)
    if isinstance(design, TwoGroups):
        top = round(n / (1 + design.others))
        return bool(stats.ttest_ind(rng.normal(effect, 1, top), rng.normal(size=n - top)).pvalue < design.alpha)
    if isinstance(design, Proportions):
        focal = round(n * design.focal)
        own, other = rng.binomial(focal, design.rate - effect), rng.binomial(n - focal, design.rate)
        pooled = (own + other) / n
        z = (own / focal - other / (n - focal)) / math.sqrt(pooled * (1 - pooled) * (1 / focal + 1 / (n - focal)))
        return bool(abs(z) > 1.959964)
    assert isinstance(design, Teams)
    condition = rng.normal(size=n)
    means = effect * condition + rng.normal(size=n) * math.sqrt(design.icc)
    people = means[:, None] + rng.normal(size=(n, int(design.size))) * math.sqrt(1 - design.icc)
    return bool(stats.linregress(condition, people.mean(1)).pvalue < design.alpha)


@pytest.mark.parametrize(
    ("design", "effect", "n", "within"),
    [
        (Correlation(), 0.25, 100, 0.03),
        (Correlation(reliability=0.5), 0.40, 60, 0.03),
        (TwoGroups(others=2), 0.5, 120, 0.03),
        (TwoGroups(others=4), 0.6, 100, 0.03),
        (Proportions(rate=0.5, focal=0.3), 0.15, 300, 0.03),
        # a drawn condition is not exactly of one standard deviation: with few teams the formula promises a little much
        (Teams(size=8, icc=0.15), 0.3, 20, 0.05),
        (Teams(size=8, icc=0.15), 0.2, 60, 0.03),
    ],
)
def test_the_formula_agrees_with_studies_drawn(design: Design, effect: float, n: int, within: float) -> None:
    rng = np.random.default_rng(6)
    found = np.mean([drawn(design, effect, n, rng) for _ in range(1500)])
    assert design.power(effect, n) == pytest.approx(found, abs=within)


@pytest.mark.parametrize("design", [Correlation(), TwoGroups(), Proportions(), Teams()])
def test_without_an_effect_one_study_in_twenty_finds_it(design: Design) -> None:
    assert design.power(0, 50) == pytest.approx(0.05, abs=1e-9)


@pytest.mark.parametrize("design", [Correlation(), TwoGroups(), Proportions(0.4, 0.3), Teams()])
def test_more_people_and_larger_effects_never_show_less(design: Design) -> None:
    by_n = [design.power(0.2, n) for n in range(design.fewest, 400)]
    by_effect = [design.power(effect, 60) for effect in np.linspace(0, design.largest, 60)]
    assert by_n == sorted(by_n) and by_effect == sorted(by_effect)


@pytest.mark.parametrize("design", [Correlation(), TwoGroups(), Proportions(), Teams()])
def test_what_is_found_at_n_needs_just_that_n(design: Design) -> None:
    least = detectable(design, 80)
    assert least is not None and least_n(design, least) == 80


def test_eight_hypotheses_ask_for_more_than_one() -> None:
    assert least_n(Correlation(hypotheses=8), 0.2) == 315
    assert least_n(Correlation(), 0.2) == 194


def test_what_no_number_of_people_shows_is_said() -> None:
    assert least_n(Correlation(), 0.0) is None
    assert detectable(Correlation(), 3) is None


def test_ten_people_show_only_what_everybody_sees() -> None:
    found = detectable(Correlation(), 10)
    assert found is not None and round(found, 2) == 0.79
