"""Is Krippendorff's alpha the book's at every level of measurement, with an interval that holds?"""

import json
from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from scoring.agreement import krippendorff
from scoring.errors import Code
from tests.reference import SHARED, beside
from tests.scoring.hostile import HOSTILE

LEVELS = ("nominal", "ordinal", "interval", "ratio")
_ = np.nan
#: Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section E: four observers, twelve units.
CANONICAL = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
).T


def by_pairs(x, level):
    """Alpha from every pair of ratings, one by one, as the definition reads."""
    units = [[v for v in row if not np.isnan(v)] for row in x]
    units = [unit for unit in units if len(unit) > 1]
    pool = [v for unit in units for v in unit]
    n = len(pool)
    number = {v: pool.count(v) for v in set(pool)}

    def delta(a, b):
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        if level == "ratio":
            return ((a - b) / (a + b)) ** 2 if a + b else 0.0
        low, high = min(a, b), max(a, b)
        between = sum(count for v, count in number.items() if low <= v <= high)
        return (between - (number[a] + number[b]) / 2) ** 2

    observed = sum(delta(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)) / n
    expected = sum(delta(a, b) for a, b in permutations(pool, 2)) / (n * (n - 1))
    return 1 - observed / expected


def test_four_levels_of_the_canonical_example():
    # Krippendorff 2011: .743 nominal, .815 ordinal, .849 interval, .797 ratio; more digits from R irr 0.84.1
    found = [krippendorff(CANONICAL, level).value for level in LEVELS]
    assert found == pytest.approx([0.743421053, 0.815387504, 0.849107143, 0.797402775], abs=1e-9)


@beside("its numbers are in the test above")
def test_four_levels_match_the_golden_file():
    golden = json.loads((SHARED / "golden/agreement.json").read_text())["kripp"]
    data = pd.read_csv(SHARED / "data/krippendorff_canonical.csv", index_col=0).T
    for level in LEVELS:
        assert krippendorff(data, level).value == pytest.approx(golden[level], abs=1e-10)


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_is_that_of_all_pairs_on_ratings_with_gaps_zeros_and_fractions(level):
    g = np.random.default_rng(3)
    whole = g.integers(0, 7, (30, 5)).astype(float)
    fractions = np.round(np.abs(g.normal(3, 2, (25, 4))), 3)
    wide = 10.0 ** g.integers(-4, 5, (20, 3))
    for x in (whole, fractions, wide):
        x[g.random(x.shape) < 0.25] = np.nan
        assert krippendorff(x, level).value == pytest.approx(by_pairs(x, level), abs=1e-11)


@pytest.mark.parametrize("level", LEVELS)
def test_error_of_alpha_is_that_of_leaving_out_one_unit_at_a_time(level):
    # the linearised error and the jackknife (Efron 1982) estimate the same thing
    g = np.random.default_rng(8)
    x = np.clip(np.round(g.normal(3, 1, (300, 1)) + g.normal(0, 0.7, (300, 4))), 1, 5)
    x[g.random(x.shape) < 0.3] = np.nan
    x = x[(~np.isnan(x)).sum(axis=1) > 1]
    found = krippendorff(x, level)
    without = np.array([krippendorff(np.delete(x, unit, axis=0), level).value for unit in range(len(x))])
    jackknife = np.sqrt((len(x) - 1) / len(x) * ((without - without.mean()) ** 2).sum())
    assert found.high - found.value == pytest.approx(1.968 * jackknife, rel=0.01)  # t(.975, 290) = 1.968


def test_error_of_the_canonical_example_is_that_of_irrcac():
    # irrCAC 1.0 prints .14557 nominal and .12913 with quadratic weights; t(.975, 10) = 2.2281389
    found = [krippendorff(CANONICAL, level) for level in ("nominal", "interval")]
    assert [(one.value - one.low) / 2.2281389 for one in found] == pytest.approx([0.14557, 0.12913], abs=1e-4)


def test_interval_holds_the_alpha_of_all_units_19_times_in_20():
    g = np.random.default_rng(11)

    def draw(units):
        return np.clip(np.round(g.normal(3, 1, (units, 1)) + g.normal(0, 1, (units, 3))), 1, 5)

    truth = krippendorff(draw(200_000), "ordinal").value
    found = [krippendorff(draw(60), "ordinal") for _ in range(400)]
    assert 0.92 < np.mean([one.low <= truth <= one.high for one in found]) < 0.98


def test_words_are_categories_in_the_order_named():
    words = pd.DataFrame(CANONICAL).map(lambda value: None if np.isnan(value) else "abcde"[int(value) - 1])
    found = krippendorff(words, "ordinal", categories="abcde")
    assert found.value == pytest.approx(0.815387504, abs=1e-9)
    assert krippendorff(words).reasons[0].code is Code.BAD_TABLE
    assert '"e" is none of the categories' in krippendorff(words, categories="abcd").reasons[0].values["message"]


def test_a_long_table_is_read_as_a_wide_one():
    long = pd.DataFrame(CANONICAL).stack().rename_axis(["ratee", "rater"]).rename("rating").reset_index()
    assert krippendorff(long, "interval").value == pytest.approx(0.849107143, abs=1e-9)
    twice = pd.concat([long, long.iloc[:1]])
    assert "there twice" in krippendorff(twice).reasons[0].values["message"]


def test_many_different_values_take_neither_memory_nor_time():
    g = np.random.default_rng(2)
    x = np.exp(g.normal(0, 1, (3_000, 1)) + g.normal(0, 1, (3_000, 20)))
    # log-normal of equal parts between and within
    assert krippendorff(x, "ordinal").value == pytest.approx(0.48, abs=0.03)
    assert 0.2 < krippendorff(x, "ratio").value < 0.6
    assert abs(krippendorff(x).value) < 1e-3


def test_perfect_agreement_is_one_and_a_negative_ratio_is_refused():
    perfect = krippendorff([[1, 1], [2, 2], [5, 5]], "interval")
    assert (perfect.low, perfect.value, perfect.high) == (1, 1, 1)
    assert krippendorff([[1, -1], [2, 2]], "ratio").reasons[0].code is Code.BAD_TABLE
    with pytest.raises(ValueError, match="level of measurement"):
        krippendorff(CANONICAL, "cardinal")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_give_a_reason_or_a_finite_alpha(name, level):
    found = krippendorff(HOSTILE[name], level)
    undefined = {"empty", "no rows", "one row", "one column", "all NaN", "None objects", "strings", "inf", "constants"}
    if name in undefined | {"duplicate names", "dates"}:
        assert (found.status, found.value, len(found.reasons)) == ("refused", None, 1)
    else:
        assert found.status == "refused" or np.isfinite(found.value)
