"""Does the Schmid–Leiman solution give back a general factor that is known?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.factors import schmid_leiman
from tests.scoring.factors.measured import people
from tests.scoring.factors.published import PUPILS, bfi, golden, named, needs_bfi

REVERSED = ["A1", "C4", "C5", "E1", "E2", "O2", "O5"]
#: Nine items of three groups whose factors load .8, .7 and .6 on one.
GROUPS = np.kron(np.eye(3), np.array([[0.8], [0.7], [0.6]]))
SECOND = np.array([0.8, 0.7, 0.6])


def hierarchy(groups: np.ndarray, second: np.ndarray) -> np.ndarray:
    phi = np.outer(second, second)
    np.fill_diagonal(phi, 1)
    R = groups @ phi @ groups.T
    np.fill_diagonal(R, 1)
    return R


def test_a_general_factor_known_in_full_comes_back():
    # Schmid & Leiman 1957: general λ·g, group λ·√(1 − g²); first item .8·.8 = .64 and .8·.6 = .48
    found = schmid_leiman(named(hierarchy(GROUPS, SECOND), 500))
    assert found.status == "ok"
    assert found.general.to_numpy() == pytest.approx(GROUPS @ SECOND, abs=1e-4)
    assert found.general["x1"] == pytest.approx(0.64, abs=1e-4)
    group = found.group.loc[:, found.group.loc["x1"].abs().idxmax()]
    assert group.to_numpy()[:4] == pytest.approx([0.48, 0.42, 0.36, 0], abs=1e-4)
    assert sorted(found.second_order) == pytest.approx([0.6, 0.7, 0.8], abs=1e-4)


def test_general_and_group_factors_reproduce_the_correlations():
    found = schmid_leiman(PUPILS)
    loadings = np.column_stack([found.general, found.group])
    implied = loadings @ loadings.T + np.diag(found.uniquenesses)
    assert np.diag(implied) == pytest.approx(1)
    assert np.abs(implied - PUPILS.R).max() < 0.06


def test_an_item_that_points_the_other_way_loads_the_other_way():
    frame = people(3000, seed=2)
    turned = frame.assign(x2=-frame["x2"])
    first, second = schmid_leiman(frame), schmid_leiman(turned)
    assert second.general["x2"] == pytest.approx(-first.general["x2"], abs=1e-6)
    assert second.general["x1"] == pytest.approx(first.general["x1"], abs=1e-6)
    assert first.general.sum() > 0


def test_two_group_factors_share_their_correlation_evenly():
    # φ = .36: both second-order loadings are .6, which is a choice, not a finding
    found = schmid_leiman(named(hierarchy(GROUPS[:6, :2], np.array([0.9, 0.4])), 500), n_factors=2)
    assert found.second_order.to_numpy() == pytest.approx([0.6, 0.6], abs=1e-4)


def test_a_group_without_anything_of_its_own_is_said():
    found = schmid_leiman(named(hierarchy(GROUPS, np.array([0.999, 0.7, 0.6])), 500))
    assert (found.status, found.reasons[0].code) == ("caveat", Code.HEYWOOD)
    assert found.group[found.reasons[0].values["item"]].abs().max() < 0.1


def test_no_general_factor_is_made_up_where_groups_have_nothing_in_common():
    # correlations of factors are then rounding errors, which may or may not be those of one factor
    found = schmid_leiman(named(hierarchy(GROUPS, np.zeros(3)), 500))
    assert found.status == "refused" or found.general.abs().max() < 0.01


def test_options_that_cannot_be_are_the_callers_fault():
    for wrong in ({"n_factors": 1}, {"rotation": "varimax"}, {"method": "gls"}):
        with pytest.raises(ValueError, match=r"group factor|varimax|gls"):
            schmid_leiman(PUPILS, **wrong)
    few = schmid_leiman(people(100, 1)[["x1", "x2", "x3"]])
    assert (few.reasons[0].code, few.reasons[0].values["need"]) == (Code.N_TOO_SMALL, 4)


@needs_bfi
@pytest.mark.parametrize("scale", "ACENO")
def test_omega_hierarchical_of_the_bfi_is_near_psychs(scale):
    # Three factors in five items are one of many exact solutions: where the search starts and stops decides the second
    # decimal of omega hierarchical; omega total is firmer.
    reference = golden("alpha_omega_bfi")[scale]
    items = bfi(complete=False).filter(regex=f"^{scale}").dropna()
    items = pd.DataFrame({name: 7 - items[name] if name in REVERSED else items[name] for name in items})
    found, total = schmid_leiman(items), items.corr().to_numpy().sum()
    assert found.general.sum() ** 2 / total == pytest.approx(reference["omega_h_3f"], abs=0.01)
    assert 1 - found.uniquenesses.sum() / total == pytest.approx(reference["omega_t_3f"], abs=0.001)
