"""Are tiers calibrated where the truth is known, reproducible, and refused where nothing can be known?"""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.frames import performance
from scoring.performers import Performers, Rules, performers
from scoring.tiers import drawn, label, places, tiers
from tests.scoring.worlds import RAMP_MONTHS, make, noise, tables

RULES = Rules(RAMP_MONTHS)


@cache
def analysed(seed, quarters=12, segments=False) -> Performers:
    return performers(performance(**tables(make(seed), quarters, segments)), RULES)


@cache
def judged(seed, quarters=12):
    return tiers(analysed(seed, quarters), seed)


def cut(files, people):
    """The files of the first people only."""
    keep = set(files["people"]["person_id"].head(people))
    return {
        key: table[table["person_id"].isin(keep)] if "person_id" in table else table for key, table in files.items()
    }


def codes(judgement):
    return {reason.code for reason in judgement.reasons}


# What is promised of the world with known truth (methods §2.5, §16.1; 30 seeds recomputed there)


def proof(seeds, quarters=12, segments=False):
    stated, true, marks = [], [], []
    for seed in seeds:
        world, found = make(seed), analysed(seed, quarters, segments)
        rated = found.raw.periods > 0
        n, earned, inherited = int(rated.sum()), world.earned[rated], world.inherited[rated] > 0
        top = (-earned).argsort().argsort() < places(0.2, n)
        by_raw = (-found.raw.posterior[rated]).argsort().argsort() < places(0.2, n)
        by_adjusted = (-found.adjusted.posterior[rated]).argsort().argsort() < places(0.2, n)
        chance = drawn(found, seed).top[rated]
        stated.append(chance)
        true.append(top)
        marks.append(
            {
                "phi": found.raw.phi,
                "icc": found.adjusted.between / (found.adjusted.between + found.adjusted.within),
                "reliability": np.median(found.adjusted.reliability[rated]),
                "r_raw": np.corrcoef(found.raw.posterior[rated], earned)[0, 1],
                "r_adjusted": np.corrcoef(found.adjusted.posterior[rated], earned)[0, 1],
                "hit_raw": top[by_raw].mean(),
                "hit_adjusted": top[by_adjusted].mean(),
                "inherited_raw": inherited[by_raw].mean(),
                "inherited_adjusted": inherited[by_adjusted].mean(),
                "inherited_base": inherited.mean(),
                "confident": (chance >= 0.8).sum(),
                "cannot_tell": ((chance >= 0.2) & (chance < 0.8)).sum(),
            }
        )
    return pd.DataFrame(marks).mean(), np.concatenate(stated), np.concatenate(true)


def slope(stated, true):
    """Logistic calibration slope of what happened on what was stated (Cox 1958)."""
    odds = np.log(np.clip(stated, 0.001, 0.999) / (1 - np.clip(stated, 0.001, 0.999)))
    X, beta = np.column_stack([np.ones(len(odds)), odds]), np.zeros(2)
    for _ in range(30):
        p = 1 / (1 + np.exp(-X @ beta))
        beta = beta + np.linalg.solve(X.T * (p * (1 - p)) @ X, X.T @ (true - p))
    return beta[1]


def bins(stated, true):
    """Mean stated and true share and number, in ten equal bins."""
    where = np.minimum((stated * 10).astype(int), 9)
    return [(stated[where == k].mean(), true[where == k].mean(), (where == k).sum()) for k in np.unique(where)]


def calibration_error(stated, true):
    return sum(abs(said - seen) * n for said, seen, n in bins(stated, true)) / len(stated)


def test_three_companies_come_out_near_their_truth():
    marks, stated, true = proof(range(1, 4))
    assert marks["r_adjusted"] == pytest.approx(0.905, abs=0.03)
    assert marks["r_raw"] == pytest.approx(0.859, abs=0.03)
    assert marks["reliability"] == pytest.approx(0.88, abs=0.02)
    assert 0.75 <= slope(stated, true) <= 1.20
    assert calibration_error(stated, true) <= 0.04


