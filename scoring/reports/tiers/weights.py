"""What other weights would change: by person, and by set of weights."""

import numpy as np
from scipy.stats import rankdata

from scoring.reports.tiers.cells import ids
from scoring.results import Cell, Column, Figure, Table
from scoring.sensitivity import Sensitivity
from scoring.tiers import TOP, Tiers, places

#: The picture is about the border of the top: so many times its places are listed, and at most so many lines.
AROUND, MOST = 3, 400
ROLES = {"place": "weighed_rank", "value": "top_draws", "top": "in_top"}
FIGURE = Figure("sensitivity", "staying", "sensitivity", ROLES)


def sensitivity(found: Tiers, weights: Sensitivity) -> Table:
    """By score, who is in the top fifth in which share of the draws; who is never near it is left out."""
    columns = (
        Column("person_id"), Column("weighed_rank", "number"), Column("in_top", "code"), Column("top_draws", "chance"),
    )  # fmt: skip
    rated = np.flatnonzero(found.rated)
    order = rated[np.lexsort((rated, -weights.order[rated]))]
    top = places(TOP, len(rated))
    ranks = np.full(len(found.rated), np.nan)
    ranks[rated] = rankdata(-weights.order[rated])
    names = ids(found.performers)
    last = max(AROUND * top, 1 + max((at for at, i in enumerate(order) if weights.share[i] > 0), default=0))
    first = max(0, min(top, last) - MOST // 2) if last > MOST else 0  # of thousands, those around the border
    near = order[first : min(last, first + MOST)]
    rows = tuple((names[i], float(ranks[i]), "top" if ranks[i] <= top else None, float(weights.share[i])) for i in near)
    return Table("sensitivity", columns, rows)


def weightings(found: Tiers, weights: Sensitivity) -> Table:
    """Each other set of weights: rank correlation with the given one, and the share of the top fifth it keeps."""
    keys = found.performers.grid.metrics["metric_key"].tolist()
    given = found.performers.composite.weights
    every = [("given", "", 1.0, 1.0, given)]
    every += [("stakeholder" if one.name else "equal", one.name, one.tau, one.stays, one.weights)
              for one in weights.weightings]  # fmt: skip
    used = [m for m in range(len(keys)) if any(row[-1][m] > 0 for row in every)]
    columns = (
        Column("weights_of", "code"), Column("stakeholder"), Column("tau", "number"), Column("stays", "chance"),
        *(Column(f"weight_in:{keys[m]}", "number") for m in used),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (kind, name or None, tau, stays, *(float(w[m]) for m in used)) for kind, name, tau, stays, w in every
    )
    return Table("weightings", columns, rows)
