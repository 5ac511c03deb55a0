"""Are the coefficients for categories those of their authors, weighted or not and with ratings missing?"""

import json

import numpy as np
import pandas as pd
import pytest

from scoring.agreement import brennan_prediger, fleiss, gwet, icc, kappa, kendall_w
from scoring.errors import Code
from tests.reference import SHARED, beside
from tests.scoring.agreement.test_alpha import CANONICAL
from tests.scoring.hostile import HOSTILE

MANY = {"gwet": gwet, "fleiss": fleiss, "bp": brennan_prediger}
#: Fleiss 1971, table 1: thirty patients, six psychiatrists, five diagnoses.
DIAGNOSES = """00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012
51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"""
#: Cohen 1968, table 1 has its kind; here Fleiss, Cohen & Everitt 1969, table 1: shares of 200 cases, three categories.
EVERITT = np.array([[0.53, 0.05, 0.02], [0.11, 0.14, 0.05], [0.01, 0.06, 0.03]])


def spread(counts):
    return np.array([np.repeat(np.arange(len(row)), row) for row in counts])


def two_raters(table):
    rows, columns = np.indices(table.shape)
    number = np.round(table * 200).astype(int).ravel()
    return np.repeat(rows.ravel(), number), np.repeat(columns.ravel(), number)


def test_fleiss_on_the_psychiatrists_of_1971():
    # Fleiss 1971: kappa .430; more digits from R irr 0.84.1
    diagnoses = spread([[int(count) for count in row] for row in DIAGNOSES.split()])
    assert fleiss(diagnoses).value == pytest.approx(0.43024452006, abs=1e-10)


def test_coefficients_with_gaps_are_those_of_gwet():
    # Krippendorff's example in R irrCAC 1.0, printed to five digits: coefficient and standard error
    golden = {
        (gwet, "unweighted"): (0.77544, 0.14295),
        (fleiss, "unweighted"): (0.76117, 0.15302),
        (brennan_prediger, "unweighted"): (0.77273, 0.14472),
        (gwet, "ordinal"): (0.89894, 0.10690),
        (fleiss, "linear"): (0.81794, 0.14850),
        (brennan_prediger, "quadratic"): (0.90152, 0.11089),
    }
    for (coefficient, weights), (value, error) in golden.items():
        found = coefficient(CANONICAL, weights)
        assert found.n == 12
        # t(.975, 11) = 2.2009852
        assert (found.value, (found.value - found.low) / 2.2009852) == pytest.approx((value, error), abs=1e-5)


@beside("half its numbers are in the test above")
@pytest.mark.parametrize("weights", ["unweighted", "ordinal", "linear", "quadratic"])
def test_coefficients_match_the_golden_file(weights):
    golden = json.loads((SHARED / "golden/agreement.json").read_text())["irrCAC"][weights]
    data = pd.read_csv(SHARED / "data/krippendorff_canonical.csv", index_col=0).T
    for name, coefficient in MANY.items():
        row, found = golden[name][0], coefficient(data, weights)
        assert found.value == pytest.approx(row["coeff.val"], abs=1e-5)
        assert (found.value - found.low) / 2.2009852 == pytest.approx(row["coeff.se"], abs=1e-5)


def test_cohens_kappa_and_its_error_worked_by_hand():
    # Fleiss, Cohen & Everitt 1969: kappa .429; error by eq. 8 on the same table
    first, second = two_raters(EVERITT)
    found = kappa(first, second)
    p = EVERITT
    rows, columns, agreed = p.sum(axis=1), p.sum(axis=0), np.trace(p)
    chance = rows @ columns
    k = (agreed - chance) / (1 - chance)
    on = sum(p[i, i] * (1 - (rows[i] + columns[i]) * (1 - k)) ** 2 for i in range(3))
    off = (1 - k) ** 2 * sum(p[i, j] * (columns[i] + rows[j]) ** 2 for i in range(3) for j in range(3) if i != j)
    error = np.sqrt((on + off - (k - chance * (1 - k)) ** 2) / (200 * (1 - chance) ** 2))
    assert found.value == pytest.approx(0.429, abs=5e-4)
    assert (found.value - found.low) / 1.959964 == pytest.approx(error, rel=1e-6)


def test_error_of_weighted_kappa_is_that_of_leaving_out_one_case_at_a_time():
    x = np.column_stack(two_raters(EVERITT))
    found = kappa(x, weights="quadratic")
    without = np.array([kappa(np.delete(x, case, axis=0), weights="quadratic").value for case in range(len(x))])
    jackknife = np.sqrt((len(x) - 1) / len(x) * ((without - without.mean()) ** 2).sum())
    assert (found.value - found.low) / 1.959964 == pytest.approx(jackknife, rel=0.02)


