"""Are variances, Φ and Eρ² those of the textbooks, and near the truth where there is one?"""

import time

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.generalizability import generalizability
from scoring.generalizability.components import Design, design, moments, restricted
from tests.scoring.generalizability.worlds import SHROUT_FLEISS, TRUE, draw, long, nested


def by_anova(x: np.ndarray) -> dict[str, float]:
    """Variances of a complete ratees × raters × criteria table by expected mean squares (Brennan 2001, table 3.2)."""
    n = dict(zip("pri", x.shape, strict=True))
    axes = {"p": 0, "r": 1, "i": 2}
    mean = {
        part: x.mean(axis=tuple(axes[a] for a in "pri" if a not in part), keepdims=True)
        for part in ("", "p", "r", "i", "pr", "pi", "ri", "pri")
    }
    effect, square = {"": mean[""]}, {}
    for part in ("p", "r", "i", "pr", "pi", "ri", "pri"):
        inside = [one for one in effect if set(one) < set(part)]
        effect[part] = mean[part] - sum(effect[one] for one in inside)
        df = np.prod([n[a] - 1 for a in part])
        square[part] = (np.broadcast_to(effect[part], x.shape) ** 2).sum() / df
    e = square["pri"]
    p, r, i = n["p"], n["r"], n["i"]
    return {
        "ratee": (square["p"] - square["pr"] - square["pi"] + e) / (r * i),
        "rater": (square["r"] - square["pr"] - square["ri"] + e) / (p * i),
        "criterion": (square["i"] - square["pi"] - square["ri"] + e) / (p * r),
        "ratee_rater": (square["pr"] - e) / i, "ratee_criterion": (square["pi"] - e) / r,
        "rater_criterion": (square["ri"] - e) / p, "residual": e,
    }  # fmt: skip


