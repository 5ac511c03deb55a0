"""Preparing, opening and closing campaigns, taking answers in, and filing them."""

import hashlib
import hmac
import random
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.campaigns.models import Campaign, CampaignAdmissions, CampaignInvitation
from assess.campaigns.queries import Admission, audience, launch_check
from assess.errors import Conflict
from assess.jobs.actions import enqueue
from surveys import anonymous
from surveys.items import Given
from surveys.models import AnonymousAnswer, InstrumentVersion, Pending

#: Fewer people than this cannot hide among each other (methods §10.7).
FEWEST = 10


class TooFewPeople(Conflict):
    """Fewer than ten people: no promise of anonymity could be kept."""

    key = "campaigns.too_few_people"


class NotAllowedNow(Conflict):
    """The campaign is in another state."""

    key = "campaigns.other_state"


class TooFewNew(Conflict):
    """Fewer answers than it takes have come in since the last release."""

    key = "campaigns.too_few_new"


class TooFewAnswers(Conflict):
    """Nothing could be shown yet."""

    key = "campaigns.too_few_answers"


class NothingAnswered(Conflict):
    """A form that was sent in empty."""

    key = "campaigns.nothing_answered"


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


def ask_release(session: Session, actor: str, campaign: Campaign, counts: tuple[int, int]) -> None:
    """Note that results shall be released; TooFewAnswers or TooFewNew when there is nothing new that could be shown.

    ``counts`` are the answers filed, and those of them no release has seen.
    """
    answers, unseen = counts
    if campaign.state == "draft" or answers < campaign.least:
        raise TooFewAnswers(least=campaign.least)
    if unseen < campaign.least:
        raise TooFewNew(least=campaign.least)
    record(session, actor, "campaigns.release_asked", f"campaign:{campaign.id}")


def answer(session: Session, admission: Admission, given: Mapping[str, Given]) -> None:
    """Keep one finished answer; commit it, then ``spend`` in another transaction.

    Writes one row of ``pending`` and nothing else: no audit, no job, no time. Raises NothingAnswered, or what the
    engine refuses.
    """
    if not any(one.value.strip() for one in given.values()):
        raise NothingAnswered
    campaign = admission.campaign
    anonymous.submit_anonymously(session, campaign.version, campaign.code, given, admission.labels)


def spend(session: Session, admission: Admission, key: str) -> None:
    """Shut an admission: its mark joins the sorted row of the others."""
    spent = session.scalars(
        select(CampaignAdmissions).where(CampaignAdmissions.campaign_id == admission.campaign.id).with_for_update()
    ).one()
    if admission.campaign.state == "open":
        spent.spent = sorted({*spent.spent, mark(key, admission.campaign.code, admission.invitation)})


def mark(key: str, code: str, invitation: int) -> str:
    """What stands for a spent admission: without ``key``, a secret of the application, nobody can tell whose it is."""
    return hmac.new(key.encode(), f"{code}:{invitation}".encode(), hashlib.sha256).hexdigest()[:32]


def file_answers(session: Session, campaign: Campaign, now: datetime, rng: random.Random) -> int:
    """Mix what is pending into the answers once there are five, or the campaign is over; gives how many.

    The last few of a campaign are dated like those before them: a week of their own would set them apart.
    """
    closed = campaign.state == "closed"
    waiting = session.scalar(select(func.count()).select_from(Pending).where(Pending.campaign == campaign.code)) or 0
    if closed and waiting < anonymous.BATCH:
        week = session.scalar(select(func.max(AnonymousAnswer.week)).where(AnonymousAnswer.campaign == campaign.code))
        now = datetime.fromisocalendar(int(week[:4]), int(week[6:]), 1) if week else now
    return anonymous.flush(session, campaign.code, now=now, rng=rng, closed=closed)


def _must_be(campaign: Campaign, state: str) -> None:
    if campaign.state != state:
        raise NotAllowedNow(state=campaign.state)
