"""Computing the Report of a pool when its ratings changed, not at every one of them."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import SYSTEM
from assess.calibration.actions.pools import asked
from assess.calibration.models import Due
from assess.calibration.queries import pools, reports
from assess.interviews.models import Interview
from assess.jobs.actions import enqueue
from assess.jobs.tasks import sweep, task
from surveys.moments import now

#: A pool is computed no more often than this, however many panels complete.
PAUSE = timedelta(minutes=10)


@task("calibration.panel_completed", "interviews.completed")
def panel_completed(session: Session, id: int) -> None:
    """A panel opened: its pool is due."""
    interview = session.get(Interview, id)
    if interview is not None:
        asked(session, pools.pools_of_guide(session, interview.version.code))


@sweep
def compute_due(session: Session) -> None:
    """Ask for the Reports of pools that are due and were not computed a moment ago."""
    for due in session.scalars(select(Due).order_by(Due.pool)).all():
        last = reports.newest(session, due.pool)
        if last is None or last.made_at < now() - PAUSE:
            session.delete(due)
            enqueue(session, "calibration.compute", pool=due.pool, actor=SYSTEM)
