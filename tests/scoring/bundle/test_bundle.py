"""Do many practices together go with results more than the best of them, and is noise told from that?"""

import numpy as np
import pandas as pd
import pytest

from assess.demo.world import LEVERS, make
from scoring.bundle import Among, Practised, bundle
from scoring.errors import BadTable, Code
from scoring.reports import bundle as reports
from scoring.results import Report
from tests.scoring.bundle.meridian import found, noise, people, practices, values

SEEDS = range(1, 13)


def test_breadth_goes_with_results_more_than_the_best_single_practice():
    """Methods §16.2: r(breadth of the seven true levers) about .53, best single lever about .37."""
    contests = [found(seed).contests[-1] for seed in SEEDS]
    assert {one.among for one in contests} == {Among.SUPPORTED}
    assert np.mean([one.breadth.value for one in contests]) == pytest.approx(0.53, abs=0.03)
    assert np.mean([_alone(seed) for seed in SEEDS]) == pytest.approx(0.37, abs=0.03)
    assert all(one.breadth.value > one.single.value for one in contests)


def _alone(seed):
    world = make(seed)
    table, _land = people(world, seed)
    x = pd.Series(world.practices["multithread"], index=[f"P{i:05d}" for i in range(world.reps)])
    y = table.set_index("person_id")["outcome"]
    return np.corrcoef(x.reindex(y.index), y)[0, 1]


def test_the_index_predicts_people_of_other_teams_better_than_the_best_single_practice():
    """Also with four true nulls in the bundle and nothing chosen by results, which is the fair contest."""
    for place in (0, 1):
        contests = [found(seed).contests[place] for seed in SEEDS]
        assert np.mean([one.r2_index.value for one in contests]) > 0.2
        assert np.mean([one.difference.value for one in contests]) > 0.12
        assert np.mean([one.difference.low > 0 for one in contests]) >= 0.75
    supported = found(1).contests[1]
    assert Code.NOT_CROSS_VALIDATED in {reason.code for reason in supported.difference.reasons}
    assert Code.NOT_CROSS_VALIDATED not in {reason.code for reason in found(1).contests[0].difference.reasons}


def test_results_rise_with_the_number_of_practices_at_standard_and_the_line_never_falls():
    for seed in SEEDS:
        doses = found(seed).doses
        assert [one.line for one in doses] == sorted(one.line for one in doses)
        assert doses[-1].mean.value > doses[0].mean.value + 0.8
        assert sum(one.mean.n for one in doses) == 240
        assert all(one.mean.n >= 5 for one in doses)


def test_what_all_promise_is_the_sum_of_what_each_does_and_only_if_the_association_were_causal():
    for seed in (1, 7):
        *each, whole = found(seed).ceilings
        assert whole.code == "" and len(each) == len(LEVERS)
        assert whole.gain.value == pytest.approx(sum(one.gain.value for one in each))
        assert whole.gain.low > 0
        assert max(one.gain.value for one in each) < 0.5 * whole.gain.value
        assert all(Code.ASSOCIATION_ONLY in {reason.code for reason in one.gain.reasons} for one in (*each, whole))


def test_gains_are_the_true_effect_times_the_distance_between_the_medians():
    """Results rise by 3 and by 1 for a share that rises from 0 to 1; the groups have medians of .75 and .25."""
    rng = np.random.default_rng(2)
    n = 4000
    top = np.arange(n) % 2 == 0
    share = np.clip(np.where(top, 0.75, 0.25)[:, None] + rng.uniform(-0.25, 0.25, (n, 2)), 0, 1)
    y = share @ [3.0, 1.0] + rng.normal(size=n)
    ids = [f"P{i}" for i in range(n)]
    table = pd.DataFrame(
        {"person_id": ids, "team": [f"T{i // 10 % 100}" for i in range(n)], "outcome": y, "outlier": False,
         "group": np.where(top, "top", "middle")}
    )  # fmt: skip
    long = pd.DataFrame(share, columns=["a", "b"]).assign(person_id=ids).melt("person_id", var_name="lever")
    first, second, whole = bundle(table, long, [Practised("a"), Practised("b")], seed=1).ceilings
    truth = np.array([3.0, 1.0]) * 0.5 / y.std(ddof=1)
    assert [first.gain.value, second.gain.value] == pytest.approx(truth, abs=0.06)
    assert first.gain.low < truth[0] < first.gain.high and whole.gain.low < truth.sum() < whole.gain.high


