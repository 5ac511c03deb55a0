"""Preparing, opening, reminding, closing and discarding campaigns."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.campaigns.actions.refusals import NotAllowedNow, TooFewPeople
from assess.campaigns.models import Campaign, CampaignAdmissions, CampaignInvitation
from assess.campaigns.queries import audience, launch_check
from assess.jobs.actions import enqueue
from surveys.models import InstrumentVersion

#: Fewer people than this cannot hide among each other (methods §10.7).
FEWEST = 10


def draft(
    session: Session,
    actor: str,
    *,
    title: str,
    version: InstrumentVersion,
    job: str,
    cuts: Sequence[str],
    least: int,
    closes_at: datetime,
) -> Campaign:
    """A campaign nobody has heard of yet; TooFewPeople when anonymity could not be kept."""
    invited = len(audience(session, job))
    if invited < FEWEST:
        raise TooFewPeople(people=invited, need=FEWEST)
    campaign = Campaign(
        title=title, version=version, job=job, cuts=list(cuts), least=least, closes_at=closes_at, promise="anonymous"
    )
    session.add(campaign)
    session.flush()
    record(session, actor, "campaigns.drafted", f"campaign:{campaign.id}", cuts=list(cuts), least=least)
    return campaign


def launch(session: Session, actor: str, campaign: Campaign) -> None:
    """Fix who is asked and which groups their answers carry, and ask them; TooFewPeople or NotAllowedNow."""
    _must_be(campaign, "draft")
    check = launch_check(session, campaign)
    if len(check.people) < FEWEST:
        raise TooFewPeople(people=len(check.people), need=FEWEST)
    session.add_all(
        CampaignInvitation(
            campaign=campaign,
            person=person,
            labels=dict(zip(campaign.cuts, check.carried.labels[person.id], strict=False)),
        )
        for person in check.people
    )
    session.add(CampaignAdmissions(campaign_id=campaign.id, spent=[]))
    campaign.state = "open"
    session.flush()
    _mail_everyone(session, campaign)
    record(session, actor, "campaigns.launched", f"campaign:{campaign.id}", invited=len(check.people))


def remind(session: Session, actor: str, campaign: Campaign) -> None:
    """Ask everyone once more, whoever has answered: we do not know who has not."""
    _must_be(campaign, "open")
    _mail_everyone(session, campaign)
    record(session, actor, "campaigns.reminded", f"campaign:{campaign.id}", mailing=campaign.mailings)


def _mail_everyone(session: Session, campaign: Campaign) -> None:
    campaign.mailings += 1
    enqueue(session, "campaigns.send", id=campaign.id)


def close(session: Session, actor: str, campaign: Campaign) -> None:
    """No more answers; the last trace of who has answered goes."""
    _must_be(campaign, "open")
    campaign.state = "closed"
    session.execute(update(CampaignAdmissions).where(CampaignAdmissions.campaign_id == campaign.id).values(spent=[]))
    record(session, actor, "campaigns.closed", f"campaign:{campaign.id}")


def discard(session: Session, actor: str, campaign: Campaign) -> None:
    """Throw a draft away."""
    _must_be(campaign, "draft")
    record(session, actor, "campaigns.discarded", f"campaign:{campaign.id}")
    session.execute(delete(Campaign).where(Campaign.id == campaign.id))


def _must_be(campaign: Campaign, state: str) -> None:
    if campaign.state != state:
        raise NotAllowedNow(state=campaign.state)
