"""What does a reader need to see of how results are spread, how they last, and who defies the odds?"""

import math

import numpy as np

from scoring.averages import row_means
from scoring.concentration import PLACES, Concentration, concentration
from scoring.deviants import LIKELY, SURE, Deviants, deviants
from scoring.errors import Undefined
from scoring.performers import Performers
from scoring.policy import judged
from scoring.reference import incumbents
from scoring.refusals import caveat
from scoring.results import Caveat, Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table
from scoring.stability import Stability, breaks, stability
from scoring.tiers import Tiers
from scoring.together import Together, together

KIND = "patterns"
#: What 80/20 would mean of the top fifth.
PARETO = 0.80


def report(found: Tiers, provenance: Provenance | None = None) -> Report:
    """The Report of one cohort: ``concentration``, ``lorenz``, ``stability``, ``breaks``, ``deviants``, ``together``.

    What cannot be told is refused where it stands; the rest remains.
    """
    one = found.performers
    spread = {m: _spread(one, m) for m in _amounts(one)}
    held, odd, seen = stability(one), deviants(found), _groups(found)
    main = _heaviest(one, spread)
    return Report(
        kind=KIND,
        sentence=_sentence(one, spread, main, odd),
        estimates=_estimates(spread, main, held),
        tables=(
            _concentration(one, spread), _lorenz(one, spread, main), _stability(one, held), _breaks(one),
            _deviants(odd), _together(found, seen),
        ),
        figures=(
            Figure("lorenz", "curves", "lorenz", {"x": "share_of_people", "y": "share_of_result", "series": "line"}),
        ) if main is not None else (),
        caveats=(*odd.caveats, *(reason for reason in seen.judgement.reasons if reason not in odd.caveats)),
        provenance=provenance,
    )  # fmt: skip


def _amounts(one: Performers) -> list[int]:
    """Outcomes of which more is better."""
    metrics = one.grid.metrics
    wanted = metrics["kind"].fillna("result").eq("result") & metrics["direction"].fillna("higher").eq("higher")
    return [int(m) for m in np.flatnonzero(wanted.to_numpy())]


def _added(one: Performers, m: int) -> bool:
    """Whether values of a measure add up over people, as shares of a whole must; rates and percentages do not."""
    row = one.grid.metrics.iloc[m]
    return row["aggregation"] not in ("mean", "last") and (row["unit"] or "") != "%"


def _spread(one: Performers, m: int) -> Concentration | Caveat:
    """Amounts a period that counts, so that nobody looks poor for having come late."""
    values = np.where(one.grid.eligible, one.grid.values[:, :, m], np.nan)
    halves = (row_means(values[:, 0::2]), row_means(values[:, 1::2])) if values.shape[1] > 1 else None
    try:
        return concentration(row_means(values), halves)
    except Undefined as nothing:
        return caveat(nothing)


def _heaviest(one: Performers, spread: dict[int, Concentration | Caveat]) -> int | None:
    """The outcome the sentence speaks of: one that adds up where there is one, then by weight."""
    usable = [m for m, found in spread.items() if isinstance(found, Concentration)]
    return max(usable, key=lambda m: (_added(one, m), one.composite.weights[m], -m), default=None)


def _shown(estimate: Estimate) -> Estimate:
    return judged(estimate, "concentration", people=estimate.n)


def _name(one: Performers, m: int) -> str:
    row = one.grid.metrics.iloc[m]
    return str(row["label"] or row["metric_key"])


def _sentence(
    one: Performers, spread: dict[int, Concentration | Caveat], main: int | None, odd: Deviants
) -> Sentence:  # fmt: skip
    values: dict[str, str | int | float | bool | None] = {"deviants": int(odd.found.sum())}
    found = spread[main] if main is not None else None
    share = _shown(found.top_fifth) if isinstance(found, Concentration) else None
    if share is None or share.value is None or share.low is None or share.high is None or main is None:
        return Sentence("patterns.unknown", values)
    values |= {"measure": _name(one, main), "share": round(100 * share.value), "low": round(100 * share.low)}
    values["high"] = round(100 * share.high)
    key = "is_pareto" if share.low <= PARETO <= share.high else "more" if share.low > PARETO else "less"
    return Sentence(f"patterns.{key}", values)


def _estimates(
    spread: dict[int, Concentration | Caveat], main: int | None, held: Stability
) -> dict[str, Estimate]:  # fmt: skip
    found = spread[main] if main is not None else None
    shares = {}
    if isinstance(found, Concentration):
        shares = {"gini": found.gini, "top_fifth_share": found.top_fifth, "top_few_share": found.top_few}
        shares |= {"lasting_share": found.lasting} if found.lasting else {}
    return {key: _shown(value) for key, value in shares.items()} | {
        "stayed": held.stayed, "halves": held.halves,
    }  # fmt: skip


