"""Closing campaigns whose time is over, and filing answers without a trace."""

import random

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from assess.audit.actions import SYSTEM
from assess.campaigns import actions
from assess.campaigns.models import Campaign, CampaignAdmissions, CampaignSeries
from assess.jobs.tasks import sweep
from surveys import anonymous
from surveys.models import Pending
from surveys.moments import now


@sweep
def file_answers(session: Session) -> None:
    """Close campaigns whose time is over, mix what is pending into the answers, and scrub what the database kept.

    A sweep and no job: a job asked for at each answer would say when it came.
    """
    due = session.scalars(select(Campaign).where(Campaign.state == "open", Campaign.closes_at <= now())).all()
    for campaign in due:
        actions.close(session, SYSTEM, campaign)
    waiting = select(Pending.campaign).distinct()
    touched = session.scalars(select(Campaign).where(Campaign.code.in_(waiting))).all()
    for campaign in touched:
        actions.file_answers(session, campaign, now(), random.SystemRandom())
    closed = select(Campaign.id).where(Campaign.state == "closed")
    over = delete(CampaignAdmissions).where(CampaignAdmissions.campaign_id.in_(closed))
    emptied = session.scalars(over.returning(CampaignAdmissions.campaign_id)).all()
    session.commit()
    if touched or emptied:
        bind = session.get_bind()
        anonymous.scrub(bind if isinstance(bind, Engine) else bind.engine, "pending", "campaign_admissions")


@sweep
def open_waves(session: Session) -> None:
    """Open the next wave of each series whose time has come, once the wave before is closed."""
    due = select(CampaignSeries.id).where(CampaignSeries.next_at <= now())
    for id in session.scalars(due).all():
        last = session.scalars(select(Campaign).where(Campaign.series_id == id).order_by(Campaign.wave.desc())).first()
        if last is None or last.state != "closed":
            continue
        try:
            actions.next_wave(session, SYSTEM, last)
        except actions.TooFewPeople:  # the series has ended; whoever runs it sees no further wave
            session.commit()
        else:
            session.commit()
