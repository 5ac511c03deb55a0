"""Is person fit a standard normal for people who answer by the model, and far below for those who do not?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.irt.models import probabilities
from scoring.irt.person_fit import person_fit
from scoring.irt.scores import score
from tests.scoring.hostile import HOSTILE
from tests.scoring.irt.banks import LSAT6, answered, bank_of, invented


def test_lz_and_snijders_correction_by_their_formulas():
    # Snijders 2001 for two categories: Σ(x − P)·w with w = logit P − c·P'/PQ, c = ΣP'·logit P / ΣP'²/PQ
    row = np.array([1, 0, 1, 1, 0])
    theta = float(score(row[None], LSAT6, "WLE").people["theta"][0])
    a = LSAT6.parameters.slope
    P = probabilities(LSAT6.parameters, [theta])[:, 1, 0]
    PQ = P * (1 - P)
    logit = np.log(P / (1 - P))
    w = logit - a * (a * PQ * logit).sum() / (a**2 * PQ).sum()
    found = person_fit(row[None], LSAT6).people.iloc[0]
    assert found["lz"] == pytest.approx(((row - P) * logit).sum() / np.sqrt((PQ * logit**2).sum()), abs=1e-6)
    assert found["lz_star"] == pytest.approx(((row - P) * w).sum() / np.sqrt((PQ * w**2).sum()), abs=1e-6)


@pytest.mark.parametrize(("model", "categories"), [("2PL", 2), ("GRM", 5), ("GPCM", 4)])
@pytest.mark.parametrize("method", ["WLE", "ML", "MAP"])
def test_lz_star_has_mean_zero_and_spread_one_where_lz_is_too_narrow(model, categories, method):
    bank = invented(model, items=40, categories=categories)
    people = answered(bank, np.random.default_rng(3).normal(size=3000))
    found = person_fit(people, bank, method).people
    assert found["lz_star"].mean() == pytest.approx(0.0, abs=0.12)
    assert found["lz_star"].std() == pytest.approx(1.0, abs=0.05)
    assert found["lz"].std() < 0.9
    assert found["misfit"].mean() == pytest.approx(0.05, abs=0.02)


def test_people_who_answer_at_random_are_caught():
    bank = invented(items=40)
    g = np.random.default_rng(4)
    people = answered(bank, g.normal(size=600))
    people.iloc[:100] = g.integers(1, 6, (100, 40))
    found = person_fit(people, bank).people
    assert found["misfit"][:100].mean() > 0.95
    assert found["misfit"][100:].mean() < 0.08


def test_gaps_are_left_out():
    bank = invented(items=12)
    people = answered(bank, np.zeros(5)).astype(float)
    people.iloc[:, 8:] = np.nan
    few = person_fit(people, bank).people
    alone = person_fit(people.iloc[:, :8], bank.of(list(people.columns[:8]))).people
    assert few["lz_star"].to_numpy() == pytest.approx(alone["lz_star"].to_numpy())


def test_one_answer_of_two_kinds_says_nothing_about_fit():
    people = np.array([[1, np.nan, np.nan, np.nan, np.nan], [1, 0, 1, 1, 0], [np.nan] * 5])
    found = person_fit(people, LSAT6)
    assert list(found.people["lz_star"].isna()) == [True, False, True]
    assert list(found.people["misfit"]) == [False, False, False]
    assert (found.n, found.status, found.reasons[0].code) == (1, "caveat", Code.MISSING_TOO_MUCH)
    assert person_fit(people[:1], LSAT6).status == "refused"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_refused_or_judged(name):
    table: pd.DataFrame = HOSTILE[name]
    names = list(dict.fromkeys(table.columns)) or ["a"]
    found = person_fit(table, bank_of("GRM", np.ones(len(names)), [[-1.5, -0.5, 0.5, 1.5]] * len(names), 1.0, names))
    if (
        name in {"one row", "one column", "constants", "a constant column", "two identical columns"}
        or "0" in name
        or "more" in name
    ):
        assert found.status != "refused" and np.isfinite(found.people["lz_star"]).any()
    else:
        assert found.status == "refused" and found.reasons and found.people.empty
