"""Mailing everyone a link of their own."""

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess import mail
from assess.access import Holder
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.jobs.tasks import task
from assess.links.actions import issue
from surveys.moments import now

#: A link outlives its campaign, so that whoever comes late reads that it is over, not that the link is wrong.
LATE = timedelta(days=60)


@task("campaigns.send")
def send(session: Session, id: int) -> None:
    """Mail everyone a link of their own; who got this round's mail already is left alone, so it can be repeated."""
    campaign = session.get_one(Campaign, id)
    base = current_app.config["EXEMPLAR"].base_url
    owed = session.scalars(
        select(CampaignInvitation)
        .options(joinedload(CampaignInvitation.person))
        .where(CampaignInvitation.campaign_id == id, CampaignInvitation.mailed < campaign.mailings)
    ).all()
    failure: Exception | None = None
    for invitation in owed:
        token = issue(session, Holder.RESPONDENT, invitation.id, campaign.closes_at - now() + LATE)
        invitation.mailed = campaign.mailings
        try:
            mail.send(str(invitation.person.email), campaign.title, _body(campaign, f"{base}/answer/{token}"))
        except OSError as problem:  # one address that fails must not keep the others waiting
            session.rollback()
            failure = problem
        else:
            session.commit()
    if failure is not None:
        raise failure


def _body(campaign: Campaign, address: str) -> str:
    again = _("Ignore this mail if you have answered: we do not know who has, so it goes to everyone.") + "\n\n"
    body: str = _(
        "%(company)s asks for your answers: %(title)s.\n\n%(again)s"
        "Nobody can link answers to a person, not even us. This link is yours alone, please do not pass it on:\n\n"
        "%(address)s\n\nIt takes a few minutes. The survey closes on %(day)s.\n",
        company=current_app.config["EXEMPLAR"].company,
        title=campaign.title,
        again=again if campaign.mailings > 1 else "",
        address=address,
        day=campaign.closes_at.date().isoformat(),
    )
    return body
