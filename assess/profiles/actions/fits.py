"""Keeping fits, and taking somebody out of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from assess.analyses.actions import store, store_all
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.hiring.models import Application, Candidate
from assess.profiles.models import FitRelease, FitResult, ProfileVersion
from scoring.reports.fit import KIND, without
from scoring.reports.fit_pool import pool
from scoring.results import Estimate, Report
from surveys.models import Participant
from surveys.moments import now

#: Rows in one statement: a database takes only so many values at once.
AT_ONCE = 5_000


def keep_fits(
    session: Session,
    profile: ProfileVersion,
    report: Report,
    subject: str,
    actor: str,
    measured: Mapping[int, Application | None],
) -> Analysis:
    """The Report of people measured together: participant id to application, None for an employee."""
    analysis = once(session, report, subject, actor)
    candidates = [application.id for application in measured.values() if application]
    if candidates:
        once(session, pool(report), subject, actor)
    employees = [participant for participant, application in measured.items() if application is None]
    for some in _batched(candidates):
        session.execute(delete(FitResult).where(FitResult.application_id.in_(some)))
    for some in _batched(employees):
        session.execute(delete(FitResult).where(_own(profile), FitResult.participant_id.in_(some)))
    numbers, codes = _numbers(report), _codes(session, list(measured))
    rows = [
        {"profile_id": profile.id, "participant_id": participant, "analysis_id": analysis.id, "computed_at": now()}
        | {"application_id": application.id if application else None}
        | numbers[codes[participant]]
        for participant, application in measured.items()
    ]
    for some_rows in _batched(rows):
        session.execute(insert(FitResult), some_rows)
    session.flush()
    return analysis


def keep_own_fits(session: Session, profile: ProfileVersion, actor: str, own: Mapping[str, Report]) -> None:
    """The Reports of employees each measured alone, by code of the participant: few statements for hundreds."""
    named = {f"participant:{code}": report for code, report in own.items()}
    newest = select(func.max(Analysis.id)).where(Analysis.kind == KIND, Analysis.subject.in_(named))
    known = session.scalars(select(Analysis).where(Analysis.id.in_(newest.group_by(Analysis.subject))))
    same = {last.subject: last for last in known if last.report_json == named[last.subject].to_json()}
    changed = {subject: report for subject, report in named.items() if subject not in same}
    analyses = same | store_all(session, changed, actor)
    participants = select(Participant.code, Participant.id).where(Participant.code.in_(own))
    ids = {code: id for code, id in session.execute(participants)}
    session.execute(delete(FitResult).where(_own(profile), FitResult.participant_id.in_(ids.values())))
    rows = [
        {"profile_id": profile.id, "participant_id": ids[code], "computed_at": now()}
        | {"application_id": None, "analysis_id": analyses[f"participant:{code}"].id}
        | _numbers(report)[code]
        for code, report in own.items()
    ]
    session.execute(insert(FitResult), rows)


def _own(profile: ProfileVersion) -> ColumnElement[bool]:
    """An employee may be measured for the own job and for leading others: each by the profile of that job."""
    of_job = select(ProfileVersion.id).where(ProfileVersion.job == profile.job)
    return FitResult.application_id.is_(None) & FitResult.profile_id.in_(of_job)


def _batched(rows: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), AT_ONCE):
        yield list(rows[start : start + AT_ONCE])


def _codes(session: Session, participants: Sequence[int]) -> dict[int, str]:
    """Code of each participant by id."""
    found: dict[int, str] = {}
    for some in _batched(participants):
        query = select(Participant.id, Participant.code).where(Participant.id.in_(some))
        found |= {id: code for id, code in session.execute(query)}
    return found


def _numbers(report: Report) -> dict[str, dict[str, Any]]:
    """Columns of a fit by code of the person, as they stand in the Report."""
    parts: dict[str, dict[str, list[Any]]] = {}
    table = report.table("contributions")
    for person, scale, z, value in zip(
        *(table.column(key) for key in ("person_id", "scale", "z", "contribution")), strict=True
    ):
        parts.setdefault(str(person), {})[str(scale)] = [z, value]
    people = report.table("people")
    places = iter(range(1, len(people.rows) + 1))
    found: dict[str, dict[str, Any]] = {}
    for row in people.rows:
        one = dict(zip((column.key for column in people.columns), row, strict=True))
        fit, chance, standing = one["fit"], one["chance"], one["standing"]
        if not (isinstance(fit, Estimate) and isinstance(chance, Estimate) and isinstance(standing, Estimate)):
            raise TypeError("a Report of fits holds Estimates")
        found[str(one["person_id"])] = {
            "fit": fit.value, "low": fit.low, "high": fit.high, "chance": chance.value, "chance_low": chance.low,
            "chance_high": chance.high, "standing": standing.value, "band": one["band"],
            "place": next(places) if fit.value is not None else None, "status": fit.status,
            "reasons": [{"code": reason.code.value, "values": dict(reason.values)} for reason in fit.reasons],
            "parts": parts.get(str(one["person_id"]), {}),
        }  # fmt: skip
    return found


def forget(session: Session, participant: Participant) -> None:
    """Take somebody whose answers were deleted out of every fit there is; others' fits stay as they were."""
    applied = select(Application.opening_id).join(Candidate).where(Candidate.participant_id == participant.id)
    led = select(FitRelease.job).where(FitRelease.participant_id == participant.id, FitRelease.audience == "leaders")
    subjects = [
        f"participant:{participant.code}",
        *(f"opening:{id}" for id in session.scalars(applied)),
        *(f"leaders:{job}" for job in session.scalars(led)),
    ]
    query = select(Analysis).where(Analysis.kind == KIND, Analysis.subject.in_(subjects))
    for analysis in session.scalars(query):
        analysis.report_json = without(analysis.report, {participant.code}).to_json()
    session.execute(delete(FitResult).where(FitResult.participant_id == participant.id))


def once(session: Session, report: Report, subject: str, actor: str) -> Analysis:
    """The Report stored; the one there is when nothing has changed since."""
    last = latest(session, report.kind, subject)
    return last if last is not None and last.report_json == report.to_json() else store(session, report, subject, actor)
