"""Do parallel analysis and MAP keep the factors that are there, and none where there is none?"""

import numpy as np
import pandas as pd
import pytest

from scoring.factors import map_test, parallel_analysis
from scoring.factors.polychoric import polychoric_correlations
from tests.scoring.factors.measured import people
from tests.scoring.factors.published import HARMAN, KNOWN, PUPILS, bfi, golden, matrix, named, needs_bfi


def noise(n: int, items: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((n, items))


def test_eigenvalues_of_holzinger_and_swineford():
    # methods §4.3, R 4.2.2
    found = parallel_analysis(PUPILS)
    expected = [3.2163, 1.6387, 1.3652, 0.6989, 0.5843, 0.4997, 0.4731, 0.2860, 0.2377]
    assert found.eigenvalues["observed"].to_numpy() == pytest.approx(expected, abs=6e-5)
    assert found.n_factors == 3


def test_random_matrices_are_those_of_random_people():
    # the shortcut against what it replaces: 2,000 tables of 40 independent people and 6 items, drawn in full
    rng = np.random.default_rng(8)
    drawn = np.array([np.linalg.eigvalsh(np.corrcoef(rng.standard_normal((40, 6)).T))[::-1] for _ in range(2000)])
    found = parallel_analysis(noise(40, 6, 1), iterations=2000, percentile=95).eigenvalues
    assert found["random_mean"].to_numpy() == pytest.approx(drawn.mean(axis=0), abs=0.012)
    assert found["random_percentile"].to_numpy() == pytest.approx(np.percentile(drawn, 95, axis=0), abs=0.03)


def test_nothing_is_found_in_noise():
    # the 95th percentile lets one table in twenty show a first factor
    found = [parallel_analysis(noise(300, 10, seed), iterations=200).n_factors for seed in range(100)]
    assert sum(count > 0 for count in found) <= 12
    assert max(found) <= 2
    assert np.mean([map_test(noise(300, 10, seed)).n_factors for seed in range(20)]) < 0.5


@pytest.mark.parametrize("seed", range(5))
def test_three_factors_are_found_where_there_are_three(seed):
    assert parallel_analysis(people(500, seed)).n_factors == 3


def test_the_number_of_factors_stops_at_the_first_eigenvalue_that_chance_would_give():
    found = parallel_analysis(HARMAN)
    beyond = found.eigenvalues["observed"] > found.eigenvalues["random_percentile"]
    assert found.n_factors == 2
    assert beyond.tolist()[:3] == [True, True, False]


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others():
    first, again, other = (parallel_analysis(PUPILS, 50, seed=seed).eigenvalues for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_common_variance_alone_gives_as_many_factors_where_they_are_clear():
    found = parallel_analysis(KNOWN, reduced=True)
    assert found.n_factors == 3
    # squared multiple correlations in the diagonal leave a trace far below the number of items
    assert found.eigenvalues["observed"].sum() < 4


def test_random_polychoric_correlations_are_as_wide_as_estimated_ones():
    # 60 tables of 400 people, 6 unrelated items cut into 2 and 3 categories, every pair estimated
    rng = np.random.default_rng(3)
    cuts = ([0.5], [-0.8], [0.0], [-0.5, 1.0], [0.2, 1.2], [-1.0, 0.0])

    def ordinal() -> pd.DataFrame:
        return pd.DataFrame({place: np.digitize(rng.standard_normal(400), cut) for place, cut in enumerate(cuts)})

    drawn = [np.linalg.eigvalsh(polychoric_correlations(ordinal()).rho)[::-1] for _ in range(60)]
    found = parallel_analysis(ordinal(), kind="polychoric")
    assert found.eigenvalues["random_mean"].to_numpy() == pytest.approx(np.mean(drawn, axis=0), abs=0.03)
    # taken for Pearson correlations the first would be .09 lower: chance would pass for a factor
    plain = parallel_analysis(ordinal()).eigenvalues["random_mean"]
    assert plain[1] < np.mean(drawn, axis=0)[0] - 0.06


def test_map_of_four_items_that_all_correlate_a_half():
    # by hand: nothing out, r² = 1/4 and r⁴ = 1/16; the first component out, partials of −1/3
    found = map_test(named(matrix([[0.5], [0.5] * 2, [0.5] * 3]), 100))
    assert found.averages["squared"].to_numpy()[:2] == pytest.approx([1 / 4, 1 / 9])
    assert found.averages["fourth"].to_numpy()[:2] == pytest.approx([1 / 16, 1 / 81])
    assert (found.n_factors, found.n_factors_fourth) == (1, 1)


def test_map_of_harmans_measures_is_two():
    # Velicer 1976 takes this matrix as an example and keeps two components
    found = map_test(HARMAN)
    assert (found.n_factors, found.n_factors_fourth) == (2, 2)


@pytest.mark.parametrize("wrong", [{"iterations": 0}, {"percentile": 101}, {"kind": "kendall"}])
def test_options_out_of_range_are_the_callers_fault(wrong):
    with pytest.raises(ValueError, match=r"random matrices|percentile|kendall"):
        parallel_analysis(people(50, 1), **wrong)


@needs_bfi
def test_retention_in_the_bfi_matches_psych():
    reference = golden("efa_bfi")
    found, velicer = parallel_analysis(bfi()), map_test(bfi())
    assert found.eigenvalues["observed"].to_numpy() == pytest.approx(reference["eigen"], abs=1e-9)
    assert found.n_factors == reference["parallel"]["ncomp"]
    # psych drew 50 tables, this 500
    assert found.eigenvalues["random_mean"].to_numpy() == pytest.approx(reference["parallel"]["pc_sim"], abs=0.01)
    # psych begins with one component out
    assert velicer.averages["squared"].to_numpy()[1:9] == pytest.approx(reference["map"], abs=1e-9)
    assert velicer.n_factors == 5
