"""Are teams that start at different times compared only with teams that have not started?"""

import numpy as np
import pandas as pd
import pytest

from scoring.change import Design, difference_in_differences
from scoring.change.panel import panel
from scoring.change.staggered import cells, changes, staggered
from scoring.errors import Code

STARTS = np.array([3] * 7 + [5] * 9 + [0] * 14)


def drawn(seed=3, effect=0.5, growth=0.1):
    rng = np.random.default_rng(seed)
    teams, periods = len(STARTS), 8
    y = rng.normal(size=(teams, 1)) + 0.1 * np.arange(periods) + rng.normal(size=(teams, periods))
    for team, start in enumerate(STARTS):
        if start:
            y[team, start:] += effect + growth * np.arange(periods - start)
    return y


def table(y):
    who, when = np.indices(y.shape)
    return pd.DataFrame(
        {"person_id": who.ravel(), "team": who.ravel(), "period": when.ravel(), "outcome": y.ravel()}
    )  # fmt: skip


BEGUN = {str(team): int(start) for team, start in enumerate(STARTS) if start}


def test_group_time_effects_are_those_of_another_program():
    """diff-diff 3.13.0, CallawaySantAnna(control_group="not_yet_treated") on the same table, unconditional."""
    y = drawn()
    one = panel(table(y), BEGUN)
    spread = y[:, :3].mean(axis=1).std(ddof=1)
    found = cells(changes(one, 1, 5), one.start) * spread
    assert found[0] == pytest.approx([0.206427, 0.432878, 0.513904, 0.020214, 0.349369], abs=1e-6)
    assert found[1, :3] == pytest.approx([0.763554, 0.755919, 0.939559], abs=1e-6)
    assert np.isnan(found[1, 3:]).all()
    # of its group effects .304558 and .819677, weighted by 7 and 9 teams
    assert staggered(one, 1, 5, 30)[0].value * spread == pytest.approx((7 * 0.304558 + 9 * 0.819677) / 16, abs=1e-5)


def test_a_team_already_treated_never_serves_as_comparison():
    """Effects that grow would make it look as if later teams lost; two-way fixed effects fall for that."""
    y = np.repeat(np.arange(len(STARTS), dtype=float)[:, None] % 7, 8, axis=1)
    for team, start in enumerate(STARTS):
        if start:
            y[team, start:] += np.arange(1.0, 9 - start)
    one = panel(table(y), BEGUN)
    spread = y[:, 0].std(ddof=1)
    assert cells(changes(one, 2, 5), one.start)[0] * spread == pytest.approx([1, 2, 3, 4, 5])
    assert cells(changes(one, 2, 5), one.start)[1, :3] * spread == pytest.approx([1, 2, 3])


def test_staggered_starts_give_cohorts_and_a_p_from_dealing_the_starts_anew():
    one = difference_in_differences(table(drawn(effect=1.5)), BEGUN, Design.STEPPED_WEDGE, seed=1)
    assert one.effect.low > 0 and one.p < 0.01
    assert {cohort.start for cohort in one.cohorts} == {"3", "5"}
    assert one.effect == difference_in_differences(table(drawn(effect=1.5)), BEGUN, Design.STEPPED_WEDGE, seed=2).effect
    nothing = [
        difference_in_differences(table(drawn(seed, 0, 0)), BEGUN, Design.STEPPED_WEDGE, seed=1).p for seed in range(20)
    ]
    assert sum(p < 0.05 for p in nothing) <= 3


def test_where_all_have_started_by_then_later_teams_carry_the_comparison():
    every = {str(team): 3 if team < 15 else 6 for team in range(30)}
    one = difference_in_differences(table(drawn(effect=0, growth=0)), every, Design.STEPPED_WEDGE, seed=1)
    assert one.effect.value is not None
    assert {(cohort.start, cohort.period) for cohort in one.cohorts} == {("3", "3"), ("3", "4"), ("3", "5")}


def test_one_team_that_starts_earlier_is_too_few_to_compare():
    few = {str(team): 3 if team == 0 else 6 for team in range(4)}
    rows = table(drawn())
    one = difference_in_differences(rows[rows["team"] < 5], few, Design.STEPPED_WEDGE, seed=1)
    assert one.effect.value is None
    assert Code.CLUSTERS_TOO_FEW in {reason.code for reason in one.effect.reasons}
