"""The way in for one answer, and who sees what of it."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from assess.campaigns.models import Campaign, CampaignAdmissions, CampaignInvitation
from assess.errors import LinkUnknown, Refusal
from assess.links.models import Link
from assess.people.models import Person
from surveys.definition import Instrument
from surveys.models import Administration
from surveys.moments import now
from surveys.standing import Standing, standing
from surveys.versions import instrument_of

_SIGHTS = {
    ("anonymous", False): ("leads", "readers", "admins", "outside"),
    ("anonymous", True): ("leads_outside", "company", "readers", "admins", "outside"),
    ("confidential", False): ("leads", "study", "readers", "keepers", "colleagues"),
    ("confidential", True): ("study_outside", "company", "readers", "keepers", "colleagues"),
}


def who_sees(campaign: Campaign) -> tuple[tuple[str, str], ...]:
    """Who can see what, as (who, what they see) by the keys of their words: read before answering."""
    return tuple(
        (f"campaigns.who.{who}", f"campaigns.sees.{who}") for who in _SIGHTS[campaign.promise, campaign.third_party]
    )


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


_ADMINISTRATION = (
    select(Administration.id)
    .join(Person, Person.participant_id == Administration.respondent_id)
    .join(CampaignInvitation, CampaignInvitation.person_id == Person.id)
    .join(Campaign, Campaign.id == CampaignInvitation.campaign_id)
    .where(Administration.context == Campaign.code, CampaignInvitation.id == bindparam("invitation"))
)


def administration_of(session: Session, invitation: int) -> int | None:
    """The confidential administration of an invitation; None before it is begun, and always under anonymity."""
    return session.connection().execute(_ADMINISTRATION, {"invitation": invitation}).scalar()


def own(session: Session, administration: int) -> Standing:
    """The questions as they lie before whoever answers, with what they have said so far."""
    return standing(session, session.get_one(Administration, administration), now=now())


def is_sent(session: Session, administration: int) -> bool:
    """Whether these answers were sent."""
    query = select(Administration.submitted_at.is_not(None)).where(Administration.id == administration)
    return bool(session.scalar(query))
