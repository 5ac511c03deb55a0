"""The way in for one answer, and who sees what of it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.campaigns.models import Campaign, CampaignAdmissions, CampaignInvitation
from assess.errors import LinkUnknown, Refusal
from assess.links.models import Link
from surveys.definition import Instrument
from surveys.moments import now
from surveys.versions import instrument_of

#: Who can see what, as (who, what they see) by the keys of their words; the respondent reads it before answering.
WHO_SEES = tuple((f"campaigns.who.{who}", f"campaigns.sees.{who}") for who in ("leads", "readers", "admins", "outside"))


class Over(Refusal):
    """The campaign takes no answers any more."""

    status = 410
    key = "campaigns.over"


class Answered(Refusal):
    """This admission has been used."""

    status = 410
    key = "campaigns.answered"


@dataclass(frozen=True, slots=True)
class Admission:
    """A way in for one answer: the campaign, the coarse groups the answer will carry, and a number for the mark."""

    campaign: Campaign
    instrument: Instrument
    labels: dict[str, str]
    invitation: int


def opened(session: Session, link: Link) -> Admission:
    """What a respondent's link opens, spent or not; LinkUnknown, or Over once the campaign takes no answers."""
    invitation = session.get(CampaignInvitation, link.target, options=[joinedload(CampaignInvitation.campaign)])
    if invitation is None:
        raise LinkUnknown
    return admission(session, invitation)


def admission(session: Session, invitation: CampaignInvitation) -> Admission:
    """The way in of one invitation; Over once the campaign takes no answers."""
    campaign = invitation.campaign
    if campaign.state != "open" or campaign.closes_at <= now():
        raise Over(title=campaign.title)
    instrument = instrument_of(session, campaign.version.content_hash)
    return Admission(campaign, instrument, dict(invitation.labels), invitation.id)


def is_spent(session: Session, admission: Admission, mark: str) -> bool:
    """Whether this admission's mark is among the spent ones."""
    spent = session.scalar(
        select(CampaignAdmissions.spent).where(CampaignAdmissions.campaign_id == admission.campaign.id)
    )
    return mark in (spent or ())
