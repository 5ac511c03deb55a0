"""Fits of candidates and employees, as a viewer may see them."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.errors import NotFound
from assess.hiring.models import Application, Opening
from assess.hiring.queries import application_for, judged
from assess.people.models import Account
from assess.profiles.models import FitResult, ProfileVersion
from scoring.fit import TOP_SHARE
from scoring.results import Cell, Estimate, Report, Table


def fits_of_opening(session: Session, opening: Opening) -> FitResult | None:
    """Any one fit of an opening, with profile and Report: all of them stand in one Report."""
    query = (
        select(FitResult)
        .join(FitResult.application)
        .where(Application.opening_id == opening.id)
        .options(joinedload(FitResult.profile), joinedload(FitResult.analysis))
    )
    return session.scalar(query.limit(1))


def fit_for(session: Session, viewer: Account, application_id: int) -> FitResult:
    """A candidate's fit as whoever sees the opening may; NotFound, StillRating."""
    application = application_for(session, viewer, application_id)
    judged(session, viewer, application.candidate_id)
    return _fit(session, FitResult.application_id == application.id)


def own_fit(session: Session, viewer: Account, job: str = "") -> FitResult | None:
    """The viewer's own fit as an employee to the profile of their job, or of another; nobody else's is found here."""
    person = viewer.person
    if person is None or person.participant_id is None:
        return None
    try:
        return of_employee(session, person.participant_id, job or person.job)
    except NotFound:
        return None


def of_employee(session: Session, participant_id: int, job: str) -> FitResult:
    """An employee's fit to the profile of a job; NotFound. Whoever calls knows that the viewer may see it."""
    of_job = FitResult.profile.has(ProfileVersion.job == job)
    return _fit(session, FitResult.application_id.is_(None), FitResult.participant_id == participant_id, of_job)


def _fit(session: Session, *where: object) -> FitResult:
    query = select(FitResult).where(*where).options(  # type: ignore[arg-type]
        joinedload(FitResult.profile), joinedload(FitResult.analysis), joinedload(FitResult.participant),
        joinedload(FitResult.application).joinedload(Application.candidate),
        joinedload(FitResult.application).joinedload(Application.opening),
    )  # fmt: skip
    found = session.scalar(query.order_by(FitResult.id.desc()).limit(1))
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """One person's numbers as they stand in a Report.

    ``parts`` are scales with a weight and what each adds; ``even`` is the fit at which the chance is that of anybody.
    ``later`` is the range the fit and its chance may fall in once missing parts are there, refused where too
    little is known, None for who lacks none.
    """

    person_id: str
    fit: Estimate
    chance: Estimate
    standing: Estimate
    performance: Estimate
    band: int | None
    even: float | None
    parts: tuple[tuple[str, float], ...]
    scales: tuple[dict[str, Cell], ...]
    later: tuple[Estimate, Estimate] | None = None

    @property
    def near_chance(self) -> bool:
        """Whether the chance of the top fifth could as well be that of anybody."""
        return near_chance(self.fit, self.chance, self.even)


def near_chance(fit: Estimate, chance: Estimate, even: float | None) -> bool:
    """Whether a chance of the top fifth could as well be that of anybody; ``even`` is the fit at which it is.

    Either by its own range, which is about the profile, or by that of the fit, which is about the person's answers.
    """
    ranges = ((chance, TOP_SHARE), (fit, even))
    return any(
        e.low is not None and e.high is not None and at is not None and e.low <= at <= e.high for e, at in ranges
    )


def everyone_measured(report: Report) -> list[Measured]:
    """Everybody in a Report of fits, in its order."""
    rows = _records(report.table("contributions"))
    weighted = {row["scale"] for row in rows if row["contribution"]}
    scales: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        scales.setdefault(row["person_id"], []).append(row)
    even = {row["quantity"]: row["value"] for row in _records(report.table("bands"))}.get("even")
    return [
        _measured(row, scales.get(row["person_id"], []), weighted, even) for row in _records(report.table("people"))
    ]


def measured(report: Report, person_id: str) -> Measured:
    """One person in a Report of fits; NotFound."""
    for one in everyone_measured(report):
        if one.person_id == person_id:
            return replace(one, later=_later(report, person_id))
    raise NotFound


def _later(report: Report, person_id: str) -> tuple[Estimate, Estimate] | None:
    """None too where the Report was made before there were such ranges."""
    kept = [row for table in report.tables if table.key == "what_if" for row in _records(table)]
    return next(((one["fit"], one["chance"]) for one in kept if one["person_id"] == person_id), None)


def _measured(row: dict[str, Any], scales: list[dict[str, Any]], weighted: set[str], even: Any) -> Measured:
    shown = [part for part in scales if part["scale"] in weighted and part["contribution"] is not None]
    parts = tuple((part["scale"], part["contribution"]) for part in shown)
    estimates = {key: row[key] for key in ("fit", "chance", "standing", "performance")}
    return Measured(row["person_id"], **estimates, band=row["band"], even=even, parts=parts, scales=tuple(scales))


def _records(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]
