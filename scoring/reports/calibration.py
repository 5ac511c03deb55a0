"""What does HR need to see of the calibration of interviewers?"""

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from scoring.calibration import PATTERNS, Calibration, Flag, Influence
from scoring.errors import Code, Scalar
from scoring.policy import judged, judgement
from scoring.results import Caveat, Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "calibration"
#: A drawing of more courses than this is no picture any more.
MOST_COURSES = 6
#: A category given less often says little of where it begins (methods A8).
RARE = 10
_RATERS = (
    Column("rater"), Column("flags", "code"), Column("unknown", "code"), Column("kindness", "estimate"),
    Column("ratees", "count"), Column("ratings", "count"), Column("raw_average", "number"),
    Column("fair_average", "number"), Column("severity", "number"), Column("se", "number"), Column("infit", "number"),
    Column("outfit", "number"), Column("subset", "count"),
)  # fmt: skip


def report(found: Calibration, talks: Influence | None = None, provenance: Provenance | None = None) -> Report:
    """The Report on all interviewers together.

    Tables: ``raters`` (flagged ones first, then by name), ``flags`` (flagged ones only), ``checks`` (each pattern, and
    for how many it could not be told), ``shares`` (share of each category, columns ``given:1`` …), ``courses`` (mean
    residual a month of up to six raters, those with the clearest drift), ``criteria``, ``categories``, ``panels``
    (the D study), ``components``, ``subsets``, ``talks`` (where second ratings are given). Fair averages of ratees are
    too many: ``calibration.fair_averages``.

    Figures, each over the table of the same Report:

    - ``severity``, kind ``intervals``: roles ``label`` and ``value``, as everywhere.
    - ``shares``, kind ``shares``: one stacked bar a row; role ``label`` is a column, role ``parts`` the stem of the
      columns stacked from left to right, ``given`` for ``given:1``, ``given:2`` …; cells are shares that sum to 1.
    - ``courses``, kind ``courses``: one line a ``label`` over ``x`` (whole months since the first rating), at ``value``
      (rating points above or below expectation), with ``n`` ratees behind each point.
    """
    if found.status == "refused":
        return Report(KIND, Sentence("calibration.refused"), caveats=_caveats(found), provenance=provenance)
    tables = [
        _raters(found), _flagged(found), _checks(found), _shares(found), _courses(found), _criteria(found),
        _categories(found), _panels(found), _components(found), _subsets(found), talked(talks),
    ]  # fmt: skip
    shown = tuple(table for table in tables if table.rows or table.key == "flags")
    keys = {table.key for table in shown}
    figures = (
        Figure("severity", "intervals", "raters", {"label": "rater", "value": "kindness"}),
        Figure("shares", "shares", "shares", {"label": "rater", "parts": "given"}),
        Figure("courses", "courses", "courses", {"label": "rater", "x": "month", "value": "residual", "n": "ratees"}),
    )
    return Report(
        KIND, _sentence(found), _estimates(found), shown, tuple(one for one in figures if one.table in keys),
        _caveats(found), provenance,
    )  # fmt: skip


def category_columns(shares: pd.DataFrame) -> tuple[Column, ...]:
    """A column a category of the rating scale: ``given:1`` …"""
    return tuple(Column(f"given:{point:g}", "chance") for point in shares.columns)


def talked(found: Influence | None, rater: Scalar = None) -> Table:
    """Who changed ratings in talks, and who stayed while others moved; of one rater only, if one is named.

    Nothing is told below the policy's least number of people talked about.
    """
    columns = (Column("rater"), Column("talks", "count"), Column("moved", "chance"), Column("own_shift", "number"),
               Column("others_shift", "number"), Column("dominance", "number"))  # fmt: skip
    known = found.raters.iterrows() if found is not None and found.status != "refused" else ()
    rows = tuple(
        (str(name), int(row["panels"]), *(number(row[key]) for key in ("moved", "own", "others", "dominance")))
        for name, row in known
        if judgement("influence", panels=int(row["panels"])).status != "refused" and rater in (None, name)
    )
    return Table("talks", columns, rows)


def number(value: float | None) -> float | None:
    """None for what is no finite number."""
    return float(value) if value is not None and math.isfinite(value) else None


def _sentence(found: Calibration) -> Sentence:
    flagged = len({one.rater for one in found.flags if one.verdict == "flagged"})
    values: dict[str, Scalar] = {"raters": len(found.kindness), "flagged": flagged, "ratees": found.n}
    told = any(one.verdict != "unknown" for one in found.flags)
    if not told:
        return Sentence("calibration.unknown", values)
    enough = _enough(found)
    if enough is None:
        return Sentence("calibration.told", values)
    more = next((panel.gain for panel in found.study.panels if panel.raters == enough + 1), None)
    if more is None:
        return Sentence("calibration.enough_many", values | {"enough": enough})
    values |= {"enough": enough, "hundredths": round(100 * more)}
    fewer = found.study.enough_rank
    if fewer is None or fewer == enough:
        return Sentence("calibration.enough", values)
    return Sentence("calibration.enough_fair", values | {"fair": fewer})


