"""Are scores and their errors those of other programs, of the exact integrals and of a known truth?"""

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize_scalar

from scoring.errors import Code
from scoring.irt.models import item_information, log_probabilities
from scoring.irt.scores import score
from tests.scoring.hostile import HOSTILE
from tests.scoring.irt.banks import LSAT6, answered, bank_of, golden_2pl, golden_grm, invented, needs_shared

GOLDEN = [("GRM", "A"), ("GRM", "N"), ("2PL", "LSAT6"), ("2PL", "LSAT7")]


def log_likelihood(bank, row, theta: float) -> float:
    logs = log_probabilities(bank.parameters, [theta])[:, :, 0]
    places = [bank.categories[name].index(row[name]) for name in bank.items.index if not np.isnan(row[name])]
    asked = [item for item, name in enumerate(bank.items.index) if not np.isnan(row[name])]
    return float(logs[asked, places].sum())


def test_lsat6_as_published():
    # methods §4.4: EAP(11111) = .6456, SD .859; EAP(00000) = −1.8968, SD .8013
    people = score(np.array([[1] * 5, [0] * 5]), LSAT6).people
    assert people["theta"].to_numpy() == pytest.approx([0.6456, -1.8968], abs=5e-5)
    assert people["se"].to_numpy() == pytest.approx([0.859, 0.8013], abs=5e-4)
    assert list(people["answered"]) == [5, 5]


@needs_shared
@pytest.mark.parametrize(("model", "name"), GOLDEN)
def test_the_first_25_people_score_as_in_mirt(model, name):
    numbers, bank, people = golden_grm(name) if model == "GRM" else golden_2pl(name)
    for method in ("EAP", "MAP", "WLE", "ML"):
        if method.lower() not in numbers:
            continue
        found = score(people, bank, method).people[:25]
        expected = np.array(numbers[method.lower()], dtype=float)
        assert found["theta"].to_numpy() == pytest.approx(expected, abs=1e-5, nan_ok=True), method
    found = score(people, bank)
    assert found.people["se"].to_numpy()[:25] == pytest.approx(numbers["eap_se"], abs=1e-5)
    assert found.reliability.value == pytest.approx(numbers.get("emp_rxx", numbers.get("rxx")), abs=1e-6)


@pytest.mark.parametrize("model", ["GRM", "GPCM"])
def test_eap_is_the_mean_of_the_posterior_with_gaps_and_another_prior(model):
    bank = invented(model, items=12)
    people = answered(bank, np.array([-2.5, 0.0, 1.0, 3.0])).astype(float)
    people.iloc[1, 3:9] = np.nan
    found = score(people, bank, mean=0.5, sd=1.5).people
    for person, row in people.iterrows():

        def weight(theta, row=row):
            return np.exp(log_likelihood(bank, row, theta) + 15 - ((theta - 0.5) / 1.5) ** 2 / 2)

        total, first, second = (quad(lambda t, k=k: t**k * weight(t), -9, 10, limit=200)[0] for k in (0, 1, 2))
        mean = first / total
        assert found.loc[person, "theta"] == pytest.approx(mean, abs=2e-5)
        assert found.loc[person, "se"] == pytest.approx(np.sqrt(second / total - mean**2), abs=2e-5)
    assert list(found["answered"]) == [12, 6, 12, 12]


@pytest.mark.parametrize("model", ["GRM", "GPCM"])
@pytest.mark.parametrize("method", ["MAP", "ML", "WLE"])
def test_the_other_scores_are_maxima(model, method):
    bank = invented(model, items=6, categories=4)
    people = answered(bank, np.linspace(-2, 2, 9)).astype(float)
    people.iloc[2, :3] = np.nan
    found = score(people, bank, method).people
    for person, row in people.iterrows():
        asked = row.notna().to_numpy()

        def climb(theta, row=row, asked=asked):
            information = item_information(bank.parameters, [theta])[asked].sum()
            extra = {"MAP": -(theta**2) / 2, "ML": 0.0, "WLE": np.log(information) / 2}[method]
            return -log_likelihood(bank, row, theta) - extra

        best = minimize_scalar(climb, bounds=(-9, 9), method="bounded", options={"xatol": 1e-9}).x
        if np.isnan(found.loc[person, "theta"]):
            assert abs(best) > 8.9  # rises to the end
            continue
        information = item_information(bank.parameters, [best])[asked].sum() + (method == "MAP")
        assert found.loc[person, "theta"] == pytest.approx(best, abs=1e-5)
        assert found.loc[person, "se"] == pytest.approx(1 / np.sqrt(information), abs=1e-5)


