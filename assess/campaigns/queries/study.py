"""What the study team from outside sees of people in a confidential survey of its own; nobody else gets any of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from assess.campaigns.models import Campaign, CampaignInvitation
from assess.campaigns.queries.admissions import administration_of, is_sent
from assess.campaigns.queries.campaigns import invited, outside
from assess.errors import NotFound
from assess.paging import Slice, selected
from assess.people.models import Account, Person
from surveys.definition import Item
from surveys.items import Answer
from surveys.models import Administration
from surveys.sessions import answers, before


def confided(session: Session, viewer: Account, id: int) -> Campaign:
    """A confidential campaign in third-party mode, for those from outside; NotFound for everybody else."""
    found = session.get(Campaign, id)
    if found is None or not (outside(viewer) and found.third_party and found.promise == "confidential"):
        raise NotFound
    return found


def asked(session: Session, campaign: Campaign, number: int) -> tuple[Slice[CampaignInvitation], frozenset[int]]:
    """One page of those who were asked, by name, and which of them have sent their answers."""
    own = (
        select(CampaignInvitation).join(CampaignInvitation.person).where(CampaignInvitation.campaign_id == campaign.id)
    )
    query = own.options(contains_eager(CampaignInvitation.person)).order_by(Person.name, CampaignInvitation.id)
    found = selected(session, query, invited(session, campaign), number)
    sent = select(Administration.respondent_id).where(
        Administration.context == campaign.code,
        Administration.submitted_at.is_not(None),
        Administration.respondent_id.in_(
            [one.person.participant_id for one in found.rows if one.person.participant_id]
        ),
    )
    known = set(session.scalars(sent))
    return found, frozenset(one.id for one in found.rows if one.person.participant_id in known)


def said(session: Session, campaign: Campaign, invitation: int) -> tuple[str, list[tuple[Item, Answer]]]:
    """The name of somebody who was asked, and what they sent; NotFound while it is not sent."""
    found = session.get(CampaignInvitation, invitation, options=[joinedload(CampaignInvitation.person)])
    if found is None or found.campaign_id != campaign.id:
        raise NotFound
    administration = administration_of(session, invitation)
    if administration is None or not is_sent(session, administration):
        raise NotFound
    given = answers(session, administration)
    instrument = before(session, session.get_one(Administration, administration))
    return found.person.name, [(item, given[code]) for code, item in instrument.items.items() if code in given]
