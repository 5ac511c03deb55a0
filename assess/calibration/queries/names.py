"""Who is meant by the codes in a Report: names for those who may know them, and never in the order of severity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.calibration.models import ImportedRater
from assess.hiring.models import Application
from assess.interviews.models import Interview, Rater
from assess.vignettes.models import VignetteVersion
from scoring.results import Caveat, Cell, Column, Report, Table
from surveys.models import Participant

#: Columns of Reports that hold one rater, several of them, or somebody who was rated.
RATER, MEMBERS, RATEES = "rater", "members", frozenset({"bridge", "ratee"})
#: A rating that would connect two groups: a rater and a ratee.
LINK, DASH = "link", " – "


@dataclass(frozen=True, slots=True)
class Names:
    """What raters and ratees are called, by the codes that Reports hold; others keep their code."""

    raters: Mapping[str, str]
    ratees: Mapping[str, str]

    def rater(self, code: str) -> str:
        """One rater."""
        return self.raters.get(code, code)

    def ratee(self, code: str) -> str:
        """One person before one panel, an imported candidate, or a vignette."""
        kind, _colon, name = code.partition(":")
        if code in self.ratees:
            return self.ratees[code]
        if kind == "interview":
            return str(_("panel %(number)s", number=name))
        if kind == "import":
            return str(_("imported candidate %(code)s", code=name[:6]))
        return str(_("vignette %(code)s", code=name)) if kind == "vignette" else code


def written(session: Session) -> dict[str, str]:
    """The titles of written interviews, which everybody may know."""
    found = session.scalars(select(VignetteVersion))
    return {
        f"vignette:{one.code}": str(_("the written interview “%(title)s”", title=one.vignette.title)) for one in found
    }


def raters(session: Session) -> dict[str, str]:
    """What every rater is called by their code; of two of one name each is told apart by the beginning of it."""
    query = select(Rater, Participant.code).join(Participant, Participant.id == Rater.participant_id)
    found = {code: rater.name for rater, code in session.execute(query)}
    found |= {f"imported:{one.id}": one.code for one in session.scalars(select(ImportedRater)) if not one.rater_id}
    called = list(found.values())
    return {code: name if called.count(name) == 1 else f"{name} ({code[:4]})" for code, name in found.items()}


def ratees(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """The names of candidates or employees before these panels, with what for."""
    ids = [int(code.removeprefix("interview:")) for code in codes if code.startswith("interview:")]
    query = select(Interview).where(Interview.id.in_(ids)).options(
        joinedload(Interview.application).joinedload(Application.candidate),
        joinedload(Interview.application).joinedload(Application.opening),
        joinedload(Interview.person), joinedload(Interview.round),
    )  # fmt: skip
    return {f"interview:{one.id}": f"{one.name}, {one.about}" for one in session.scalars(query)}


def mentioned(report: Report) -> set[str]:
    """The few ratees a Report mentions by code: those that connect groups, or would."""
    found = {str(caveat.values["ratee"]) for caveat in report.caveats if "ratee" in caveat.values}
    for table in report.tables:
        for place, column in enumerate(table.columns):
            if column.key in RATEES:
                found |= {str(row[place]) for row in table.rows}
            elif column.key == LINK:
                found |= {str(row[place]).partition(DASH)[2] for row in table.rows}
    return found - {""}


def named(report: Report, names: Names) -> Report:
    """The Report with words for codes; tables of raters in the order of their names.

    By name and never by severity: whoever looks for somebody finds them, and nobody is first or last. What is far out
    is seen in the picture and marked by its flags.
    """
    return replace(
        report,
        tables=tuple(_table(table, names) for table in report.tables),
        caveats=tuple(_caveat(caveat, names) for caveat in report.caveats),
    )


def _caveat(caveat: Caveat, names: Names) -> Caveat:
    values = dict(caveat.values)
    if "rater" in values:
        values["rater"] = names.rater(str(values["rater"]))
    if "ratee" in values:
        values["ratee"] = names.ratee(str(values["ratee"]))
    return replace(caveat, values=values)


def _table(table: Table, names: Names) -> Table:
    rows = [
        tuple(_cell(column, cell, names) for column, cell in zip(table.columns, row, strict=True)) for row in table.rows
    ]
    if table.columns[0].key == RATER:
        rows.sort(key=lambda row: str(row[0]).casefold())
    return replace(table, rows=tuple(rows))


def _cell(column: Column, cell: Cell, names: Names) -> Cell:
    if not isinstance(cell, str) or not cell:
        return cell
    if column.key == RATER:
        return names.rater(cell)
    if column.key in RATEES:
        return names.ratee(cell)
    if column.key == MEMBERS:
        return ", ".join(sorted(map(names.rater, cell.split(", ")), key=str.casefold))
    if column.key == LINK:
        rater, _dash, ratee = cell.partition(DASH)
        return DASH.join((names.rater(rater), names.ratee(ratee)))
    return cell
