"""How much of the known truth is recovered? ``pytest -s -m slow -k recovery_table`` prints the table of docs."""

import numpy as np
import pytest

from scoring.tiers import drawn
from tests.scoring.test_tiers import analysed, bins, calibration_error, make, proof, slope

SEEDS = range(1, 21)
#: What thirty seeds gave when the methods were written (§2.5, §16.1), and how far twenty may lie from it.
EXPECTED = {
    "phi": (0.15, 0.02), "icc": (0.45, 0.02), "reliability": (0.88, 0.01), "r_raw": (0.859, 0.015),
    "r_adjusted": (0.905, 0.015), "hit_raw": (0.71, 0.02), "hit_adjusted": (0.77, 0.025),
    "inherited_raw": (0.226, 0.03), "inherited_adjusted": (0.147, 0.03), "inherited_base": (0.146, 0.02),
    "confident": (26, 3), "cannot_tell": (42, 4),
}  # fmt: skip


def stated(seeds, joint):
    """Chances of everyone rated, with or without the uncertainty of μ and γ̂, and who is truly on top."""
    chances, true = [], []
    for seed in seeds:
        world, found = make(seed), analysed(seed)
        rated = found.raw.periods > 0
        earned = world.earned[rated]
        chances.append(drawn(found, seed, joint=joint).top[rated])
        true.append((-earned).argsort().argsort() < np.ceil(0.2 * rated.sum()))
    return np.concatenate(chances), np.concatenate(true)


@pytest.mark.slow
def test_the_recovery_table_over_twenty_companies(capsys):
    marks, chance, true = proof(SEEDS)
    without = stated(SEEDS, joint=False)
    r_mixed = np.mean(
        [
            np.corrcoef(found.mixed.scores[found.raw.periods > 0], found.adjusted.posterior[found.raw.periods > 0])[
                0, 1
            ]
            for found in map(analysed, SEEDS)
        ]
    )
    with capsys.disabled():
        print(f"\n{'':24}{'found':>9}{'expected':>10}")
        for key, (value, band) in EXPECTED.items():
            print(f"{key:24}{marks[key]:9.3f}{value:10.3f} ± {band:g}")
        print(f"{'r_mixed_model':24}{r_mixed:9.3f}{'≥ .950':>10}")
        for words, (said, seen) in {"without the error of γ̂, μ": without, "with it": (chance, true)}.items():
            print(f"{words:26} slope {slope(said, seen):.3f}  ECE {calibration_error(said, seen):.4f}")
        print("stated → true (n): " + "  ".join(f"{a:.2f} → {b:.2f} ({n})" for a, b, n in bins(chance, true)))
    for key, (value, band) in EXPECTED.items():
        assert marks[key] == pytest.approx(value, abs=band), key
    assert r_mixed >= 0.95
    assert abs(marks["inherited_adjusted"] - marks["inherited_base"]) <= 0.04
    assert 0.80 <= slope(chance, true) <= 1.10
    assert calibration_error(chance, true) <= 0.02
    assert abs(slope(chance, true) - 1) <= abs(slope(*without) - 1)
    for said, seen, n in bins(chance, true):
        assert abs(said - seen) <= 0.05 + 2 * np.sqrt(seen * (1 - seen) / n)
