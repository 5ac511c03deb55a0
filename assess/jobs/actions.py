"""Asking for background work, and announcing news to whoever subscribed."""

import hashlib
import json
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from assess.jobs.models import Job
from assess.jobs.tasks import SUBSCRIPTIONS, task, wake
from surveys.moments import now

_AWAITED = "job awaited"


def enqueue(session: Session, name: str, **arguments: Any) -> Job:
    """A job, committed with the caller's transaction; a worker is woken after that commit.

    Where the same job waits already, that one will do: it starts after this transaction and sees what it wrote.
    """
    sameness = hashlib.sha256(json.dumps([name, arguments], sort_keys=True).encode()).hexdigest()
    # locked, so that no worker takes it before this transaction is over
    same = select(Job).where(Job.sameness == sameness, Job.state == "waiting", Job.attempts == 0)
    job = session.scalar(same.limit(1).with_for_update(skip_locked=True))
    if job is None:
        job = Job(name=name, arguments=arguments, sameness=sameness, created_at=now())
        session.add(job)
        session.flush()
    if not session.info.get(_AWAITED):  # one call after the commit, however many jobs it brings
        session.info[_AWAITED] = True
        event.listen(session, "after_commit", _wake, once=True)
    return job


def _wake(session: Session) -> None:
    session.info.pop(_AWAITED, None)
    wake()


def announce(session: Session, news: str, id: int | str) -> Job:
    """Tell whoever subscribed; only the worker knows who that is."""
    return enqueue(session, "jobs.tell", news=news, id=id)


@task("jobs.tell")
def _tell(session: Session, news: str, id: int | str) -> None:
    # one job a subscriber, so that one that fails does not stop the others
    for name in SUBSCRIPTIONS.get(news, ()):
        enqueue(session, name, id=id)
