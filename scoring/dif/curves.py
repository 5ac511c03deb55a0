"""How does each group answer one item at each level of the total?"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.stats import t

from scoring.dif.matching import grouped, strata
from scoring.errors import Code, Undefined
from scoring.intervals import wilson
from scoring.refusals import refusing
from scoring.responses import Answers, Group
from scoring.results import Result

METHOD = "mean answer by total and group (Dorans & Kulick 1986)"


@dataclass(frozen=True, kw_only=True, eq=False)
class Curves(Result):
    """Mean answers to an item by total and group; as protected as ``Dif``.

    Attributes
    ----------
    item : str
    points : DataFrame
        ``group``, ``total``, ``n`` people, ``mean`` answer (the proportion, of items scored 0 and 1) and 95 % bounds
        ``low``, ``high``: Wilson's of a proportion, else Student's (NaN from one person).
    """

    item: str = ""
    points: pd.DataFrame = field(default_factory=pd.DataFrame)


@refusing(Curves, METHOD)
def curves(
    responses: Answers,
    group: Group,
    item: object,
    reference: object = None,
    anchors: Sequence[object] | None = None,
) -> Curves:
    """What a DIF plot shows of one item; parameters and refusals as ``mantel_haenszel``, for any kind of item.

    Raises
    ------
    ValueError
        When there is no such item.
    """
    groups = grouped(responses, group, reference)
    one = next(strata(groups, groups.places(anchors), only=groups.places([item])))
    counts = one.counts[0]
    n = counts.sum(axis=2).T
    if not n.any():
        raise Undefined(Code.MISSING_TOO_MUCH, n=0, item=str(item))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (counts @ one.values).T / n
        deviation = np.sqrt(np.maximum((counts @ one.values**2).T / n - mean**2, 0) * n / (n - 1))
        half = t.ppf(0.975, np.maximum(n - 1, 1)) * deviation / np.sqrt(n)
    proportion = set(one.values) <= {0.0, 1.0}
    rows = []
    for place, name in enumerate(groups.labels):
        for stratum in np.flatnonzero(n[place]):
            size, middle = int(n[place, stratum]), float(mean[place, stratum])
            bounds = (middle - half[place, stratum], middle + half[place, stratum])
            if proportion:
                bounds = wilson(round(middle * size), size)
            rows.append((name, float(one.totals[stratum]), size, middle, *bounds))
    points = pd.DataFrame(rows, columns=["group", "total", "n", "mean", "low", "high"])
    return Curves(n=int(n.sum()), method=METHOD, item=str(item), points=points)
