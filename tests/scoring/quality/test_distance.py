"""Is the distance Mahalanobis', with gaps, with many items and with few people?"""

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import mahalanobis as scipys
from scipy.stats import chi2

from scoring.quality import mahalanobis
from tests.reference import SHARED, beside
from tests.scoring.hostile import HOSTILE
from tests.scoring.quality.answers import campaign


def rows(people=200, items=6, seed=0):
    g = np.random.default_rng(seed)
    return pd.DataFrame(g.normal(size=(people, 1)) * 0.7 + g.normal(size=(people, items)))


def test_distances_are_scipys():
    x = rows()
    inverse = np.linalg.inv(np.cov(x, rowvar=False))
    found = mahalanobis(x)
    expected = [scipys(row, x.mean(), inverse) ** 2 for row in x.to_numpy()]
    assert found["d2"].to_numpy() == pytest.approx(np.array(expected))
    assert found["p"].to_numpy() == pytest.approx(chi2.sf(found["d2"], 6))
    # the mean of D² in its own sample is k(n − 1)/n exactly
    assert found["d2"].mean() == pytest.approx(6 * 199 / 200)


def test_a_gap_leaves_the_distance_of_the_answered_items():
    x = rows()
    x.iloc[3, [1, 4]] = np.nan
    x.iloc[7, :4] = np.nan
    whole = x.dropna()
    there = [0, 2, 3, 5]
    inverse = np.linalg.inv(np.cov(whole[there], rowvar=False))
    found = mahalanobis(x)
    assert found.loc[3, "d2"] == pytest.approx(scipys(x.loc[3, there], whole[there].mean(), inverse) ** 2)
    assert found.loc[3, "df"] == 4
    assert found.loc[7].isna().all()  # a third of the items says too little


def test_a_constant_item_and_a_copied_one_leave_the_distance_as_it_is():
    x = rows()
    plain = mahalanobis(x)
    found = mahalanobis(x.assign(constant=3.0, copy=x[0] * 2))
    assert found["d2"].to_numpy() == pytest.approx(plain["d2"].to_numpy())
    assert (found["df"] == 6).all()


def test_more_items_than_a_fifth_of_the_people_are_taken_in_blocks():
    x = rows(people=100, items=40)
    found = mahalanobis(x)
    halves = [mahalanobis(x.iloc[:, :20]), mahalanobis(x.iloc[:, 20:])]
    assert found["p"].to_numpy() == pytest.approx(np.minimum(2 * np.minimum(halves[0]["p"], halves[1]["p"]), 1))
    assert (found["df"] == 20).all()
    assert mahalanobis(x.iloc[:24]).isna().all(axis=None)  # 25 people for five items at once
    assert mahalanobis(rows(people=400, items=80))["df"].eq(40).all()  # at most 60 at once


def test_honest_people_are_seldom_distant():
    flagged = [(mahalanobis(campaign(seed).answers)["p"] < 0.001)[campaign(seed).kind == 0].mean() for seed in range(3)]
    assert np.mean(flagged) < 0.002


@pytest.mark.parametrize(
    "name", [name for name in HOSTILE if name not in ("strings", "dates", "duplicate names", "inf")]
)
@pytest.mark.filterwarnings("error")
def test_hostile_numbers_give_a_distance_or_none(name):
    found = mahalanobis(HOSTILE[name])
    assert len(found) == len(HOSTILE[name])
    assert (found["d2"].dropna() >= 0).all()


@beside("scipy's distances prove the rest")
def test_the_most_distant_pupils_of_holzinger_and_swineford():
    # methods §4.7: x1–x9, largest D² 28.666, 28.293, 27.611; two beyond χ²_.999(9) = 27.877
    pupils = pd.read_csv(SHARED / "data/HolzingerSwineford1939.csv")[[f"x{place}" for place in range(1, 10)]]
    found = mahalanobis(pupils)
    assert found["d2"].nlargest(3).tolist() == pytest.approx([28.666, 28.293, 27.611], abs=5e-4)
    assert (found["p"] < 0.001).sum() == 2
