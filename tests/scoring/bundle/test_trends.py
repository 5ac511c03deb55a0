"""A team that does more than before is seen to rise, one that stays is not, and fewer than five are never shown."""

import numpy as np
import pandas as pd

from scoring.bundle import Practised, Scale
from scoring.bundle.trends import trends

QUARTERS = ("2025-01-01", "2025-04-01", "2025-07-01")
TEAMS = (("Rising", 10, 0.25), ("Steady", 10, 0.0), ("Falling", 10, -0.25), ("Few", 4, 0.3))


def seen(scale=1.0):
    rng = np.random.default_rng(4)
    people, rows = [], []
    for team, size, by in TEAMS:
        for number in range(size):
            code = f"{team}-{number}"
            people.append((code, team))
            for quarter, period in enumerate(QUARTERS):
                for lever in "ab":
                    share = rng.binomial(40, 0.5 + by * quarter / 2) / 40
                    rows.append((code, lever, period, scale * share, 40 if scale == 1.0 else None))
    columns = ["person_id", "lever", "period", "value", "opportunities"]
    return pd.DataFrame(people, columns=["person_id", "team"]), pd.DataFrame(rows, columns=columns)


def test_who_rises_falls_or_stays_is_told_apart_from_noise():
    for scale, one in ((1.0, Scale()), (77.0, Scale(None, None))):
        _courses, changes = trends(*seen(scale), [Practised("a", scale=one), Practised("b", scale=one)])
        told = {found.team: (found.said.value if found.said else None) for found in changes}
        assert told == {"Rising": "risen", "Steady": "could_be_noise", "Falling": "fallen", "Few": None}


def test_the_index_of_a_team_by_quarter_is_the_mean_share_and_of_five_people_at_least():
    courses, changes = trends(*seen(), [Practised("a"), Practised("b")])
    assert {one.team for one in courses} == {"Rising", "Steady", "Falling"}
    rising = [one.index for one in courses if one.team == "Rising"]
    assert [one.n for one in rising] == [10, 10, 10]
    assert np.allclose([one.value for one in rising], [0.50, 0.61, 0.72], atol=0.03)  # shrunken by 5 in 45
    few = next(one.change for one in changes if one.team == "Few")
    assert few.value is None and few.needed == {"people": 5}


def test_values_without_a_period_have_no_trend():
    people, values = seen()
    assert trends(people, values.assign(period=None), [Practised("a")]) == ((), ())
