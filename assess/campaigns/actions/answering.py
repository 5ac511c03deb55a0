"""Taking anonymous answers in without a trace, and filing them."""

import hashlib
import hmac
import random
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.campaigns.actions.refusals import NothingAnswered, OtherPromise
from assess.campaigns.models import Campaign, CampaignAdmissions
from assess.campaigns.queries import Admission
from assess.once import add_once
from surveys import anonymous
from surveys.items import Given


def answer(session: Session, admission: Admission, given: Mapping[str, Given]) -> None:
    """Keep one finished answer; commit it, then ``spend`` in another transaction.

    Writes one row of ``pending`` and nothing else: no audit, no job, no time. Raises NothingAnswered, OtherPromise, or
    what the engine refuses.
    """
    if not any(one.value.strip() for one in given.values()):
        raise NothingAnswered
    campaign = admission.campaign
    if campaign.promise != "anonymous":
        raise OtherPromise
    anonymous.submit_anonymously(session, campaign.version, campaign.code, given, admission.labels)


def spend(session: Session, admission: Admission, key: str) -> None:
    """Shut an admission: its mark joins the sorted row of the others, which no backup brings back."""
    add_once(session, CampaignAdmissions, [{"campaign_id": admission.campaign.id, "spent": []}])
    spent = session.scalars(
        select(CampaignAdmissions).where(CampaignAdmissions.campaign_id == admission.campaign.id).with_for_update()
    ).one()
    if admission.campaign.state == "open":
        spent.spent = sorted({*spent.spent, mark(key, admission.campaign.code, admission.invitation)})
        anonymous.forget_order(session)


def mark(key: str, code: str, invitation: int) -> str:
    """What stands for a spent admission: without ``key``, a secret of the application, nobody can tell whose it is."""
    return hmac.new(key.encode(), f"{code}:{invitation}".encode(), hashlib.sha256).hexdigest()[:32]


def file_answers(session: Session, campaign: Campaign, now: datetime, rng: random.Random) -> int:
    """Mix what is pending into the answers, of each group once there are five, or the campaign is over; how many."""
    return anonymous.flush(session, campaign.code, now=now, rng=rng, closed=campaign.state == "closed")
