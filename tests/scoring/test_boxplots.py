"""Medcouple and adjusted boxplot against robustbase, the definition pair by pair, and ten thousand values."""

import numpy as np
import pytest

from scoring.boxplots import fences, medcouple
from scoring.errors import Code, Undefined

#: methods §2.8, recomputed with robustbase::mc and adjboxStats.
PUBLISHED = [1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 11, 15, 22, 40]


def by_definition(x: np.ndarray) -> float:
    """Brys, Hubert & Struyf 2004, eqs 2.2 and 2.3, over every pair."""
    middle = np.median(x)
    above, below = sorted(x[x >= middle], reverse=True), sorted(x[x <= middle], reverse=True)
    ties = int((x == middle).sum())
    kernel = []
    for i, a in enumerate(above):
        for j, b in enumerate(below):
            apart = a != middle or b != middle
            place = i - (len(above) - ties)
            kernel.append((a + b - 2 * middle) / (a - b) if apart else np.sign(ties - 1 - place - j))
    return float(np.median(kernel))


def test_the_published_medcouple_and_fences() -> None:
    assert medcouple(PUBLISHED) == pytest.approx(0.6, abs=1e-12)
    assert fences(PUBLISHED) == pytest.approx((2.1155, 68.484), abs=1e-4)
    assert np.quantile(PUBLISHED, [0.25, 0.75]).tolist() == [3, 9.5]


def test_a_symmetric_row_has_no_skewness_and_tukeys_fences() -> None:
    assert medcouple(range(1, 10)) == pytest.approx(0, abs=1e-12)
    assert fences(range(1, 10)) == pytest.approx((3 - 1.5 * 4, 7 + 1.5 * 4))


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 7, 10, 11, 60])
def test_it_is_the_median_of_the_kernel_over_every_pair_with_and_without_ties(n: int) -> None:
    rng = np.random.default_rng(n)
    for _world in range(25):
        for x in (rng.normal(size=n), rng.exponential(size=n), rng.integers(0, 4, n).astype(float)):
            assert medcouple(x) == pytest.approx(by_definition(x), abs=1e-12)


def test_mirrored_values_have_the_opposite_skewness_and_mirrored_fences() -> None:
    x = np.random.default_rng(2).lognormal(size=301)
    low, high = fences(x)
    assert medcouple(-x) == pytest.approx(-medcouple(x), abs=1e-12)
    assert fences(-x) == pytest.approx((-high, -low))


def test_scale_and_place_do_not_change_it_and_gaps_are_left_out() -> None:
    x = np.random.default_rng(3).exponential(size=200)
    assert medcouple(1e6 * x - 3) == pytest.approx(medcouple(x), abs=1e-9)
    assert medcouple([*x, np.nan]) == medcouple(x)


def test_half_of_twenty_five_million_pairs_lie_on_either_side_of_it() -> None:
    """A table of all pairs of ten thousand values is what it does without; here they are counted a row at a time."""
    x = np.random.default_rng(4).lognormal(size=10_000)
    middle, found = np.median(x), medcouple(x)
    above, below = x[x > middle], x[x < middle]
    under = sum(int(((a + below - 2 * middle) / (a - below) < found).sum()) for a in above)
    assert abs(under / (len(above) * len(below)) - 0.5) < 1e-6


def test_equal_values_have_their_fences_where_they_are_and_nothing_has_none() -> None:
    assert fences([3, 3, 3, 3]) == (3, 3)
    with pytest.raises(Undefined) as refused:
        medcouple([np.nan])
    assert refused.value.code is Code.N_TOO_SMALL
