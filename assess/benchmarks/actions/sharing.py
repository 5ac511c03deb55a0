"""Telling averages, once for each period and for good; and being named, by one's own wish."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import SYSTEM, record
from assess.benchmarks.frames import Told
from assess.benchmarks.models import SCOPES, BenchmarkRule, Recognition, SharedAverage
from assess.jobs.actions import enqueue
from assess.once import add_once
from assess.people.models import Person
from assess.performance.models import Kpi
from surveys.moments import now


def tell(session: Session, job: str, averages: Iterable[Told]) -> int:
    """Keep the averages of KPIs that are shared; a period that was told stays as it was told. Returns how many are new.

    Of one period all are told together or none: a team told later could be subtracted from what was told before.
    """
    shared = dict(
        session.execute(
            select(Kpi.key, Kpi.id).join(BenchmarkRule).where(BenchmarkRule.visibility.in_(("shared", "celebrated")))
        ).all()
    )
    told = {
        (kpi_id, start)
        for kpi_id, start in session.execute(
            select(SharedAverage.kpi_id, SharedAverage.period_start).where(SharedAverage.job == job).distinct()
        )
    }
    rows = [
        {
            "kpi_id": shared[one.metric], "job": job, "team": one.team, "period_start": one.period_start,
            "period_end": one.period_end, "n": one.shared.n, "mean": one.shared.mean, "p25": one.shared.p25,
            "p50": one.shared.p50, "p75": one.shared.p75,
        }
        for one in averages
        if one.metric in shared and (shared[one.metric], one.period_start) not in told
    ]  # fmt: skip
    if rows:
        add_once(session, SharedAverage, rows)
        record(session, SYSTEM, "benchmarks.averages_told", f"job:{job}", averages=len(rows))
    return len(rows)


def be_named(session: Session, actor: str, person: Person, scope: str) -> None:
    """Name this person where a target is reached, to the team or everybody; ``""`` takes it back at once."""
    kept = session.get(Recognition, person.id)
    if kept is not None:
        session.delete(kept)
        session.flush()
    if scope in SCOPES:
        session.add(Recognition(person_id=person.id, scope=scope, since=now()))
        session.flush()
    record(session, actor, "benchmarks.recognition_chosen", f"person:{person.id}", scope=scope)


def again(session: Session, job: str) -> None:
    """Ask for the benchmarks of a job anew."""
    enqueue(session, "benchmarks.compute_job", job=job)