def test_ml_has_no_score_at_the_ends_and_warm_has():
    people = pd.DataFrame([[0] * 5, [1] * 5, [1, 0, 1, 1, 0]], columns=LSAT6.items.index, index=["low", "high", "mid"])
    found = score(people, LSAT6, "ML")
    assert found.status == "caveat"
    assert [(reason.code, reason.values["n"]) for reason in found.reasons] == [(Code.EXTREME_SCORES, 2)]
    assert list(found.people["theta"].isna()) == [True, True, False]
    assert found.n == 1
    assert score(people, LSAT6, "WLE").people["theta"].notna().all()
    assert score(people[:2], LSAT6, "ML").reasons[0].code is Code.EXTREME_SCORES
    assert score(people[:2], LSAT6, "ML").status == "refused"


def test_the_end_of_an_item_keyed_the_other_way_is_its_other_end():
    bank = bank_of("2PL", [1.0, -1.0], [[0.0], [0.0]])
    found = score(np.array([[1, 0], [0, 1], [1, 1]]), bank, "ML")
    assert list(found.people["theta"].isna()) == [True, True, False]
    assert found.people["theta"][2] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("method", ["EAP", "MAP", "ML", "WLE"])
def test_who_answered_nothing_has_no_score(method):
    people = np.array([[np.nan] * 5, [1, 0, 1, np.nan, 1]])
    found = score(people, LSAT6, method)
    assert list(found.people["theta"].isna()) == [True, False]
    assert list(found.people["se"].isna()) == [True, False]
    assert list(found.people["answered"]) == [0, 4]
    assert found.reasons[0].code is Code.MISSING_TOO_MUCH and found.reasons[0].values["n"] == 1


def test_a_person_scores_the_same_alone_in_any_company_and_in_any_type():
    bank = invented(items=50)
    theta = np.random.default_rng(4).normal(size=5000)
    people = answered(bank, theta)
    whole = score(people, bank).people["theta"]
    assert score(people[4321:4322], bank).people["theta"].iloc[0] == pytest.approx(whole[4321], abs=1e-6)
    for kind in (np.int8, np.int64, np.float32, object):
        assert score(people.astype(kind), bank).people["theta"].to_numpy() == pytest.approx(whole.to_numpy(), abs=1e-6)
    backwards = people[people.columns[::-1]]
    assert score(backwards, bank).people["theta"].to_numpy() == pytest.approx(whole.to_numpy(), abs=1e-5)


def test_a_scale_with_another_origin_and_unit_moves_the_scores_along():
    bank = invented(items=10)
    people = answered(bank, np.linspace(-2, 2, 9))
    items = bank.items.copy()
    items["slope"] /= 10
    items[[name for name in items if name != "slope"]] = 50 + 10 * items.drop(columns="slope")
    moved = type(bank)("GRM", items, bank.categories, mean=50, sd=10)
    for method in ("EAP", "MAP", "WLE"):
        plain, other = score(people, bank, method).people, score(people, moved, method).people
        assert other["theta"].to_numpy() == pytest.approx(50 + 10 * plain["theta"].to_numpy(), abs=1e-4)
        assert other["se"].to_numpy() == pytest.approx(10 * plain["se"].to_numpy(), abs=1e-4)


def test_columns_the_bank_does_not_hold_are_left_out_and_named():
    people = pd.DataFrame([[1, "Ada", 1, 0]], columns=["i3", "name", "i0", "i1"])
    found = score(people, LSAT6)
    assert found.left_out == ("name",)
    assert found.status == "ok"
    assert found.people["answered"][0] == 3
    assert found.people["theta"][0] == pytest.approx(
        score(np.array([[1, 0, np.nan, 1, np.nan]]), LSAT6).people["theta"][0], abs=1e-6
    )
    assert score(people[["name"]], LSAT6).reasons[0].values == {"n": 0, "need": 1, "of": "items"}


def test_an_answer_the_bank_does_not_know_is_refused_by_row_and_column():
    people = pd.DataFrame(np.ones((3, 5), dtype=int), columns=LSAT6.items.index)
    people.loc[1, "i2"] = 7
    for kind in (np.int8, np.int64, float):
        found = score(people.astype(kind), LSAT6)
        assert (found.status, found.people.empty, found.n) == ("refused", True, 0)
        assert str(found.reasons[0].values["message"]).startswith("answers, row 2, column i2: 7")
    assert score(people * 256 + 1, LSAT6).status == "refused"  # 257 is not 1, whatever a byte says
    assert score(people.where(people != 7, 0.5), LSAT6).status == "refused"
    assert score(np.ones((3, 4)), LSAT6).reasons[0].code is Code.BAD_TABLE


