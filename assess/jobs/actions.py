"""Asking for background work, and announcing news to whoever subscribed."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from assess.jobs.models import Job
from assess.jobs.tasks import SUBSCRIPTIONS, task, wake
from surveys.moments import now


def enqueue(session: Session, name: str, **arguments: Any) -> Job:
    """A job, committed with the caller's transaction; a worker is woken after that commit."""
    job = Job(name=name, arguments=arguments, created_at=now())
    session.add(job)
    session.flush()
    event.listen(session, "after_commit", lambda _: wake(), once=True)
    return job


def announce(session: Session, news: str, id: int | str) -> Job:
    """Tell whoever subscribed; only the worker knows who that is."""
    return enqueue(session, "jobs.tell", news=news, id=id)


@task("jobs.tell")
def _tell(session: Session, news: str, id: int | str) -> None:
    # one job a subscriber, so that one that fails does not stop the others
    for name in SUBSCRIPTIONS.get(news, ()):
        enqueue(session, name, id=id)