def _concentration(one: Performers, spread: dict[int, Concentration | Caveat]) -> Table:
    columns = (
        Column("metric_key"), Column("label"), Column("basis", "code"), Column("gini", "estimate"),
        Column("top_fifth_share", "estimate"), Column("top_few_share", "estimate"), Column("lasting_share", "estimate"),
        Column("reasons", "code"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for m, found in spread.items():
        key, basis = str(one.grid.metrics["metric_key"].iloc[m]), "amounts" if _added(one, m) else "averages"
        if isinstance(found, Caveat):
            rows.append((key, _name(one, m), basis, None, None, None, None, found.code.value))
            continue
        parts = [found.gini, found.top_fifth, found.top_few, found.lasting]
        rows.append((key, _name(one, m), basis, *(_shown(part) if part else None for part in parts), None))
    return Table("concentration", columns, tuple(rows))


def _lorenz(one: Performers, spread: dict[int, Concentration | Caveat], main: int | None) -> Table:
    """The curve of the measure the sentence speaks of, beside that of equal results."""
    columns = (Column("line"), Column("share_of_people", "number"), Column("share_of_result", "number"))
    found = spread[main] if main is not None else None
    if not isinstance(found, Concentration) or main is None:
        return Table("lorenz", columns, ())
    lines = ((_name(one, main), found.curve), ("equal", PLACES))
    return Table("lorenz", columns, tuple(
        (name, float(100 * x), float(100 * y)) for name, curve in lines for x, y in zip(PLACES, curve, strict=True)
    ))  # fmt: skip


def _stability(one: Performers, held: Stability) -> Table:
    columns = (
        Column("compared", "code"), Column("since"), Column("held", "estimate"), Column("by_chance", "number"),
        Column("by_reliability", "number"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        ("stayed", None, held.stayed, _number(held.chance), _number(held.expected)),
        ("halves", None, held.halves, 0.0, None),
    ]
    rows += [("neighbours", _day(one, at), estimate, 0.0, None) for at, estimate in held.periods]
    return Table("stability", columns, tuple(rows))


def _day(one: Performers, at: int) -> str:
    return f"{one.grid.starts[at]:%Y-%m-%d}" if at < len(one.grid.starts) else ""


def _breaks(one: Performers) -> Table:
    columns = (
        Column("person_id"), Column("since"), Column("before", "number"), Column("after", "number"),
        Column("change", "estimate"),
    )  # fmt: skip
    ids = one.grid.people["person_id"].astype(str)
    rows = tuple((ids.iloc[b.person], _day(one, b.at), b.before, b.after, b.change) for b in breaks(one))
    return Table("breaks", columns, rows)


def _deviants(odd: Deviants) -> Table:
    columns = (
        Column("person_id"), Column("deviant", "code"), Column("circumstance_band", "count"), Column("bands", "count"),
        Column("raw_fifth", "count"), Column("chance_band", "chance"), Column("predicted", "number"),
        Column("surplus", "estimate"),
    )  # fmt: skip
    ids = odd.tiers.performers.grid.people["person_id"].astype(str)
    order = np.lexsort((-np.nan_to_num(odd.chance), odd.band))
    rows = tuple(
        (
            ids.iloc[i], "sure" if odd.chance[i] >= SURE else "likely", int(odd.band[i]), odd.bands,
            int(odd.raw_fifth[i]), float(odd.chance[i]), float(odd.predicted[i]), odd.surplus(int(i)),
        )
        for i in order
        if odd.chance[i] >= LIKELY
    )  # fmt: skip
    return Table("deviants", columns, rows)


def _groups(found: Tiers) -> Together:
    table = incumbents(found).set_index("person_id")["group"]
    group = table.reindex(found.performers.grid.people["person_id"]).to_numpy(dtype=object)
    return together(found, group == "top", group == "middle")


def _together(found: Tiers, seen: Together) -> Table:
    columns = (
        Column("measures"), Column("top_share", "chance"), Column("middle_share", "chance"),
        Column("if_unrelated", "chance"), Column("top_minus_middle", "estimate"), Column("in_score", "code"),
    )  # fmt: skip
    labels = {str(row["metric_key"]): str(row["label"] or row["metric_key"])
              for row in found.performers.grid.metrics.to_dict("records")}  # fmt: skip
    rows = tuple(
        (" + ".join(labels[key] for key in one.measures), one.top, one.middle,
         one.apart if len(one.measures) > 1 else None, one.difference, "yes" if one.in_score else "no")
        for one in seen.patterns
    )  # fmt: skip
    return Table("together", columns, rows)


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
