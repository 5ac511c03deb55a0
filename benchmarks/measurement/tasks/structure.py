"""Scales: alpha, omega, polychoric correlations, factors, parallel analysis and differential item functioning."""

from functools import partial
from itertools import permutations

import numpy as np

from benchmarks.measurement import worlds
from benchmarks.measurement.race import OURS, Arrays, Contender, Mark, Task
from benchmarks.measurement.referee import rmse

#: Items, and draws of random data in the parallel analysis.
ITEMS, DRAWS = 25, 100


def tasks(quick: bool) -> tuple[Task, ...]:
    """In full size, or small."""
    people = 800 if quick else 2_500
    return (
        alpha(1_000 if quick else 10_000), omega(people), polychoric(people), cfa(people), efa(people),
        parallel(people), mantel_haenszel(2_000 if quick else 10_000),
    )  # fmt: skip


def alpha(people: int) -> Task:
    """Cronbach's alpha with Feldt's interval."""
    return Task(
        key="alpha",
        title=f"Cronbach's alpha with interval, {ITEMS} items × {people:,} people",
        world=partial(worlds.scales, people),
        contenders=(Contender(OURS, "alpha", within="exemplar_reliability"), Contender("pingouin", "alpha")),
        delivers=("alpha", "low", "high"),
        judge=lambda _, given: {"alpha": Mark(float(given["alpha"]), "value", 1e-6)},
    )


def omega(people: int) -> Task:
    """Omega total and hierarchical of five correlated factors."""
    return Task(
        key="omega",
        title=f"Omega total and hierarchical (Schmid–Leiman, five factors), {ITEMS} items × {people:,} people",
        world=partial(worlds.scales, people),
        contenders=(Contender(OURS, "omega", within="exemplar_reliability"), Contender("reliabilipy", "omega")),
        delivers=("total", "hierarchical"),
        judge=lambda _, given: {name: Mark(float(given[name]), "value", 0.01) for name in ("total", "hierarchical")},
    )


def polychoric(people: int) -> Task:
    """Three hundred pairs of six-category items."""
    return Task(
        key="polychoric",
        title=f"Polychoric correlations, {ITEMS * (ITEMS - 1) // 2} pairs of six-category items × {people:,} people",
        world=partial(worlds.scales, people),
        contenders=(
            Contender(OURS, "polychoric", within="exemplar_factors"), Contender("ordinalcorr", "polychoric"),
        ),
        delivers=("polychoric",),
        judge=_correlations,
    )  # fmt: skip


def cfa(people: int) -> Task:
    """Five correlated factors by maximum likelihood."""
    return Task(
        key="cfa",
        title=f"Confirmatory factor analysis by ML with SE and fit, five factors, {ITEMS} items × {people:,} people",
        world=partial(worlds.scales, people),
        contenders=(
            Contender(OURS, "cfa", within="exemplar_factors"),
            Contender("semopy", "cfa"),
            Contender("omnisem", "cfa"),
        ),
        delivers=("loadings", "se", "chi2", "cfi", "rmsea"),
        judge=_confirmed,
    )


def efa(people: int) -> Task:
    """Five factors, minimum residuals, oblimin."""
    return Task(
        key="efa",
        title=f"Exploratory factor analysis, minres and oblimin, five factors, {ITEMS} items × {people:,} people",
        world=partial(worlds.scales, people),
        contenders=(Contender(OURS, "efa", within="exemplar_factors"), Contender("factor-analyzer", "efa")),
        delivers=("loadings", "phi"),
        judge=_explored,
    )


def parallel(people: int) -> Task:
    """How many components are more than chance."""
    return Task(
        key="parallel",
        title=f"Parallel analysis, components, {DRAWS} random tables, {ITEMS} items × {people:,} people",
        # of values without categories: on answers horns turns to polychoric correlations of every random table
        world=lambda: {"values": worlds.scales(people)["true_values"], "draws": np.array(DRAWS)},
        contenders=(Contender(OURS, "parallel", within="exemplar_factors"), Contender("horns", "parallel")),
        delivers=("components",),
        judge=lambda _, given: {"components": Mark(float(given["components"]), "value")},
    )


def mantel_haenszel(people: int) -> Task:
    """Forty items, two groups, no purification."""
    return Task(
        key="mantel-haenszel",
        title=f"Mantel–Haenszel DIF, 40 items × {people:,} people in two groups, without purification",
        world=partial(worlds.groups, people),
        contenders=(
            Contender(OURS, "mantel_haenszel", within="exemplar_dif"), Contender("statsmodels", "mantel_haenszel"),
        ),
        delivers=("log_odds", "se", "chi2"),
        judge=_differences,
    )  # fmt: skip


def _correlations(_: Arrays, given: Arrays) -> dict[str, Mark]:
    found = given["polychoric"]
    below = found[np.tril_indices(len(found), -1)]
    return {
        "mean r": Mark(float(below.mean()), "value", 0.001),
        "mean r²": Mark(float((below**2).mean()), "value", 0.001),
    }


def _confirmed(world: Arrays, given: Arrays) -> dict[str, Mark]:
    truth = world["true_loadings"].sum(axis=1)
    return {
        "χ²": Mark(float(given["chi2"]), "value", 1.0),
        "CFI": Mark(float(given["cfi"]), "value", 0.001) if "cfi" in given else Mark(np.nan),
        "RMSEA": Mark(float(given["rmsea"]), "value", 0.001) if "rmsea" in given else Mark(np.nan),
        "RMSE loadings": Mark(rmse(np.abs(given["loadings"]), truth), "error"),
    }


def _explored(world: Arrays, given: Arrays) -> dict[str, Mark]:
    found, truth = given["loadings"], world["true_loadings"]
    matched = max(
        permutations(range(truth.shape[1])),
        key=lambda order: float(np.abs((found[:, list(order)] * truth).sum(axis=0)).sum()),
    )
    found = found[:, list(matched)]
    found = found * np.sign((found * truth).sum(axis=0))
    return {"RMSE loadings": Mark(rmse(found, truth), "error")}


def _differences(_: Arrays, given: Arrays) -> dict[str, Mark]:
    return {
        "largest |ln α|": Mark(float(np.abs(given["log_odds"]).max()), "value", 1e-4),
        "largest χ²": Mark(float(given["chi2"].max()), "value", 1e-3),
        "mean SE": Mark(float(given["se"].mean())),
    }
