"""Does the payoff rank skills by gap times effect, say how sure it is, and keep silent where nothing stands out?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable, Code
from scoring.payoff import Choice, Credibility, Option, advice, payoff, skills
from scoring.reports import payoff as reports
from scoring.results import Report


def option(code, effect=0.20, error=0.02, target=0.8, **more) -> Option:
    return Option(code, code.title(), effect, error, more.pop("credibility", Credibility.CONFIRMED), target, **more)


def state(levels: dict[str, dict[str, float]], sem: float = 0.2) -> pd.DataFrame:
    rows = [(who, code, x, sem, 2, 0.0, False) for who, own in levels.items() for code, x in own.items()]
    return pd.DataFrame(rows, columns=["person_id", "lever", "level", "sem", "sources", "self_weight", "talk"])


def test_the_gain_is_credibility_times_effect_times_what_can_be_reached_times_use():
    """Without any error: .5 · .20 · min(1.5, .15 · 3) · .8 = .036."""
    exact = option("a", 0.20, 0.0, credibility=Credibility.REPLICATED, monthly_error=0.0)
    use = pd.DataFrame({"a": [0.8]}, index=["p"])
    found = payoff(state({"p": {"a": -0.7}}, 0.0), [exact], use, seed=1)
    assert found.gain[0, 0] == pytest.approx(0.5 * 0.20 * 0.45 * 0.8)
    assert found.low[0, 0] == pytest.approx(found.high[0, 0])
    near = payoff(state({"p": {"a": 0.7}}, 0.0), [exact], seed=1)
    assert near.gain[0, 0] == pytest.approx(0.5 * 0.20 * 0.1)
    above = payoff(state({"p": {"a": 2.0}}, 0.0), [exact], seed=1)
    assert (above.gain[0, 0], above.none[0]) == (0.0, 1.0)


def test_the_lowest_score_is_not_the_best_bet_where_it_is_worth_little():
    """The trap of methods §12.2: picking the lowest instead of gap times effect."""
    found = payoff(state({"p": {"weak": -2.0, "strong": -0.2}}), [option("weak", 0.03), option("strong", 0.25)], seed=1)
    told = advice(found, "p")
    assert told.skills[0].code == "strong" and told.choice is Choice.BEST_BET
    assert told.skills[0].best > 0.95


def truth(seed: int, people: int = 60, count: int = 6):
    """A company drawn from what is believed of it: believed and true effects, levels and rates of change."""
    rng = np.random.default_rng(seed)
    ids, codes = [f"P{i:03d}" for i in range(people)], [f"l{k}" for k in range(count)]
    options = [option(code, rng.uniform(0.05, 0.30), 0.06, 0.7) for code in codes]
    level = rng.normal(size=(people, count))
    table = state({who: dict(zip(codes, row, strict=True)) for who, row in zip(ids, level, strict=True)}, 0.4)
    beta = np.array([one.effect for one in options]) + 0.06 * rng.normal(size=count)
    x = level + 0.4 * rng.normal(size=level.shape)
    reach = np.maximum(0.15 + 0.05 * rng.normal(size=count), 0) * 3
    return table, options, beta * np.minimum(np.maximum(0.7 - x, 0), reach)


def test_the_chance_of_being_best_is_what_it_says():
    said, right = [], []
    for seed in range(60):
        table, options, gain = truth(seed)
        found = payoff(table, options, seed=1, draws=1000)
        true = (gain == gain.max(axis=1, keepdims=True)) & (gain.max(axis=1, keepdims=True) > 0)
        said.append(found.best.ravel())
        right.append(true.ravel())
    chance, best = np.concatenate(said), np.concatenate(right)
    for low, high in ((0.0, 0.1), (0.1, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.01)):
        inside = (chance >= low) & (chance < high)
        assert best[inside].mean() == pytest.approx(chance[inside].mean(), abs=0.05)


def test_who_follows_the_advice_gains_more_than_who_takes_the_lowest_score():
    advised, lowest, oracle = [], [], []
    for seed in range(30):
        table, options, gain = truth(seed)
        found = payoff(table, options, seed=1, draws=1000)
        places = np.arange(len(gain))
        level = table["level"].to_numpy().reshape(gain.shape)
        advised.append(gain[places, found.gain.argmax(axis=1)].mean())
        lowest.append(gain[places, level.argmin(axis=1)].mean())
        oracle.append(gain.max(axis=1).mean())
    assert np.mean(advised) > 1.1 * np.mean(lowest)
    assert np.mean(advised) > 0.75 * np.mean(oracle)


def test_where_no_effect_exceeds_its_error_no_skill_stands_out_and_conditions_are_talked_of():
    rng = np.random.default_rng(3)
    codes = [f"l{k}" for k in range(8)]
    noise = [option(code, rng.uniform(-0.06, 0.06), 0.06) for code in codes]
    around = option("tools", 0.10, 0.02, condition=True)
    levels = {f"P{i}": dict(zip([*codes, "tools"], rng.normal(size=9), strict=True)) for i in range(100)}
    found = payoff(state(levels), [*noise, around], seed=1)
    told = [advice(found, who) for who in found.people]
    silent = [one for one in told if one.choice is Choice.NOTHING_STANDS_OUT]
    assert len(silent) == 100
    assert all(not one.skills and [place.code for place in one.conditions] == ["tools"] for one in told)


def test_an_effect_may_turn_out_negative_and_is_not_cut_off():
    """Cutting at the expected sign would make an effect of nothing look like one of two thirds of its error."""
    found = payoff(state({"p": {"a": -1.0}}), [option("a", 0.0, 0.10)], seed=1)
    assert found.gain[0, 0] == pytest.approx(0.0, abs=0.003)
    assert found.low[0, 0] < -0.03 and found.high[0, 0] > 0.03
    assert found.best[0, 0] == pytest.approx(0.5, abs=0.03)


def test_two_equal_skills_are_about_equally_promising():
    found = payoff(state({"p": {"a": -1.0, "b": -1.0}}), [option("a"), option("b")], seed=1)
    told = advice(found, "p")
    assert told.choice is Choice.ABOUT_EQUAL
    assert sum(one.best for one in told.skills) == pytest.approx(1.0)


def test_a_team_that_would_all_get_the_same_advice_is_pointed_out_unless_it_is_plainly_right_for_each():
    levels = {f"P{i}": {"a": -1.0, "b": -1.0 + 0.02 * (i - 5)} for i in range(10)}
    teams = pd.Series("T1", index=[f"P{i}" for i in range(10)])
    generic = payoff(state(levels), [option("a", 0.21), option("b", 0.20)], teams=teams, seed=1).generic
    assert [(one.team, one.code, one.of) for one in generic] == [("T1", "a", 10)] and generic[0].people > 5
    sure = payoff(state(levels), [option("a", 0.30), option("b", 0.05)], teams=teams, seed=1)
    assert sure.generic == ()
    assert payoff(state(levels), [option("a", 0.21), option("b")], seed=1).generic == ()


def test_only_what_is_credited_is_ranked_and_less_credit_is_less_gain():
    gains = [
        payoff(state({"p": {"a": -1.0}}), [option("a", credibility=kind)], seed=1).gain[0, 0] for kind in Credibility
    ]
    assert np.array(gains) / gains[0] == pytest.approx([1, 0.5, 0.25, 0.15], rel=1e-5)
    promised = advice(
        payoff(state({"p": {"a": -1.0}}), [option("a", credibility=Credibility.REPLICATED)], seed=1), "p"
    ).skills[0]
    assert promised.gain.reasons[0].code is Code.ASSOCIATION_ONLY
    assert advice(payoff(state({"p": {"a": -1.0}}), [option("a")], seed=1), "p").skills[0].gain.status == "ok"


def test_what_was_never_measured_is_not_advised():
    table = state({"p": {"a": -1.0}, "q": {"b": -1.0}})
    found = payoff(table, [option("a"), option("b")], seed=1)
    assert [one.code for one in advice(found, "p").skills] == ["a"]
    assert [one.code for one in advice(found, "q").skills] == ["b"]
    unknown = payoff(state({"p": {"z": 0.0}}), [option("a")], seed=1)
    assert advice(unknown, "p").choice is Choice.NOT_KNOWN
    with pytest.raises(KeyError):
        advice(found, "nobody")


def test_without_options_or_people_nothing_is_said():
    found = payoff(state({"p": {"a": 0.0}}), [], seed=1)
    assert found.caveats[0].code is Code.N_TOO_SMALL and advice(found, "p").choice is Choice.NOT_KNOWN
    nobody = payoff(state({}), [option("a")], seed=1)
    assert nobody.people == [] and nobody.generic == ()


def test_sources_count_by_their_precision_beside_the_role():
    rows = [("p", "a", "manager", 1.0, 0.5), ("p", "a", "behaviour", 2.0, 1.0)]
    found = skills(pd.DataFrame(rows, columns=["person_id", "lever", "source", "value", "sem"])).iloc[0]
    assert found["level"] == pytest.approx((4 * 1.0 + 1 * 2.0) / (4 + 1 + 1))
    assert found["sem"] == pytest.approx(np.sqrt(1 / 6))
    assert found["self_weight"] == 0


def test_a_self_rating_never_counts_for_more_than_three_tenths():
    rows = [("p", "a", "self", 2.0, 0.1), ("p", "a", "manager", 0.0, 0.5), ("q", "a", "self", 2.0, 2.0)]
    found = skills(pd.DataFrame(rows, columns=["person_id", "lever", "source", "value", "sem"]))
    assert found["self_weight"].tolist() == pytest.approx([0.30, 0.20])
    assert found["level"].tolist() == pytest.approx([0.6, 0.4])
    assert found["talk"].tolist() == [True, False]


def test_the_posterior_is_closer_to_the_truth_than_the_mean_of_sources():
    rng = np.random.default_rng(1)
    true = rng.normal(size=500)
    rows = [
        (f"P{i}", "a", source, true[i] + sem * rng.normal(), sem)
        for i in range(500) for source, sem in (("manager", 0.8), ("observation", 0.5), ("self", 1.2))
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["person_id", "lever", "source", "value", "sem"])
    found = skills(table).set_index("person_id").loc[[f"P{i}" for i in range(500)]]
    plain = table.groupby("person_id")["value"].mean().loc[found.index]
    error = (found["level"] - true).std()
    assert error < (plain - true).std()
    assert error == pytest.approx(found["sem"].mean(), rel=0.1)


@pytest.mark.parametrize("sem", [0.0, None])
def test_a_source_without_an_error_of_measurement_is_refused_by_name(sem):
    rows = pd.DataFrame([("p", "a", "manager", 1.0, sem)], columns=["person_id", "lever", "source", "value", "sem"])
    with pytest.raises(BadTable, match="ratings: manager of p on a has no error of measurement"):
        skills(rows)


def test_bad_tables_are_refused_with_their_place():
    table = state({"p": {"a": 0.0}})
    with pytest.raises(BadTable, match="skills: p on a is there twice"):
        payoff(pd.concat([table, table]), [option("a")], seed=1)
    with pytest.raises(BadTable, match=r"use: 1\.5 of p on a is not between 0 and 1"):
        payoff(table, [option("a")], pd.DataFrame({"a": [1.5]}, index=["p"]), seed=1)
    with pytest.raises(ValueError, match="months"):
        payoff(table, [option("a")], months=0, seed=1)


def test_the_reports_of_person_and_job_go_to_json_and_back():
    levels = {f"P{i}": {"a": -1.0, "b": -1.0 + 0.02 * (i - 5), "tools": -0.5} for i in range(10)}
    options = [option("a", 0.21), option("b"), option("tools", condition=True)]
    teams = pd.Series("T1", index=list(levels))
    found = payoff(state(levels), options, teams=teams, seed=1)
    one, whole = reports.report(advice(found, "P3")), reports.team(found)
    for report in (one, whole):
        assert Report.from_json(report.to_json()).to_json() == report.to_json()
    assert one.sentence.key == "payoff.about_equal" and len(one.table("conditions").rows) == 1
    assert whole.sentence.key == "payoff_team.generic"


def test_the_same_seed_gives_the_same_gains_and_neighbours_change_nothing():
    both = payoff(state({"p": {"a": -1.0}, "q": {"a": 0.3}}), [option("a")], seed=4)
    alone = payoff(state({"q": {"a": 0.3}}), [option("a")], seed=4)
    assert both.gain[1, 0] == alone.gain[0, 0] and both.best[1, 0] == alone.best[0, 0]
