"""Is the invented company the one whose recoveries methods §16 quotes?"""

import importlib.util
import sys
from types import ModuleType

import numpy as np
import pytest

from assess.demo.world import EFFECTS, World, composite, make
from tests.reference import SHARED, beside


def reference(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"reference_{name}", SHARED / "reference" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@beside("the literal numbers below hold the same draws")
@pytest.mark.parametrize("seed", [1, 7])
def test_every_array_is_the_one_of_the_reference_world(seed: int) -> None:
    ours, theirs = make(seed), reference("world").make(seed)
    names = {
        "team": "team",
        "region": "region",
        "segment": "seg",
        "coaching": "coach",
        "new_plan": "comp",
        "crm_quality": "crmq",
        "team_effect": "team_eff",
        "territory": "terr",
        "inherited": "inh",
        "inherited_size": "inh_size",
        "talent": "talent",
        "outliers": "out",
        "earned": "earned",
        "circumstance": "circ",
        "kpis": "Y",
        "hired": "hire",
    }
    for mine, name in names.items():
        np.testing.assert_allclose(getattr(ours, mine), theirs[name], rtol=1e-12, atol=1e-12, err_msg=mine)
    for practice in EFFECTS:
        np.testing.assert_allclose(ours.practices[practice], theirs["L"][practice], rtol=1e-12, err_msg=practice)
        np.testing.assert_allclose(ours.practised[practice], theirs["Lt"][practice], rtol=1e-12, err_msg=practice)


def test_the_shipped_company_has_the_numbers_it_always_had() -> None:
    """Literal draws of reference/world.py make(7), and of the observed potential in reference/perf2.py (seed + 999)."""
    world = make(7)
    assert world.earned[:4] == pytest.approx(
        [-2.264122478926916, -0.26663114550140543, -0.06832803984499428, 2.025211326127358], rel=1e-9
    )
    assert world.outliers.tolist() == [14, 121, 219, 79, 21, 164, 101, 193, 46, 187]
    assert world.kpis[5, 11] == pytest.approx(
        [0.7493497076783948, 0.17444112070106169, -0.42165450714632957, 0.05486392677930407, 2.201779334129974],
        rel=1e-9,
    )
    assert world.potential[:2] == pytest.approx([1.5278589745472575, -0.1716636826071527], rel=1e-9)
    assert np.isnan(world.kpis[0, 0]).all() and world.hired[0] > 0


def test_one_seed_is_one_company_and_another_seed_another() -> None:
    assert make(3).kpis.tobytes() == make(3).kpis.tobytes()
    assert make(3).kpis.tobytes() != make(4).kpis.tobytes()


def recovered(world: World) -> tuple[float, float, float]:
    """r(raw composite, earned), r(composite without circumstance, earned), share who inherited."""
    results = composite(world)
    seen = ~np.isnan(results).all(axis=1)
    raw = np.nanmean(results[seen], axis=1)
    circumstance = np.column_stack([world.potential, world.inherited, world.inherited_size])[seen]
    members = np.eye(24)[world.team[seen]]
    fitted = np.linalg.lstsq(np.column_stack([circumstance, members]), raw, rcond=None)[0]
    adjusted = raw - circumstance @ fitted[:3]
    earned = world.earned[seen]
    return (
        float(np.corrcoef(raw, earned)[0, 1]),
        float(np.corrcoef(adjusted, earned)[0, 1]),
        float(world.inherited.mean()),
    )


def test_taking_circumstance_out_recovers_what_was_earned() -> None:
    """methods §16.1, 30 seeds: r(adjusted, truth) ≈ .905 ± .02, raw .859; 15 % inherit accounts (base 14.6 %)."""
    raw, adjusted, inherited = np.mean([recovered(make(seed)) for seed in range(1, 31)], axis=0)
    assert raw == pytest.approx(0.859, abs=0.01)
    assert adjusted == pytest.approx(0.905, abs=0.01)
    assert inherited == pytest.approx(0.146, abs=0.01)


def test_practices_carry_the_effects_that_were_put_into_them() -> None:
    """With the truth in hand, regression on true practices, talent and team gives back β of methods §16.2."""
    slopes = []
    for seed in range(1, 11):
        world = make(seed)
        known = np.column_stack([*(world.practised[name] for name in EFFECTS if name != "presales"), world.talent])
        design = np.column_stack([known, np.eye(24)[world.team]])
        slopes.append(np.linalg.lstsq(design, world.earned, rcond=None)[0][: known.shape[1]])
    expected = [effect for name, effect in EFFECTS.items() if name != "presales"] + [0.50]
    assert np.mean(slopes, axis=0) == pytest.approx(expected, abs=0.03)


def test_an_executive_briefing_goes_with_the_territory_and_presales_with_success() -> None:
    worlds = [make(seed) for seed in range(1, 11)]
    briefing = np.mean([np.corrcoef(w.practices["exec_brief"], w.territory)[0, 1] for w in worlds])
    presales = np.mean([np.corrcoef(w.practices["presales"], w.earned)[0, 1] for w in worlds])
    assert briefing == pytest.approx(0.6 * np.sqrt(0.8), abs=0.03)
    assert presales == pytest.approx(0.5 * np.sqrt(0.8), abs=0.03)
