"""One Report, many forms: everything pages, CSV and PDF need to render it."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import fontpkg_ibm_plex_sans_arabic as arabic
import typst
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from assess.charts import Domain, draw, track
from assess.filters import chance, day, iso_day, moment, number
from assess.labels import codes, label, sentence
from assess.phrases import WORDS, phrase
from assess.uploads import neutralised
from scoring.results import Cell, Column, Estimate, Report, Table

_TEMPLATE = Path(__file__).parent / "templates" / "report" / "report.typ"
#: Letters that typst does not bring along.
FONTS = [str(arabic.ROOT / "files")]
_STYLE = Path(__file__).parent / "templates" / "report" / "print.css"
#: ZIP entries need a date; a fixed one keeps equal Reports equal to the byte.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: What of a wide table matters on paper.
PAPER = {
    "tiers.people": ("person_id", "tier", "chance_top", "score", "raw_rank", "adjusted_rank", "periods", "flags"),
    "profile.scales": ("scale", "direction", "entry", "weight", "reliability", "r", "g", "reasons"),
    "fit.people": ("person_id", "fit", "chance", "standing", "band", "reasons"),
    "measurement.scales": ("scale", "items", "people", "mean_score", "sd_score", "alpha", "omega", "sem"),
    "measurement.items": (
        "item",
        "people",
        "mean_score",
        "sd_score",
        "difficulty",
        "item_rest",
        "alpha_if_dropped",
        "alarm",
    ),
    "measurement.dif": ("item", "compared", "effect", "dif_class", "p_adjusted"),
    "calibration.raters": ("rater", "flags", "unknown", "kindness", "ratees", "raw_average", "fair_average", "infit"),
    "feedback.scales": ("scale", "high_means", "band_low", "band_high", "own_mean", "why_not"),
    "fit.contributions": ("person_id", "scale", "z", "z_top_low", "z_top_high", "contribution", "status"),
}
PAPER_COLUMNS, PAPER_ROWS = 8, 250
#: Tables that answer the question, and so stand before the figures.
LEADING = frozenset({
    "measurement.uses", "measurement.scales", "calibration.flags", "interviewer_feedback.suggestions",
})  # fmt: skip
#: How each single number came about is for the screen; on paper the first few show the way.
DERIVATIONS, DERIVATION_ROWS = (
    frozenset({
        "tiers.steps", "tiers.cells", "tiers.sensitivity", "tiers.lines", "fit.contributions",
        "measurement.information", "measurement.item_information",
        "measurement.categories", "calibration.courses",
    }),
    40,
)  # fmt: skip
#: Height against width up to which a drawing fills the page's width.
TALLEST = 1.15
#: Columns of words that need room on paper.
WIDE = frozenset({
    "flags", "reasons", "compared", "guide", "high_means", "question", "words", "text", "suggestion", "pattern",
})  # fmt: skip
#: What an Estimate's column becomes in CSV.
_PARTS = ("value", "low", "high", "n", "status", "reasons")


@dataclass(frozen=True, slots=True)
class Shown:
    """A Report with who computed it and when, ready for ``report/report.html``."""

    report: Report
    made_by: str = ""
    made_at: datetime | None = None

    @property
    def sentence(self) -> str:
        """The answer in plain words."""
        said = self.report.sentence
        return phrase(said.key, **{k: number(v) if isinstance(v, float) else v for k, v in said.values.items()})

    @property
    def title(self) -> str:
        """What kind of Report this is."""
        return label("report", self.report.kind)

    @property
    def caveats(self) -> list[str]:
        """Every caveat as its plain sentence."""
        return [sentence(caveat) for caveat in self.report.caveats]

    def leads(self, table: Table) -> bool:
        """Whether a table stands before the figures."""
        return f"{self.report.kind}.{table.key}" in LEADING

    def figures(self) -> Iterator[tuple[str, str, Markup, Table]]:
        """Caption, how to read it, drawing, and the table with the same numbers."""
        for figure in self.report.figures:
            note = f"figure.{figure.key}.note"
            drawing = draw(self.report, figure)
            yield (
                label("figure", figure.key),
                phrase(note) if note in WORDS else "",
                drawing,
                self.report.table(figure.table),
            )

    def estimates(self) -> Iterator[tuple[str, str, Estimate, Markup | None]]:
        """Label, meaning, the estimate, and its range drawn (None where it is refused)."""
        for key, estimate in self.report.estimates.items():
            meaning = f"estimate.{key}.meaning"
            drawn = None
            if estimate.value is not None:
                domain = Domain.of((estimate.low, estimate.value, estimate.high))
                drawn = track(estimate.low, estimate.value, estimate.high, domain)
            yield label("estimate", key), phrase(meaning) if meaning in WORDS else "", estimate, drawn


def reasons(estimate: Estimate) -> list[str]:
    """Why an estimate is refused or doubtful, in sentences."""
    return [sentence(reason) for reason in estimate.reasons]


def words(column: Column, cell: Cell) -> str:
    """A cell as people read it; the only rounding between statistics and page."""
    if isinstance(cell, Estimate):
        if cell.value is None:
            return str(_("not shown"))
        spread = f" ({number(cell.low)} {_('to')} {number(cell.high)})" if cell.low is not None else ""
        return number(cell.value) + spread
    if cell is None or cell == "":
        return "–"
    if column.kind == "code":
        return ", ".join(codes(column.key, str(cell)))
    if column.kind == "chance" and isinstance(cell, int | float):
        return chance(float(cell))
    if column.kind == "count" and isinstance(cell, int | float):
        # people who share a rank have one between two
        return number(float(cell), 0 if float(cell).is_integer() else 1)
    return str(number(cell)) if isinstance(cell, float) else iso_day(str(cell))


def csv_file(table: Table) -> bytes:
    """A table for other programs: keys as heads, full precision, estimates spread over columns, formulas defused."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_heads(table))
    for row in table.rows:
        writer.writerow([neutralised(cell) for pair in zip(table.columns, row, strict=True) for cell in _flat(*pair)])
    return text.getvalue().encode()


