"""Is omega the true share of common variance, with an interval that holds, and refused where there is no solution?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.reliability import omega
from tests.scoring.hostile import HOSTILE
from tests.scoring.reliability import bfi
from tests.scoring.reliability.exact import HOLZINGER_SWINEFORD, one_factor, people

LOADINGS = np.array([0.8, 0.7, 0.6, 0.5, 0.4])
SDS = np.array([1, 2, 1, 1.5, 0.7])


def three_groups(second=(0.8, 0.7, 0.6), primary=(0.8, 0.7, 0.6)):
    """Correlations of nine items in three groups behind which stands one general factor; and both true omegas."""
    group = np.kron(np.eye(3), np.array(primary)[:, None])
    phi = one_factor(second)
    r = group @ phi @ group.T
    np.fill_diagonal(r, 1.0)
    general = (group @ np.array(second)).sum() ** 2 / r.sum()
    total = 1 - (1 - np.diag(group @ phi @ group.T)).sum() / r.sum()
    return r, general, total


def test_omega_of_holzinger_and_swineford():
    # R 4.2.2, lavaan: one-factor maximum likelihood of x4–x6, omega .885881 (methods §4.2)
    found = omega(people(HOLZINGER_SWINEFORD))
    assert found.value == pytest.approx(0.885881, abs=5e-7)
    assert found.alpha.value == pytest.approx(0.882707, abs=5e-7)
    assert found.low < found.value < found.high
    assert (found.n, found.status) == (301, "ok")


def test_one_factor_gives_back_the_loadings_it_was_made_of():
    found = omega(people(one_factor(LOADINGS, SDS)))
    assert found.loadings["g"].to_numpy() == pytest.approx(LOADINGS, abs=1e-6)
    assert found.loadings["uniqueness"].to_numpy() == pytest.approx(1 - LOADINGS**2, abs=1e-6)
    general = (LOADINGS @ SDS) ** 2
    assert found.value == pytest.approx(general / (general + (1 - LOADINGS**2) @ SDS**2), abs=1e-7)
    # least squares works on correlations: the units do not count
    general = LOADINGS.sum() ** 2
    plain = omega(people(one_factor(LOADINGS, SDS)), method="minres")
    assert plain.value == pytest.approx(general / (general + (1 - LOADINGS**2).sum()), abs=1e-7)


def test_the_interval_follows_from_leaving_out_one_person_at_a_time():
    # jackknife (Tukey 1958): SE² = (n − 1)/n·Σ(ω₋ᵢ − mean)²; on ln(1 − ω) as the interval is
    g = np.random.default_rng(1)
    x = (g.normal(size=(120, 1)) * LOADINGS + g.normal(size=(120, 5)) * np.sqrt(1 - LOADINGS**2)) * SDS
    for method in ("ml", "minres"):
        left = np.log([1 - omega(np.delete(x, person, axis=0), method=method).value for person in range(120)])
        error = np.sqrt(119 / 120 * ((left - left.mean()) ** 2).sum())
        found = omega(x, method=method)
        half = np.log((1 - found.low) / (1 - found.high)) / 2
        assert half == pytest.approx(1.959964 * error, rel=0.05)


def covered(method, seeds, people=200):
    """Share of samples of five-point answers whose interval holds the omega of 200,000 people."""

    def sample(g, n):
        latent = g.normal(size=(n, 1)) * LOADINGS + g.normal(size=(n, 5)) * np.sqrt(1 - LOADINGS**2)
        return np.digitize(latent, [-2, -1, 0.0, 1.5]) + 1.0  # skewed: normal theory would not do

    truth = omega(sample(np.random.default_rng(0), 200_000), method=method).value
    found = [omega(sample(np.random.default_rng(seed), people), method=method) for seed in seeds]
    known = [one for one in found if one.value is not None]
    assert len(known) >= 0.98 * len(found)  # now and then a sample has a Heywood case
    return np.mean([one.low <= truth <= one.high for one in known])


@pytest.mark.parametrize("method", ["ml", "minres"])
def test_the_interval_covers_about_as_often_as_it_says(method):
    assert covered(method, range(1, 201)) == pytest.approx(0.95, abs=0.05)  # 200 samples: ± 3·.0154


@pytest.mark.slow
@pytest.mark.parametrize("method", ["ml", "minres"])
def test_the_interval_covers_as_often_as_it_says_in_many_samples(method):
    assert covered(method, range(1, 2001)) == pytest.approx(0.945, abs=0.015)


def test_the_hierarchy_gives_back_the_omegas_it_was_made_of():
    r, general, total = three_groups()
    found = omega(people(r, n=500), n_factors=3, resamples=20)
    assert found.hierarchical.value == pytest.approx(general, abs=1e-4)
    assert found.value == pytest.approx(total, abs=1e-4)
    assert found.hierarchical.low < general < found.hierarchical.high
    assert (found.status, found.hierarchical.status) == ("ok", "ok")
    assert list(found.loadings) == ["g", "F1", "F2", "F3", "uniqueness"]
    squares = (found.loadings.drop(columns="uniqueness") ** 2).sum(axis=1) + found.loadings["uniqueness"]
    assert squares.to_numpy() == pytest.approx(np.ones(9), abs=1e-6)
    # the same people, the same seed: the same interval
    again = omega(people(r, n=500), n_factors=3, resamples=20)
    assert (again.hierarchical.low, again.hierarchical.high) == (found.hierarchical.low, found.hierarchical.high)


def test_the_interval_of_omega_hierarchical_has_the_width_of_repeated_samples():
    r, general, _ = three_groups((0.9, 0.8, 0.8), (0.8, 0.8, 0.7))
    root = np.linalg.cholesky(r)
    samples = [np.random.default_rng(seed).normal(size=(400, 9)) @ root.T for seed in range(40)]
    values = [omega(x, 3, resamples=0).hierarchical for x in samples]
    assert all(value.low is None for value in values)
    spread = np.std(np.log(1 - np.array([value.value for value in values])), ddof=1)
    found = omega(samples[0], 3, resamples=100).hierarchical
    half = np.log((1 - found.low) / (1 - found.high)) / 2 / 1.959964
    assert half == pytest.approx(spread, rel=0.35)
    # oblimin draws factors a little too far apart: the hierarchy is a few hundredths low, never high
    assert general - 0.03 < np.mean([value.value for value in values]) < general


def test_one_factor_knows_no_hierarchy():
    found = omega(people(HOLZINGER_SWINEFORD)).hierarchical
    assert (found.value, found.reasons[0].code, found.reasons[0].values["of"]) == (None, Code.N_TOO_SMALL, "factors")


def test_few_items_behind_a_group_and_two_factors_are_fragile():
    group = np.kron(np.eye(3), np.array([0.8, 0.7])[:, None])
    r = group @ one_factor((0.8, 0.7, 0.6)) @ group.T
    np.fill_diagonal(r, 1.0)
    found = omega(people(r), n_factors=3, resamples=0).hierarchical
    assert found.reasons[0].values == {"n": 2, "need": 3, "of": "items"}
    pair = np.kron(np.eye(2), np.array([0.8, 0.7, 0.6])[:, None])
    r = pair @ np.array([[1, 0.49], [0.49, 1]]) @ pair.T
    np.fill_diagonal(r, 1.0)
    two = omega(people(r), n_factors=2, resamples=0).hierarchical
    assert two.value == pytest.approx((0.7 * 4.2) ** 2 / r.sum(), abs=1e-4)
    assert two.reasons[0].values == {"n": 2, "need": 3, "of": "factors"}


def test_a_copied_item_an_item_explained_by_the_others_and_an_item_explained_too_well_are_named():
    items = people(one_factor(LOADINGS))
    for n_factors in (1, 2):
        copied = omega(items.assign(q6=items["q2"] * 2 + 1), n_factors)
        assert (copied.status, copied.reasons[0].code) == ("refused", Code.HEYWOOD)
        assert copied.reasons[0].values["item"] == "q6"
        assert copied.n == copied.total.n == copied.reasons[0].values["n"] == len(items)
        sums = omega(items.assign(q6=items["q1"] + items["q2"]), n_factors)
        assert sums.reasons[0].code is Code.HEYWOOD and sums.total.reasons == sums.reasons
    # r12·r13/r23 = 1.2 is the first communality of three items
    r = np.array([[1, 0.6, 0.6], [0.6, 1, 0.3], [0.6, 0.3, 1]])
    for method in ("ml", "minres"):
        found = omega(people(r), method=method)
        assert (found.value, found.reasons[0].code, found.reasons[0].values["item"]) == (None, Code.HEYWOOD, "q1")
        assert found.n == len(people(r))


def test_an_item_that_runs_against_the_others_is_named():
    items = people(one_factor(LOADINGS))
    found = omega(items.assign(q3=-items["q3"]))
    assert [(reason.code, reason.values["item"]) for reason in found.reasons] == [(Code.KEYED_WRONG, "q3")]


def test_wrong_options_are_the_programmers_fault():
    items = people(one_factor(LOADINGS))
    for options in ({"n_factors": 0}, {"n_factors": 2, "method": "ml"}, {"method": "pca"}, {"level": 1.0}):
        with pytest.raises(ValueError, match=r"factors"):
            omega(items, **options)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("options", [{}, {"method": "minres"}, {"n_factors": 3, "resamples": 5}])
@pytest.mark.filterwarnings("error")
def test_hostile_tables_give_a_reason_or_a_finite_omega(name, options):
    found = omega(HOSTILE[name], **options)
    if found.status == "refused":
        assert found.reasons and (found.value, found.hierarchical.value, found.alpha.value) == (None, None, None)
    else:
        assert name in {"more items than people", "booleans"} and np.isfinite(found.value)


@pytest.mark.filterwarnings("error")
def test_noise_never_ends_in_a_traceback():
    g = np.random.default_rng(6)
    for n, k in ((10, 4), (30, 8), (200, 12)):
        for _ in range(5):
            x = pd.DataFrame(g.integers(1, 6, (n, k)))
            for options in ({}, {"method": "minres"}, {"n_factors": 3, "resamples": 0}):
                found = omega(x, **options)
                assert found.reasons or np.isfinite(found.value)


@bfi.needs_bfi
@pytest.mark.parametrize("letter", bfi.SCALES)
def test_omega_of_the_bfi_matches_lavaan_and_psych(letter):
    golden, items = bfi.golden(letter), bfi.scale(letter)
    ml, minres = omega(items), omega(items, method="minres")
    assert ml.value == pytest.approx(golden["omega_u_from_ml_cfa_raw"], abs=1e-5)
    assert minres.value == pytest.approx(golden["omega_tot_1f_minres"], abs=1e-6)
    assert minres.loadings["g"].to_dict() == pytest.approx(golden["minres1_loadings"], abs=1e-4)
    # lavaan's standardized loadings are of the model's own SDs, as ours are
    assert ml.loadings["g"].to_dict() == pytest.approx(golden["cfa_loadings_std"], abs=1e-4)


@bfi.needs_bfi
@pytest.mark.parametrize("letter", bfi.SCALES)
def test_three_factors_behind_five_items_are_said_to_be_too_many(letter):
    # −2 degrees of freedom: many solutions fit alike. psych prints one of them and lets its general factor explain a
    # group by 100 %; the total hardly depends on which, the hierarchy has no proper solution
    golden, found = bfi.golden(letter), omega(bfi.scale(letter), 3)
    assert found.value == pytest.approx(golden["omega_t_3f"], abs=1e-3)
    assert found.total.reasons[0].values == {"n": 5, "need": 6, "of": "items"}
    assert found.low is None
    assert found.hierarchical.reasons[0].code is Code.HEYWOOD
