"""Every minute: comments that wait are shuffled or laid before their reviewer, and the database forgets their order."""

import random
from datetime import timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assess.campaigns.actions import comments
from assess.campaigns.models.comments import CommentBox, CommentPool
from assess.jobs.tasks import sweep
from surveys.anonymous import scrub
from surveys.moments import now


def weeks() -> tuple[str, str]:
    """This ISO week and the one before: forms fetched in them are still taken."""
    days = (now().isocalendar(), (now() - timedelta(days=7)).isocalendar())
    this, last = (f"{year}-W{week:02d}" for year, week, _day in days)
    return this, last


@sweep
def file_comments(session: Session) -> None:
    """A sweep and no job, whether or not a comment came: a job asked for at each would say when it came."""
    boxes = session.scalars(select(CommentBox).where(CommentBox.code.in_(select(CommentPool.code)))).all()
    for box in boxes:
        comments.file_comments(session, box, random.SystemRandom(), weeks())
    session.commit()
    if boxes:
        bind = session.get_bind()
        scrub(bind if isinstance(bind, Engine) else bind.engine, "comment_pool")
