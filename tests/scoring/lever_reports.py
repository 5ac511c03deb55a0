"""One Report of every kind and outcome about practices together, conditions, interventions and payoff."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from scoring.bundle import bundle
from scoring.change import Design, Intervention, Why, difference_in_differences
from scoring.conditions import Condition, conditions
from scoring.necessity import necessity
from scoring.payoff import advice
from scoring.payoff import payoff as promised
from scoring.reports import bundle as bundles
from scoring.reports import conditions as of_conditions
from scoring.reports import intervention, payoff
from scoring.reports import necessity as of_necessity
from scoring.results import Report
from tests.scoring.bundle.meridian import found as meridian
from tests.scoring.bundle.meridian import noise
from tests.scoring.change.trained import START, found, lever, rows, trained
from tests.scoring.conditions.test_conditions import company
from tests.scoring.payoff.test_payoff import option, state


def teams(effect: float, n: int = 24) -> Report:
    table, ratings = company(n, effect=effect)
    facts = pd.DataFrame({"plan": np.arange(n) % 2.0, "same": 1.0}, index=sorted(table["team"].unique()))
    listed = [Condition("coaching", "Coaching"), Condition("plan", "New plan", None), Condition("same", "Same", None)]
    levers = pd.DataFrame({"a": np.random.default_rng(1).normal(size=len(table))}, index=table["person_id"])
    return of_conditions.report(conditions(table, None, listed, ratings, facts, levers))


def low_teams() -> Intervention:
    """Teams picked for low results that begin one after the other."""
    world, y, _chosen = trained(3)
    level = [np.nanmean(y[world.team == team][:, START - 4 : START]) for team in range(24)]
    low = [int(team) for team in np.argsort(level)[:12]]
    starts = {f"T{team:02d}": START + place % 2 for place, team in enumerate(low)}
    return difference_in_differences(
        rows(world, y), starts, Design.STEPPED_WEDGE, lever=lever(world, low, 1.0), picked_low=True, seed=1
    )


def alone() -> Intervention:
    world, y, chosen = trained(1)
    return difference_in_differences(rows(world, y), {f"T{chosen[0]:02d}": START}, Design.BEFORE_AFTER, seed=1)


def ended(why: Why) -> Intervention:
    """The words of an end, whatever the data that led there."""
    one = found(1, 0.30, 1.0)
    return Intervention(one.design, one.effect, one.p, one.welch, one.treated, one.comparison, why=why)


def nothing_needed() -> Report:
    rng = np.random.default_rng(1)
    index = [f"P{i}" for i in range(80)]
    y = pd.Series(rng.normal(size=80), index=index)
    values = pd.DataFrame({"a": rng.random(80), "flat": 1.0}, index=index)
    return of_necessity.report(necessity(values, y, y > 1, ["Asking", "Flat"], seed=1, permutations=99))


def needed() -> Report:
    x = np.random.default_rng(1).random(240)
    index = [f"P{i}" for i in range(240)]
    y = pd.Series(np.minimum(np.random.default_rng(2).normal(size=240), 6 * x - 1.5), index=index)
    return of_necessity.report(
        necessity(pd.DataFrame({"a": x}, index=index), y, y > 0.5, ["Asking"], seed=1, permutations=99)
    )


def one_person(effect: float, levels: dict[str, float]) -> Report:
    options = [option("a", effect), option("b", effect / 2), option("tools", 0.1, condition=True)]
    return payoff.report(advice(promised(state({"p": levels}), options, seed=1), "p"))


def whole(same: bool) -> Report:
    levels = {f"P{i}": {"a": -1.0, "b": -1.0 + 0.02 * (i - 5)} for i in range(10)}
    told = pd.Series("T1", index=list(levels)) if same else None
    return payoff.team(promised(state(levels), [option("a", 0.21), option("b")], teams=told, seed=1))


KINDS: dict[str, Callable[[], Report]] = {
    "bundle": lambda: bundles.report(meridian(7)),
    "bundle of noise": lambda: bundles.report(bundle(*noise(240, 24, 6, 1), seed=1)),
    "bundle of ten": lambda: bundles.report(bundle(*noise(10, 5, 3, 1), seed=1)),
    "bundle of one team": lambda: bundles.report(bundle(*noise(60, 1, 3, 1), seed=1)),
    "bundle of nothing": lambda: bundles.report(bundle(*noise(60, 6, 0, 1), seed=1)),
    "conditions": lambda: teams(0.4),
    "conditions of few teams": lambda: teams(0.4, 6),
    "intervention": lambda: intervention.report(found(1, 0.30, 1.0)),
    "intervention unmeasured": lambda: intervention.report(found(1, 0.30)),
    "intervention of few": lambda: intervention.report(found(1, 0.30, 1.0, 3)),
    "intervention of low teams one after the other": lambda: intervention.report(low_teams()),
    "before and after alone": lambda: intervention.report(alone()),
    **{f"intervention: {why.value}": lambda why=why: intervention.report(ended(why)) for why in Why},
    "necessity": needed,
    "necessity of nothing": nothing_needed,
    "payoff of one skill": lambda: one_person(0.25, {"a": -1.0, "b": 0.9, "tools": -1.0}),
    "payoff of two": lambda: one_person(0.25, {"a": 0.5, "b": -1.0}),
    "payoff of none": lambda: one_person(0.0, {"a": -1.0, "tools": -1.0}),
    "payoff of somebody unmeasured": lambda: one_person(0.25, {"tools": -1.0}),
    "payoff of a team": lambda: whole(True),
    "payoff of nobody's team": lambda: whole(False),
}
