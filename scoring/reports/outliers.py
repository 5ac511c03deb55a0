"""What does a reader need to see of results beyond what the practices measured explain?"""

import math

import numpy as np

from scoring.intervals import wilson
from scoring.outliers import EFFICIENT, EXTREME, UNEXPLAINED, Outliers
from scoring.performers.results import Flags
from scoring.reference import gates
from scoring.results import Cell, Column, Estimate, Provenance, Report, Sentence, Table

KIND = "outliers"
#: Order in which the groups are listed: those to talk about first.
GROUPS = ("outlier", "extreme", "held", "replicable", "other")


def report(found: Outliers, provenance: Provenance | None = None) -> Report:
    """The Report of one split: ``people`` by group, best first, and ``signs`` with what was looked for.

    ``people`` names everybody with a result that counts; ``group`` is what benchmarks and profiles read. A sign that
    the tables cannot show stands in ``signs`` as not measured and is empty in ``people``.
    """
    refused = found.tiers.chances is None
    groups = np.array(found.groups)
    counts = {name: int((groups[found.tiers.rated] == name).sum()) for name in GROUPS}
    ids = found.tiers.performers.grid.people["person_id"].astype(str)
    key = "outliers.refused" if refused else "outliers.found" if counts["outlier"] else "outliers.none"
    return Report(
        kind=KIND,
        sentence=Sentence(key, {"people": int(found.tiers.rated.sum()), **counts}),
        estimates={} if refused else {"outlier_share": _share(counts["outlier"], int(found.tiers.rated.sum()))},
        tables=(
            _people(found, groups, tuple(ids)),
            _gates(found),
            _signs(found),
            Table(
                "groups", (Column("group", "code"), Column("people", "count")), () if refused else tuple(counts.items())
            ),
        ),
        caveats=found.caveats,
        provenance=provenance,
    )


def _share(count: int, n: int) -> Estimate:
    return Estimate(count / n, n, "Share of people, interval Wilson 1927", *wilson(count, n))


def _people(found: Outliers, groups: np.ndarray[tuple[int], np.dtype[np.str_]], ids: tuple[str, ...]) -> Table:
    tiers = found.tiers
    columns = (
        Column("person_id"), Column("group", "code"), Column("adjusted_rank", "count"),
        Column("chance_top4", "chance"), Column("extreme", "code"), Column("at_bats", "number"),
        Column("per_at_bat", "chance"), Column("efficient", "code"), Column("residual", "number"),
        Column("unexplained", "code"),
    )  # fmt: skip
    order = np.lexsort((tiers.adjusted_rank, np.array([GROUPS.index(name) for name in groups])))
    rows = tuple(
        (
            ids[i], str(groups[i]), _number(tiers.adjusted_rank[i]),
            _number(tiers.chances.exceptional[i]) if tiers.chances and tiers.exceptional.status != "refused" else None,
            _said(found.extreme, i), _number(found.at_bats[i]), _number(found.yield_[i]), _said(found.efficient, i),
            _number(found.residual[i]), _said(found.unexplained, i),
        )
        for i in order
        if tiers.rated[i] and tiers.chances is not None
    )  # fmt: skip
    return Table("people", columns, rows)


def _gates(found: Outliers) -> Table:
    """Everybody high, with the other two gates and the numbers behind them."""
    columns = (
        Column("person_id"), Column("is_high", "code"), Column("chance_top", "chance"), Column("sustained", "code"),
        Column("periods", "count"), Column("above", "chance"), Column("first_half", "chance"),
        Column("second_half", "chance"), Column("ethical", "code"),
    )  # fmt: skip
    table = gates(found.tiers)
    high = table[table["high"]].sort_values(["chance_top", "person_id"], ascending=[False, True])
    rows = tuple(
        (
            str(row["person_id"]), _yes(row["high"]), _number(row["chance_top"]), _yes(row["sustained"]),
            int(row["periods"]), _number(row["above"]), _number(row["first_half"]), _number(row["second_half"]),
            _yes(row["ethical"]),
        )
        for row in high.to_dict("records")
    )  # fmt: skip
    return Table("gates", columns, rows)


def _yes(passed: object) -> str:
    return "yes" if passed else "no"


def _said(sign: Flags | None, i: int) -> Cell:
    return None if sign is None else "yes" if sign[i] else "no"


def _signs(found: Outliers) -> Table:
    columns = (
        Column("sign", "code"), Column("looked", "code"), Column("limit", "number"), Column("people", "count"),
    )  # fmt: skip
    signs: tuple[tuple[str, Flags | None, float], ...] = (
        ("beyond_fence", found.extreme if found.tiers.chances else None, found.fence),
        ("chance_top4", found.extreme if found.tiers.exceptional.status != "refused" else None, EXTREME),
        ("efficient", found.efficient, EFFICIENT),
        ("unexplained", found.unexplained, UNEXPLAINED),
    )
    return Table("signs", columns, tuple(
        (key, "not_measured" if who is None else "looked", _number(limit), _count(found, key, who))
        for key, who, limit in signs
    ))  # fmt: skip


def _count(found: Outliers, key: str, who: Flags | None) -> int | None:
    """How many bear the sign; the two ways to be extreme are counted apart."""
    if who is None:
        return None
    if key == "beyond_fence":
        return int((np.nan_to_num(found.tiers.performers.adjusted.posterior, nan=-np.inf) > found.fence).sum())
    if key == "chance_top4" and found.tiers.chances is not None:
        return int((np.nan_to_num(found.tiers.chances.exceptional) >= EXTREME).sum())
    return int(who.sum())


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