def _enough(found: Calibration) -> int | None:
    return None if judgement("generalizability", ratees=found.study.n).status == "refused" else found.study.enough


def _estimates(found: Calibration) -> dict[str, Estimate]:
    one, whole, n = found.severity, found.whole, found.study.n
    shown: dict[str, Estimate] = {}
    if whole is not None:
        for key, icc in (("icc_single", whole.single), ("icc_panel", whole.panel), ("alpha_ordinal", whole.alpha)):
            shown[key] = judged(icc, "agreement", ratees=n)
    if math.isfinite(one.reliability):
        method = "separation reliability of raters, Linacre 1989"
        shown["rater_reliability"] = Estimate(one.reliability, len(one.raters), method)
        if math.isfinite(one.separation):
            shown["rater_separation"] = Estimate(one.separation, len(one.raters), "separation of raters, Linacre 1989")
    if math.isfinite(one.ratee_reliability):
        shown["ratee_reliability"] = Estimate(one.ratee_reliability, found.n, "EAP reliability of fair averages")
    return shown


def _caveats(found: Calibration) -> tuple[Caveat, ...]:
    subsets = found.severity.subsets
    links: list[Caveat] = []
    bridges: list[Caveat] = []
    for row in subsets.to_dict("records") if len(subsets) else []:
        if _text(row["link_rater"]):
            values = {"rater": _text(row["link_rater"]), "ratee": _text(row["link_ratee"]), "of": "link"}
            links.append(Caveat(Code.DISCONNECTED, values))
        if _text(row["bridge"]):
            bridges.append(Caveat(Code.ONE_BRIDGE, {"ratee": _text(row["bridge"])}))
    said = ({Code.DISCONNECTED} if links else set()) | ({Code.FRAGILE_ONE_CASE} if bridges else set())
    others = [one for one in found.reasons if one.code not in said]
    return (*links, *bridges, *others, *(one for one in found.study.reasons if found.study.status != "refused"))


def _raters(found: Calibration) -> Table:
    flagged, unknown = _codes(found.flags, "flagged"), _codes(found.flags, "unknown")
    rows = []
    for row in found.severity.raters.to_dict("records"):
        name = row["rater"]
        rows.append(
            (
                str(name), flagged.get(name, ""), unknown.get(name, ""), found.kindness[name], int(row["ratees"]),
                int(row["n"]), number(row["raw"]), number(row["fair_average"]), number(row["severity"]),
                number(row["se"]), number(row["infit"]), number(row["outfit"]), int(row["subset"]),
            )
        )  # fmt: skip
    return Table("raters", _RATERS, tuple(sorted(rows, key=lambda row: (not row[1], row[0]))))


def _codes(flags: Iterable[Flag], verdict: str) -> dict[Scalar, str]:
    found: dict[Scalar, list[str]] = {}
    for one in flags:
        if one.verdict == verdict:
            found.setdefault(one.rater, []).append(one.code if verdict == "flagged" else one.pattern.key)
    return {rater: " ".join(codes) for rater, codes in found.items()}


def _flagged(found: Calibration) -> Table:
    columns = (Column("rater"), Column("flags", "code"), Column("statistic", "estimate"), Column("told_from", "number"))
    rows = tuple(
        (str(one.rater), one.code, one.estimate, one.pattern.told_from)
        for one in sorted(found.flags, key=lambda one: str(one.rater))
        if one.verdict == "flagged"
    )
    return Table("flags", columns, rows)


def _checks(found: Calibration) -> Table:
    columns = (Column("pattern", "code"), Column("told_from", "number"), Column("flagged", "count"),
               Column("clear", "count"), Column("too_few", "count"))  # fmt: skip
    rows = []
    for pattern in PATTERNS:
        verdicts = [one.verdict for one in found.flags if one.pattern.key == pattern.key]
        counts = (verdicts.count("flagged"), verdicts.count("clear"), verdicts.count("unknown"))
        rows.append((pattern.key, pattern.told_from, *counts))
    return Table("checks", columns, tuple(rows))


def _shares(found: Calibration) -> Table:
    shares = found.shares.to_numpy(float).tolist()
    rows = tuple((str(rater), *own) for rater, own in zip(found.shares.index, shares, strict=True))
    return Table("shares", (Column("rater"), *category_columns(found.shares)), rows)