@pytest.mark.slow
def test_the_interval_of_the_difference_and_noise_over_many_seeds(capsys):
    """On noise neither predicts anything, and the sentence says so."""
    said = [reports.report(bundle(*noise(240, 24, 8, seed), seed=1)).sentence.key for seed in range(200)]
    better = [found(seed).contests[0].difference.low > 0 for seed in range(1, 41)]
    with capsys.disabled():
        print({key: said.count(key) for key in set(said)}, "bundle better", np.mean(better))
    assert said.count("bundle.more_than_one") <= 6
    assert said.count("bundle.less_than_one") <= 6


def test_noise_gives_no_winner():
    said = [reports.report(bundle(*noise(240, 24, 8, seed), seed=1)).sentence.key for seed in range(12)]
    assert said.count("bundle.no_difference") >= 11


@pytest.mark.parametrize(("n", "teams"), [(10, 5), (10, 1), (40, 8)])
def test_ten_and_forty_people_are_refused_with_what_is_needed(n, teams):
    one = bundle(*noise(n, teams, 3, 1), seed=1)
    contest = one.contests[-1]
    for estimate in (contest.breadth, contest.index, contest.r2_index, contest.difference):
        assert estimate.value is None and estimate.reasons
    assert contest.breadth.needed["people"] == 50
    assert all(ceiling.gain.value is None for ceiling in one.ceilings)
    assert reports.report(one).sentence.key == "bundle.unknown"


def test_a_constant_practice_and_constant_results_are_survived():
    table, long, listed = noise(200, 20, 3, 1)
    flat = long.assign(value=long["value"].where(long["lever"] != "lever 0", 0.5))
    one = bundle(table, flat, listed, seed=1)
    assert one.contests[-1].breadth.value is not None and one.ceilings == ()
    still = bundle(table.assign(outcome=1.0), long, listed, seed=1)
    assert still.contests[-1].breadth.value is None
    assert still.contests[-1].difference.reasons[0].code is Code.NO_VARIANCE


def test_nobody_and_nothing_are_survived():
    table, long, listed = noise(60, 12, 3, 1)
    assert bundle(table, long, [], seed=1).contests == ()
    nobody = bundle(table, long.iloc[:0], listed, seed=1)
    assert nobody.contests[-1].breadth.value is None and nobody.doses == ()
    text = reports.report(nobody).to_json()
    assert Report.from_json(text).to_json() == text
    assert bundle(table.assign(team=None), long, listed, seed=1).contests[-1].teams == 60


def test_the_same_practice_twice_has_no_gains_that_could_be_told_apart():
    table, long, listed = noise(200, 20, 2, 1)
    again = long[long["lever"] == "lever 0"].assign(lever="lever 2")
    one = bundle(table, pd.concat([long, again]), [*listed, Practised("lever 2")], seed=1)
    assert one.ceilings == () and one.contests[-1].r2_joint.value is not None


def test_the_report_names_no_single_practice_in_its_sentence_or_estimates():
    one = reports.report(found(7))
    assert Report.from_json(one.to_json()).to_json() == one.to_json()
    assert one.sentence.key == "bundle.more_than_one"
    text = f"{one.sentence.values} {sorted(one.estimates)}".lower()
    assert [name for name in LEVERS if name in text] == []
    assert one.table("ceilings").rows[-1][:2] == ("", "")
    assert {row[4] for row in one.table("contest").rows} == {"index", "breadth", "consistency", "single", "joint"}


def test_the_same_seed_gives_the_same_report_and_the_order_of_people_nothing():
    world = make(3)
    table, land = people(world, 3)
    first = bundle(table, values(world), practices(), land, seed=5)
    again = bundle(table, values(world), practices(), land, seed=5)
    assert reports.report(first).to_json() == reports.report(again).to_json()
    turned = bundle(table.iloc[::-1], values(world).iloc[::-1], practices(), land.iloc[::-1], seed=5)
    assert turned.contests[-1].breadth.value == pytest.approx(first.contests[-1].breadth.value)
    assert turned.ceilings[-1].gain.value == pytest.approx(first.ceilings[-1].gain.value, abs=0.05)


def test_a_table_that_is_none_is_refused_with_its_place():
    table, long, listed = noise(60, 12, 2, 1)
    with pytest.raises(BadTable, match="people: column group is missing"):
        bundle(table.drop(columns="group"), long, listed, seed=1)
    with pytest.raises(BadTable, match="people: P00000 is there twice"):
        bundle(pd.concat([table, table.head(1)]), long, listed, seed=1)
    with pytest.raises(BadTable, match="values, row 3: 7 of lever 0 is not 0 to 1"):
        bundle(table, long.assign(value=long["value"].where(long.index != 2, 7.0)), listed, seed=1)
