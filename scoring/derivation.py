"""How did one person's score come about, from each result to the sum of each period, so that anyone can do it again?"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from scoring.performers import Performers
from scoring.performers.arrays import Floats
from scoring.performers.composite import CLIP
from scoring.reports.tiers.cells import ids, placed

#: What became of a period: it counts, or why not; ``none`` without any result.
STATES = ("counts", "ramping", "settling", "away", "too_little", "none")


@dataclass(frozen=True, slots=True)
class Line:
    """One measure in one period.

    Attributes
    ----------
    metric, cell : Mapping
        Rows of the Report's tables ``metrics`` and ``cells``.
    value, quota, by : float or None
        The result, its quota, and the result it is divided by.
    steps : tuple of (step, value after it)
        As ``Prepared.steps`` names them, of this period's value.
    z : float or None
        (last step − median)/spread within ±3; None in a cell without spread.
    weight : float or None
        What z is multiplied by in this period, with what others of its bucket left over; None where it does not count.
    """

    metric: Mapping[str, Any]
    cell: Mapping[str, Any]
    value: float
    quota: float | None
    by: float | None
    steps: tuple[tuple[str, float], ...]
    z: float | None
    weight: float | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bucket of one period: Σ weight·z of its lines, and what the bucket counts."""

    name: str
    lines: tuple[Line, ...]
    score: float | None
    weight: float


@dataclass(frozen=True, slots=True)
class Period:
    """One period: the mean of its buckets by weight is its score."""

    start: date
    end: date
    state: str
    buckets: tuple[Bucket, ...]
    score: float | None


def derivations(one: Performers) -> Iterator[tuple[str, dict[str, Any]]]:
    """For everyone with a result, plain lists of T periods by M measures: results, quotas, rows of ``cells``, states.

    Only what cannot be computed from the rest is kept; ``periods`` does the arithmetic.
    """
    cells, names, scores = placed(one)[0], ids(one), _plain(one.composite.scores)
    values, quotas = _plain(one.grid.values), _plain(one.grid.targets)
    states = _states(one)
    quoted = np.asarray((~np.isnan(one.grid.targets)).any((1, 2)))
    for i in np.flatnonzero(one.grid.known.any(1)):
        yield (
            names[i],
            {
                "values": values[i].tolist(),
                "quotas": quotas[i].tolist() if quoted[i] else None,
                "cells": cells[i].tolist(),
                "states": states[i].tolist(),
                "scores": scores[i].tolist(),
            },
        )


def spans(one: Performers) -> list[tuple[str, str]]:
    """First and last day of each period."""
    return [(f"{a:%Y-%m-%d}", f"{b:%Y-%m-%d}") for a, b in zip(one.grid.starts, one.grid.ends, strict=True)]


def _plain(x: Floats) -> np.ndarray[Any, Any]:
    out = x.astype(object)
    out[np.isnan(x)] = None
    return out


def _states(one: Performers) -> np.ndarray[Any, Any]:
    """Places in ``STATES``, N × T."""
    grid = one.grid
    causes = (grid.ramping, grid.territory.reassigned, grid.away, np.isnan(one.composite.scores))
    state = np.zeros(grid.known.shape, dtype=int)
    for place, cause in reversed(list(enumerate(causes, 1))):
        state[cause] = place
    state[~grid.known] = len(STATES) - 1
    return state


def periods(
    derivation: Mapping[str, Any],
    dates: Sequence[tuple[str, str]],
    metrics: Sequence[Mapping[str, Any]],
    cells: Sequence[Mapping[str, Any]],
) -> list[Period]:
    """The arithmetic of ``derivations``, once more and by hand.

    Parameters
    ----------
    derivation : as ``derivations`` gives it
    dates : as ``spans``
    metrics, cells : rows of the Report's tables of these names, by column
    """
    found = []
    for t, (start, end) in enumerate(dates):
        state = STATES[derivation["states"][t]]
        if state == "none":
            continue
        lines = [_line(derivation, t, m, metrics, cells) for m in range(len(metrics))]
        buckets = tuple(_buckets([line for line in lines if line is not None], metrics))
        held = [(bucket.score, bucket.weight) for bucket in buckets if bucket.score is not None]
        whole = sum(weight for _score, weight in held)
        score = sum(score * weight for score, weight in held) / whole if state == "counts" and whole else None
        found.append(Period(date.fromisoformat(start), date.fromisoformat(end), state, buckets, score))
    return found


def _line(
    derivation: Mapping[str, Any],
    t: int,
    m: int,
    metrics: Sequence[Mapping[str, Any]],
    cells: Sequence[Mapping[str, Any]],
) -> Line | None:
    value = derivation["values"][t][m]
    if value is None:
        return None
    metric, place = metrics[m], derivation["cells"][t][m]
    cell = cells[place] if place >= 0 else {}
    quota = derivation["quotas"][t][m] if derivation["quotas"] else None
    by = next(
        (derivation["values"][t][k] for k, one in enumerate(metrics) if one["metric_key"] == metric["denominator"]),
        None,
    )
    steps = tuple(_steps(metric, value, quota, by)) if place >= 0 else ()
    z = None
    if cell.get("spread"):
        z = ((steps[-1][1] if steps else value) - cell["middle"]) / cell["spread"]
        z = min(max(z, -CLIP), CLIP)
    return Line(metric, cell, value, quota, by, steps, z, metric["multiplied"] if z is not None else None)


def _steps(
    metric: Mapping[str, Any], value: float, quota: float | None, by: float | None
) -> Iterator[tuple[str, float]]:
    for step in str(metric["prepared"] or "").split():
        if step == "ratio" and by:
            value /= by
        elif step == "logit" and by:
            value = math.log((value + 0.5) / (by - value + 0.5))
        elif step == "attainment" and quota:
            value /= quota
        elif step == "log":
            value = math.log1p(value / metric["log_median"])
        elif step == "distance":
            target = quota if quota is not None else metric["target"]
            value = -abs(value - target)
        elif step == "turned":
            value = -value
        yield step, value


def _buckets(lines: Sequence[Line], metrics: Sequence[Mapping[str, Any]]) -> Iterator[Bucket]:
    """What is missing is made up for by the rest of its bucket: weights are divided by the part of it that is there."""
    for name in sorted({str(metric["bucket"] or "") for metric in metrics}):
        own = sorted(
            (line for line in lines if str(line.metric["bucket"] or "") == name),
            key=lambda line: -line.metric["weight"],
        )
        weight = sum(metric["weight"] for metric in metrics if str(metric["bucket"] or "") == name)
        held = sum(line.metric["weight"] for line in own if line.z is not None)
        score = sum((line.z or 0.0) * (line.weight or 0.0) for line in own) / held if held else None
        yield Bucket(name, tuple(own), score, weight)