def _heads(table: Table) -> list[str]:
    heads = []
    for column in table.columns:
        spread = column.kind == "estimate"
        heads += [f"{column.key}_{part}" for part in _PARTS] if spread else [column.key]
    return heads


def _flat(column: Column, cell: Cell) -> list[Any]:
    if column.kind != "estimate":
        return ["" if cell is None else cell]
    if not isinstance(cell, Estimate):
        return [""] * len(_PARTS)
    why = " ".join(dict.fromkeys(reason.code.value for reason in cell.reasons))
    parts = (cell.value, cell.low, cell.high, cell.n, cell.status, why)
    return ["" if part is None else part for part in parts]


def csv_zip(report: Report) -> bytes:
    """Every table as CSV and the whole Report as JSON, in one archive; equal Reports give equal bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for table in report.tables:
            files.writestr(zipfile.ZipInfo(f"{report.kind}_{table.key}.csv", _EPOCH), csv_file(table))
        files.writestr(zipfile.ZipInfo(f"{report.kind}.json", _EPOCH), report.to_json())
    return archive.getvalue()


def pdf(*all_shown: Shown, title: str = "") -> bytes:
    """One or several Reports as one tagged PDF that carries the first Report's own date; no date where it has none."""
    documents = [_document(shown) for shown in all_shown]
    locale = get_locale()
    whole = {
        "title": title or documents[0]["title"],
        "date": documents[0]["date"],
        "language": locale.language,
        "direction": locale.text_direction,
        "heads": [str(_("Quantity")), str(_("Value")), str(_("Range")), str(_("n")), str(_("Status"))],
        "reports": documents,
    }
    return typst.compile(str(_TEMPLATE), font_paths=FONTS, sys_inputs={"document": json.dumps(whole)})


def filled(table: Table) -> Table:
    """The columns of a table that hold anything, and always the first; all of them while it has no rows."""
    empty = (None, "")
    places = [i for i in range(len(table.columns)) if not i or any(row[i] not in empty for row in table.rows)]
    if not table.rows:
        return table
    rows = tuple(tuple(row[i] for i in places) for row in table.rows)
    return Table(table.key, tuple(table.columns[i] for i in places), rows)