def coded(table: pd.DataFrame) -> Design:
    """The crossed design of a long table with several criteria."""
    p, r, i = (pd.factorize(table[name])[0].astype(np.int64) for name in ("ratee", "rater", "criterion"))

    def pair(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return pd.factorize(a * 1000 + b)[0].astype(np.int64)

    return design(
        {"ratee": p, "rater": r, "criterion": i, "ratee_rater": pair(p, r), "ratee_criterion": pair(p, i),
         "rater_criterion": pair(r, i)}
    )  # fmt: skip


def test_shrout_and_fleiss_give_the_variances_and_the_d_study_of_the_methods():
    found = generalizability(long(np.array(SHROUT_FLEISS, dtype=float)[:, :, None]))
    assert found.components["variance"].to_dict() == pytest.approx(
        {"ratee": 2.5556, "rater": 5.2445, "residual": 1.0194}, abs=1e-3
    )
    rows = {panel.raters: (round(panel.rank.value, 3), round(panel.phi.value, 3)) for panel in found.panels}
    assert {n: rows[n] for n in (1, 2, 3, 4, 6, 8)} == {
        1: (0.715, 0.290), 2: (0.834, 0.449), 3: (0.883, 0.550), 4: (0.909, 0.620), 6: (0.938, 0.710), 8: (0.953, 0.765)
    }  # fmt: skip
    assert (found.enough_rank, found.enough) == (2, 10)


def test_on_complete_ratings_both_estimators_are_analysis_of_variance():
    table = draw(12, 4, 3, 4, seed=5)
    x = table.sort_values(["ratee", "rater", "criterion"], key=lambda c: c.astype(int))["rating"].to_numpy()
    expected = by_anova(x.reshape(12, 4, 3))
    assert min(expected.values()) > 0
    found = coded(table)
    y = table["rating"].to_numpy()
    raw = moments(found, y[:, None])[:, 0]
    assert dict(zip(found.names, raw, strict=True)) == pytest.approx(expected)
    assert dict(zip(found.names, restricted(found, y, raw), strict=True)) == pytest.approx(expected, rel=2e-3)


def test_reml_stands_at_the_top_of_its_likelihood_when_combinations_are_missing():
    """The likelihood of contrasts, written down anew, is lower wherever a variance is moved."""
    table = draw(20, 6, 3, 3, seed=4)
    found, y = coded(table), table["rating"].to_numpy()
    top = restricted(found, y, moments(found, y[:, None])[:, 0])
    contrasts = np.linalg.svd(np.ones((1, len(y))))[2][1:]

    def likelihood(variances: np.ndarray) -> float:
        v = variances[-1] * np.eye(len(y))
        for codes, variance in zip(found.codes.values(), variances[:-1], strict=True):
            v += variance * (codes[:, None] == codes)
        inner, z = contrasts @ v @ contrasts.T, contrasts @ y
        return -0.5 * (np.linalg.slogdet(inner)[1] + z @ np.linalg.solve(inner, z))

    best = likelihood(top)
    for place in range(len(top)):
        for moved in (top[place] + 0.02, top[place] - 0.02):
            if moved >= (1e-3 if place == len(top) - 1 else 0):
                assert likelihood(np.r_[top[:place], moved, top[place + 1 :]]) < best


def test_variances_are_unbiased_on_panels_with_gaps():
    found = [
        moments(coded(t), t["rating"].to_numpy()[:, None])[:, 0] for t in (draw(60, 12, 4, 3, s) for s in range(60))
    ]
    assert np.mean(found, axis=0) == pytest.approx(list(TRUE.values()), abs=0.03)


def test_the_interval_of_phi_holds_the_truth_as_often_as_it_says():
    true, held = 0.5 + 0.15 / 4, 0
    phi = true / (true + (0.1 + 0.1 + (0.03 + 0.4) / 4) / 3)
    for seed in range(40):
        panel = generalizability(draw(60, 12, 4, 3, seed), sizes=[3]).panels[0].phi
        held += panel.low <= phi <= panel.high
    assert held >= 34


def test_raters_who_meet_one_ratee_each_are_nested_and_phi_is_the_order_too():
    found = generalizability(nested(150, 3, 4, seed=2))
    assert found.design == "nested"
    variance = found.components["variance"]
    assert variance["rater_in_ratee"] == pytest.approx(TRUE["rater"] + TRUE["ratee_rater"], abs=0.06)
    assert all(panel.phi.value == panel.rank.value for panel in found.panels)


def test_each_further_rater_adds_less():
    gains = [panel.gain for panel in generalizability(draw(60, 12, 4, 3, 1)).panels]
    assert gains[0] is None
    assert gains[1:] == sorted(gains[1:], reverse=True) and gains[-1] > 0


def test_a_variance_below_zero_is_none_and_said():
    rng = np.random.default_rng(8)
    x = rng.normal(size=(40, 1, 1)) + 0.5 * rng.normal(size=(40, 4, 5))  # raters differ in nothing
    found = generalizability(long(x))
    assert Code.NEGATIVE_VARIANCE in {reason.code for reason in found.reasons}
    assert (found.components["variance"] >= 0).all() and found.components["negative"].any()


def test_one_hundred_twenty_thousand_ratings_take_seconds():
    start = time.process_time()
    found = generalizability(draw(1000, 40, 8, 15, seed=1))
    assert time.process_time() - start < 10
    assert found.components["variance"].to_dict() == pytest.approx(TRUE, abs=0.06)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (long(np.full((12, 3, 2), 3.0)), Code.NO_VARIANCE),
        (long(np.arange(12.0).reshape(12, 1, 1)), Code.N_TOO_SMALL),
        (pd.DataFrame({"ratee": ["a"]}), Code.BAD_TABLE),
        (pd.DataFrame(columns=["ratee", "rater", "criterion", "rating"]), Code.N_TOO_SMALL),
    ],
)
def test_what_says_nothing_is_refused_with_its_reason(table, code):
    found = generalizability(table)
    assert (found.status, found.reasons[0].code, found.panels) == ("refused", code, ())


def test_raters_each_on_a_topic_of_their_own_cannot_be_told_from_the_topics():
    table = draw(40, 4, 4, 4, seed=3)
    own = table[table["rater"] == table["criterion"]]
    assert generalizability(own).reasons[0].code == Code.DESIGN_CONFOUNDED
