"""Which function does which job, who subscribed to which news, what is swept; running jobs: lease, do, commit."""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from assess.jobs.models import Job
from assess.logs import place
from surveys.moments import now

log = structlog.get_logger()

Task = Callable[..., None]
Sweep = Callable[[Session], None]

TASKS: dict[str, Task] = {}
SUBSCRIPTIONS: defaultdict[str, list[str]] = defaultdict(list)
SWEEPS: list[Sweep] = []
_wakers: list[Callable[[], Any]] = []

#: Where a session keeps the number of the job it is doing.
_DOING = "job under way"
LEASE = timedelta(minutes=15)
MOST_ATTEMPTS = 3


def task(name: str, *news: str) -> Callable[[Task], Task]:
    """Register ``function(session, **primitives)`` as a job, to be run also whenever such news is announced.

    The function must be idempotent: a worker that dies is followed by another that starts anew. The runner commits at
    its end; a function that computes for long commits once after reading, so that no lock is held meanwhile. One that
    works through thousands of rows commits now and then with ``advance`` and begins after ``cursor``.
    """

    def register(function: Task) -> Task:
        if name in TASKS:
            raise ValueError(f"two tasks are called {name}")
        TASKS[name] = function
        for event in news:
            SUBSCRIPTIONS[event].append(name)
        return function

    return register


def sweep(function: Sweep) -> Sweep:
    """Register ``function(session)`` to be run whenever a worker wakes, at least every minute, without a job's row.

    For work whose time of asking must not be kept. It commits for itself and must be harmless to repeat.
    """
    SWEEPS.append(function)
    return function


def wake() -> None:
    """Wake a worker; the sweep finds the job anyway if nobody hears."""
    for waker in _wakers:
        waker()


def wake_with(waker: Callable[[], Any]) -> None:
    """Use this to wake workers (the queue's own call)."""
    _wakers[:] = [waker]


def lease(session: Session) -> Job | None:
    """The oldest job that waits or whose worker vanished, now leased to the caller; None if there is none."""
    free = or_(Job.state == "waiting", and_(Job.state == "running", Job.leased_until < now()))
    query = select(Job).where(free).order_by(Job.id).limit(1).with_for_update(skip_locked=True)
    job = session.scalar(query)
    if job is not None:
        job.state, job.attempts, job.leased_until = "running", job.attempts + 1, now() + LEASE
    session.commit()
    return job


def run(session: Session, job: Job) -> None:
    """Do a leased job; a failure is recorded and retried up to three times."""
    number, name, attempts = job.id, job.name, job.attempts
    session.info[_DOING] = number
    try:
        TASKS[name](session, **job.arguments)
        _end(session, number, state="done", progress=1.0, ended_at=now())
    except Exception as problem:  # whatever a task raises ends here, so that one bad job cannot stop the worker
        session.rollback()
        over, kind = attempts >= MOST_ATTEMPTS, type(problem).__name__
        # the message of an exception may hold answers or names: only its kind is kept
        _end(
            session,
            number,
            state="failed" if over else "waiting",
            problem=kind,
            ended_at=now() if over else None,
        )
        log.error("job_failed", job=number, task=name, attempt=attempts, problem=kind, place=place(problem))
    finally:
        session.info.pop(_DOING, None)


def cursor(session: Session) -> int:
    """The id up to which the job under way is done; 0 at first, and where no job is under way."""
    number = session.info.get(_DOING)
    return 0 if number is None else session.scalar(select(Job.cursor).where(Job.id == number)) or 0


def advance(session: Session, to: int, share: float) -> None:
    """The job under way is done up to the id ``to``, a share of 0 to 1 of it all, and goes on under a new lease.

    What it did so far is committed together with this, by the task.
    """
    where = Job.id == session.info.get(_DOING)
    session.execute(update(Job).where(where).values(cursor=to, progress=share, leased_until=now() + LEASE))


def _end(session: Session, number: int, **values: Any) -> None:
    session.execute(update(Job).where(Job.id == number).values(**values))
    session.commit()


def _sweep_all(session: Session) -> None:
    for function in SWEEPS:
        try:
            function(session)
            session.commit()
        except Exception as problem:  # one sweep that fails must not stop the jobs
            session.rollback()
            log.error("sweep_failed", sweep=function.__name__, problem=type(problem).__name__, place=place(problem))


def run_all(session: Session) -> int:
    """Sweep, then do every job there is, also those that jobs ask for; returns how many were run."""
    _sweep_all(session)
    count = 0
    while (job := lease(session)) is not None:
        run(session, job)
        count += 1
    return count
