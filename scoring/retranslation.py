"""Do people who did not write them put anchors back to the competency and the level they were written for?"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.errors import BadTable, Code
from scoring.intervals import wilson
from scoring.judgements import mean, spread
from scoring.results import Caveat, Estimate

#: Share of judges who must find the competency. Schwab, Heneman & DeCotiis (1975) review criteria from .50 to .80; at
#: .70 an anchor put into one of four competencies by chance passes five judges once in 64 times.
FOUND = 0.70
#: Most scatter of the levels given, in points of 1 to 5: a quarter of the span, as 1.5 on the seven-point scales of
#: Smith & Kendall (1963).
SCATTER = 1.0
#: Half the distance between neighbouring anchors: beyond it an anchor reads as the level between them or the next one.
SHIFT = 1.0
SHARE = "share of judges, Wilson 1927; retranslation after Smith & Kendall 1963"
LEVEL = "mean level given by judges who found the competency, t interval"
SPREAD = "standard deviation of the levels given, chi-square interval"
VERDICTS = ("holds", "elsewhere", "scattered", "shifted")


@dataclass(frozen=True, slots=True)
class Retranslation:
    """What became of every anchor.

    Attributes
    ----------
    judges : int
        Judges who placed at least one anchor.
    anchors : DataFrame
        One row an anchor (index as given): ``competency``, ``points``, ``judges`` who placed it, ``share`` of them who
        found its competency, mean ``level`` and ``scatter`` given by those (all three Estimates; refused where nobody
        or one found it), ``most`` (the competency most chose, empty for "none fits") and ``verdict``: ``holds``,
        ``elsewhere`` (too few found the competency), ``scattered``, ``shifted``, or empty without judges.
    """

    judges: int = 0
    anchors: pd.DataFrame = field(default_factory=pd.DataFrame)


def retranslation(anchors: pd.DataFrame, placements: pd.DataFrame) -> Retranslation:
    """Judge every anchor by where judges put it.

    Parameters
    ----------
    anchors : DataFrame
        ``anchor`` (once each), ``competency`` and ``points`` it was written for.
    placements : DataFrame
        ``judge``, ``anchor``, ``competency`` chosen (None or empty: none fits) and ``points`` given (NaN for those); a
        judge places an anchor once.

    Raises
    ------
    BadTable
        When a column is missing, an anchor is unknown or there twice, or a judge placed one twice.

    References
    ----------
    Smith, P. C., & Kendall, L. M. (1963). Retranslation of expectations. Journal of Applied Psychology, 47, 149-155.
    Schwab, D. P., Heneman, H. G., & DeCotiis, T. A. (1975). Behaviorally anchored rating scales: A review of the
    literature. Personnel Psychology, 28, 549-562.

    Examples
    --------
    >>> anchors = pd.DataFrame({"anchor": ["a"], "competency": ["care"], "points": [5]})
    >>> placed = pd.DataFrame({"judge": list("VWXYZ"), "anchor": "a", "competency": ["care"] * 4 + ["people"],
    ...                        "points": [5, 5, 4, 5, 3]})
    >>> row = retranslation(anchors, placed).anchors.loc["a"]
    >>> row["share"].value, row["level"].value, row["scatter"].value, row["verdict"]
    (0.8, 4.75, 0.5, 'holds')
    """
    _check(anchors, placements)
    known = anchors.set_index("anchor")
    groups = {str(anchor): rows for anchor, rows in placements.groupby("anchor", sort=False)}
    empty = placements.iloc[:0]
    rows = [
        _row(str(one["competency"]), float(one["points"]), groups.get(str(anchor), empty))
        for anchor, one in known.iterrows()
    ]
    columns = ["judges", "share", "level", "scatter", "most", "verdict"]
    found = known.join(pd.DataFrame(rows, index=known.index, columns=columns))
    return Retranslation(int(placements["judge"].nunique()), found)


def _row(competency: str, points: float, placed: pd.DataFrame) -> tuple[object, ...]:
    n = len(placed)
    if n == 0:
        nobody = Caveat(Code.N_TOO_SMALL, {"n": 0, "need": 1, "of": "judges"})
        refused = [Estimate.refusal(nobody, method=method) for method in (SHARE, LEVEL, SPREAD)]
        return (0, *refused, "", "")
    chosen = placed["competency"].fillna("").astype(str)
    here = placed.loc[chosen == competency, "points"].dropna().to_numpy(dtype=np.float64)
    k = int((chosen == competency).sum())
    low, high = wilson(k, n)
    share = Estimate(k / n, n, SHARE, low, high)
    level, scatter = mean(here, LEVEL, "judges"), spread(here, SPREAD, "judges")
    counts = chosen.value_counts()
    most = str(sorted(counts[counts == counts.max()].index)[0])
    return (n, share, level, scatter, competency if counts.get(competency, 0) == counts.max() else most,
            _verdict(k / n, level.value, scatter.value, points))  # fmt: skip


def _verdict(share: float, level: float | None, scatter: float | None, points: float) -> str:
    if share < FOUND or level is None:
        return "elsewhere"
    if scatter is not None and scatter > SCATTER:
        return "scattered"
    return "shifted" if abs(level - points) >= SHIFT else "holds"


def _check(anchors: pd.DataFrame, placements: pd.DataFrame) -> None:
    for name, table, columns in (
        ("anchors", anchors, ("anchor", "competency", "points")),
        ("placements", placements, ("judge", "anchor", "competency", "points")),
    ):
        for column in columns:
            if column not in table.columns:
                raise BadTable(f"{name}: column {column} is missing")
    repeated = anchors["anchor"].duplicated()
    if repeated.any():
        raise BadTable(f"anchors, row {int(repeated.to_numpy().argmax()) + 1}: this anchor is there twice")
    unknown = ~placements["anchor"].isin(anchors["anchor"]).to_numpy()
    if unknown.any():
        raise BadTable(f"placements, row {int(unknown.argmax()) + 1}: there is no such anchor")
    twice = placements.duplicated(["judge", "anchor"]).to_numpy()
    if twice.any():
        raise BadTable(f"placements, row {int(twice.argmax()) + 1}: this judge placed this anchor before")
