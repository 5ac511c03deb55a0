"""The files one run leaves behind: rendered in memory first, so that nothing half-written ever stands there."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import flask_bootstrap
from flask import render_template
from flask_babel import gettext as _

from assess.labels import sentence
from assess.phrases import phrase
from assess.rate.pipeline import Outcome
from assess.rate.sheets import Unusable
from assess.reports import Shown, csv_file, pdf
from scoring.errors import Code
from scoring.fit import Fit
from scoring.reports import fit as fit_reports
from scoring.reports import profile as profile_reports
from scoring.reports import tiers as tier_reports
from scoring.results import Caveat, Cell, Column, Provenance, Report, Sentence, Table

#: Rows a page shows of one table; the CSV files hold everybody.
MOST_ROWS = 500
_BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
_SITE = Path(__file__).parents[1] / "static" / "site.css"
_FIT = (
    Column("person_id"), Column("who", "code"), Column("status", "code"), Column("reasons", "code"),
    Column("scores", "code"), Column("fit", "estimate"), Column("chance", "estimate"), Column("standing", "estimate"),
    Column("performance", "estimate"), Column("band", "count"), Column("order", "count"),
)  # fmt: skip


def reports(
    found: Outcome, seen: list[Report], notes: list[str], hashes: Mapping[str, str], origin: Provenance
) -> list[Report]:
    """What was read, tiers, ``seen``, profile, and the fit of candidates; as far as there is something to say."""
    made = [coverage(found, notes, hashes), tier_reports.report(found.tiers), *seen]
    if found.profile is not None:
        built = profile_reports.report(found.profile)
        restricted = (Caveat(Code.RANGE_RESTRICTED),) if found.profile.open else ()
        made.append(replace(built, caveats=built.caveats + restricted))
    if found.candidates is not None:
        made.append(fit_reports.report(found.candidates))
    # read back, so that every file shows the ten digits that are stored
    return [Report.from_json(replace(report, provenance=origin).to_json()) for report in made]


def coverage(found: Outcome, notes: list[str], hashes: Mapping[str, str]) -> Report:
    """How many people are in which file, what was left out, and which bytes were read."""
    counted: dict[str, Any] = {"scored": 0, "candidates": 0, **found.counts}
    rows: tuple[tuple[Cell, ...], ...] = tuple((key, number) for key, number in found.counts.items())
    one_word = Column("note")
    return Report(
        kind="rate",
        sentence=Sentence("rate.read", {key: counted[key] for key in ("results", "scored", "candidates")}),
        tables=(
            Table("coverage", (Column("coverage", "code"), Column("people", "count")), rows),
            *((Table("notes", (one_word,), tuple((note,) for note in notes)),) if notes else ()),
            Table("files", (Column("file"), Column("sha256")), tuple(sorted(hashes.items()))),
        ),
    )


def rendered(found: Outcome, made: list[Report]) -> dict[str, bytes]:
    """Every file by name; equal Reports give equal bytes."""
    shown = [Shown(report) for report in made]
    by_kind = {report.kind: report for report in made}
    title = _("Performance, profile and fit")
    files = {"tiers.csv": csv_file(by_kind["tiers"].table("people"))}
    if "cross_section" in by_kind:
        files["people.csv"] = csv_file(by_kind["cross_section"].table("people"))
        files["relations.csv"] = csv_file(by_kind["cross_section"].table("relations"))
    if "profile" in by_kind:
        files["profile.json"] = _json(by_kind["profile"])
        files["fit.csv"] = csv_file(fit_table(found))
    page = render_template("report/standalone.html", all_shown=shown, title=title, styles=styles(), most_rows=MOST_ROWS)
    return files | {"report.html": page.encode(), "report.pdf": pdf(*shown, title=title)}


def styles() -> list[str]:
    """The look of the pages, for a file that must stand alone."""
    return [path.read_text() for path in (_BOOTSTRAP, _SITE)]


def fit_table(found: Outcome) -> Table:
    """A row for everyone with scores: candidates in the order of their list, then the others by id.

    Scale scores stand beside each fit (``score_``), with their distance from the incumbents' mean in SD (``z_``) and
    what they add to the fit (``adds_``); while the gate is closed they are marked exploratory.
    """
    people = (*(found.candidates.people if found.candidates else ()), *found.others)
    scales = [scale.scale for scale in found.profile.scales] if found.profile else []
    columns = [Column(f"{part}_{scale}", "number") for scale in scales for part in ("score", "z", "adds")]
    rows = tuple(_row(person, found) for person in people)
    table = Table("people", (*_FIT, *columns), rows)
    # ten digits, like every stored Report
    return Report.from_json(Report("fit", Sentence("fit.none"), tables=(table,)).to_json()).tables[0]


def _row(person: Fit, found: Outcome) -> tuple[Cell, ...]:
    reasons = " ".join(dict.fromkeys(reason.code.value for reason in person.fit.reasons))
    told = "exploratory" if person.fit.value is None else person.fit.status
    scored = dict(found.scores.loc[person.person_id])
    parts: list[Cell] = []
    for part in person.contributions:
        raw = float(scored[part.scale])
        parts += [None if raw != raw else raw, part.z, part.value]
    return (
        person.person_id, found.who[person.person_id], person.fit.status, reasons, told, person.fit, person.chance,
        person.standing, person.performance, person.band, person.order, *parts,
    )  # fmt: skip


def _json(report: Report) -> bytes:
    """The Report with its tables as lists of objects and the words of its sentences, for people and programs."""
    plain = json.loads(report.to_json())
    tables = {
        table["key"]: [
            dict(zip([column["key"] for column in table["columns"]], row, strict=True)) for row in table["rows"]
        ]
        for table in plain["tables"]
    }
    said = {
        "kind": report.kind,
        "open": all(row["passed"] == "met" for row in tables["gate"]),
        "sentence": phrase(report.sentence.key, **report.sentence.values),
        "reasons": [{"code": caveat.code.value, "sentence": sentence(caveat)} for caveat in report.caveats],
        "estimates": plain["estimates"],
        **tables,
        "provenance": plain["provenance"],
    }
    return (json.dumps(said, indent=1, sort_keys=False, ensure_ascii=False, allow_nan=False) + "\n").encode()


def written(files: Mapping[str, bytes], out: Path) -> None:
    """All files into the folder, each appearing whole; files of other names stay. Unusable if it cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as waiting:
            for name, content in files.items():
                (Path(waiting) / name).write_bytes(content)
            for name in files:
                (Path(waiting) / name).replace(out / name)
    except OSError as error:
        raise Unusable(_("%(out)s cannot be written: %(reason)s.", out=out, reason=error.strerror)) from None
