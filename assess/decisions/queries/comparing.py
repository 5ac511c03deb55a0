"""Candidates of an opening side by side, as far as a viewer may see them, and what was decided about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload

from assess.analyses.models import Analysis
from assess.decisions.models import Decision
from assess.decisions.queries.panels import PanelScore, panels_of
from assess.errors import NotFound
from assess.hiring.models import Application, Candidate, Opening
from assess.hiring.queries import application_for, blinded, judged, opening_for
from assess.interviews.queries import SEES_EVERY_PANEL, rule_of
from assess.people.models import Account
from assess.profiles.models import FitResult, ProfileVersion
from assess.profiles.queries import Measured, everyone_measured, fits_of_opening
from scoring.fit import Comparison, difference
from scoring.reports.fit import without
from scoring.results import Report, Sentence, Table
from surveys.models import Participant

#: So many candidates stand side by side at once; nobody compares more at a glance.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate: their fit (None while nobody measured them) and their complete panels, the first round first.

    ``rating`` says that the viewer is to rate them first, and that nothing is shown for that reason.
    """

    application: Application
    measured: Measured | None
    panels: tuple[PanelScore, ...] = ()
    rating: bool = False

    @property
    def name(self) -> str:
        """The candidate's name."""
        return self.application.candidate.name


