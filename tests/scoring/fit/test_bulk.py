"""Are millions rated as one is, in bounded memory, and on a cluster as on one machine?"""

import tracemalloc
from dataclasses import fields

import numpy as np
import pandas as pd
import pytest
from distributed import Client, LocalCluster
from joblib import parallel_config

from scoring.errors import Code
from scoring.fit import Rater, Use, bulk, fit
from scoring.profile import refusals
from tests.scoring.incumbents import built, draw

USE = Use("service account manager", impact_months=2.0)


def people(n, seed=5):
    return 50 + 10 * draw(n, seed)[0]


def parted(x, size):
    return (x[start : start + size] for start in range(0, len(x), size))


def block(found):
    return np.concatenate([ratings.block() for ratings in found.ratings])


@pytest.fixture(scope="module", params=[120, 600], ids=["expectancy", "logistic"])
def profile(request):
    return built(request.param, seed=3)[0]


def test_the_profiles_differ_in_how_they_state_chances():
    assert built(120, seed=3)[0].chances.logistic is None
    assert built(600, seed=3)[0].chances.logistic is not None


def test_parts_give_the_numbers_of_fit_to_the_last_bit(profile):
    x = people(500)
    x[7, 0] = x[9, 3] = np.nan
    names = [scale.scale for scale in profile.scales]
    found = fit(profile, pd.DataFrame(x, index=[f"C{i:03d}" for i in range(500)], columns=names), USE, 1)
    ours = block(bulk(profile, parted(x, 64), USE))
    order = [field.name for field in fields(next(bulk(profile, [x], USE).ratings))]
    assert order[:3] == ["fit", "fit_low", "fit_high"] and order[-1] == "performance_high"
    for person in found.people:
        one = [
            number
            for estimate in (person.fit, person.standing, person.chance, person.performance)
            for number in (estimate.value, estimate.low, estimate.high)
        ]
        row = ours[int(person.person_id[1:])]
        assert one == ([None] * 12 if np.isnan(row).all() else row.tolist())


def test_the_size_of_parts_and_the_number_of_workers_change_nothing(profile):
    x = people(3_000)
    whole = block(bulk(profile, [x], USE))
    assert np.array_equal(block(bulk(profile, parted(x, 17), USE)), whole)
    assert np.array_equal(block(bulk(profile, parted(x, 700), USE, workers=2)), whole)


def test_a_two_worker_dask_cluster_gives_equal_results(profile):
    x = people(20_000)
    here = block(bulk(profile, parted(x, 2_500), USE))
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
        parallel_config("dask", wait_for_workers_timeout=60),
    ):
        there = block(bulk(profile, parted(x, 2_500), USE))
        tasks = client.run(lambda dask_worker: len(dask_worker.data) + dask_worker.state.executed_count)
        worked = [count for count in tasks.values() if count]
    assert np.array_equal(here, there)
    assert len(worked) == 2  # both really rated


def test_memory_holds_a_few_parts_however_many_follow(profile):
    part = people(10_000)

    def most(count):
        tracemalloc.start()
        for _ratings in bulk(profile, (part.copy() for _ in range(count)), USE).ratings:
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert most(40) < 1.3 * most(4)


def test_a_closed_gate_rates_nobody_and_says_why():
    closed = built(43)[0]
    found = bulk(closed, [people(3)], USE)
    assert not found.open and np.isnan(block(found)).all()
    assert refusals(found.gate)[0].code is Code.N_TOO_SMALL
    stale = bulk(built(120, seed=3)[0], [people(3)], Use(USE.role, profile_months=25))
    assert np.isnan(block(stale)).all()


def test_a_part_with_other_columns_is_refused(profile):
    with pytest.raises(ValueError, match=r"shape \(3, 7\) for 8 scales"):
        list(bulk(profile, [people(3)[:, :7]], USE).ratings)


def test_a_profile_that_predicts_nothing_has_no_rater():
    with pytest.raises(ValueError, match="rates nobody"):
        Rater.of(built(10)[0])
