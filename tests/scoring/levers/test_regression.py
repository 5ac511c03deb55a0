"""CR1 beside statsmodels, few teams beside a bootstrap written out draw by draw, and what does not exist is named."""

import numpy as np
import pytest

from scoring.errors import Code, Undefined
from scoring.levers.regression import CR1, WILD, clustered
from scoring.levers.wild import DRAWS, WEBB

PLACE = np.arange(72)
TEAM = (PLACE % 12).astype(np.intp)
X = np.column_stack([np.sin(1.7 * PLACE), np.cos(0.9 * PLACE * PLACE)])
BESIDE = np.sin(0.31 * PLACE * PLACE)[:, None]
WEIGHT = 1.0 + PLACE % 5
Y = 0.5 * X[:, 0] + 0.3 * BESIDE[:, 0] + np.cos(TEAM) + np.sin(2.3 * PLACE * PLACE + 1)


def test_inside_teams_it_is_statsmodels_with_a_column_a_team():
    """WLS(...).fit(cov_type="cluster", use_t=True) of statsmodels 0.15.0 on the same numbers."""
    found = clustered(Y, X, BESIDE, TEAM, WEIGHT)
    assert found.b == pytest.approx([0.568600810167, -0.163671707915], rel=1e-10)
    assert found.se == pytest.approx([0.106539486479, 0.125118850855], rel=1e-10)
    assert found.p == pytest.approx([0.000238504581, 0.217504670296], rel=1e-8)
    assert found.low == pytest.approx([0.334108981462, -0.439056441894], rel=1e-10)
    assert found.high == pytest.approx([0.803092638871, 0.111713026064], rel=1e-10)
    assert found.low90 == pytest.approx([0.377268163806, -0.388370752698], rel=1e-10)
    assert (found.n, found.teams, found.free, found.method) == (72, 12, 72 - 15, CR1)
    assert found.above == pytest.approx([0.0001192522905, 1 - 0.217504670296 / 2], rel=1e-8)


def test_without_levels_of_teams_it_is_statsmodels_with_one_constant():
    found = clustered(Y, X[:, :1], np.zeros((72, 0)), TEAM, WEIGHT, absorb=False)
    assert found.b[0] == pytest.approx(0.6709741692124165, rel=1e-10)
    assert found.se[0] == pytest.approx(0.13227589973650047, rel=1e-10)
    assert found.p[0] == pytest.approx(0.0003591552964542877, rel=1e-8)


def test_teams_of_one_change_nothing_inside_teams():
    alone = np.r_[TEAM, [20, 21]]
    more = clustered(
        np.r_[Y, 50.0, -50.0], np.r_[X, [[9.0, 9.0], [-9.0, 9.0]]], np.r_[BESIDE, [[1.0], [1.0]]], alone,
        np.r_[WEIGHT, 1.0, 1.0],
    )  # fmt: skip
    found = clustered(Y, X, BESIDE, TEAM, WEIGHT)
    assert (more.teams, more.n) == (12, 72)
    assert more.b == pytest.approx(found.b) and more.se == pytest.approx(found.se)


def test_what_stands_beside_twice_or_never_varies_is_left_out():
    found = clustered(Y, X, BESIDE, TEAM, WEIGHT)
    more = clustered(Y, X, np.column_stack([BESIDE, 2 * BESIDE, np.ones(72), TEAM]), TEAM, WEIGHT)
    assert more.b == pytest.approx(found.b) and more.se == pytest.approx(found.se) and more.free == found.free


def test_a_column_that_never_differs_inside_a_team_has_no_coefficient_and_the_others_keep_theirs():
    found = clustered(Y, np.column_stack([X[:, 0], TEAM]), BESIDE, TEAM, WEIGHT)
    assert np.isnan(found.b[1]) and np.isnan(found.low[1]) and np.isfinite(found.b[0])


FEW = PLACE < 36
FEW_TEAM = (PLACE[FEW] % 6).astype(np.intp)


