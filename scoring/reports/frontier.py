"""What does a reader need to see to choose weights before anybody's group is known?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from scoring.errors import Scalar
from scoring.frontier import DRAWS, Frontier, Point
from scoring.results import Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "frontier"
#: Dominated weights drawn as a cloud; all of 10,626 would say no more.
CLOUD = 400
_VALIDITY = "r_c = w'v/√(w'Rw); range of {n} draws of the predictors' errors"
_RATIO = "expected impact ratio, two normal groups; range of {n} draws of the predictors' errors"


def report(
    found: Frontier, named: Mapping[str, Sequence[float]], provenance: Provenance | None = None, seed: int = 1
) -> Report:
    """The Report of one plan: ``named`` weights, the ``points`` of the grid, and the ``predictors`` it rests on.

    Parameters
    ----------
    found : Frontier
    named : mapping
        Weights to mark by their code, such as ``"unit"`` and ``"rule"``, in the order of the predictors.
    """
    plan = found.plan
    marks: dict[str, Point] = {}
    if found.proposal is not None:
        marks["proposal"] = found.point(found.weights[found.proposal].tolist(), seed)
    marks |= {code: found.point(weights, seed) for code, weights in named.items()}
    weights = tuple(Column(f"weight_{one.name}", "number") for one in plan.predictors)
    kind, validity, ratio = (
        Column("weights_are", "code"), Column("composite_validity", "estimate"), Column("expected_ratio", "estimate"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [(code, *_estimates(point), *point.weights) for code, point in marks.items()]
    columns = (kind, validity, ratio, *weights)
    proposed = marks.get("proposal")
    values: dict[str, Scalar] = {"points": len(found.weights), "undominated": int((~found.dominated).sum())}
    if proposed:
        values |= {"validity": proposed.validity, "ratio": proposed.ratio}
    return Report(
        kind=KIND,
        sentence=Sentence("frontier.proposed" if proposed else "frontier.none", values),
        tables=(
            Table("named", columns, tuple(rows)),
            Table("points", columns, tuple(_points(found) + rows)),
            _predictors(found),
        ),
        figures=(
            Figure(
                "plan", "plan", "points",
                {"x": "expected_ratio", "y": "composite_validity", "kind": "weights_are"},
            ),
        ),
        provenance=provenance,
    )  # fmt: skip


def _estimates(point: Point) -> tuple[Estimate, Estimate]:
    return (
        Estimate(point.validity, 0, _VALIDITY.format(n=DRAWS), *point.validity_range),
        Estimate(point.ratio, 0, _RATIO.format(n=DRAWS), *point.ratio_range),
    )


def _points(found: Frontier) -> list[tuple[Cell, ...]]:
    """The line in full, from the lowest ratio to the highest, and a sample of what it beats."""
    line = np.flatnonzero(~found.dominated)
    line = line[np.argsort(found.ratio[line], kind="stable")]
    beaten = np.flatnonzero(found.dominated)
    beaten = beaten[:: max(1, len(beaten) // CLOUD)]
    plain = Estimate(0.0, 0, "on the grid of weights; ranges are given for named weights")
    return [
        (
            code,
            replace(plain, value=float(found.validity[at])),
            replace(plain, value=float(found.ratio[at])),
            *found.weights[at].tolist(),
        )
        for code, places in (("undominated", line), ("dominated", beaten))
        for at in places
    ]


def _predictors(found: Frontier) -> Table:
    columns = (
        Column("component", "code"), Column("validity", "number"), Column("validity_error", "number"),
        Column("group_difference", "number"), Column("difference_error", "number"), Column("validity_from", "code"),
    )  # fmt: skip
    rows = tuple(
        (one.name, one.validity, one.validity_error, one.d, one.d_error, one.source) for one in found.plan.predictors
    )
    return Table("predictors", columns, rows)
