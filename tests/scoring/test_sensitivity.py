"""Does the sensitivity to weights say who stays on top, and raise its caveat only where weights decide?"""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.sensitivity import sensitivity
from scoring.tiers import tiers
from tests.scoring.worlds import RAMP_MONTHS, make, tables


@cache
def judged(seed=7, quarters=12):
    return tiers(performers(performance(**tables(make(seed), quarters)), Rules(RAMP_MONTHS)), 7)


def two(r, people=120, weights=(50, 50)):
    """A company of two measures that correlate r in what lasts, eight quarters long."""
    rng = np.random.default_rng(1)
    lasting = rng.multivariate_normal([0, 0], [[1, r], [r, 1]], people)
    rows = [
        (f"P{i:03d}", key, f"{2023 + t // 4}-{3 * (t % 4) + 1:02d}-01", f"{2023 + t // 4}-{3 * (t % 4) + 3:02d}-28",
         lasting[i, m] + rng.normal(0, 0.5))
        for i in range(people) for t in range(8) for m, key in enumerate(("new", "kept"))
    ]  # fmt: skip
    kpis = pd.DataFrame(rows, columns=["person_id", "metric_key", "period_start", "period_end", "value"])
    metrics = pd.DataFrame({"metric_key": ["new", "kept"], "weight": weights})
    return tiers(performers(performance(kpis, metrics)), 3)


@pytest.mark.parametrize("quarters", [12, 4])
def test_by_the_given_weights_everyone_has_the_score_of_the_tiers(quarters):
    found = judged(7, quarters)
    assert sensitivity(found, draws=10).order == pytest.approx(found.performers.adjusted.posterior, nan_ok=True)


def test_other_weights_give_the_scores_of_an_analysis_with_those_weights():
    # with gaps in the measures, so that what is missing is made up for under every set of weights
    files = tables(make(3))
    files["kpis"] = files["kpis"].sample(frac=0.93, random_state=2)
    points = {"revenue_attainment": 10, "new_logos": 30, "margin": 20, "retention": 20, "cycle_time": 20}
    whole = tiers(performers(performance(**files), Rules(RAMP_MONTHS, enough=0.01)), 1)
    files["metrics"] = files["metrics"].assign(weight=[points[key] for key in files["metrics"]["metric_key"]])
    other = tiers(performers(performance(**files), Rules(RAMP_MONTHS, enough=0.01)), 1)
    [_equal, one] = sensitivity(whole, {"sales director": points}, draws=10).weightings
    raw, theirs = whole.performers.adjusted.posterior, other.performers.adjusted.posterior
    # reliabilities stay those of the given weights, so scores agree nearly and not wholly
    assert one.tau == pytest.approx(pd.Series(raw).corr(pd.Series(theirs), method="kendall"), abs=0.01)
    assert one.name == "sales director"


def test_shares_add_up_to_the_places_of_the_top():
    assert np.nansum(sensitivity(judged()).share) == pytest.approx(48)


def test_a_company_whose_measures_go_together_does_not_rest_on_the_weights():
    found = sensitivity(two(0.95))
    assert found.caveats == ()
    assert found.unsteady <= 0.2


def test_measures_that_contradict_each_other_rest_on_the_weights():
    found = sensitivity(two(-0.8, weights=(80, 20)), {"finance": {"kept": 100}})
    assert [caveat.code for caveat in found.caveats] == [Code.SENSITIVE_TO_WEIGHTS]
    assert [one.name for one in found.weightings] == ["", "finance"]
    assert found.weightings[1].tau < 0
    assert found.weightings[1].stays < 0.1


def test_one_period_has_its_picture_too():
    found = judged(7, 1)
    assert found.chances is None
    one = sensitivity(found)
    assert one.order == pytest.approx(found.performers.adjusted.means, nan_ok=True)
    assert 0 < one.reference.sum() < 60


def test_the_same_seed_gives_the_same_shares():
    assert sensitivity(judged(), draws=50).share.tobytes() == sensitivity(judged(), draws=50).share.tobytes()


def test_nobody_rated_is_no_error():
    files = tables(make(1))
    files["people"]["role_start_date"] = "2030-01-01"
    found = sensitivity(tiers(performers(performance(**files), Rules(RAMP_MONTHS)), 1))
    assert np.isnan(found.share).all()
    assert (found.weightings, found.caveats, found.unsteady) == ((), (), 0.0)