@pytest.mark.slow
def test_thirty_companies_come_out_as_recomputed_in_the_methods():
    marks, stated, true = proof(range(1, 31))
    expected = {
        "phi": (0.15, 0.02), "icc": (0.45, 0.02), "reliability": (0.88, 0.01), "r_raw": (0.859, 0.01),
        "r_adjusted": (0.905, 0.01), "hit_raw": (0.71, 0.02), "hit_adjusted": (0.77, 0.02),
        "inherited_raw": (0.226, 0.02), "inherited_adjusted": (0.147, 0.02),
        "confident": (26, 3), "cannot_tell": (42, 4),
    }  # fmt: skip
    for key, (value, band) in expected.items():
        assert marks[key] == pytest.approx(value, abs=band), key
    assert abs(marks["inherited_adjusted"] - marks["inherited_base"]) <= 0.04
    assert 0.80 <= slope(stated, true) <= 1.10
    assert calibration_error(stated, true) <= 0.02
    for said, seen, n in bins(stated, true):
        assert abs(said - seen) <= 0.05 + 2 * np.sqrt(seen * (1 - seen) / n)


@pytest.mark.slow
def test_peer_cells_by_segment_keep_the_calibration():
    marks, stated, true = proof(range(1, 31), segments=True)
    assert marks["r_adjusted"] == pytest.approx(0.905, abs=0.02)
    assert 0.80 <= slope(stated, true) <= 1.10
    assert calibration_error(stated, true) <= 0.02


@pytest.mark.slow
def test_four_quarters_are_less_sure_and_still_calibrated():
    marks, stated, true = proof(range(1, 31), quarters=4)
    assert marks["reliability"] == pytest.approx(0.67, abs=0.02)
    assert marks["confident"] < 15
    assert 0.80 <= slope(stated, true) <= 1.10
    assert calibration_error(stated, true) <= 0.02


@pytest.mark.slow
def test_drawing_the_uncertainty_of_circumstance_and_mean_improves_calibration():
    alone, joint, true = [], [], []
    for seed in range(1, 31):
        world, found = make(seed), analysed(seed)
        alone.append(drawn(found, seed, joint=False).top)
        joint.append(drawn(found, seed).top)
        true.append((-world.earned).argsort().argsort() < 48)
    before, after = (slope(np.concatenate(one), np.concatenate(true)) for one in (alone, joint))
    assert abs(after - 1) < abs(before - 1)


def test_chances_add_up_to_the_places():
    chances = judged(1).chances
    assert (chances.top.sum(), chances.exceptional.sum(), chances.bottom.sum()) == pytest.approx((48, 10, 48))


# Reproducible


def test_the_same_seed_gives_the_same_bytes_in_whatever_order_the_rows_came():
    files = tables(make(1), segments=False)
    shuffled = {key: table.sample(frac=1, random_state=5) for key, table in files.items() if key != "metrics"}
    again = tiers(performers(performance(**shuffled, metrics=files["metrics"]), RULES), 1)
    for one, other in zip(
        (again.chances.top, again.chances.exceptional, again.chances.bottom),
        (judged(1).chances.top, judged(1).chances.exceptional, judged(1).chances.bottom),
        strict=True,
    ):
        assert one.tobytes() == other.tobytes()


def test_another_seed_gives_nearly_the_same_chances():
    other = tiers(analysed(1), 99)
    difference = np.abs(other.chances.top - judged(1).chances.top)
    assert 0 < difference.max() < 0.05  # the standard error of a difference at 4,000 draws is at most .011


@pytest.mark.slow
def test_leaving_one_person_out_hardly_moves_the_others(capsys):
    files = tables(make(7), segments=False)
    whole = judged(7)
    ids = whole.performers.grid.people["person_id"].tolist()
    before = dict(zip(ids, whole.labels, strict=True))
    changed = []
    for gone in ids[::4]:
        rest = {
            key: table[table["person_id"] != gone] if "person_id" in table else table for key, table in files.items()
        }
        one = tiers(performers(performance(**rest), RULES), 7)
        after = zip(one.performers.grid.people["person_id"], one.labels, strict=True)
        changed.append(np.mean([before[person] != tier for person, tier in after]))
    with capsys.disabled():
        print(f"\nleave one out: {np.mean(changed):.1%} of the others change tier, at most {max(changed):.1%}")
    assert np.mean(changed) < 0.05


# Labels