def test_wrong_options_are_the_programmers_fault():
    for options in ({"method": "Bayes"}, {"sd": 0.0}, {"sd": np.nan}, {"mean": np.inf}):
        with pytest.raises(ValueError):
            score(np.ones((1, 5)), LSAT6, **options)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("method", ["EAP", "MAP", "ML", "WLE"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_refused_or_scored(name, method):
    table = HOSTILE[name]
    names = list(dict.fromkeys(table.columns)) or ["a"]
    bank = bank_of("GRM", np.ones(len(names)), [[-1.5, -0.5, 0.5, 1.5]] * len(names), 1.0, names)
    found = score(table, bank, method)
    if (
        name in {"one row", "one column", "constants", "a constant column", "two identical columns"}
        or "more" in name
        or "10" in name
    ):
        assert found.status != "refused" and found.people["theta"].notna().any()
        assert np.isfinite(found.people["se"][found.people["theta"].notna()]).all()
    else:
        assert found.status == "refused" and found.reasons and found.people.empty
    if name == "constants":
        assert found.reliability.reasons[0].code is Code.NO_VARIANCE


@pytest.mark.parametrize("method", ["EAP", "MAP", "ML", "WLE"])
def test_reliability_is_the_squared_correlation_with_the_truth(method):
    bank = invented(items=15)
    theta = np.random.default_rng(6).normal(size=5000)
    found = score(answered(bank, theta), bank, method)
    there = found.people["theta"].notna().to_numpy()
    correlation = np.corrcoef(found.people["theta"][there], theta[there])[0, 1]
    assert found.reliability.value == pytest.approx(correlation**2, abs=0.02)
    assert found.reliability.n == there.sum()
    spread, error = found.people["theta"].var(), (found.people["se"] ** 2).mean()
    shrunk = method in ("EAP", "MAP")
    assert found.reliability.value == pytest.approx(spread / (spread + error) if shrunk else 1 - error / spread)


def coverage(bank, theta, seed: int, method: str = "EAP") -> tuple[float, float]:
    """Share of 95 % intervals that hold the truth, and the mean squared error over the mean squared standard error."""
    found = score(answered(bank, theta, seed), bank, method).people
    error = found["theta"] - theta
    return float((np.abs(error) < 1.959964 * found["se"]).mean()), float((error**2).mean() / (found["se"] ** 2).mean())


@pytest.mark.parametrize("model", ["GRM", "GPCM"])
def test_95_of_100_eap_intervals_hold_the_truth_and_errors_are_as_large_as_said(model):
    held, ratio = coverage(invented(model), np.random.default_rng(7).normal(size=4000), seed=8)
    assert held == pytest.approx(0.95, abs=0.012)  # three standard errors of a share of 4,000
    assert ratio == pytest.approx(1.0, abs=0.08)


def test_warms_estimate_has_no_bias_and_the_eap_leans_to_the_mean():
    bank = invented(items=30)
    for level in (-2, -1, 0, 1, 2):
        people = answered(bank, np.full(1500, float(level)), seed=level + 9)
        warm, eap = (score(people, bank, method).people["theta"].mean() for method in ("WLE", "EAP"))
        assert warm == pytest.approx(level, abs=0.03)
        assert eap == pytest.approx(level, abs=0.15)
        assert abs(eap) <= abs(warm) + 0.01


@pytest.mark.slow
@pytest.mark.parametrize("model", ["2PL", "GRM", "PCM", "GPCM"])
def test_intervals_hold_over_many_banks(model):
    held = []
    for seed in range(30):
        bank = invented(model, items=25, categories=2 if model == "2PL" else 5, seed=seed)
        if model == "PCM":
            bank.items["slope"] = 1.0
        held.append(coverage(bank, np.random.default_rng(seed).normal(size=3000), seed + 100))
    shares, ratios = np.array(held).T
    assert shares.mean() == pytest.approx(0.95, abs=0.004)
    assert ratios.mean() == pytest.approx(1.0, abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["ML", "WLE"])
def test_standard_errors_are_right_at_every_level(method):
    # the expected information is that of many items: 60 of them
    bank = invented(items=60)
    for level in np.linspace(-2, 2, 9):
        found = score(answered(bank, np.full(4000, level), seed=int(10 * level) + 50), bank, method).people
        assert found["theta"].mean() == pytest.approx(level, abs=0.015)
        assert found["theta"].std() == pytest.approx(found["se"].mean(), rel=0.05)
