"""What does a reader need to see of the tiers, and to check them by hand?"""

import math
from collections.abc import Mapping

import numpy as np

from scoring.errors import Code
from scoring.reference import incumbents
from scoring.reports.tiers import cells, cohort, people, slices, weights
from scoring.reports.tiers.cohort import reliability
from scoring.results import Caveat, Estimate, Figure, Provenance, Report, Sentence
from scoring.sensitivity import sensitivity
from scoring.tiers import Tiers

__all__ = ["KIND", "reliability", "report"]

KIND = "tiers"


def report(
    found: Tiers,
    provenance: Provenance | None = None,
    stakeholders: Mapping[str, Mapping[str, float]] | None = None,
) -> Report:
    """The Report of one tier analysis.

    Tables: ``people``, best first · ``metrics`` · ``buckets`` · ``circumstances`` · ``cohort`` · ``slices`` ·
    ``weightings`` and ``sensitivity`` · ``notes``, what was left out and why · ``cells``, whom each value was compared
    with · ``steps`` · and with one period ``lines``, each person's place on each measure.

    Everyone listed has a row; who cannot be rated carries the reason. Where the tiers are refused, raw composites and
    raw ranks remain.

    Parameters
    ----------
    found : Tiers
    provenance : Provenance, optional
    stakeholders : Mapping of name to points by ``metric_key``, optional
    """
    one = found.performers
    order = np.lexsort((found.raw_rank, found.adjusted_rank if found.chances else found.raw_rank))
    placed = incumbents(found)
    weighed = sensitivity(found, stakeholders, placed=placed)
    caveats = found.judgement.reasons
    if found.chances or _single(found):
        caveats += weighed.caveats
    if found.judgement.status == "refused":
        # the raw composites that remain rest on the weights too
        caveats += (Caveat(Code.NO_WEIGHTS),) if one.composite.equal else ()
    else:
        caveats += tuple(reason for reason in found.exceptional.reasons if reason not in caveats)
    effects = {key.key: cohort.worth(key, one) for key in one.circumstance.effects if not math.isnan(key.se)}
    several = len(one.composite.weighing) > 1  # a single measure has no weights to argue about
    every = (
        people.people(found, order, weighed, placed),
        cohort.metrics(one),
        cohort.buckets(one),
        cohort.circumstances(one, effects),
        cohort.cohort(found),
        slices.slices(found),
        weights.weightings(found, weighed) if several else None,
        weights.sensitivity(found, weighed) if several else None,
        cohort.notes(one),
        cells.cells(one),
        people.steps(one, order),
        cells.lines(one, order),
    )
    return Report(
        kind=KIND,
        sentence=_sentence(found),
        estimates=_estimates(found) | {f"circumstance_{key}": effect for key, effect in effects.items()},
        tables=tuple(table for table in every if table is not None),
        figures=(
            Figure("tiers", "tiers", "people", {"label": "person_id", "value": "score", "group": "tier"}),
            *((weights.FIGURE,) if several else ()),
        ),
        caveats=caveats,
        provenance=provenance,
    )


def _estimates(found: Tiers) -> dict[str, Estimate]:
    one = found.performers
    found_ = {
        "reliability": cohort.reliability(one),
        "autocorrelation": cohort.autocorrelation(one),
        "by_circumstance": cohort.explained(one),
        "ramp": one.ramp,
        "agreement": cohort.agreement(one),
    }
    return {key: estimate for key, estimate in found_.items() if estimate is not None}


def _single(found: Tiers) -> bool:
    return any(reason.code is Code.ONE_PERIOD for reason in found.judgement.reasons)


def _sentence(found: Tiers) -> Sentence:
    values = {"people": len(found.labels), "rated": int(found.rated.sum())}
    if found.chances is None:
        return Sentence("tiers.one_period" if _single(found) else "tiers.refused", values)
    confident = sum(label == "top_confident" for label in found.labels)
    values |= {"confident": confident, "cannot_tell": sum(one in ("top_likely", "borderline") for one in found.labels)}
    return Sentence("tiers.confident" if confident else "tiers.none_confident", values)
