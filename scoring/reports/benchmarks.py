"""What does a reader need to see of the benchmarks of a role, and of one threshold somebody expected?"""

from dataclasses import replace

from scoring.benchmarks import Benchmarks, Kpi
from scoring.benchmarks.monitor import asked_only
from scoring.benchmarks.threshold import Threshold
from scoring.errors import Code
from scoring.results import Caveat, Cell, Column, Estimate, Provenance, Report, Sentence, Table

KIND, THRESHOLD = "benchmarks", "threshold"
_BARS = (
    Column("metric_key"), Column("segment"), Column("set_by", "code"), Column("bar", "estimate"),
    Column("pooled", "code"), Column("potential_out", "code"), Column("people", "count"),
    Column("average_all", "number"), Column("p25", "number"), Column("p50", "number"), Column("p75", "number"),
    Column("attained", "estimate"),
    Column("within_reach", "estimate"), Column("attainability", "code"), Column("withstands", "count"),
    Column("star_bar", "number"), Column("star_mean", "number"), Column("scale", "code"),
)  # fmt: skip
_SHIFTS = (
    Column("metric_key"), Column("among", "code"), Column("statistic", "code"), Column("without", "code"),
    Column("with_all", "number"), Column("without_them", "number"), Column("shift", "estimate"), Column("bent", "code"),
)  # fmt: skip
_HELD = (
    Column("metric_key"), Column("segment"), Column("met_top", "estimate"), Column("met_middle", "estimate"),
    Column("top_minus_middle", "estimate"), Column("adherence", "code"),
)  # fmt: skip
_LINKS = (Column("metric_key"), Column("period"), Column("link", "estimate"))
_SIGNS = (Column("metric_key"), Column("sign", "code"), Column("beside"))
_WHO = (Column("person_id"), Column("chance_top", "chance"))


def report(found: Benchmarks, provenance: Provenance | None = None) -> Report:
    """The Report of a role: ``bars``, ``distortion``, ``adherence``, ``monitor``, ``signs``, ``replicable``.

    Every row of a KPI's segment stands under the key of the KPI and the segment's name, "" for the whole role;
    ``replicable`` lists who sets the bars of activity, for those who consult them.
    """
    one, who = found.found.performers, found.who
    ends = [f"{end:%Y-%m-%d}" for end in one.grid.ends]
    ids = [str(person) for person in one.grid.people["person_id"]]
    caveats = found.found.judgement.reasons if found.found.judgement.status == "refused" else ()
    if not who.split:
        caveats += (Caveat(Code.OUTLIERS_NOT_SPLIT),)
    bent = sum(any(shift.surely for shift in kpi.distortions) for kpi in found.kpis)
    barred = sum(kpi.bars[0].value.value is not None for kpi in found.kpis)
    return Report(
        kind=KIND,
        sentence=Sentence("benchmarks.found", {"kpis": len(found.kpis), "barred": barred, "bent": bent}),
        tables=(
            Table("bars", _BARS, tuple(row for kpi in found.kpis for row in _bars(kpi))),
            Table("distortion", _SHIFTS, tuple(row for kpi in found.kpis for row in _shifts(kpi))),
            Table("adherence", _HELD, tuple(row for kpi in found.kpis for row in _held(kpi))),
            Table("monitor", _LINKS, tuple(
                (kpi.key, ends[link.end], link.slope) for kpi in found.kpis for link in kpi.links or ()
            )),
            Table("signs", _SIGNS, tuple(row for kpi in found.kpis for row in _signs(kpi))),
            Table("replicable", _WHO, tuple(
                (ids[i], float(who.member[i])) for i in range(len(ids)) if who.replicable[i]
            )),
        ),
        caveats=caveats,
        provenance=provenance,
    )  # fmt: skip


def _bars(kpi: Kpi) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for bar, reach in zip(kpi.bars, kpi.attainable, strict=True):
        every = bar.everyone
        spread = (every.n, every.mean, every.p25, every.median, every.p75) if every else (0, None, None, None, None)
        verdict = reach.verdict if reach else ""
        rows.append((
            kpi.key, bar.cell, bar.of, bar.value, "pooled" if bar.pooled else None,
            "taken_out" if bar.potential_out else None, *spread,
            reach.now if reach else None, reach.within_reach if reach else None, verdict or None,
            bar.withstands, *(kpi.star or (None, None)), "attainment" if kpi.attainment else None,
        ))  # fmt: skip
    return rows


def _shifts(kpi: Kpi) -> list[tuple[Cell, ...]]:
    return [
        (kpi.key, one.group, one.statistic, one.without, one.with_all, one.without_them, one.shift,
         "surely" if one.surely else "bent" if one.bent else None)
        for one in kpi.distortions
    ]  # fmt: skip


def _held(kpi: Kpi) -> list[tuple[Cell, ...]]:
    return [
        (kpi.key, bar.cell, held.top, held.middle, held.difference, held.flag or None)
        for bar, held in zip(kpi.bars, kpi.adherence, strict=True)
        if held
    ]


def _signs(kpi: Kpi) -> list[tuple[Cell, ...]]:
    signs: list[tuple[Cell, ...]] = []
    if kpi.links and asked_only(kpi.links):
        signs.append((kpi.key, "asked_only", None))
    if kpi.heap and kpi.heap.suspicious:
        signs.append((kpi.key, "heaping", f"{kpi.heap.on} / {kpi.heap.beside}"))
    return signs + [(kpi.key, "trades", other) for other in kpi.trades]


def threshold_report(found: Threshold, provenance: Provenance | None = None) -> Report:
    """The Report of one expected threshold: where the data put it, and the levels they cannot tell apart."""
    low, high, value = found.level.low, found.level.high, found.level.value
    few = found.verdict == "plateau" and value is None
    estimates: dict[str, Estimate] = {
        "threshold_level": found.level,
        "threshold_slope": _scaled(found.slope, found.spread),
    }
    columns = (Column("tried", "number"), Column("chosen", "chance"))
    rows = tuple(zip(found.grid, found.share, strict=True))
    return Report(
        kind=THRESHOLD,
        sentence=Sentence(
            "threshold.few" if few else f"threshold.{found.verdict}",
            {"level": value, "low": low, "high": high} if value is not None else {},
        ),
        estimates=estimates,
        tables=(
            Table("levels", columns, rows),
            Table("test", (Column("quantity", "code"), Column("value", "number")),
                  (("chance_of_fit", found.p), ("gain_over_line", found.gain))),
        ),
        caveats=found.level.reasons,
        provenance=provenance,
    )  # fmt: skip


def _scaled(slope: Estimate, by: float) -> Estimate:
    """The slope for one standard deviation more, whatever the KPI is counted in."""
    if slope.value is None or slope.low is None or slope.high is None:
        return slope
    return replace(slope, value=slope.value * by, low=slope.low * by, high=slope.high * by)
