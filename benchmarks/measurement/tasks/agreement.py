"""Raters: Krippendorff's alpha, intraclass correlations, Gwet's AC2 and weighted kappa."""

from functools import partial

import numpy as np

from benchmarks.measurement import worlds
from benchmarks.measurement.race import OURS, Arrays, Contender, Mark, Task

#: Coefficients of agreement are exact: they are the same or they are not.
SAME = 1e-6
ICCS = ("1,1", "A,1", "C,1", "1,k", "A,k", "C,k")


def tasks(quick: bool) -> tuple[Task, ...]:
    """In full size, or small."""
    raters, units = (20, 500) if quick else (200, 5_000)
    return (
        krippendorff(raters, units, "ordinal"),
        krippendorff(raters, units, "interval"),
        icc(500 if quick else 5_000),
        gwet(500 if quick else 5_000),
        kappa(500 if quick else 5_000),
    )


def krippendorff(raters: int, units: int, level: str) -> Task:
    """Alpha with a tenth of the ratings missing."""
    others = {
        "ordinal": (Contender("irrcac", "ordinal", "Gwet's weights, another statistic"),),
        "interval": (Contender("rater-agreement", "interval"),),
    }
    return Task(
        key=f"krippendorff-{level}",
        title=f"Krippendorff's alpha, {level}, {raters} raters × {units:,} units, a tenth missing",
        world=partial(worlds.ratings, units, raters, 0.1),
        contenders=(
            Contender(OURS, level, within="exemplar_agreement"), Contender("krippendorff", level), *others[level],
        ),
        delivers=("alpha",),
        judge=partial(_values, names=("alpha",)),
    )  # fmt: skip


def icc(units: int) -> Task:
    """All six with intervals."""
    return Task(
        key="icc",
        title=f"All six intraclass correlations with intervals, {units:,} ratees × 5 raters",
        world=partial(worlds.ratings, units, 5, 0.0),
        contenders=(
            Contender(OURS, "icc", within="exemplar_agreement"),
            Contender("pingouin", "icc"),
            Contender("rater-agreement", "icc", "two of six"),
        ),
        delivers=(*ICCS, "low", "high"),
        judge=partial(_values, names=ICCS),
    )


def gwet(units: int) -> Task:
    """AC2 with its interval."""
    return Task(
        key="gwet",
        title=f"Gwet's AC2, quadratic weights, with interval, {units:,} units × 5 raters, a tenth missing",
        world=partial(worlds.ratings, units, 5, 0.1),
        contenders=(Contender(OURS, "gwet", within="exemplar_agreement"), Contender("irrcac", "ac2")),
        delivers=("ac2", "low", "high"),
        judge=partial(_values, names=("ac2",)),
    )


def kappa(units: int) -> Task:
    """Cohen's kappa of two raters."""
    return Task(
        key="kappa",
        title=f"Weighted kappa, quadratic, with interval, {units:,} units × 2 raters",
        world=partial(worlds.ratings, units, 2, 0.0),
        contenders=(
            Contender(OURS, "kappa", within="exemplar_agreement"),
            Contender("irrcac", "conger"),
            Contender("rater-agreement", "kappa", "no interval"),
        ),
        delivers=("kappa", "low", "high"),
        judge=partial(_values, names=("kappa",)),
    )


def _values(_: Arrays, given: Arrays, names: tuple[str, ...]) -> dict[str, Mark]:
    return {name: Mark(float(np.asarray(given[name])), "value", SAME) for name in names if name in given}
