"""Severity of raters with standard errors, infit and outfit, from ratings of a known truth."""

from functools import partial

import numpy as np

from benchmarks.measurement import referee, worlds
from benchmarks.measurement.race import OURS, Arrays, Contender, Mark, Task

DELIVERS = ("severity", "se", "infit", "outfit")


def tasks(quick: bool) -> tuple[Task, ...]:
    """In full size, or small."""
    return (task(20, 500, 4, "rating_scale"),) if quick else (task(200, 5_000, 8, "rating_scale"),
                                                              task(200, 5_000, 8, "partial_credit"))  # fmt: skip


def task(raters: int, ratees: int, criteria: int, model: str) -> Task:
    """Three raters a ratee; peers that know the model with everybody's steps, or with each criterion's own."""
    everyone = {
        "rating_scale": (
            Contender(OURS, "rating_scale", within="exemplar_severity"),
            Contender("mirt", "rating_scale", within="mirt_facets"),
            Contender("mirt", "rating_scale_fine", "61 nodes", within="mirt_facets"),
            Contender("raschpy", "rating_scale", within="raschpy_facets"),
        ),
        "partial_credit": (
            Contender(OURS, "partial_credit", within="exemplar_severity"),
            Contender("mirt", "partial_credit", within="mirt_facets"),
        ),
    }
    words = model.replace("_", " ")
    return Task(
        key=f"severity-{model}",
        title=f"Many-facet {words} model, {raters} raters × {ratees:,} ratees × {criteria} criteria, three raters each",
        world=partial(worlds.facets, ratees, raters, criteria, 3),
        contenders=everyone[model],
        delivers=DELIVERS,
        judge=judge,
    )


def judge(world: Arrays, given: Arrays) -> dict[str, Mark]:
    """Error of severities, and whether their standard errors are honest: about 1, and about .95."""
    apart, se = given["severity"] - world["true_severity"], given["se"]
    marks = {
        "RMSE severity": Mark(referee.rmse(given["severity"], world["true_severity"]), "error"),
        "error/SE": Mark(float(np.sqrt(np.mean((apart / se) ** 2)))),
        "coverage": Mark(float(np.mean(np.abs(apart) < 1.96 * se))),
        "mean infit": Mark(float(np.mean(given["infit"]))),
    }
    if "log_likelihood" in given:
        marks["log-likelihood"] = Mark(float(given["log_likelihood"]), "likelihood")
    return marks
