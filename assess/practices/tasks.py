"""Every minute: the database forgets what it still keeps of votes, while a panel is open and shortly after."""

from datetime import timedelta

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session

from assess.jobs.tasks import sweep
from assess.practices.models import PanelBallot, Practice
from surveys.anonymous import scrub
from surveys.moments import now

#: For so long after the count a reader may have kept what was written over.
AFTERWARDS = timedelta(hours=1)


@sweep
def forget_votes(session: Session) -> None:
    """A sweep and no job, whether or not a vote came: a job asked for at each would say when it came."""
    open_or_just_counted = or_(Practice.counted_at.is_(None), Practice.counted_at > now() - AFTERWARDS)
    asked = select(Practice.id).where(Practice.asked_at.is_not(None), open_or_just_counted).limit(1)
    if session.scalar(asked) is not None:
        session.commit()
        bind = session.get_bind()
        scrub(bind if isinstance(bind, Engine) else bind.engine, PanelBallot.__tablename__)
