"""What happens when a time is over: reminders, closing, deleting."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.delivery.actions import forget
from assess.delivery.models import DataCopy, Invitation
from assess.delivery.queries.assessments import outdated
from assess.delivery.queries.deadlines import to_remind
from assess.delivery.queries.retention import kept_long_enough
from assess.jobs.actions import announce, enqueue
from assess.jobs.tasks import sweep, task
from surveys import sessions
from surveys.moments import now

#: A copy of somebody's data lies ready for so long.
COPY_KEPT = timedelta(days=7)


@sweep
def forget_in_time(session: Session) -> None:
    """Delete answers that were kept as long as the notice promised."""
    for invitation in outdated(session):
        forget(session, invitation)


@task("delivery.answers_forgotten", "delivery.forgotten")
def answers_forgotten(session: Session, id: int) -> None:
    """With the last answers of a closed application, what higher features keep on it goes as well."""
    application = session.get_one(Invitation, id).application_id
    if application is not None:
        let_go(session, application)


@task("delivery.let_go", "hiring.closed")
def let_go(session: Session, id: int) -> None:
    """Announce that an application was kept as long as promised; harmless to repeat, and while it was not."""
    if kept_long_enough(session, id):
        announce(session, "delivery.application_over", id)


@sweep
def expire(session: Session) -> None:
    """Close what can no longer be answered; what was saved stays as long as the notice said."""
    sessions.expire(session, now=now())


@sweep
def remind(session: Session) -> None:
    """Ask for the mails that remind whoever has not finished: once at two thirds of the time, once the day before."""
    for invitation, number in to_remind(session, now()):
        # counted with the same commit: no reminder is asked for twice
        invitation.reminded = number
        enqueue(session, "delivery.send_reminder", id=invitation.id, number=number)


@sweep
def remove_copies(session: Session) -> None:
    """Delete copies of people's data that were asked for a week ago."""
    session.execute(delete(DataCopy).where(DataCopy.asked_at <= now() - COPY_KEPT))
