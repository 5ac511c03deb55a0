"""The user's files in the layouts of the documentation, long or wide, as the tables of the analysis."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from flask_babel import gettext as _

from assess.rate.firm import Firm, firm
from assess.rate.kinds import Kind, guessed
from assess.rate.sheets import ROW, File, Unusable, opened
from assess.uploads import Column, suggested
from assess.uploads.cells import Decimal, bare
from assess.uploads.days import Order

PERSON = Column("person_id", required=True, synonyms=("employee_id", "respondent_ref", "id"))
START, END = Column("period_start", "date", required=True), Column("period_end", "date", required=True)
PERIOD = Column("period", "period", required=True, synonyms=("quarter", "month", "year"))
METRICS = (
    Column("metric_key", required=True, synonyms=("metric", "kpi")),
    Column("label"),
    Column("direction", "choice", choices=("higher", "lower", "target")),
    Column("kind"),
    Column("controllable", "number", low=0, high=1),
    Column("weight", "number", low=0),
    Column("bucket"),
    Column("target", "number"),
)
PEOPLE = (
    PERSON, Column("display_name", synonyms=("name",)), Column("team"), Column("role"), Column("segment"),
    Column("region"), Column("hire_date", "date"), Column("role_start_date", "date"),
)  # fmt: skip
ASSIGNMENTS = (
    PERSON, Column("territory_id", required=True), Column("start", "date", required=True), Column("end", "date"),
    Column("inherited_book_value", "number", low=0), Column("accounts_inherited", "number", low=0),
    Column("reason", "choice", choices=("hire", "reassign", "split")),
)  # fmt: skip
TERRITORIES = (
    Column("territory_id", required=True), Column("potential", "number"), Column("accounts", "number", low=0),
    Column("segment"), Column("region"), Column("prior_run_rate", "number", low=0), Column("measured", "date"),
)  # fmt: skip
CANDIDATES = (
    Column("candidate_id", required=True, synonyms=("person_id", "respondent_ref", "id")),
    Column("display_name", synonyms=("name",)),
)
SCALES = (
    Column("scale", required=True),
    Column("direction", "choice", choices=("higher", "lower")),
    Column("reliability", "number", low=0, high=1),
    Column("n", "number", low=0),
)
#: Columns of a wide file that are about the person and measure nothing.
ABOUT = frozenset(
    name
    for names in (
        "person_id employee_id respondent_ref candidate_id id period quarter month year period_start period_end",
        "display_name name email role team segment region location manager_id hire_date role_start_date",
        "employment_status version instrument_key started_at submitted_at",
    )
    for name in names.split()
)


@dataclass
class Reader:
    """Reads each file once and keeps what has to be said about them.

    Attributes
    ----------
    hashes : dict
        File name to the SHA-256 of its bytes.
    notes : list of str
        What was left out, in sentences.
    """

    decimal: Decimal = ""
    hashes: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def open(self, path: Path) -> File:
        """The file; Unusable."""
        file = opened(path, self.decimal)
        self.hashes[file.name] = file.hash
        return file

    def note(self, words: str) -> None:
        """Something the user must know."""
        self.notes.append(words)

    def table(self, path: Path | None, columns: tuple[Column, ...], key: tuple[str, ...]) -> pd.DataFrame | None:
        """A file of a fixed layout; None without one."""
        return None if path is None else self.open(path).frame(columns, key)

    def spans(self, path: Path) -> pd.DataFrame:
        """assignments.csv; Unusable where one ends before it starts."""
        file = self.open(path)
        table = file.frame(ASSIGNMENTS, ("person_id", "territory_id", "start"))
        _forward(file, table, "start", "end")
        return table

    def firm(self, path: Path, said: Mapping[str, Kind], lower: Sequence[str], dates: Order) -> Firm | None:
        """A file with a row a person, by guess and word of the user; None for the layouts of the documentation."""
        file = opened(path, self.decimal, lenient=True)
        if file.has("metric_key", "value"):
            return None
        timed = file.has("period_start", "period_end") or bool(suggested(file.sheet.names, (PERIOD,)))
        known = timed and bool(suggested(file.sheet.names, (PERSON,)))
        if known and not said and all(kind is Kind.RESULT for kind in map(guessed, file.numeric(ABOUT)[0])):
            return None
        self.hashes[file.name] = file.hash
        return firm(file, said, lower, dates, self.notes)

    def kpis(self, path: Path, metrics: pd.DataFrame | None) -> pd.DataFrame:
        """KPI rows in the long layout: person_id, metric_key, period_start, period_end, value, target."""
        file = self.open(path)
        timed: tuple[Column, ...] = (START, END) if file.has("period_start", "period_end") else (PERIOD,)
        if file.has("metric_key", "value"):
            value = (Column("value", "number", blank=True), Column("target", "number"))
            key = ("person_id", "metric_key", timed[0].name)
            table = _dated(file, file.frame((PERSON, METRICS[0], *timed, *value), key))
        else:
            table = self._wide_kpis(file, timed, metrics)
        return self._measured(file, table, metrics)

    def _wide_kpis(self, file: File, timed: tuple[Column, ...], metrics: pd.DataFrame | None) -> pd.DataFrame:
        measures = self.columns(file, None if metrics is None else metrics["metric_key"])
        if not measures:
            raise Unusable(
                _("%(file)s, row 1: it has neither the columns metric_key and value nor a column of numbers for each "
                  "measure.", file=file.name)
            )  # fmt: skip
        columns = tuple(Column(name, "number", synonyms=(theirs,)) for name, theirs in measures.items())
        table = _dated(file, file.frame((PERSON, *timed, *columns), ("person_id", timed[0].name)))
        return table.melt(
            ["person_id", "period_start", "period_end"], list(measures), "metric_key", "value"
        ).dropna(subset=["value"])  # fmt: skip

    def _measured(self, file: File, table: pd.DataFrame, metrics: pd.DataFrame | None) -> pd.DataFrame:
        if metrics is None:
            return table
        known = table["metric_key"].isin(metrics["metric_key"])
        if not known.any():
            raise Unusable(_("%(file)s: none of its measures is in the metrics file.", file=file.name))
        strange = sorted(table.loc[~known, "metric_key"].unique())
        if strange:
            self.note(_("Not in the metrics file, so not counted: %(names)s.", names=", ".join(strange)))
        return table[known].reset_index(drop=True)

    def columns(self, file: File, wanted: Iterable[str] | None) -> dict[str, str]:
        """Our names of the columns with numbers to theirs: the wanted ones, or every one that may be used."""
        found, words, barred = file.numeric(ABOUT)
        if barred:
            self.note(
                _("%(file)s: never part of a score, so left out: %(names)s.", file=file.name, names=", ".join(barred))
            )
        if wanted is None:
            if words:
                self.note(_("%(file)s: no numbers in %(names)s; left out.", file=file.name, names=", ".join(words)))
            return {name: name for name in found}
        by_name = {bare(name): name for name in found}
        return {name: by_name[bare(name)] for name in wanted if bare(name) in by_name}

    def scores(self, path: Path, wanted: Iterable[str] | None) -> pd.DataFrame:
        """Scale scores, a row a person and a column a scale, from either layout."""
        file = self.open(path)
        if file.has("scale", "score"):
            columns = (PERSON, SCALES[0], Column("score", "number", blank=True))
            long = file.frame(columns, ("person_id", "scale"))
            return long.pivot(index="person_id", columns="scale", values="score").astype(float)
        names = self.columns(file, wanted)
        missing = [name for name in wanted or () if name not in names]
        if missing or not names:
            reason = _("there is no column of numbers for %(names)s", names=", ".join(missing) or _("any scale"))
            raise file.refuse(1, "person_id", reason)
        wide = tuple(Column(name, "number", synonyms=(theirs,)) for name, theirs in names.items())
        table = file.frame((PERSON, *wide), ("person_id",)).set_index("person_id")
        return table[list(names)].astype(float)

    def scales(self, path: Path | None) -> pd.DataFrame | None:
        """scales.csv indexed by scale, with ``direction`` 1, -1 or 0."""
        table = self.table(path, SCALES, ("scale",))
        if table is None:
            return None
        table["direction"] = table["direction"].map({"higher": 1, "lower": -1}).fillna(0).astype(int)
        return table.set_index("scale")


def _dated(file: File, table: pd.DataFrame) -> pd.DataFrame:
    """With first and last day of each period."""
    if "period" in table.columns:
        table["period_start"] = table["period"].map(lambda days: days[0])
        table["period_end"] = table["period"].map(lambda days: days[1])
        table = table.drop(columns="period")
    _forward(file, table, "period_start", "period_end")
    return table


def _forward(file: File, table: pd.DataFrame, first: str, last: str) -> None:
    for row, start, end in zip(table[ROW], table[first], table[last], strict=True):
        if end is not None and end < start:
            raise file.refuse(int(row), last, _("%(end)s lies before %(start)s.", end=end, start=start))