def by_hand(null: float, place: int = 0) -> tuple[float, float]:
    """Two-sided and one-sided chance, every draw refitted with a column a team."""
    y, w = Y[FEW], np.sqrt(WEIGHT[FEW])
    design = np.column_stack([X[FEW], BESIDE[FEW], np.eye(6)[FEW_TEAM]]) * w[:, None]

    def t_of(result, null):
        b = np.linalg.lstsq(design, result, rcond=None)[0]
        left = result - design @ b
        inverse = np.linalg.inv(design.T @ design)
        scores = np.array([design[g == FEW_TEAM].T @ left[g == FEW_TEAM] for g in range(6)])
        factor = 6 / 5 * 35 / (36 - 9)
        variance = inverse @ (scores.T @ scores) @ inverse * factor
        return (b[place] - null) / np.sqrt(variance[place, place])

    others = np.delete(design, place, axis=1)
    target = y * w - null * design[:, place]
    kept = others @ np.linalg.lstsq(others, target, rcond=None)[0]
    left = target - kept
    signs = np.random.default_rng(5).choice(WEBB, size=(6, DRAWS))
    drawn = np.array([t_of(kept + null * design[:, place] + signs[FEW_TEAM, d] * left, null) for d in range(DRAWS)])
    seen = t_of(y * w, null)
    return (1 + (abs(drawn) >= abs(seen) - 1e-12).sum()) / (1 + DRAWS), (1 + (drawn >= seen - 1e-12).sum()) / (
        1 + DRAWS
    )


def test_the_bootstrap_of_few_teams_is_the_one_that_refits_every_draw():
    found = clustered(Y[FEW], X[FEW], BESIDE[FEW], FEW_TEAM, WEIGHT[FEW], seed=5)
    two, one = by_hand(0.0)
    assert found.method == WILD
    assert (found.p[0], found.above[0]) == (pytest.approx(two), pytest.approx(one))


def test_its_interval_holds_the_values_it_does_not_refuse():
    found = clustered(Y[FEW], X[FEW], BESIDE[FEW], FEW_TEAM, WEIGHT[FEW], seed=5)
    for end, side in ((found.low[0], -1), (found.high[0], 1)):
        assert by_hand(end - side * 0.02)[0] >= 0.05 > by_hand(end + side * 0.02)[0]
    assert found.low[0] < found.low90[0] < found.b[0] < found.high90[0] < found.high[0]


def test_webb_weights_have_mean_zero_and_variance_one():
    assert len(WEBB) == 6 and WEBB.mean() == pytest.approx(0) and (WEBB**2).mean() == pytest.approx(1)


def false_alarms(times: int, teams: int) -> tuple[float, float]:
    """Share of worlds without any effect in which one is found: by the bootstrap, and by t with G − 1."""
    wild, plain = 0, 0
    for seed in range(times):
        rng = np.random.default_rng(seed)
        sizes = rng.integers(4, 30, teams)
        team = np.repeat(np.arange(teams), sizes).astype(np.intp)
        x = rng.normal(size=(len(team), 1)) * rng.lognormal(0, 0.8, teams)[team][:, None]
        slope = rng.normal(0, 0.5, teams)  # a lever that matters here and harms there, nothing on average
        y = slope[team] * x[:, 0] + rng.normal(size=len(team))
        found = clustered(y, x, np.zeros((len(team), 0)), team, np.ones(len(team)), seed)
        wild += found.p[0] < 0.05
        plain += abs(found.b[0] / found.se[0]) > 2.5706  # t of 5 degrees
    return wild / times, plain / times


@pytest.mark.slow
def test_with_six_unequal_teams_the_bootstrap_keeps_its_level_where_t_does_not():
    wild, plain = false_alarms(1000, 6)
    print(f"false alarms at .05 with six teams: bootstrap {wild:.3f}, t with G − 1 {plain:.3f}")
    assert wild <= 0.08 < plain


def test_few_of_sixty_companies_of_six_teams_give_a_false_alarm():
    assert false_alarms(60, 6)[0] <= 0.12


@pytest.mark.parametrize(
    ("y", "team", "code"),
    [
        (Y, np.zeros(72, dtype=np.intp), Code.CLUSTERS_TOO_FEW),
        (Y, np.arange(72), Code.CLUSTERS_TOO_FEW),
        (np.cos(TEAM), TEAM, Code.NO_VARIANCE),
        (Y[:24], np.repeat(np.arange(12), 2).astype(np.intp), None),
        (Y[:6], np.array([0, 0, 1, 1, 2, 2]), Code.N_TOO_SMALL),
    ],
)
def test_what_does_not_exist_is_named(y, team, code):
    n = len(y)
    if code is None:
        assert np.isfinite(clustered(y, X[:n], BESIDE[:n], team, WEIGHT[:n]).b).all()
        return
    with pytest.raises(Undefined) as refused:
        clustered(y, X[:n], BESIDE[:n], team, WEIGHT[:n])
    assert refused.value.code == code
