"""How near are vignette ratings to the gold, and who is certified?"""

import numpy as np
import pandas as pd
import pytest

from scoring.accuracy import accuracy, certificate, components, gold
from scoring.errors import BadTable, Code

#: methods §17, the tiny oracle.
RATED, GOLD = [[4, 3], [2, 2], [5, 4]], [[3, 3], [2, 1], [4, 5]]


def experts(values: list[float], vignette: str = "v1", criterion: str = "care") -> pd.DataFrame:
    return pd.DataFrame(
        [{"vignette": vignette, "criterion": criterion, "rater": f"e{i}", "rating": v} for i, v in enumerate(values)]
    )


def eight_by_five(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 6, (8, 5)).astype(float)


def test_the_four_components_are_those_of_the_methods():
    found = accuracy(RATED, GOLD)
    assert found.squares == pytest.approx({"E": 1 / 9, "DE": 1 / 18, "SA": 1 / 9, "DA": 7 / 18})
    assert (found.elevation.value, round(found.rms**2, 4)) == (pytest.approx(1 / 3), 0.6667)


@pytest.mark.parametrize("seed", range(20))
def test_the_components_add_up_to_the_mean_squared_difference(seed):
    rng = np.random.default_rng(seed)
    miss = rng.normal(size=(rng.integers(2, 12), rng.integers(1, 9)))
    assert sum(components(miss).values()) == pytest.approx(np.mean(miss**2), rel=1e-12)


def test_a_rater_half_a_point_kinder_everywhere_misses_by_elevation_only():
    found = accuracy(eight_by_five(1) + 0.5, eight_by_five(1))
    assert found.squares == pytest.approx({"E": 0.25, "DE": 0, "SA": 0, "DA": 0})
    assert found.elevation.value == 0.5


def test_a_rater_with_a_halo_confuses_who_is_good_at_what():
    truth = eight_by_five(2)
    halo = np.repeat(truth.mean(axis=1, keepdims=True), 5, axis=1)
    found = accuracy(halo, truth)
    assert found.squares["E"] == pytest.approx(0) and found.squares["DE"] == pytest.approx(0)
    assert found.squares["DA"] > 0.5


def test_frames_are_aligned_by_their_names():
    truth = pd.DataFrame(eight_by_five(3), index=[f"v{n}" for n in range(8)], columns=list("abcde"))
    assert accuracy(truth.iloc[::-1, ::-1], truth).rms == 0


def test_no_evidence_is_no_miss_but_is_said():
    rated = eight_by_five(4)
    rated[2, 1] = np.nan
    found = accuracy(rated, eight_by_five(4))
    assert (found.rms, found.cells, found.gold_cells, found.used) == (0.0, 39, 40, (7, 5))
    assert [reason.code for reason in found.reasons] == [Code.MISSING_TOO_MUCH]


def test_a_discarded_cell_of_the_gold_is_asked_of_nobody():
    truth = eight_by_five(4)
    truth[0, 0] = np.nan
    found = accuracy(eight_by_five(4), truth)
    assert (found.status, found.gold_cells) == ("ok", 39)


def test_with_fewer_than_four_fifths_rated_nothing_is_said():
    rated = eight_by_five(5)
    rated[:, :2] = np.nan
    found = accuracy(rated, eight_by_five(5))
    assert (found.status, found.reasons[0].code, certificate(found).passed) == (
        "refused", Code.MISSING_TOO_MUCH, None,
    )  # fmt: skip


def test_shapes_that_differ_are_the_callers_mistake():
    with pytest.raises(ValueError, match=r"shape \(3, 2\)"):
        accuracy(RATED, [[1, 2]])


def test_who_rates_as_the_experts_is_certified_line_by_line():
    verdict = certificate(accuracy(eight_by_five(6), eight_by_five(6)))
    assert verdict.passed is True
    assert [(line.criterion.of, line.criterion.limit, line.value, line.passed) for line in verdict.lines] == [
        ("rms", 0.80, 0, True), ("elevation", 0.40, 0, True), ("adjacent", 0.90, 1, True), ("exact", 0.50, 1, True),
        ("differential_elevation", 0.60, 0, True),
    ]  # fmt: skip


def bent(kind: str) -> np.ndarray:
    truth = np.tile([2.0, 3.0, 4.0, 3.0, 2.0], (8, 1))
    if kind == "elevation":
        return truth + 0.41
    if kind == "differential_elevation":
        return truth + np.resize([0.7, -0.7], 8)[:, None]
    if kind == "adjacent":
        return truth + np.where(np.arange(40).reshape(8, 5) % 9 == 0, 2.0, 0)
    return truth + np.resize([1.0, -1.0], (8, 5)) * (np.arange(40).reshape(8, 5) < 28)


@pytest.mark.parametrize("kind", ["elevation", "differential_elevation", "adjacent", "exact"])
def test_each_limit_alone_keeps_the_certificate_back(kind):
    verdict = certificate(accuracy(bent(kind), np.tile([2.0, 3.0, 4.0, 3.0, 2.0], (8, 1))))
    assert verdict.passed is False
    assert not next(line for line in verdict.lines if line.criterion.of == kind).passed


def test_a_limit_reached_to_the_digit_is_met():
    verdict = certificate(accuracy(eight_by_five(7) + 0.4, eight_by_five(7)))
    assert next(line for line in verdict.lines if line.criterion.of == "elevation").passed


def test_two_vignettes_certify_nobody():
    verdict = certificate(accuracy(eight_by_five(8)[:2], eight_by_five(8)[:2]))
    assert (verdict.passed, verdict.reasons[0].code) == (None, Code.N_TOO_SMALL)


def test_the_gold_is_the_mean_of_five_experts_who_agree():
    cells = gold(
        pd.concat([experts([3, 3, 4, 3, 4]), experts([1, 5, 3, 2, 4], "v2"), experts([3, 3, 3, 3], "v3")])
    ).set_index("vignette")  # fmt: skip
    assert cells.loc["v1", "rating"] == 3.4
    assert list(cells["kept"]) == [True, False, False]
    assert list(cells["reason"]) == ["", "UNRELIABLE_MEASURE", "N_TOO_SMALL"]
    assert cells.loc[["v2", "v3"], "rating"].isna().all()


def test_an_expert_who_rated_twice_is_named():
    with pytest.raises(BadTable, match="e0 rated v1 on care twice"):
        gold(pd.concat([experts([3]), experts([4])]))


def test_too_hard_is_as_far_from_the_gold_as_too_kind():
    verdict = certificate(accuracy(eight_by_five(7) - 0.41, eight_by_five(7)))
    line = next(line for line in verdict.lines if line.criterion.of == "elevation")
    assert (round(line.value, 2), line.passed) == (-0.41, False)
