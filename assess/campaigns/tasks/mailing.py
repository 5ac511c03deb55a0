"""Mailing a link of their own to those who are asked."""

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess import mail
from assess.access import Holder
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.campaigns.queries import administration_of, is_sent, who_sees
from assess.jobs.tasks import task
from assess.links.actions import issue
from assess.phrases import phrase
from surveys.moments import now

#: A link outlives its campaign, so that whoever comes late reads that it is over, not that the link is wrong.
LATE = timedelta(days=60)


@task("campaigns.send")
def send(session: Session, id: int) -> None:
    """Mail a link of one's own to everyone, or under confidentiality to those who have not sent their answers.

    Whoever got this round's mail, or needs none, is left alone, so it can be repeated.
    """
    campaign = session.get_one(Campaign, id)
    base = current_app.config["EXEMPLAR"].base_url
    owed = session.scalars(
        select(CampaignInvitation)
        .options(joinedload(CampaignInvitation.person))
        .where(CampaignInvitation.campaign_id == id, CampaignInvitation.mailed < campaign.mailings)
    ).all()
    failure: Exception | None = None
    for invitation in owed:
        invitation.mailed = campaign.mailings
        if _has_sent(session, invitation):
            session.commit()
            continue
        token = issue(session, Holder.RESPONDENT, invitation.id, campaign.closes_at - now() + LATE)
        try:
            mail.send(str(invitation.person.email), campaign.title, _body(campaign, f"{base}/answer/{token}"))
        except OSError as problem:  # one address that fails must not keep the others waiting
            session.rollback()
            failure = problem
        else:
            session.commit()
    if failure is not None:
        raise failure


def _has_sent(session: Session, invitation: CampaignInvitation) -> bool:
    """Nobody's answers can be found under anonymity, so nobody has sent theirs."""
    administration = administration_of(session, invitation.id)
    return administration is not None and is_sent(session, administration)


def _body(campaign: Campaign, address: str) -> str:
    """The mail, with the promise in the words of the page and who can see what."""
    knows = "outside" if campaign.third_party and campaign.promise == "confidential" else campaign.promise
    again = f"{phrase(f'campaigns.again.{knows}')}\n\n" if campaign.mailings > 1 else ""
    sights = "\n".join(f"- {phrase(who)}: {phrase(sees)}" for who, sees in who_sees(campaign))
    body: str = _(
        "%(company)s asks for your answers: %(title)s.\n\n%(again)s%(promise)s\n\nWho can see what:\n%(sights)s\n\n"
        "This link is yours alone, please do not pass it on:\n\n"
        "%(address)s\n\nIt takes a few minutes. The survey closes on %(day)s.\n",
        company=current_app.config["EXEMPLAR"].company,
        title=campaign.title,
        again=again,
        promise=phrase(f"campaigns.promise.{campaign.promise}"),
        sights=sights,
        address=address,
        day=campaign.closes_at.date().isoformat(),
    )
    return body