def on_paper(report: Report, table: Table) -> Table:
    """The columns of a table that fit a page: those named in ``PAPER``, else the first that hold anything."""
    keys = PAPER.get(f"{report.kind}.{table.key}", ())
    places = [i for i, column in enumerate(table.columns) if column.key in keys]
    if not places:
        places = [table.columns.index(column) for column in filled(table).columns[:PAPER_COLUMNS]]
    most = DERIVATION_ROWS if f"{report.kind}.{table.key}" in DERIVATIONS else PAPER_ROWS
    rows = tuple(tuple(row[i] for i in places) for row in table.rows[:most])
    return Table(table.key, tuple(table.columns[i] for i in places), rows)


def _document(shown: Shown) -> dict[str, Any]:
    report, style = shown.report, _STYLE.read_text()
    origin = report.provenance
    return {
        "title": shown.title,
        "sentence": shown.sentence,
        "date": shown.made_at.date().isoformat() if shown.made_at else "",
        "caveats": shown.caveats,
        "estimates": [
            {
                "label": words_,
                "value": number(e.value),
                "range": _("between %(low)s and %(high)s", low=number(e.low), high=number(e.high))
                if e.low is not None
                else "",
                "n": _("n = %(n)s", n=number(e.n, 0)),
                "method": e.method,
                "status": phrase(f"code.status.{e.status}"),
                "reasons": reasons(e),
            }
            for words_, _meaning, e, _drawn in shown.estimates()
        ],
        "figures": [
            {"caption": caption, "note": note, "svg": _styled(drawing, style), "width": _width(drawing)}
            for caption, note, drawing, _table in shown.figures()
        ],
        "tables": [
            {
                "title": label("table", f"{report.kind}.{table.key}"),
                "leads": shown.leads(table),
                "columns": [label("column", column.key, table.key) for column in paper.columns],
                "sizes": [_share(column) for column in paper.columns],
                "rows": [[words(c, cell) for c, cell in zip(paper.columns, row, strict=True)] for row in paper.rows],
                "note": left_out(table, len(paper.rows), len(paper.columns)),
            }
            for table, paper in ((table, on_paper(report, table)) for table in report.tables)
        ],
        "provenance": {
            **({_("Computed"): moment(shown.made_at)} if shown.made_at else {}),
            _("Method"): f"{report.kind}, {origin.version if origin else '–'}",
            _("Input"): origin.inputs if origin else "–",
            _("Seed"): str(origin.seed) if origin else "–",
        },
        "footer": " · ".join(["Exemplar", shown.title, *([day(shown.made_at)] if shown.made_at else [])]),
    }


def left_out(table: Table, rows: int, columns: int = 0) -> str:
    """What of a table is not on a page, in a sentence; empty where all is."""
    said = []
    if rows < len(table.rows):
        shown, whole = number(rows, 0), number(len(table.rows), 0)
        said.append(_("The first %(shown)s of %(whole)s rows.", shown=shown, whole=whole))
    if columns and columns < len(table.columns):
        said.append(_("%(shown)s of %(whole)s columns; the files hold all.", shown=columns, whole=len(table.columns)))
    return " ".join(said)


def _width(drawing: Markup) -> float:
    """Share of the page's width at which a drawing still fits its height."""
    _x, _y, width, height = map(float, str(drawing).split('viewBox="', 1)[1].split('"', 1)[0].split())
    return min(1.0, TALLEST * width / height)


def _share(column: Column) -> float:
    """Width of a column on paper, against that of a plain number."""
    if column.key in WIDE:
        return 2.8
    return {"estimate": 1.9, "code": 1.6, "text": 1.5}.get(column.kind, 1.0)


def _styled(drawing: Markup, style: str) -> str:
    """A drawing that carries its own colours, for paper."""
    opening, rest = str(drawing).split(">", 1)
    return f'{opening} xmlns="http://www.w3.org/2000/svg"><style>{style}</style>{rest}'
