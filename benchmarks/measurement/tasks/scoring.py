"""People's scores from known items: EAP of many at once, and a test that adapts to each."""

from functools import partial

import numpy as np

from benchmarks.measurement import referee, worlds
from benchmarks.measurement.race import OURS, Arrays, Contender, Mark, Task

SCORES = ("theta", "sd")
LENGTH = 30


def tasks(quick: bool) -> tuple[Task, ...]:
    """In full size, or small."""
    people = 5_000 if quick else 100_000
    return eap(people), eap_two_categories(people), adaptive(3 if quick else 20)


def eap(people: int) -> Task:
    """Mean and sd of the trait of each person, five categories."""
    return Task(
        key=f"eap-{people}",
        title=f"EAP with posterior SD, 50 five-category items × {people:,} people",
        world=partial(worlds.banked, people),
        contenders=(
            Contender(OURS, "eap", within="exemplar_irt"),
            Contender("mirt", "eap", "61 nodes"),
            Contender("mirt", "eap_fine", "101 nodes"),
            Contender("mirt", "eap_defaults", "its defaults, 49 nodes"),
        ),
        delivers=SCORES,
        judge=_scores,
    )


def eap_two_categories(people: int) -> Task:
    """Mean and sd of the trait of each person, two categories."""
    return Task(
        key=f"eap-2-{people}",
        title=f"EAP with posterior SD, 50 right-or-wrong items × {people:,} people",
        world=partial(worlds.banked, people, categories=2),
        contenders=(
            Contender(OURS, "eap", within="exemplar_irt"),
            Contender("mirt", "eap", "61 nodes"),
            Contender("mirt", "eap_fine", "101 nodes"),
            Contender("mirt", "eap_defaults", "its defaults, 49 nodes"),
            Contender("theta-irt", "eap", "61 nodes"),
            Contender("girth", "eap", "61 nodes"),
        ),
        delivers=SCORES,
        judge=_scores,
    )


def adaptive(people: int) -> Task:
    """A test of thirty items out of five hundred, one answer at a time; time is that of one step."""
    return Task(
        key="adaptive",
        title=f"Adaptive test, 500 items, {LENGTH} given to each of {people}: score and select, per step",
        world=partial(worlds.adaptive, people, length=LENGTH),
        contenders=(
            Contender(OURS, "steps", within="exemplar_adaptive"),
            Contender("mirt", "adaptive", "EAP, 61 nodes"),
            Contender("mirt", "adaptive_fine", "EAP, 101 nodes"),
            Contender("mirt", "adaptive_defaults", "EAP, 21 nodes"),
            Contender("catsim", "adaptive", "maximum likelihood"),
            Contender("catpie", "adaptive", "EAP, 61 nodes"),
            Contender("catpie", "adaptive_defaults", "EAP, 33 nodes"),
            Contender("adaptivetesting", "eap", "EAP"),
            Contender("adaptivetesting", "mode", "posterior mode"),
        ),
        delivers=SCORES,
        judge=_adapted,
        steps=people * LENGTH,
    )


def _scores(world: Arrays, given: Arrays) -> dict[str, Mark]:
    right = referee.posterior(world["x"], world["slope"], world["threshold"])
    return {
        "RMSE θ": Mark(referee.rmse(given["theta"], world["true_theta"]), "error"),
        "largest |Δ EAP|": Mark(float(np.abs(given["theta"] - right.mean).max())),
        "largest |Δ SD|": Mark(float(np.abs(given["sd"] - right.sd).max()) if "sd" in given else np.nan),
    }


def _adapted(world: Arrays, given: Arrays) -> dict[str, Mark]:
    return {
        "RMSE θ": Mark(referee.rmse(given["theta"], world["true_theta"]), "error"),
        "mean SE": Mark(float(np.mean(given["sd"])) if "sd" in given else np.nan),
    }
