"""What is known of the differential functioning of items?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from scoring.dif.matching import Groups
from scoring.errors import Code, Undefined
from scoring.results import Caveat, Result

Purify = bool | Literal["two-stage"]
#: Rounds after which purification is given up.
ROUNDS = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class Dif(Result):
    """Differential item functioning of every item.

    It rests on protected groups: it belongs into the fairness report of an instrument and nowhere else, above all not
    into the scoring or norming of a person.

    Attributes
    ----------
    items : DataFrame
        One row an item (with several focal groups one an item and group, the group in ``focal``); columns as the
        function says. Where a number does not exist for an item it is NaN, and a caveat names the item.
    reference : str
    people : dict of str to int
        In each group, the reference first, before those with gaps are left out.
    ungrouped : int
        People left out because their group is not known.
    anchors, removed : tuple
        Items whose total people were matched on in the last round, and those purification took out of it; the item
        studied is always added to the total.
    rounds : int
        Rounds of purification.
    """

    items: pd.DataFrame = field(default_factory=pd.DataFrame)
    reference: str = ""
    people: dict[str, int] = field(default_factory=dict)
    ungrouped: int = 0
    anchors: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rounds: int = 0


Frame = Callable[[list[int]], pd.DataFrame]


def studied(
    groups: Groups, frame: Frame, anchors: Sequence[object] | None, purify: Purify, significance: float, method: str
) -> Dif:
    """The result of ``frame(anchor places)``, purified if wanted, with ``p_adjusted`` and ``flagged`` filled in.

    Raises
    ------
    Undefined
        ``N_TOO_SMALL`` with fewer than two items or nobody to compare, ``GROUPS_TOO_SMALL`` when no item can be
        compared.
    """
    if not 0 < significance < 1:
        raise ValueError(f"a significance of {significance}")
    if not (isinstance(purify, bool) or purify == "two-stage"):
        raise ValueError(f"purification called {purify}")
    most = 1 if purify == "two-stage" else ROUNDS * purify
    first = groups.places(anchors)
    kept, flagged, rounds, settled = first, set[int](), 0, True
    items = frame(kept)
    while rounds < most:
        found = _flagged(items, groups, significance)
        rest = [place for place in first if place not in found]
        if found == flagged:
            break
        if not rest:
            settled = False
            break
        kept, flagged, rounds = rest, found, rounds + 1
        items = frame(kept)
    else:
        settled = purify is not True
    p = items["p"].to_numpy()
    known = ~np.isnan(p)
    if not known.any():
        raise Undefined(Code.GROUPS_TOO_SMALL, n=0, of="totals")
    items["p_adjusted"] = p
    items.loc[known, "p_adjusted"] = false_discovery_control(p[known], method="bh")
    items["flagged"] = p < significance
    result = Dif(
        n=sum(groups.people.values()), method=method, items=items, reference=groups.labels[0], people=groups.people,
        ungrouped=groups.ungrouped, anchors=tuple(str(groups.items[place]) for place in kept),
        removed=tuple(str(groups.items[place]) for place in first if place not in kept), rounds=rounds,
    )  # fmt: skip
    reasons = [] if settled else [Caveat(Code.NOT_CONVERGED, {"of": "purification"})]
    if not known.all():
        reasons.append(Caveat(Code.NO_VARIANCE, {"item": str(items.index[~known][0]), "items": int((~known).sum())}))
    return result.doubted(*reasons)


def _flagged(items: pd.DataFrame, groups: Groups, significance: float) -> set[int]:
    bad = items.index[(items["p"] < significance).to_numpy()]
    return {int(place) for place in np.flatnonzero(groups.items.isin(bad))}
