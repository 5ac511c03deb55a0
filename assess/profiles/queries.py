"""Reading profiles, what may enter them, and fits as a viewer may."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from assess.audit.actions import SYSTEM
from assess.delivery.models import ScaleScore
from assess.errors import NotFound
from assess.hiring.models import Application, Opening
from assess.hiring.queries import application_for, judged
from assess.instruments.queries import answerable
from assess.people.models import Account, Person
from assess.performance.queries import tiers_of
from assess.profiles.models import FitResult, ProfileScale, ProfileVersion
from scoring.fit.score import TOP_SHARE
from scoring.profile import Profile, from_json
from scoring.results import Cell, Estimate, Report, Table
from surveys.definition import Scale
from surveys.models import InstrumentVersion


@dataclass(frozen=True, slots=True)
class Job:
    """A job with its newest profile and how many people could stand behind one."""

    name: str
    people: int
    assessed: int
    rated: bool
    scales: int
    newest: ProfileVersion | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A scale of a published instrument, and what the job analysis said of it (None: not yet)."""

    version: InstrumentVersion
    instrument: str
    uses: tuple[str, ...]
    scale: Scale
    setting: ProfileScale | None
    fixed: bool

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.version.id}:{self.scale.code}"


def jobs(session: Session) -> list[Job]:
    """Every job somebody works in, by name."""
    scored = select(ScaleScore.id).where(ScaleScore.participant_id == Person.participant_id)
    rows = session.execute(
        select(Person.job, func.count(), func.count().filter(scored.exists()))
        .where(Person.job != "")
        .group_by(Person.job)
        .order_by(Person.job)
    )
    counted = select(ProfileScale.job, func.count()).group_by(ProfileScale.job)
    settings = {name: count for name, count in session.execute(counted)}
    return [
        Job(name, people, assessed, tiers_of(session, name) is not None, settings.get(name, 0), newest(session, name))
        for name, people, assessed in rows
    ]


def job_named(session: Session, name: str) -> str:
    """A job somebody works in; NotFound."""
    if session.scalar(select(Person.id).where(Person.job == name).limit(1)) is None or not name:
        raise NotFound
    return name


def profiles(session: Session, job: str | None = None) -> Sequence[ProfileVersion]:
    """Every profile, or those of a job, by job, the newest first."""
    query = select(ProfileVersion).order_by(ProfileVersion.job, ProfileVersion.number.desc())
    return session.scalars(query if job is None else query.where(ProfileVersion.job == job)).all()


def newest(session: Session, job: str) -> ProfileVersion | None:
    """The last profile of a job, whatever its state."""
    query = select(ProfileVersion).where(ProfileVersion.job == job).order_by(ProfileVersion.number.desc())
    return session.scalar(query.limit(1))


def approved(session: Session, job: str) -> ProfileVersion | None:
    """The profile people of a job are measured by; None where there is none in force."""
    found = session.scalar(select(ProfileVersion).where(ProfileVersion.job == job, ProfileVersion.state == "approved"))
    return found if found is not None and found.in_force else None


def profile(session: Session, id: int) -> tuple[ProfileVersion, Profile]:
    """One profile with its content; NotFound. Who may look is decided by role alone."""
    found = session.scalar(
        select(ProfileVersion).where(ProfileVersion.id == id).options(joinedload(ProfileVersion.analysis))
    )
    if found is None:
        raise NotFound
    return found, from_json(found.content)


def settings(session: Session, job: str) -> Sequence[ProfileScale]:
    """What the job analysis said of scales, in a fixed order."""
    query = select(ProfileScale).where(ProfileScale.job == job)
    return session.scalars(query.order_by(ProfileScale.version_id, ProfileScale.scale)).all()


def offered(session: Session, job: str) -> list[Offered]:
    """Every scale a profile of the job could use, by instrument."""
    known = {(setting.version_id, setting.scale): setting for setting in settings(session, job)}
    fixed = fixed_scales(session, job)
    return [
        Offered(found.version, found.instrument.title, found.instrument.uses, scale, known.get(place), place in fixed)
        for found in answerable(session)
        for scale in found.instrument.scales
        for place in [(found.version.id, scale.code)]
    ]


def fixed_scales(session: Session, job: str) -> set[tuple[int, str]]:
    """Scales whose results have been seen: a profile with people in it was built from them."""
    return {
        (version, scale)
        for built in profiles(session, job)
        if from_json(built.content).people
        for version, scale in built.places.values()
    }


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


def own_fit(session: Session, viewer: Account) -> FitResult | None:
    """The viewer's own fit as an employee; nobody else's can be asked for here."""
    participant = viewer.person.participant_id if viewer.person else None
    mine = (FitResult.application_id.is_(None), FitResult.participant_id == participant)
    try:
        return _fit(session, *mine) if participant else None
    except NotFound:
        return None


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


def signer(session: Session, pseudonym: str | None) -> str:
    """The name behind a pseudonym that built or approved something; empty for the product itself."""
    if not pseudonym or pseudonym == SYSTEM:
        return ""
    return session.scalar(select(Account.name).where(Account.pseudonym == pseudonym)) or ""


@dataclass(frozen=True, slots=True)
class Measured:
    """One person's numbers as they stand in a Report.

    ``parts`` are scales with a weight and what each adds; ``even`` is the fit at which the chance is that of anybody.
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

    @property
    def near_chance(self) -> bool:
        """Whether the chance of the top fifth could as well be that of anybody.

        Either by its own range, which is about the profile, or by that of the fit, which is about the person's answers.
        """
        ranges = ((self.chance, TOP_SHARE), (self.fit, self.even))
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
            return one
    raise NotFound


def _measured(row: dict[str, Any], scales: list[dict[str, Any]], weighted: set[str], even: Any) -> Measured:
    shown = [part for part in scales if part["scale"] in weighted and part["contribution"] is not None]
    parts = tuple((part["scale"], part["contribution"]) for part in shown)
    estimates = {key: row[key] for key in ("fit", "chance", "standing", "performance")}
    return Measured(row["person_id"], **estimates, band=row["band"], even=even, parts=parts, scales=tuple(scales))


def _records(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]
