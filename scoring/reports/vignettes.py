"""What does somebody need to see of how near their vignette ratings are to the gold?"""

import math

import pandas as pd
from scipy.stats import t as t_distribution

from scoring.accuracy import Accuracy, Certificate
from scoring.errors import Code
from scoring.results import Caveat, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "vignettes"
METHOD = "mean difference from the gold, t over vignettes"


def report(
    found: Accuracy,
    verdict: Certificate,
    ratings: pd.DataFrame,
    gold: pd.DataFrame,
    provenance: Provenance | None = None,
) -> Report:
    """The Report of one rater's test: Cronbach's components, shares, the certificate line by line, topics.

    Single vignettes are left out on purpose: whoever sees where they missed which of them has seen the gold.

    Parameters
    ----------
    found, verdict : Accuracy, Certificate
        Of these ratings.
    ratings, gold : DataFrame (vignettes, topics)
        Rating points; NaN for no rating, or a discarded cell of the gold.
    """
    estimates = {
        "elevation": found.elevation, "exact": found.exact, "adjacent": found.adjacent,
        "rms": _root(found, found.rms, found.cells),
        "differential_elevation": _root(found, found.differential_elevation),
        "stereotype": _root(found, found.stereotype), "differential": _root(found, found.differential),
    }  # fmt: skip
    lines = tuple(
        (line.criterion.of, line.value, line.criterion.limit, "most" if math.isfinite(line.criterion.most) else "least",
         "met" if line.passed else "not_met")
        for line in verdict.lines
    )  # fmt: skip
    miss = ratings.reindex(index=gold.index, columns=gold.columns) - gold
    topics = tuple((str(topic), _mean(miss[topic].dropna())) for topic in miss.columns)
    said = {True: "vignettes.passed", False: "vignettes.missed", None: "vignettes.undecided"}[verdict.passed]
    return Report(
        kind=KIND,
        sentence=Sentence(said, {"vignettes": found.used[0], "cells": found.cells}),
        estimates=estimates,
        tables=(
            Table(
                "criteria",
                (Column("criterion", "code"), Column("reached", "number"), Column("limit", "number"),
                 Column("bound", "code"), Column("verdict", "code")),
                lines,
            ),
            Table("topics", (Column("topic"), Column("miss", "estimate")), topics),
        ),
        figures=(Figure("topic_misses", "intervals", "topics", {"label": "topic", "value": "miss"}),),
        caveats=verdict.reasons,
        provenance=provenance,
    )  # fmt: skip


def _root(found: Accuracy, value: float, n: int | None = None) -> Estimate:
    if not math.isfinite(value):
        return Estimate.refusal(*found.reasons, method=found.method, n=found.n)
    return Estimate(value, found.n if n is None else n, found.method, unit="points")


def _mean(miss: "pd.Series[float]") -> Estimate:
    n = len(miss)
    if n < 2:
        return Estimate.refusal(Caveat(Code.N_TOO_SMALL, {"n": n, "need": 2, "of": "vignettes"}), method=METHOD, n=n)
    value, half = float(miss.mean()), float(t_distribution.ppf(0.975, n - 1) * miss.std(ddof=1) / math.sqrt(n))
    return Estimate(value, n, METHOD, value - half, value + half, unit="points")