def test_quadratic_kappa_nears_the_intraclass_correlation():
    # Fleiss & Cohen 1973: equal but for terms of the order of one over n
    g = np.random.default_rng(4)
    x = np.clip(np.round(g.normal(3, 1, (2_000, 1)) + g.normal(0, 0.7, (2_000, 2))), 1, 5)
    mean = x - x.mean()
    rows, columns = 2 * (mean.mean(axis=1) ** 2).sum() / 1999, 2_000 * (mean.mean(axis=0) ** 2).sum()
    error = ((mean**2).sum() - rows * 1999 - columns) / 1999
    absolute = (rows - error) / (rows + error + 2 * (columns - error) / 2_000)
    assert kappa(x, weights="quadratic").value == pytest.approx(absolute, abs=1e-3)


def test_a_common_category_ruins_kappa_but_not_gwets_coefficient():
    # Feinstein & Cicchetti 1990: 90 of 100 agreed, nearly all on one category
    table = np.array([[0.90, 0.05], [0.05, 0.0]])
    first, second = two_raters(table)
    assert kappa(first, second).value == pytest.approx((0.90 - 0.905) / (1 - 0.905))
    # p_e = 2·.95·.05
    assert gwet(np.column_stack([first, second])).value == pytest.approx((0.90 - 0.095) / (1 - 0.095))


def test_a_category_nobody_used_counts_where_chance_depends_on_their_number():
    used, named = brennan_prediger(CANONICAL), brennan_prediger(CANONICAL, categories=range(1, 11))
    agreed = 0.81818181818
    assert (used.value, named.value) == pytest.approx(((agreed - 0.2) / 0.8, (agreed - 0.1) / 0.9))
    assert fleiss(CANONICAL, categories=range(1, 11)).value == pytest.approx(fleiss(CANONICAL).value)


def test_words_and_own_weights():
    words = pd.DataFrame({"a": ["no", "maybe", "yes", "yes", None], "b": ["no", "yes", "yes", "maybe", "no"]})
    order = ["no", "maybe", "yes"]
    half = np.array([[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]])
    for coefficient in (gwet, fleiss, brennan_prediger, kappa):
        own = coefficient(words, weights=half, categories=order)
        assert own.value == coefficient(words, weights="linear", categories=order).value
        assert coefficient(words).reasons[0].code is Code.BAD_TABLE
        with pytest.raises(ValueError, match="weights of 3 categories"):
            coefficient(words, weights=np.eye(2), categories=order)
        with pytest.raises(ValueError, match="weights called cubic"):
            coefficient(words, weights="cubic", categories=order)


def test_order_of_raters_who_rank_alike():
    # by hand: rank sums 3, 6, 9 of three raters, S = 18 of 9·24/12
    assert kendall_w([[1, 10, 3], [2, 20, 4], [3, 30, 5]]).value == 1
    # Siegel & Castellan 1988, table 9.11, three raters of six: W = .16
    ranks = np.array([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]).T
    assert kendall_w(ranks).value == pytest.approx(0.162, abs=5e-4)


def test_interval_of_gwets_coefficient_holds_19_times_in_20():
    g = np.random.default_rng(6)

    def draw(units):
        truth = g.choice(4, (units, 1), p=[0.6, 0.2, 0.1, 0.1])
        x = np.where(g.random((units, 4)) < 0.7, truth, g.integers(0, 4, (units, 4))).astype(float)
        x[g.random(x.shape) < 0.2] = np.nan
        return x

    whole = gwet(draw(200_000)).value
    found = [gwet(draw(50)) for _ in range(400)]
    assert 0.92 < np.mean([one.low <= whole <= one.high for one in found]) < 0.98


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("coefficient", [gwet, fleiss, brennan_prediger, kappa, kendall_w])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_give_a_reason_or_a_finite_number(name, coefficient):
    found = coefficient(HOSTILE[name])
    undefined = {"empty", "no rows", "one row", "one column", "all NaN", "None objects", "strings", "inf", "constants"}
    if name in undefined | {"duplicate names", "dates"}:
        assert (found.status, found.value, len(found.reasons)) == ("refused", None, 1)
    else:
        assert found.status == "refused" or np.isfinite(found.value)
    two = coefficient(HOSTILE[name].iloc[:, :2])
    assert two.status == "refused" or np.isfinite(two.value)


def test_a_level_is_between_nothing_and_certainty():
    for coefficient in (gwet, fleiss, brennan_prediger, kappa, icc):
        with pytest.raises(ValueError, match="a level of 95"):
            coefficient(CANONICAL[:, :2], level=95)


def test_two_lists_of_words_are_two_raters():
    found = kappa(["no", "yes", "yes", None], ["no", "yes", "no", "yes"], categories=["no", "yes"])
    # agreed 2 of 3, chance 1/3·2/3 + 2/3·1/3
    assert (found.n, found.value) == (3, pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9)))
    assert kappa([1, 2], [1, 2, 3]).reasons[0].code is Code.BAD_TABLE


def test_measures_are_no_categories():
    assert gwet(np.random.default_rng(1).normal(size=(1_000, 3))).reasons[0].code is Code.BAD_TABLE
