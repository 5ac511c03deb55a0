"""Item parameters from answers: graded, two-parameter, partial credit and Rasch."""

from functools import partial

import numpy as np

from benchmarks.measurement import referee, worlds
from benchmarks.measurement.race import OURS, Arrays, Contender, Mark, Task

#: Above so many people mirt runs only as it is fastest and as it is best: a round of all its settings takes minutes.
MANY = 20_000
BOTH = ("slope", "threshold", "se_slope", "se_threshold")
THRESHOLDS = ("threshold", "se_threshold")


def tasks(quick: bool) -> tuple[Task, ...]:
    """In full size, or small."""
    sizes = (500, 2_000) if quick else (2_000, 10_000, 50_000)
    people = 2_000 if quick else 10_000
    return (*(graded(size) for size in sizes), two_parameters(people), partial_credit(people), rasch(people))


def graded(people: int) -> Task:
    """Fifty items of five categories, with standard errors."""
    every = (
        Contender("mirt", "grm_fine", "101 nodes, SQUAREM, Oakes"),
        Contender("mirt", "grm_plain", "61 nodes, EM"),
        Contender("mirt", "grm_defaults", "its defaults, 21 nodes"),
        Contender("girth", "grm", "61 nodes"),
    )
    return Task(
        key=f"grm-{people}",
        title=f"Graded response model with standard errors, 50 five-category items × {people:,} people",
        world=partial(worlds.graded, people),
        contenders=(
            Contender(OURS, "grm", within="exemplar_irt"),
            Contender("mirt", "grm", "61 nodes, SQUAREM, Oakes"),
            Contender("mirt", "grm_wider", "71 nodes, SQUAREM, Oakes"),
            Contender("mirt", "grm_wider_crossprod", "71 nodes, SQUAREM, cross-products"),
            Contender("mirt", "grm_items", "71 nodes, SQUAREM, no SE"),
            Contender("girth", "grm_defaults", "its defaults, 41 nodes"),
            *(every if people < MANY else ()),
        ),
        delivers=BOTH,
        judge=_graded,
    )


def two_parameters(people: int) -> Task:
    """Fifty right-or-wrong items, with standard errors."""
    return Task(
        key=f"2pl-{people}",
        title=f"Two-parameter model with standard errors, 50 items × {people:,} people",
        world=partial(worlds.graded, people, categories=2),
        contenders=(
            Contender(OURS, "two_parameters", within="exemplar_irt"),
            Contender("mirt", "two_parameters", "61 nodes, Oakes"),
            Contender("mirt", "two_parameters_crossprod", "61 nodes, cross-products"),
            Contender("theta-irt", "two_parameters", "61 nodes"),
            Contender("theta-irt", "two_parameters_fine", "121 nodes"),
            Contender("girth", "two_parameters", "61 nodes"),
        ),
        delivers=BOTH,
        judge=_graded,
    )


def partial_credit(people: int) -> Task:
    """Fifty items of five categories, one slope."""
    return Task(
        key=f"pcm-{people}",
        title=f"Partial credit model with standard errors, 50 five-category items × {people:,} people",
        world=partial(worlds.partial_credit, people),
        contenders=(
            Contender(OURS, "partial_credit", within="exemplar_irt"),
            Contender("mirt", "partial_credit", "61 nodes, EM, Oakes"),
            Contender("mirt", "partial_credit_crossprod", "61 nodes, EM, cross-products"),
            Contender("raschpy", "partial_credit", "pairs"),
            Contender("girth", "partial_credit", "free slopes"),
        ),
        delivers=THRESHOLDS,
        judge=_one_slope,
    )


def rasch(people: int) -> Task:
    """Fifty right-or-wrong items, one slope."""
    return Task(
        key=f"rasch-{people}",
        title=f"Rasch model with standard errors, 50 items × {people:,} people",
        world=partial(worlds.partial_credit, people, categories=2),
        contenders=(
            Contender(OURS, "rasch", within="exemplar_irt"),
            Contender("mirt", "rasch", "61 nodes, SQUAREM, Oakes"),
            Contender("mirt", "rasch_crossprod", "61 nodes, SQUAREM, cross-products"),
            Contender("raschpy", "rasch", "pairs"),
            Contender("girth", "rasch", "marginal, 61 nodes"),
            Contender("girth", "rasch_conditional", "conditional"),
        ),
        delivers=THRESHOLDS,
        judge=_one_slope,
    )


def _graded(world: Arrays, given: Arrays) -> dict[str, Mark]:
    x, slope, threshold = world["x"], given["slope"], given["threshold"]
    return {
        "log-likelihood": Mark(referee.log_likelihood(x, slope, threshold), "likelihood"),
        "RMSE slopes": Mark(referee.rmse(slope, world["true_slope"]), "error"),
        "RMSE thresholds": Mark(referee.rmse(threshold, world["true_threshold"]), "error"),
        "mean SE slopes": Mark(float(np.mean(given["se_slope"])) if "se_slope" in given else np.nan),
        "steepest": Mark(referee.steepest(x, slope, threshold)),
    }


def _one_slope(world: Arrays, given: Arrays) -> dict[str, Mark]:
    x, threshold = world["x"], given["threshold"]
    sd = float(given["sd"]) if "sd" in given else referee.spread(x, threshold)
    slope = given.get("slope", np.full(x.shape[1], sd))
    likelihood = referee.log_likelihood(x, slope, threshold / slope[:, None], referee.partial_credit)
    # methods that know no distribution of people put the items' mean at zero: compare them all there
    centred = threshold - threshold.mean()
    return {
        "log-likelihood": Mark(likelihood, "likelihood"),
        "RMSE thresholds": Mark(referee.rmse(centred, world["true_threshold"]), "error"),
        "mean SE thresholds": Mark(float(np.mean(given["se_threshold"])) if "se_threshold" in given else np.nan),
    }