@dataclass(frozen=True, slots=True)
class Seen:
    """What of the evidence was on the page when somebody decided."""

    analysis_id: int | None
    band: int | None
    panels: tuple[PanelScore, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Candidates side by side: bands from the top, and those without a fit in an order that means nothing.

    ``total`` counts everybody in the stage; ``rows`` may be fewer. ``analysis``, ``report`` and ``profile`` are None
    while no fit may be shown at all; the ``report`` is that of the ``analysis`` without candidates the viewer is to
    rate. ``sees_panels`` says whether panel scores are for the viewer, ``rule`` which average of theirs counts.
    """

    opening: Opening
    rows: tuple[Row, ...]
    total: int
    analysis: Analysis | None
    report: Report | None
    profile: ProfileVersion | None
    outdated: bool
    sees_panels: bool
    rule: str = "raw"

    @property
    def bands(self) -> list[tuple[int, list[Row]]]:
        """Candidates with a fit by band, inside a band in the Report's order, which is a lot."""
        found: dict[int, list[Row]] = {}
        for row in self.rows:
            if row.measured is not None and row.measured.band is not None:
                found.setdefault(row.measured.band, []).append(row)
        return sorted(found.items())

    @property
    def without(self) -> list[Row]:
        """Candidates without a fit."""
        return [row for row in self.rows if row.measured is None or row.measured.band is None]

    def width(self, quantity: str) -> float | None:
        """A row of the Report's table of bands: ``se``, ``sed`` or ``band_width``."""
        if self.report is None:
            return None
        rows = {row[0]: row[1] for row in self.report.table("bands").rows}
        value = rows.get(quantity)
        return float(value) if isinstance(value, int | float) else None

    def row(self, application_id: int | None) -> Row | None:
        """One candidate's row, if they are here."""
        return next((row for row in self.rows if row.application.id == application_id), None)

    def compared(self, first: Row, second: Row) -> Comparison | None:
        """The first against the second on this score; None where one has no fit."""
        if first.measured is None or second.measured is None:
            return None
        return difference(first.measured.fit, second.measured.fit, self.width("sed"))


def side_by_side(
    session: Session, viewer: Account, opening_id: int, stage: str = "", wanted: Collection[int] = ()
) -> Side:
    """The candidates of an opening the viewer may see, ``MOST_SHOWN`` of them and those with a ``wanted`` id; NotFound.

    Without a stage those whose application is not closed. The bands are of everybody who applied, so that nobody moves
    to another band when somebody leaves.
    """
    opening = opening_for(session, viewer, opening_id)
    fitted = fits_of_opening(session, opening)
    outdated = fitted is not None and not fitted.profile.in_force
    usable = None if outdated else fitted
    seen = _sees_panels(viewer, opening)
    panels = panels_of(session, opening) if seen else {}
    hidden = blinded(session, viewer)
    report = seen_by(session, usable.analysis.report, opening, hidden) if usable else None
    measured = everyone_measured(report) if report else []
    known = {one.person_id: one for one in measured}
    by_code, total = _applications(session, opening, stage, list(known), hidden, wanted)
    order = [one.person_id for one in measured if one.person_id in by_code]
    codes = [*order, *(code for code in by_code if code not in known)]
    rows = tuple(
        Row(one, None, rating=True) if one.candidate_id in hidden else Row(one, known.get(code), panels.get(one.id, ()))
        for code, one in ((code, by_code[code]) for code in codes)
    )
    analysis, profile = (usable.analysis, usable.profile) if usable else (None, None)
    return Side(opening, rows, total, analysis, report, profile, outdated, seen, rule_of(session, opening.id))


def fitted(session: Session, viewer: Account, opening_id: int) -> tuple[Analysis, Report] | None:
    """The stored fits of an opening and what the viewer may see of them; None while none may be shown. NotFound."""
    opening = opening_for(session, viewer, opening_id)
    found = fits_of_opening(session, opening)
    if found is None or not found.profile.in_force:
        return None
    return found.analysis, seen_by(session, found.analysis.report, opening, blinded(session, viewer))


def _applications(
    session: Session,
    opening: Opening,
    stage: str,
    order: Sequence[str],
    hidden: Collection[int],
    wanted: Collection[int],
) -> tuple[dict[str, Application], int]:
    """Applications by code of the candidate, by name, and how many there are in the stage.

    The first of ``order``, then the newest without a fit; those of ``wanted`` ids always, so that anybody can be looked
    at.
    """
    there = (
        Application.opening_id == opening.id,
        Application.stage == stage if stage else Application.stage != "closed",
    )
    total = session.scalar(select(func.count()).select_from(Application).where(*there)) or 0
    query = (
        select(Application)
        .where(*there)
        .join(Application.candidate)
        .join(Candidate.participant)
        .options(contains_eager(Application.candidate).contains_eager(Candidate.participant))
    )
    found = [*session.scalars(query.where(Application.id.in_(wanted)))] if wanted else []
    for start in range(0, len(order), MOST_SHOWN):
        if len(found) >= MOST_SHOWN:
            break
        found += session.scalars(query.where(Participant.code.in_(order[start : start + MOST_SHOWN])))
    fitted = select(FitResult.id).where(FitResult.application_id == Application.id)
    unfitted = or_(~fitted.exists(), Application.candidate_id.in_(hidden)) if order else true()
    newest = query.where(unfitted).order_by(Application.id.desc()).limit(max(0, MOST_SHOWN - len(found)))
    found += session.scalars(newest)
    found.sort(key=lambda one: (one.candidate.name, one.candidate_id))
    return {one.candidate.participant.code: one for one in found}, total


def seen_by(session: Session, report: Report, opening: Opening, hidden: Collection[int]) -> Report:
    """The Report without candidates the viewer is to rate; bands are counted anew, as a gap would tell their place."""
    query = select(Participant.code).join(Candidate).join(Application)
    codes = set(session.scalars(query.where(Application.opening_id == opening.id, Candidate.id.in_(hidden))))
    if not codes:
        return report
    left = without(report, codes)
    people = left.table("people")
    place = [column.key for column in people.columns].index("band")
    bands = sorted({band for row in people.rows if isinstance(band := row[place], int)})
    renumbered: dict[Any, Any] = {band: number for number, band in enumerate(bands, start=1)}
    rows = tuple((*row[:place], renumbered.get(row[place]), *row[place + 1 :]) for row in people.rows)
    tables = tuple(replace(table, rows=rows) if table is people else table for table in left.tables)
    values = {"people": len(rows), "fitted": sum(row[place] is not None for row in rows), "bands": len(bands)}
    key = "fit.none" if left.sentence.key == "fit.bands" and not bands else left.sentence.key
    return replace(left, tables=tables, sentence=Sentence(key, values))


def _sees_panels(viewer: Account, opening: Opening) -> bool:
    return bool(viewer.role_names & SEES_EVERY_PANEL) or opening.hiring_manager_id == viewer.id


def candidate_for(session: Session, viewer: Account, application_id: int) -> tuple[Application, Row, Side]:
    """One candidate with the row of the comparison they are in; NotFound, StillRating."""
    application = application_for(session, viewer, application_id)
    judged(session, viewer, application.candidate_id)
    side = side_by_side(session, viewer, application.opening_id, application.stage, [application.id])
    row = side.row(application.id)
    if row is None:
        raise NotFound
    return application, row, side


def seen(row: Row, side: Side) -> Seen:
    """What a row shows."""
    return Seen(
        side.analysis.id if side.analysis else None,
        row.measured.band if row.measured else None,
        row.panels,
    )


def decisions(session: Session, application: Application) -> Sequence[Decision]:
    """What was decided about a candidate for that opening, the last first."""
    query = select(Decision).where(
        Decision.opening_id == application.opening_id, Decision.subject == application.candidate.participant.code
    )
    return session.scalars(query.options(joinedload(Decision.note)).order_by(Decision.id.desc())).all()


def with_names(report: Report, names: dict[str, str]) -> Report:
    """The same Report with names in the place of pseudonyms: put in at the door, never stored."""

    def named(table: Table) -> Table:
        if table.columns[0].key != "person_id":
            return table
        rows: list[tuple[Any, ...]] = [(names.get(str(row[0]), row[0]), *row[1:]) for row in table.rows]
        return replace(table, rows=tuple(rows))

    return replace(report, tables=tuple(named(table) for table in report.tables))


def names_of(session: Session, opening: Opening) -> dict[str, str]:
    """Pseudonym to name and id of everybody who applied for an opening."""
    query = (
        select(Application)
        .where(Application.opening_id == opening.id)
        .options(joinedload(Application.candidate).joinedload(Candidate.participant))
    )
    return {
        one.candidate.participant.code: f"{one.candidate.name} ({one.candidate.code})" for one in session.scalars(query)
    }