def _courses(found: Calibration) -> Table:
    size = {one.rater: abs(one.beside.get("t", 0.0)) for one in found.flags
            if one.pattern.key == "drift" and one.verdict != "unknown"}  # fmt: skip
    drawn = set(sorted(size, key=lambda rater: -size[rater])[:MOST_COURSES])
    columns = (Column("rater"), Column("month", "count"), Column("residual", "number"), Column("ratees", "count"))
    rows = tuple(
        (str(rater), int(month), float(points), int(n))
        for rater, month, points, n in found.courses.itertuples(index=False)
        if rater in drawn
    )
    return Table("courses", columns, rows)


def _criteria(found: Calibration) -> Table:
    columns = (Column("criterion"), Column("ratings", "count"), Column("criterion_difficulty", "number"),
               Column("se", "number"), Column("infit", "number"), Column("icc_1_1", "estimate"),
               Column("icc_1_k", "estimate"), Column("alpha_ordinal", "estimate"))  # fmt: skip
    rows = []
    for row in found.severity.criteria.to_dict("records"):
        agreed = found.agreed.get(row["criterion"])
        three = (agreed.single, agreed.panel, agreed.alpha) if agreed else ()
        shown: list[Cell] = [judged(one, "agreement", ratees=one.n) for one in three] or [None, None, None]
        rows.append((str(row["criterion"]), int(row["n"]), number(row["difficulty"]), number(row["se"]),
                     number(row["infit"]), *shown))  # fmt: skip
    return Table("criteria", columns, tuple(rows))


def _categories(found: Calibration) -> Table:
    """Each category with the step that leads to it, and what is wrong with it."""
    whole = all(float(point).is_integer() for point in found.severity.categories["rating"])
    columns = (Column("criterion"), Column("rating", "count" if whole else "number"), Column("uses", "count"),
               Column("average_distance", "number"), Column("step", "number"), Column("health", "code"))  # fmt: skip
    steps = {(_text(row["criterion"]), row["rating"]): row for row in found.severity.steps.to_dict("records")}
    rows: list[tuple[Cell, ...]] = []
    for row in found.severity.categories.to_dict("records"):
        step = steps.get((_text(row["criterion"]), row["rating"]))
        wrong = [
            code
            for code, true in (
                ("rare", row["n"] < RARE),
                ("not_rising", row["rising"] is False or row["rising"] == 0),
                ("not_told_apart", step is not None and not step["ordered"]),
            )
            if true
        ]
        rows.append((_text(row["criterion"]), float(row["rating"]), int(row["n"]), number(row["measure"]),
                     number(step["threshold"]) if step else None, " ".join(wrong) or "healthy"))  # fmt: skip
    return Table("categories", columns, tuple(rows))


def _panels(found: Calibration) -> Table:
    columns = (Column("panel_size", "count"), Column("phi", "estimate"), Column("rank", "estimate"),
               Column("gain", "number"))  # fmt: skip
    rows = tuple((one.raters, _study(found, one.phi), _study(found, one.rank), one.gain) for one in found.study.panels)
    return Table("panels", columns, rows)


def _study(found: Calibration, one: Estimate) -> Estimate:
    return judged(one, "generalizability", ratees=found.study.n)


def _components(found: Calibration) -> Table:
    columns = (Column("source", "code"), Column("variance", "number"), Column("variance_share", "chance"))
    refused = judgement("generalizability", ratees=found.study.n).status == "refused"
    rows = () if refused else tuple(
        (str(source), float(row["variance"]), float(row["share"])) for source, row in found.study.components.iterrows()
    )  # fmt: skip
    return Table("components", columns, rows)


def _subsets(found: Calibration) -> Table:
    columns = (Column("subset", "count"), Column("raters", "count"), Column("ratees", "count"),
               Column("ratings", "count"), Column("members"), Column("bridge"), Column("link"))  # fmt: skip
    members = found.severity.raters.groupby("subset")["rater"].agg(lambda names: ", ".join(map(str, names)))
    rows = tuple(
        (int(row["subset"]), int(row["raters"]), int(row["ratees"]), int(row["ratings"]),
         members.get(row["subset"], "") if len(found.severity.subsets) > 1 else "", _text(row["bridge"]),
         " – ".join(part for part in (_text(row["link_rater"]), _text(row["link_ratee"])) if part))
        for row in found.severity.subsets.to_dict("records")
    )  # fmt: skip
    return Table("subsets", columns, rows)


def _text(cell: object) -> str:
    missing = cell is None or (isinstance(cell, float | np.floating) and not math.isfinite(cell))
    return "" if missing else str(cell)