@pytest.mark.parametrize(
    ("top", "bottom", "tier"),
    [
        (0.80, 0.0, "top_confident"), (0.7999, 0.0, "top_likely"), (0.50, 0.0, "top_likely"),
        (0.4999, 0.0, "borderline"), (0.20, 0.60, "borderline"), (0.1999, 0.4999, "middle"), (0.0, 0.50, "low_likely"),
    ],
)  # fmt: skip
def test_a_label_follows_from_the_chances(top, bottom, tier):
    assert label(top, bottom) == tier


def test_a_fifth_is_rounded_up():
    assert [places(0.2, n) for n in (5, 25, 26, 240)] == [1, 5, 6, 48]
    assert [places(0.04, n) for n in (50, 51, 240)] == [2, 3, 10]


# Refusals (methods §0.6, §2)


def test_ten_people_are_too_few_and_still_have_raw_ranks():
    found = tiers(performers(performance(**cut(tables(make(1)), 10)), RULES), 1)
    assert found.judgement.status == "refused"
    assert Code.N_TOO_SMALL in codes(found.judgement)
    assert found.judgement.needed == {"people": 25}
    assert found.chances is None
    assert set(found.labels) == {None}
    assert sorted(found.raw_rank[found.rated]) == list(range(1, int(found.rated.sum()) + 1))


@pytest.mark.parametrize(("people", "refused"), [(24, True), (25, False)])
def test_twenty_five_people_are_the_fewest(people, refused):
    files = tables(replace(make(1), hired=np.full(240, -20)), segments=False)
    files["kpis"] = files["kpis"].groupby(["person_id", "metric_key"]).filter(lambda rows: len(rows) == 12)
    keep = files["kpis"]["person_id"].unique()[:people]
    files |= {key: files[key][files[key]["person_id"].isin(keep)] for key in ("kpis", "people", "assignments")}
    found = tiers(performers(performance(**files), RULES), 1)
    assert (Code.N_TOO_SMALL in codes(found.judgement) and found.judgement.status == "refused") == refused
    assert found.exceptional.status == "refused"  # 4 % of 25 is one person


def test_one_quarter_is_refused_as_one_quarter():
    found = judged(2, 1)
    assert found.judgement.status == "refused"
    assert Code.ONE_PERIOD in codes(found.judgement)


def test_three_quarters_are_too_few_and_four_carry_a_caveat():
    three, four = judged(2, 3), judged(2, 4)
    assert (three.judgement.status, three.judgement.needed) == ("refused", {"periods": 4})
    assert four.judgement.status == "caveat"
    assert {Code.N_TOO_SMALL, Code.UNRELIABLE_CRITERION} & codes(four.judgement)


def test_different_jobs_are_not_ranked_together():
    files = tables(make(1))
    files["people"]["role"] = np.where(np.arange(240) % 2, "hunter", "farmer")
    found = tiers(performers(performance(**files), RULES), 1)
    assert (found.judgement.status, codes(found.judgement)) == ("refused", {Code.ROLES_MIXED})


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_company_of_pure_luck_has_no_top(seed):
    found = tiers(performers(performance(**tables(noise(seed))), RULES), seed)
    assert found.judgement.status == "refused"
    assert Code.UNRELIABLE_CRITERION in codes(found.judgement)


def test_a_person_with_few_quarters_is_not_rated_but_not_dropped():
    found, world = judged(1), make(1)
    late = np.flatnonzero(world.hired == 6)  # eligible in the last two quarters
    assert len(late)
    for i in late:
        assert (found.labels[i], found.persons[i].status, found.performers.raw.periods[i]) == (None, "refused", 2)
        assert np.isfinite(found.raw_rank[i])


def test_a_cohort_without_weights_or_territories_says_so():
    files = tables(make(1))
    found = tiers(performers(performance(files["kpis"], people=files["people"]), RULES), 1)
    assert {Code.NO_WEIGHTS, Code.CONFOUNDED_BY_CIRCUMSTANCE} <= codes(found.judgement)


def test_nobody_at_all_is_refused_and_not_an_error():
    files = cut(tables(make(1)), 3)
    files["people"]["role_start_date"] = "2030-01-01"
    found = tiers(performers(performance(**files), RULES), 1)
    assert found.judgement.status == "refused"
    assert not found.rated.any()
